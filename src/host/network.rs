//! Networks: the connections of interfaces on a host.
//!
//! An engine names a network; a [`Backend`] provides it, so that one template resolves on a host with bridges as on
//! one with Open vSwitch.

mod bridge;
mod libvirt;
mod open_vswitch;
mod sriov;
mod unplugged;

use domxml_schema::device::Interface;
use domxml_schema::device::interface::{Kind, Source};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use bridge::Bridge;
pub use libvirt::Libvirt;
pub use open_vswitch::OpenVSwitch;
pub use sriov::{ParsePciAddressError, PciAddress, Sriov};
pub use unplugged::Unplugged;

/// A way to provide a network.
///
/// ```
/// use domxml::host::network::{Backend, BackendError, Request};
/// use domxml::schema::device::Interface;
/// use domxml::schema::device::interface::{Kind, Mode, Source};
///
/// /// Every network is a macvtap device above a network card.
/// struct Macvtap(&'static str);
///
/// impl Backend for Macvtap {
///     fn connect(&self, interface: &mut Interface, _: &Request<'_>) -> Result<(), BackendError> {
///         let Interface { kind, source, .. } = Interface::direct(self.0, Mode::Bridge);
///         (interface.kind, interface.source) = (kind, source);
///         Ok(())
///     }
/// }
/// ```
pub trait Backend {
    /// Connects an interface. Settings that do not depend on the network are left as they are.
    ///
    /// # Errors
    ///
    /// The reason why the interface cannot be connected.
    fn connect(&self, interface: &mut Interface, request: &Request<'_>) -> Result<(), BackendError>;
}

/// The connection that is requested.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Name of the network; empty: none, the interface is not connected.
    pub network: &'a str,
    /// The number of interfaces of the VM that are in the network already.
    pub index: usize,
}

/// The reason why an interface cannot be connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackendError {
    /// The problem: first word in lower case, no full stop.
    pub message: String,
    /// A step to take.
    pub help: String,
}

/// The backend of a network, as a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NetworkFact {
    /// A Linux bridge.
    Bridge(Bridge),
    /// A bridge of Open vSwitch.
    OpenVSwitch(OpenVSwitch),
    /// A network of libvirt.
    Libvirt(Libvirt),
    /// Virtual functions of a network card.
    Sriov(Sriov),
    /// Nothing.
    Unplugged(Unplugged),
}

impl Backend for NetworkFact {
    fn connect(&self, interface: &mut Interface, request: &Request<'_>) -> Result<(), BackendError> {
        match self {
            Self::Bridge(backend) => backend.connect(interface, request),
            Self::OpenVSwitch(backend) => backend.connect(interface, request),
            Self::Libvirt(backend) => backend.connect(interface, request),
            Self::Sriov(backend) => backend.connect(interface, request),
            Self::Unplugged(backend) => backend.connect(interface, request),
        }
    }
}

/// Gives an interface another kind of source; what the engine wrote for its own kind is removed.
fn set_source(interface: &mut Interface, kind: Kind, change: impl FnOnce(&mut Source)) {
    interface.kind = Some(kind);
    let source = interface.source.get_or_insert_default();
    source.bridge = None;
    change(source);
}
