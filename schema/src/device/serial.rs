//! Serial port: `<serial>`.

use crate::shared::chardev::Chardev;
use crate::shared::{Acpi, Address, Alias};
use crate::types::ABS_FILE_PATH;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// An emulated serial port: `<serial>`.
///
/// ```xml
/// <serial type='pty'>
///   <target type='isa-serial' port='0'>
///     <model name='isa-serial'/>
///   </target>
/// </serial>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@type", "target/@port"), similar("form", "target/@port"), pairing = "order")]
pub struct Serial {
    /// Host side of the port.
    #[xml(group)]
    pub chardev: Chardev,
    /// Path of the pseudo terminal, a copy of the source path kept for compatibility.
    #[xml(attr, datatype = ABS_FILE_PATH, assigned("start", "@type" = "pty" | ""))]
    pub tty: Option<String>,
    /// Guest side of the port.
    #[xml(child, assigned = "definition")]
    pub target: Option<Target>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Guest side of a serial port, parallel port or console: `<target>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Type of the port, by default one that suits the machine.
    #[xml(attr, assigned = "definition")]
    pub kind: Option<TargetKind>,
    /// Number of the port, from 0.
    #[xml(attr, assigned = "definition")]
    pub port: Option<String>,
    /// Emulated device behind the port.
    #[xml(
        child,
        since = "3.10.0",
        default(
            "hypervisor" = "qemu" | "kvm" | "hvf",
            "@type" = "isa-serial"
                | "usb-serial"
                | "pci-serial"
                | "spapr-vio-serial"
                | "system-serial"
                | "sclp-serial"
                | "isa-debug"
        ),
        assigned("definition", "@type" = "")
    )]
    pub model: Option<Model>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Target {
    /// Creates a target of a type.
    pub fn new(kind: TargetKind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }
}

/// Type of the port that the guest sees.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TargetKind {
    /// Xen console.
    Xen,
    /// Console on the first serial port.
    Serial,
    /// Console of User Mode Linux.
    Uml,
    /// virtio console.
    #[xml(since = "0.8.3")]
    Virtio,
    /// Console of a container (LXC).
    Lxc,
    /// Console of OpenVZ.
    Openvz,
    /// SCLP console of s390 machines in its deprecated form; `sclp-serial` replaces it.
    Sclp,
    /// SCLP line-mode console of s390 machines in its deprecated form; `sclp-serial` replaces it.
    Sclplm,
    /// Serial port on the ISA bus.
    #[xml(since = "1.0.2")]
    IsaSerial,
    /// Serial port on a USB bus.
    #[xml(since = "1.0.2")]
    UsbSerial,
    /// Serial port on a PCI bus.
    #[xml(since = "1.0.2")]
    PciSerial,
    /// Serial port on the virtual I/O bus of pSeries machines.
    #[xml(since = "3.10.0")]
    SpaprVioSerial,
    /// Built-in serial port of an ARM or RISC-V machine.
    #[xml(since = "3.10.0", later("4.7.0", "may stand on `virt` machines of RISC-V"))]
    SystemSerial,
    /// Serial port (SCLP) of s390 machines.
    #[xml(since = "3.10.0")]
    SclpSerial,
    /// Debug port of x86 firmware.
    #[xml(since = "8.1.0")]
    IsaDebug,
    /// Any other keyword.
    Other(ThinStr),
}

/// Emulated device behind a port: `<model>` of a target.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Name of the device model.
    #[xml(
        attr,
        required,
        default("isa-serial", "hypervisor" = "qemu" | "kvm" | "hvf", "../@type" = "isa-serial"),
        default("usb-serial", "hypervisor" = "qemu" | "kvm" | "hvf", "../@type" = "usb-serial"),
        default("pci-serial", "hypervisor" = "qemu" | "kvm" | "hvf", "../@type" = "pci-serial"),
        default("spapr-vty", "hypervisor" = "qemu" | "kvm" | "hvf", "../@type" = "spapr-vio-serial"),
        default(
            "pl011", "hypervisor" = "qemu" | "kvm" | "hvf", "../@type" = "system-serial",
            "arch" = "aarch64" | "armv7l"
        ),
        default(
            "16550a", "hypervisor" = "qemu" | "kvm" | "hvf", "../@type" = "system-serial",
            "arch" = "riscv64" | "loongarch64"
        ),
        default("sclpconsole", "hypervisor" = "qemu" | "kvm" | "hvf", "../@type" = "sclp-serial"),
        default("isa-debugcon", "hypervisor" = "qemu" | "kvm" | "hvf", "../@type" = "isa-debug"),
        assigned("definition", "../@type" = "")
    )]
    pub name: Option<ModelName>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Name of the device model behind a port.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ModelName {
    /// Model for `isa-serial`.
    IsaSerial,
    /// Model for `usb-serial`.
    UsbSerial,
    /// Model for `pci-serial`.
    PciSerial,
    /// Model for `spapr-vio-serial`.
    SpaprVty,
    /// Model for `system-serial` of ARM machines.
    Pl011,
    /// Model for `system-serial` of RISC-V machines.
    #[xml(name = "16550a", since = "4.7.0")]
    Uart16550a,
    /// Model for `sclp-serial`.
    Sclpconsole,
    /// Line-mode model for `sclp-serial`.
    Sclplmconsole,
    /// Model for `isa-debug`.
    #[xml(since = "8.1.0")]
    IsaDebugcon,
    /// Any other keyword.
    Other(ThinStr),
}
