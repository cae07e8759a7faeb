//! The hardware of a graphics card.

use crate::types::{ABS_FILE_PATH, OnOff, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// The hardware of a graphics card: `<model>` of a `<video>`.
///
/// ```xml
/// <model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='1' primary='yes'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// The type.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Size of the primary memory bar in KiB, rounded to a power of two.
    #[xml(attr, since = "1.0.2", when("@type" = "qxl"))]
    pub ram: Option<u32>,
    /// Video memory in KiB, rounded to a power of two; of `qxl` the secondary memory bar.
    #[xml(attr)]
    pub vram: Option<u32>,
    /// Size of the secondary memory bar in KiB where that is addressed by 64 bits.
    #[xml(attr, since = "1.3.3", when("@type" = "qxl"))]
    pub vram64: Option<u32>,
    /// Size of the VGA frame buffer in KiB.
    #[xml(attr, since = "1.2.11", when("@type" = "qxl"))]
    pub vgamem: Option<u32>,
    /// Number of screens.
    #[xml(attr)]
    pub heads: Option<u32>,
    /// Whether it is the guest's first card; libvirt takes the first of the document if it is not said.
    #[xml(attr, since = "1.0.2")]
    pub primary: Option<YesNo>,
    /// Whether guest and host share pixels without copies; type `virtio`.
    #[xml(attr, since = "9.2.0")]
    pub blob: Option<OnOff>,
    /// Whether the guest sees data of the screen; types `vga`, `bochs` and `virtio`.
    #[xml(attr, since = "11.7.0")]
    pub edid: Option<OnOff>,
    /// The very device that QEMU emulates; libvirt fills it in.
    #[xml(attr, since = "12.5.0", when("@type" = "virtio"))]
    pub device: Option<GpuDevice>,
    /// What the host accelerates.
    #[xml(child)]
    pub acceleration: Option<Box<Acceleration>>,
    /// Least resolution; types `vga`, `qxl`, `bochs`, `gop` and `virtio`.
    #[xml(child, since = "5.9.0")]
    pub resolution: Option<Resolution>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of a graphics card.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Standard VGA.
    Vga,
    /// Cirrus Logic GD5446.
    Cirrus,
    /// VMware's.
    Vmvga,
    /// Xen's frame buffer.
    Xen,
    /// VirtualBox's.
    Vbox,
    /// Virtuozzo's.
    Parallels,
    /// QXL, made for SPICE.
    #[xml(since = "0.8.6")]
    Qxl,
    /// virtio.
    #[xml(since = "1.3.0", later("2.4.0", "may be another than the primary device"))]
    Virtio,
    /// Frame buffer of UEFI (bhyve).
    #[xml(since = "3.2.0")]
    Gop,
    /// No card, and none that libvirt adds.
    #[xml(since = "4.6.0")]
    None,
    /// Bochs, without old VGA.
    #[xml(since = "5.6.0")]
    Bochs,
    /// A frame buffer in the guest's memory, for early boot.
    #[xml(since = "5.9.0")]
    Ramfb,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// The device that QEMU emulates for a card of type `virtio`.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum GpuDevice {
    /// With VGA.
    VirtioVga,
    /// With VGA and OpenGL.
    VirtioVgaGl,
    /// Without VGA.
    VirtioGpu,
    /// Without VGA, with OpenGL.
    VirtioGpuGl,
    /// With VGA, in a process of its own.
    VhostUserVga,
    /// Without VGA, in a process of its own.
    VhostUserGpu,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What the host accelerates for a graphics card: `<acceleration>`.
///
/// ```xml
/// <acceleration accel3d='yes' rendernode='/dev/dri/renderD128'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Acceleration {
    /// Whether 3D drawing is.
    #[xml(attr, since = "0.7.1", later("1.3.0", "hypervisor" = "qemu"))]
    pub accel3d: Option<YesNo>,
    /// Whether 2D drawing is (VirtualBox).
    #[xml(attr, since = "0.7.1")]
    pub accel2d: Option<YesNo>,
    /// Path of the host's device that renders, with driver `vhostuser`; libvirt picks one if it is not said.
    #[xml(attr, since = "5.8.0", datatype = ABS_FILE_PATH)]
    pub rendernode: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Least resolution of a graphics card: `<resolution>`.
///
/// ```xml
/// <resolution x='1280' y='800'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// Pixels from left to right.
    #[xml(attr, required)]
    pub x: Option<u32>,
    /// Pixels from top to bottom.
    #[xml(attr, required)]
    pub y: Option<u32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
