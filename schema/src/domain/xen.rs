//! Xen extensions, in a namespace of their own.

use crate::Element;
use crate::types::XEN;
use crate::xml::Extra;

/// Extra arguments of Xen's device model: `<xen:commandline>`.
///
/// ```xml
/// <xen:commandline xmlns:xen='http://libvirt.org/schemas/domain/xen/1.0'>
///   <xen:arg value='-debug'/>
/// </xen:commandline>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = XEN)]
pub struct Commandline {
    /// The arguments, in order, appended to libvirt's.
    #[xml(children, ns = XEN)]
    pub args: Vec<Arg>,
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
}

/// Argument of Xen's device model: `<xen:arg>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = XEN, pairing = "order")]
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
