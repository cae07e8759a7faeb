//! Sockets of helper processes, and reconnection.

use crate::types::{ABS_FILE_PATH, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Reconnection when a connection is lost: `<reconnect>`.
///
/// ```xml
/// <reconnect enabled='yes' timeout='10'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@enabled", "@delay"), one_of("@timeout", "@delay"))]
pub struct Reconnect {
    /// Enables reconnection.
    #[xml(attr)]
    pub enabled: Option<YesNo>,
    /// Time until the next attempt, in seconds.
    #[xml(attr, unit = "seconds")]
    pub timeout: Option<u32>,
    /// Time for which requests wait for an NBD server to return before they fail, in seconds.
    #[xml(attr, since = "9.2.0", implied = "0", unit = "seconds")]
    pub delay: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Reconnect {
    /// Enables reconnection with a timeout in seconds.
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
    /// Lets libvirt run the helper.
    #[xml(attr)]
    pub managed: Option<YesNo>,
    /// Moves the reservations when the domain migrates.
    #[xml(attr, since = "12.1.0")]
    pub migration: Option<YesNo>,
    /// Socket of the helper; required if libvirt does not run it.
    #[xml(child)]
    pub source: Option<Box<UnixSocket>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// A UNIX socket: `<source>` of `<reservations>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "source")]
pub struct UnixSocket {
    /// Type of the socket.
    #[xml(attr, required)]
    pub kind: Option<UnixSocketKind>,
    /// Path of the socket.
    #[xml(attr, required, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// Role of the hypervisor on the socket.
    #[xml(attr, required)]
    pub mode: Option<UnixSocketMode>,
    /// Reconnection when the connection is lost.
    #[xml(child)]
    pub reconnect: Option<Reconnect>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of a socket.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnixSocketKind {
    /// UNIX socket.
    Unix,
    /// Any other keyword.
    Other(ThinStr),
}

/// Role of the hypervisor on a socket.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum UnixSocketMode {
    /// Server: the hypervisor listens on the socket.
    Server,
    /// Client: the hypervisor connects to the socket.
    Client,
    /// Any other keyword.
    Other(ThinStr),
}

impl Reservations {
    /// Creates reservations with a helper that libvirt runs.
    pub fn managed() -> Self {
        Self { managed: Some(YesNo::Yes), ..Self::default() }
    }

    /// Creates reservations with a helper that listens on the socket at `path`.
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
