//! What is special to LXC containers, in a name space of its own.

use crate::types::LXC;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Name spaces of the kernel that an LXC container shares: `<lxc:namespace>`.
///
/// Those that are not listed are its own.
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
    /// Whose network it shares.
    #[xml(child, ns = LXC)]
    pub sharenet: Option<Sharenet>,
    /// Whose inter-process communication it shares.
    #[xml(child, ns = LXC)]
    pub shareipc: Option<Shareipc>,
    /// Whose host name it shares.
    #[xml(child, ns = LXC)]
    pub shareuts: Option<Shareuts>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whose network a container shares: `<lxc:sharenet>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = LXC)]
pub struct Sharenet {
    /// What the value is.
    #[xml(attr, required)]
    pub kind: Option<SharenetKind>,
    /// Name or number of the one.
    #[xml(attr, required)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whose inter-process communication a container shares: `<lxc:shareipc>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = LXC)]
pub struct Shareipc {
    /// What the value is.
    #[xml(attr, required)]
    pub kind: Option<ShareKind>,
    /// Name or number of the one.
    #[xml(attr, required)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whose host name a container shares: `<lxc:shareuts>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = LXC)]
pub struct Shareuts {
    /// What the value is.
    #[xml(attr, required)]
    pub kind: Option<ShareKind>,
    /// Name or number of the one.
    #[xml(attr, required)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How the one whose network is shared is named.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SharenetKind {
    /// Another container, by its name.
    Name,
    /// A process, by its number.
    Pid,
    /// A network name space of the host, by its name.
    Netns,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How the one whose name space is shared is named.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ShareKind {
    /// Another container, by its name.
    Name,
    /// A process, by its number.
    Pid,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
