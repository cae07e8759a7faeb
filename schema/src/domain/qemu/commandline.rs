//! Extra arguments and environment of QEMU.

use crate::Element;
use crate::types::{FILTER_PARAM_NAME, QEMU};
use crate::xml::Extra;

/// Extra arguments and environment of QEMU: `<qemu:commandline>`.
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
    /// The arguments, in order, appended to libvirt's.
    #[xml(children, ns = QEMU)]
    pub args: Vec<Arg>,
    /// Environment variables.
    #[xml(children, ns = QEMU)]
    pub envs: Vec<Env>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Commandline {
    /// Creates a command line from arguments.
    pub fn with_args<A: Into<String>>(args: impl IntoIterator<Item = A>) -> Self {
        Self { args: args.into_iter().map(Arg::new).collect(), ..Self::default() }
    }

    /// Returns the values of the arguments.
    pub fn arg_values(&self) -> impl Iterator<Item = &str> {
        self.args.iter().filter_map(|arg| arg.value.as_deref())
    }

    /// Returns the value of an environment variable; empty if it has none.
    pub fn env(&self, name: &str) -> Option<&str> {
        let env = self.envs.iter().find(|env| env.name.as_deref() == Some(name))?;
        Some(env.value.as_deref().unwrap_or_default())
    }
}

/// Argument of QEMU: `<qemu:arg>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU, pairing = "order")]
pub struct Arg {
    /// The argument.
    #[xml(attr, required, secret("options"))]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Arg {
    /// Creates an argument.
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..Self::default() }
    }
}

/// Environment variable of QEMU: `<qemu:env>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = QEMU, identity("name", "@name"))]
pub struct Env {
    /// Name of the variable.
    #[xml(attr, required, datatype = FILTER_PARAM_NAME)]
    pub name: Option<String>,
    /// Value of the variable.
    #[xml(attr, implied = "", secret("named"))]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Env {
    /// Creates a variable with a value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: Some(name.into()), value: Some(value.into()), ..Self::default() }
    }
}
