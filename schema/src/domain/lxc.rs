//! LXC extensions, in a namespace of their own.

use crate::types::LXC;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Kernel namespaces that an LXC container shares: `<lxc:namespace>`.
///
/// The others are private to the container.
///
/// ```xml
/// <lxc:namespace xmlns:lxc='http://libvirt.org/schemas/domain/lxc/1.0'>
///   <lxc:sharenet type='netns' value='red'/>
///   <lxc:shareipc type='pid' value='12345'/>
/// </lxc:namespace>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = LXC)]
pub struct Namespace {
    /// Shared network namespace.
    #[xml(child, ns = LXC)]
    pub sharenet: Option<Sharenet>,
    /// Shared IPC namespace.
    #[xml(child, ns = LXC)]
    pub shareipc: Option<Shareipc>,
    /// Shared UTS namespace.
    #[xml(child, ns = LXC)]
    pub shareuts: Option<Shareuts>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Shared network namespace: `<lxc:sharenet>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = LXC)]
pub struct Sharenet {
    /// Type of the value.
    #[xml(attr, required)]
    pub kind: Option<SharenetKind>,
    /// Name or process id that identifies the namespace.
    #[xml(attr, required)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Shared IPC namespace: `<lxc:shareipc>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = LXC)]
pub struct Shareipc {
    /// Type of the value.
    #[xml(attr, required)]
    pub kind: Option<ShareKind>,
    /// Name or process id that identifies the namespace.
    #[xml(attr, required)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Shared UTS namespace: `<lxc:shareuts>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = LXC)]
pub struct Shareuts {
    /// Type of the value.
    #[xml(attr, required)]
    pub kind: Option<ShareKind>,
    /// Name or process id that identifies the namespace.
    #[xml(attr, required)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of the value that identifies a network namespace.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SharenetKind {
    /// Name of another container.
    Name,
    /// Process id.
    Pid,
    /// Name of a network namespace of the host.
    Netns,
    /// Any other keyword.
    Other(ThinStr),
}

/// Type of the value that identifies a namespace.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ShareKind {
    /// Name of another container.
    Name,
    /// Process id.
    Pid,
    /// Any other keyword.
    Other(ThinStr),
}
