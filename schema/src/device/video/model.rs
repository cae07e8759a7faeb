//! Model of a video device.

use crate::types::{ABS_FILE_PATH, OnOff, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Model of a video device: `<model>` of a `<video>`.
///
/// ```xml
/// <model type='qxl' ram='65536' vram='65536' vgamem='16384' heads='1' primary='yes'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Type of the device.
    #[xml(
        attr,
        required,
        default("virtio", "hypervisor" = "qemu" | "kvm" | "hvf", "arch" = "s390x"),
        default(
            "virtio", "hypervisor" = "qemu" | "kvm" | "hvf",
            "arch" = "aarch64" | "armv7l" | "riscv64" | "loongarch64", "machine" = "virt*"
        ),
        default("vga", "hypervisor" = "qemu" | "kvm" | "hvf" | "test", "arch" = "ppc64" | "ppc64le"),
        default("xen", "hypervisor" = "xen", "../../../os/type" = "!hvm"),
        default("cirrus", "hypervisor" = "qemu" | "kvm" | "hvf" | "test" | "vmware" | "xen")
    )]
    pub kind: Option<Kind>,
    /// Size of the primary memory BAR in KiB, rounded up to a power of two.
    #[xml(attr, since = "1.0.2", when("@type" = "qxl"), default("65536", "@type" = "qxl"), unit = "KiB")]
    pub ram: Option<u32>,
    /// Size of the video memory in KiB (of the secondary BAR for `qxl`), rounded up to a power of two.
    #[xml(
        attr,
        default("4096", "@type" = "cirrus", "hypervisor" = "vmware"),
        default("16384", "@type" = "cirrus" | "vga" | "vmvga" | "bochs"),
        default("65536", "@type" = "qxl"),
        unit = "KiB"
    )]
    pub vram: Option<u32>,
    /// Size of the 64-bit secondary memory BAR in KiB.
    #[xml(attr, since = "1.3.3", when("@type" = "qxl"), unit = "KiB")]
    pub vram64: Option<u32>,
    /// Size of the VGA framebuffer in KiB.
    #[xml(
        attr,
        since = "1.2.11",
        when("@type" = "qxl"),
        default("16384", "@type" = "qxl", "hypervisor" = "qemu" | "kvm" | "hvf"),
        unit = "KiB"
    )]
    pub vgamem: Option<u32>,
    /// Number of screens.
    #[xml(attr, default("1", "@type" = "!none"))]
    pub heads: Option<u32>,
    /// Makes it the primary video device; by default the first one is.
    #[xml(attr, since = "1.0.2", dropped = "no", assigned = "definition")]
    pub primary: Option<YesNo>,
    /// Enables blob resources, which guest and host share without copies; type `virtio`.
    #[xml(attr, since = "9.2.0")]
    pub blob: Option<OnOff>,
    /// Exposes EDID data of the screen to the guest; types `vga`, `bochs` and `virtio`.
    #[xml(attr, since = "11.7.0")]
    pub edid: Option<OnOff>,
    /// Device that QEMU emulates.
    #[xml(
        attr,
        since = "12.5.0",
        when("@type" = "virtio"),
        default(
            "virtio-gpu", "hypervisor" = "qemu" | "kvm" | "hvf", "@type" = "virtio",
            "arch" = "aarch64" | "armv7l" | "s390x" | "loongarch64"
        ),
        assigned("definition", "hypervisor" = "qemu" | "kvm" | "hvf", "@type" = "virtio")
    )]
    pub device: Option<GpuDevice>,
    /// Acceleration by the host.
    #[xml(child)]
    pub acceleration: Option<Box<Acceleration>>,
    /// Minimum resolution; types `vga`, `qxl`, `bochs`, `gop` and `virtio`.
    #[xml(child, since = "5.9.0")]
    pub resolution: Option<Resolution>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of a video device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Standard VGA.
    Vga,
    /// Cirrus Logic GD5446.
    Cirrus,
    /// VMware SVGA.
    Vmvga,
    /// Xen framebuffer.
    Xen,
    /// VirtualBox.
    Vbox,
    /// Virtuozzo.
    Parallels,
    /// QXL, designed for SPICE.
    #[xml(since = "0.8.6")]
    Qxl,
    /// virtio.
    #[xml(since = "1.3.0", later("2.4.0", "may be another than the primary device"))]
    Virtio,
    /// UEFI framebuffer (bhyve).
    #[xml(since = "3.2.0")]
    Gop,
    /// No video device; prevents libvirt from adding one.
    #[xml(since = "4.6.0")]
    None,
    /// Bochs display, without legacy VGA.
    #[xml(since = "5.6.0")]
    Bochs,
    /// Framebuffer in the guest's memory, for early boot.
    #[xml(since = "5.9.0")]
    Ramfb,
    /// Any other keyword.
    Other(ThinStr),
}

/// Device that QEMU emulates for type `virtio`.
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
    /// With VGA, in a separate process.
    VhostUserVga,
    /// Without VGA, in a separate process.
    VhostUserGpu,
    /// Any other keyword.
    Other(ThinStr),
}

/// Acceleration of a video device by the host: `<acceleration>`.
///
/// ```xml
/// <acceleration accel3d='yes' rendernode='/dev/dri/renderD128'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Acceleration {
    /// Enables 3D acceleration.
    #[xml(attr, since = "0.7.1", later("1.3.0", "hypervisor" = "qemu"))]
    pub accel3d: Option<YesNo>,
    /// Enables 2D acceleration (VirtualBox).
    #[xml(attr, since = "0.7.1")]
    pub accel2d: Option<YesNo>,
    /// Path of the host's render device, with driver `vhostuser`; if absent, chosen by libvirt.
    #[xml(attr, since = "5.8.0", datatype = ABS_FILE_PATH)]
    pub rendernode: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Minimum resolution of a video device: `<resolution>`.
///
/// ```xml
/// <resolution x='1280' y='800'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// Width in pixels.
    #[xml(attr, required, unit = "pixels")]
    pub x: Option<u32>,
    /// Height in pixels.
    #[xml(attr, required, unit = "pixels")]
    pub y: Option<u32>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
