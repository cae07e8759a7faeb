//! Sockets to helper processes, and what happens when they break.

use crate::types::{ABS_FILE_PATH, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// What happens when a connection breaks: `<reconnect>`.
///
/// ```xml
/// <reconnect enabled='yes' timeout='10'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@enabled", "@delay"), one_of("@timeout", "@delay"))]
pub struct Reconnect {
    /// Whether to connect again.
    #[xml(attr)]
    pub enabled: Option<YesNo>,
    /// Seconds until the next attempt.
    #[xml(attr)]
    pub timeout: Option<u32>,
    /// Seconds for which requests wait for an NBD server to come back before they fail; 0 by default.
    #[xml(attr, since = "9.2.0")]
    pub delay: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Reconnect {
    /// Connect again after so many seconds.
    pub fn after(seconds: u32) -> Self {
        Self { enabled: Some(YesNo::Yes), timeout: Some(seconds), ..Self::default() }
    }
}

/// Persistent reservations of a SCSI disk: `<reservations>`.
///
/// ```xml
/// <reservations managed='no'>
///   <source type='unix' path='/run/pr-helper.sock' mode='client'/>
/// </reservations>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Reservations {
    /// Whether libvirt runs the helper itself.
    #[xml(attr)]
    pub managed: Option<YesNo>,
    /// Whether reservations move along when the domain migrates.
    #[xml(attr, since = "12.1.0")]
    pub migration: Option<YesNo>,
    /// Socket of the helper; needed if libvirt does not run it.
    #[xml(child)]
    pub source: Option<Box<UnixSocket>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A UNIX socket: `<source>` of `<reservations>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "source")]
pub struct UnixSocket {
    /// Kind of the socket.
    #[xml(attr, required)]
    pub kind: Option<UnixSocketKind>,
    /// Path of the socket.
    #[xml(attr, required, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// Which side the hypervisor is.
    #[xml(attr, required)]
    pub mode: Option<UnixSocketMode>,
    /// What happens when the connection breaks.
    #[xml(child)]
    pub reconnect: Option<Reconnect>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of a socket.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnixSocketKind {
    /// A UNIX socket.
    Unix,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Which side of a socket the hypervisor is.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnixSocketMode {
    /// It listens.
    Server,
    /// It connects.
    Client,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

impl Reservations {
    /// Reservations by a helper that libvirt runs.
    pub fn managed() -> Self {
        Self { managed: Some(YesNo::Yes), ..Self::default() }
    }

    /// Reservations by a helper that listens at `path`.
    pub fn helper(path: impl Into<String>) -> Self {
        let source = UnixSocket {
            kind: Some(UnixSocketKind::Unix),
            path: Some(path.into()),
            mode: Some(UnixSocketMode::Client),
            ..UnixSocket::default()
        };
        Self { managed: Some(YesNo::No), source: Some(Box::new(source)), ..Self::default() }
    }
}
