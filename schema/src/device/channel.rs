//! Private channel between host and guest: `<channel>`.

use crate::shared::chardev::{Chardev, Kind};
use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A private channel between host and guest: `<channel>`.
///
/// ```xml
/// <channel type='unix'>
///   <target type='virtio' name='org.qemu.guest_agent.0'/>
/// </channel>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Channel {
    /// The host's side. For a virtio channel of type `unix` without source libvirt chooses the path.
    #[xml(group)]
    pub chardev: Chardev,
    /// The guest's side.
    #[xml(child, required)]
    pub target: Option<Target>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Channel {
    /// The channel over which libvirt talks to the QEMU guest agent.
    ///
    /// ```
    /// use domxml_schema::Element;
    /// use domxml_schema::device::channel::Channel;
    ///
    /// let xml = "<channel type='unix'>\n  <target type='virtio' name='org.qemu.guest_agent.0'/>\n</channel>\n";
    /// assert_eq!(Channel::guest_agent().to_xml()?, xml);
    /// # Ok::<(), domxml_schema::xml::Error>(())
    /// ```
    pub fn guest_agent() -> Self {
        Self {
            chardev: Chardev::new(Kind::Unix),
            target: Some(Target::virtio("org.qemu.guest_agent.0")),
            ..Self::default()
        }
    }
}

/// The guest's side of a channel: `<target>`, told apart by `type`.
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "target")]
pub enum Target {
    /// A named virtio port.
    #[xml(since = "0.7.7")]
    Virtio(Virtio),
    /// A TCP address on the guest's network that is forwarded to the host.
    #[xml(since = "0.7.3")]
    Guestfwd(Guestfwd),
    /// A named channel of Xen.
    #[xml(since = "2.3.0")]
    Xen(Xen),
    /// Of a type that libvirt does not know.
    #[xml(other)]
    Other(OtherTarget),
}

impl Target {
    /// A virtio port of that name.
    pub fn virtio(name: impl Into<String>) -> Self {
        Self::Virtio(Virtio { name: Some(name.into()), ..Virtio::default() })
    }

    /// Name of the port that the guest sees.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Virtio(virtio) => virtio.name.as_deref(),
            Self::Xen(xen) => xen.name.as_deref(),
            Self::Guestfwd(_) | Self::Other(_) => None,
        }
    }
}

/// A TCP address on the guest's network that is forwarded to the host.
///
/// ```xml
/// <target type='guestfwd' address='10.0.2.1' port='4600'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "target")]
pub struct Guestfwd {
    /// IP address to which the guest connects.
    #[xml(attr, required)]
    pub address: Option<String>,
    /// TCP port to which the guest connects.
    #[xml(attr, required)]
    pub port: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A named virtio port.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "target")]
pub struct Virtio {
    /// Name in the guest, below `/dev/virtio-ports`.
    #[xml(attr, later("0.9.10", "may be org.qemu.guest_agent.0: libvirt talks to the agent"))]
    pub name: Option<String>,
    /// Whether a process in the guest has the port open; reported by libvirt of a running domain.
    #[xml(attr, since = "1.2.11")]
    pub state: Option<State>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether a process in the guest has the port open.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// One has.
    Connected,
    /// None has.
    Disconnected,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// A named channel of Xen.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "target")]
pub struct Xen {
    /// Name by which the guest knows the channel.
    #[xml(attr)]
    pub name: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Of a type that libvirt does not know; the rest is kept.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "target")]
pub struct OtherTarget {
    /// The type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// The rest.
    #[xml(extra)]
    pub extra: Extra,
}
