//! Channels between host and guest: `<channel>`.

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
#[xml(
    identity("target", "target/@type", "target/@name"),
    identity("target", "target/@type", "target/@address", "target/@port"),
    similar("form", "@type", "target/@type", "target/@name?"),
    pairing = "identity"
)]
pub struct Channel {
    /// Host side of the channel. For a virtio channel of type `unix` without a source, libvirt generates the path.
    #[xml(group)]
    pub chardev: Chardev,
    /// Guest side of the channel.
    #[xml(child, required)]
    pub target: Option<Target>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Channel {
    /// Creates the channel by which libvirt talks to the QEMU guest agent.
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

/// Guest side of a channel: `<target>`, by `type`.
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "target")]
pub enum Target {
    /// Named virtio port.
    #[xml(since = "0.7.7")]
    Virtio(Virtio),
    /// TCP address on the guest's network, forwarded to the host.
    #[xml(since = "0.7.3")]
    Guestfwd(Guestfwd),
    /// Named Xen channel.
    #[xml(since = "2.3.0")]
    Xen(Xen),
    /// Any other type.
    #[xml(other)]
    Other(OtherTarget),
}

impl Target {
    /// Creates a virtio port with a name.
    pub fn virtio(name: impl Into<String>) -> Self {
        Self::Virtio(Virtio { name: Some(name.into()), ..Virtio::default() })
    }

    /// Returns the name of the channel in the guest.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Virtio(virtio) => virtio.name.as_deref(),
            Self::Xen(xen) => xen.name.as_deref(),
            Self::Guestfwd(_) | Self::Other(_) => None,
        }
    }
}

/// TCP address on the guest's network, forwarded to the host.
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
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Named virtio port.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "target")]
pub struct Virtio {
    /// Name in the guest, below `/dev/virtio-ports`.
    #[xml(
        attr,
        later("0.9.10", "may be org.qemu.guest_agent.0: libvirt talks to the agent"),
        implied("com.redhat.spice.0", "../@type" = "spicevmc", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub name: Option<String>,
    /// Connection state of the port in the guest; reported by libvirt for a running domain.
    #[xml(attr, since = "1.2.11", assigned = "start", volatile = "guest")]
    pub state: Option<State>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Connection state of a channel in the guest.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Opened by a process in the guest.
    Connected,
    /// Not opened in the guest.
    Disconnected,
    /// Any other keyword.
    Other(ThinStr),
}

/// Named Xen channel.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "target")]
pub struct Xen {
    /// Name in the guest.
    #[xml(attr)]
    pub name: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Any other type, preserved.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "target")]
pub struct OtherTarget {
    /// Type of the target.
    #[xml(attr)]
    pub kind: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
