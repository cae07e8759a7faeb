//! Arguments and environment of QEMU.

use crate::Element;
use crate::types::{FILTER_PARAM_NAME, QEMU};
use crate::xml::Extra;

/// Arguments and environment passed to QEMU: `<qemu:commandline>`.
///
/// ```xml
/// <qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
///   <qemu:arg value='-newarg'/>
///   <qemu:env name='QEMU_ENV' value='VAL'/>
/// </qemu:commandline>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Commandline {
    /// The arguments, in order, behind those of libvirt.
    #[xml(children, ns = QEMU)]
    pub args: Vec<Arg>,
    /// Variables of the environment.
    #[xml(children, ns = QEMU)]
    pub envs: Vec<Env>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Commandline {
    /// Arguments alone.
    pub fn with_args<A: Into<String>>(args: impl IntoIterator<Item = A>) -> Self {
        Self { args: args.into_iter().map(Arg::new).collect(), ..Self::default() }
    }

    /// The arguments as texts.
    pub fn arg_values(&self) -> impl Iterator<Item = &str> {
        self.args.iter().filter_map(|arg| arg.value.as_deref())
    }

    /// Value of a variable of the environment; empty if it has none.
    pub fn env(&self, name: &str) -> Option<&str> {
        let env = self.envs.iter().find(|env| env.name.as_deref() == Some(name))?;
        Some(env.value.as_deref().unwrap_or_default())
    }
}

/// An argument of QEMU: `<qemu:arg>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Arg {
    /// The argument.
    #[xml(attr, required)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Arg {
    /// An argument.
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..Self::default() }
    }
}

/// A variable of QEMU's environment: `<qemu:env>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU)]
pub struct Env {
    /// Name of the variable.
    #[xml(attr, required, datatype = FILTER_PARAM_NAME)]
    pub name: Option<String>,
    /// Its value; empty if it is not said.
    #[xml(attr)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Env {
    /// A variable with its value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: Some(name.into()), value: Some(value.into()), ..Self::default() }
    }
}
