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
pub struct Serial {
    /// The host's side.
    #[xml(group)]
    pub chardev: Chardev,
    /// Path of the pseudo terminal, repeated from the source for old readers.
    #[xml(attr, datatype = ABS_FILE_PATH)]
    pub tty: Option<String>,
    /// The guest's side.
    #[xml(child)]
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

/// The guest's side of a serial port, parallel port or console: `<target>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// The kind of port; libvirt chooses one that suits the machine.
    #[xml(attr)]
    pub kind: Option<TargetKind>,
    /// Number of the port, from 0.
    #[xml(attr)]
    pub port: Option<String>,
    /// The hardware that is emulated; libvirt chooses it by the kind of port.
    #[xml(child, since = "3.10.0")]
    pub model: Option<Model>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Target {
    /// A target of that kind.
    pub fn new(kind: TargetKind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }
}

/// Kind of the port that the guest sees.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum TargetKind {
    /// A console of Xen.
    Xen,
    /// The first serial port, seen as a console.
    Serial,
    /// A console of User Mode Linux.
    Uml,
    /// A virtio console.
    #[xml(since = "0.8.3")]
    Virtio,
    /// A console of a container.
    Lxc,
    /// A console of OpenVZ.
    Openvz,
    /// The SCLP console of s390 machines, in the old way; a serial port is the new one.
    Sclp,
    /// The SCLP line mode console of s390 machines, in the old way; a serial port is the new one.
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
    /// Serial port that is part of an ARM or RISC-V machine.
    #[xml(since = "3.10.0", later("4.7.0", "may stand on `virt` machines of RISC-V"))]
    SystemSerial,
    /// Serial port of s390 machines.
    #[xml(since = "3.10.0")]
    SclpSerial,
    /// Port to which the firmware of x86 machines writes its messages.
    #[xml(since = "8.1.0")]
    IsaDebug,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Hardware behind a port: `<model>` of a target.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Name of the hardware.
    #[xml(attr, required)]
    pub name: Option<ModelName>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Name of the hardware behind a port.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ModelName {
    /// For `isa-serial`.
    IsaSerial,
    /// For `usb-serial`.
    UsbSerial,
    /// For `pci-serial`.
    PciSerial,
    /// For `spapr-vio-serial`.
    SpaprVty,
    /// For `system-serial` of ARM machines.
    Pl011,
    /// For `system-serial` of RISC-V machines.
    #[xml(name = "16550a", since = "4.7.0")]
    Uart16550a,
    /// For `sclp-serial`.
    Sclpconsole,
    /// For `sclp-serial`, line by line.
    Sclplmconsole,
    /// For `isa-debug`.
    #[xml(since = "8.1.0")]
    IsaDebugcon,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
