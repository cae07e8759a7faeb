//! Graphics cards: `<video>`.

mod model;

pub use model::{Acceleration, GpuDevice, Kind, Model, Resolution};

use crate::shared::{Acpi, Address, Alias, VirtioOptions};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A graphics card: `<video>`.
///
/// A guest with a `<graphics>` gets one from libvirt if it has none; a model of type `none` prevents it.
///
/// ```xml
/// <video>
///   <model type='virtio' heads='1' primary='yes'>
///     <acceleration accel3d='yes'/>
///   </model>
/// </video>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Video {
    /// How the hypervisor runs it.
    #[xml(child)]
    pub driver: Option<Box<Driver>>,
    /// The hardware.
    #[xml(child)]
    pub model: Option<Box<Model>>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child, later("4.2.0", "may be of type `ccw`"))]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Video {
    /// A card of a type.
    ///
    /// ```
    /// use domxml_schema::device::video::{Kind, Video};
    ///
    /// assert_eq!(Video::new(Kind::Virtio).kind(), Some(&Kind::Virtio));
    /// ```
    pub fn new(kind: Kind) -> Self {
        Self { model: Some(Box::new(Model { kind: Some(kind), ..Model::default() })), ..Self::default() }
    }

    /// Type of the card.
    pub fn kind(&self) -> Option<&Kind> {
        self.model.as_ref()?.kind.as_ref()
    }
}

/// How the hypervisor runs a graphics card: `<driver>` of a `<video>`.
///
/// ```xml
/// <driver name='vhostuser'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Options that all virtio devices share.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// Whether the guest may use the card's VGA (bhyve with type `gop`).
    #[xml(attr, since = "3.5.0")]
    pub vgaconf: Option<Vgaconf>,
    /// Who runs the card.
    #[xml(attr, since = "5.8.0")]
    pub name: Option<DriverName>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Who runs a graphics card.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DriverName {
    /// QEMU itself.
    Qemu,
    /// A process of its own; for type `virtio`.
    #[xml(name = "vhostuser")]
    VhostUser,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Whether the guest may use VGA of a graphics card of bhyve.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Vgaconf {
    /// Its I/O ports only.
    Io,
    /// All of it.
    On,
    /// None of it.
    Off,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
