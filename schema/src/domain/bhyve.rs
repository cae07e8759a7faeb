//! bhyve extensions, in a namespace of their own.

use crate::Element;
use crate::types::BHYVE;
use crate::xml::Extra;

/// Extra arguments of bhyve: `<bhyve:commandline>`.
///
/// ```xml
/// <bhyve:commandline xmlns:bhyve='http://libvirt.org/schemas/domain/bhyve/1.0'>
///   <bhyve:arg value='-s'/>
/// </bhyve:commandline>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = BHYVE)]
pub struct Commandline {
    /// The arguments, in order, appended to libvirt's.
    #[xml(children, ns = BHYVE)]
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

/// Argument of bhyve: `<bhyve:arg>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = BHYVE, pairing = "order")]
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
