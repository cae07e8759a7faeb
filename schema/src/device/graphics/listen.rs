//! Where clients of a display connect.

use super::ADDR_IP_OR_NAME;
use crate::Element;
use crate::types::ABS_FILE_PATH;
use crate::xml::Extra;

/// Where clients of a display connect: `<listen>` of a `<graphics>`, told apart by `type`.
///
/// ```xml
/// <listen type='address' address='127.0.0.1'/>
/// ```
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "listen")]
pub enum Listen {
    /// At an address of the host.
    Address(Address),
    /// At the host's address in a network of libvirt.
    Network(Network),
    /// At a UNIX socket.
    #[xml(since = "2.0.0")]
    Socket(Socket),
    /// Nowhere: libvirt hands connections over.
    #[xml(since = "2.0.0")]
    None(Nowhere),
    /// Of a type that libvirt does not know.
    #[xml(other)]
    Other(Other),
}

impl Listen {
    /// At an address of the host, or at that of a host name.
    pub fn address(address: impl Into<String>) -> Self {
        Self::Address(Address { address: Some(address.into()), ..Address::default() })
    }

    /// At the host's address in a network of libvirt.
    pub fn network(network: impl Into<String>) -> Self {
        Self::Network(Network { network: Some(network.into()), ..Network::default() })
    }

    /// At a UNIX socket.
    pub fn socket(path: impl Into<String>) -> Self {
        Self::Socket(Socket { socket: Some(path.into()), ..Socket::default() })
    }

    /// The address, if it has one.
    pub fn as_address(&self) -> Option<&str> {
        match self {
            Self::Address(listen) => listen.address.as_deref(),
            Self::Network(listen) => listen.address.as_deref(),
            _ => None,
        }
    }
}

/// At an address of the host.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "listen")]
pub struct Address {
    /// An IP address or a host name; that of libvirt's configuration if it is not said.
    #[xml(attr, datatype = ADDR_IP_OR_NAME, later("1.3.5", "may be absent: that of libvirt's configuration counts"))]
    pub address: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// At the host's address in a network of libvirt.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "listen")]
pub struct Network {
    /// The address that libvirt found; only in a running domain.
    #[xml(attr, datatype = ADDR_IP_OR_NAME)]
    pub address: Option<String>,
    /// Name of the network.
    #[xml(attr, required)]
    pub network: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// At a UNIX socket.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "listen")]
pub struct Socket {
    /// Path of the socket; libvirt makes one up if it is not said.
    #[xml(attr, datatype = ABS_FILE_PATH)]
    pub socket: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Nowhere.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "listen")]
pub struct Nowhere {
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Of a type that libvirt does not know.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "listen")]
pub struct Other {
    /// The type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// The rest.
    #[xml(extra)]
    pub extra: Extra,
}
