//! Listeners of a display.

use super::ADDR_IP_OR_NAME;
use crate::Element;
use crate::types::ABS_FILE_PATH;
use crate::xml::Extra;

/// Listener of a display: `<listen>` of a `<graphics>`, by `type`.
///
/// ```xml
/// <listen type='address' address='127.0.0.1'/>
/// ```
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "listen")]
pub enum Listen {
    /// Address of the host.
    Address(Address),
    /// Address of the host in a libvirt network.
    Network(Network),
    /// UNIX socket.
    #[xml(since = "2.0.0")]
    Socket(Socket),
    /// No listener: libvirt passes connections as file descriptors.
    #[xml(since = "2.0.0")]
    None(Nowhere),
    /// Any other type.
    #[xml(other)]
    Other(Other),
}

impl Listen {
    /// Creates a listener at an address of the host, or at that of a host name.
    pub fn address(address: impl Into<String>) -> Self {
        Self::Address(Address { address: Some(address.into()), ..Address::default() })
    }

    /// Creates a listener at the address of the host in a libvirt network.
    pub fn network(network: impl Into<String>) -> Self {
        Self::Network(Network { network: Some(network.into()), ..Network::default() })
    }

    /// Creates a listener on a UNIX socket.
    pub fn socket(path: impl Into<String>) -> Self {
        Self::Socket(Socket { socket: Some(path.into()), ..Socket::default() })
    }

    /// Returns the address, if the listener has one.
    pub fn as_address(&self) -> Option<&str> {
        match self {
            Self::Address(listen) => listen.address.as_deref(),
            Self::Network(listen) => listen.address.as_deref(),
            _ => None,
        }
    }
}

/// Listener at an address of the host.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "listen", pairing = "order")]
pub struct Address {
    /// IP address or host name; if absent, that of the libvirt configuration.
    #[xml(
        attr,
        datatype = ADDR_IP_OR_NAME,
        later("1.3.5", "may be absent: that of libvirt's configuration counts"),
        assigned = "start"
    )]
    pub address: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Listener at the address of the host in a libvirt network.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "listen", pairing = "order")]
pub struct Network {
    /// Address of the host in the network; only in a running domain.
    #[xml(attr, datatype = ADDR_IP_OR_NAME, assigned = "start")]
    pub address: Option<String>,
    /// Name of the network.
    #[xml(attr, required)]
    pub network: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Listener on a UNIX socket.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "listen", pairing = "order")]
pub struct Socket {
    /// Path of the socket; if absent, libvirt generates one.
    #[xml(attr, datatype = ABS_FILE_PATH, assigned = "start")]
    pub socket: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// No listener.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "listen", pairing = "order")]
pub struct Nowhere {
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Listener of any other type, preserved.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "listen", pairing = "order")]
pub struct Other {
    /// Type of the listener.
    #[xml(attr)]
    pub kind: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
