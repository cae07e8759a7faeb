//! Video device: `<video>`.

mod model;

pub use model::{Acceleration, GpuDevice, Kind, Model, Resolution};

use crate::shared::{Acpi, Address, Alias, VirtioOptions};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A video device (graphics card): `<video>`.
///
/// libvirt adds one to a guest that has a `<graphics>` but no video device; type `none` prevents this.
///
/// ```xml
/// <video>
///   <model type='virtio' heads='1' primary='yes'>
///     <acceleration accel3d='yes'/>
///   </model>
/// </video>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "model/@type"), pairing = "order")]
pub struct Video {
    /// Driver of the device.
    #[xml(child, dropped)]
    pub driver: Option<Box<Driver>>,
    /// Emulated device.
    #[xml(child, default("hypervisor" = "qemu" | "kvm" | "hvf" | "test" | "vmware" | "xen"), merge = "first")]
    pub model: Option<Box<Model>>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, later("4.2.0", "may be of type `ccw`"), assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Video {
    /// Creates a video device of a type.
    ///
    /// ```
    /// use domxml_schema::device::video::{Kind, Video};
    ///
    /// assert_eq!(Video::new(Kind::Virtio).kind(), Some(&Kind::Virtio));
    /// ```
    pub fn new(kind: Kind) -> Self {
        Self { model: Some(Box::new(Model { kind: Some(kind), ..Model::default() })), ..Self::default() }
    }

    /// Returns the type of the device.
    pub fn kind(&self) -> Option<&Kind> {
        self.model.as_ref()?.kind.as_ref()
    }
}

/// Driver of a video device: `<driver>` of a `<video>`.
///
/// ```xml
/// <driver name='vhostuser'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Options common to all virtio devices.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// Access of the guest to VGA (bhyve, type `gop`).
    #[xml(attr, dropped = "io", since = "3.5.0")]
    pub vgaconf: Option<Vgaconf>,
    /// Name of the driver.
    #[xml(attr, since = "5.8.0", implied = "qemu")]
    pub name: Option<DriverName>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Driver of a video device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum DriverName {
    /// QEMU.
    Qemu,
    /// Separate vhost-user process; type `virtio`.
    #[xml(name = "vhostuser")]
    VhostUser,
    /// Any other keyword.
    Other(ThinStr),
}

/// Access of the guest to VGA of a video device (bhyve).
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Vgaconf {
    /// I/O ports only.
    Io,
    /// Full access.
    On,
    /// No access.
    Off,
    /// Any other keyword.
    Other(ThinStr),
}
