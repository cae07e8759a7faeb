//! What goes past libvirt to bhyve, in a name space of its own.

use crate::Element;
use crate::types::BHYVE;
use crate::xml::Extra;

/// Arguments passed to bhyve: `<bhyve:commandline>`.
///
/// ```xml
/// <bhyve:commandline xmlns:bhyve='http://libvirt.org/schemas/domain/bhyve/1.0'>
///   <bhyve:arg value='-s'/>
/// </bhyve:commandline>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = BHYVE)]
pub struct Commandline {
    /// The arguments, in order, behind those of libvirt.
    #[xml(children, ns = BHYVE)]
    pub args: Vec<Arg>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Commandline {
    /// A command line of these arguments.
    pub fn with_args<A: Into<String>>(args: impl IntoIterator<Item = A>) -> Self {
        Self { args: args.into_iter().map(Arg::new).collect(), ..Self::default() }
    }

    /// The arguments as texts.
    pub fn arg_values(&self) -> impl Iterator<Item = &str> {
        self.args.iter().filter_map(|arg| arg.value.as_deref())
    }
}

/// An argument: `<bhyve:arg>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = BHYVE)]
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
