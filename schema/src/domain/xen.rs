//! What goes past libvirt to Xen's device model, in a name space of its own.

use crate::Element;
use crate::types::XEN;
use crate::xml::Extra;

/// Arguments passed to Xen's device model: `<xen:commandline>`.
///
/// ```xml
/// <xen:commandline xmlns:xen='http://libvirt.org/schemas/domain/xen/1.0'>
///   <xen:arg value='-debug'/>
/// </xen:commandline>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = XEN)]
pub struct Commandline {
    /// The arguments, in order, behind those of libvirt.
    #[xml(children, ns = XEN)]
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

/// An argument: `<xen:arg>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = XEN)]
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
