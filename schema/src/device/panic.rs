//! Panic device: `<panic>`.

use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A panic device, through which the guest OS reports a crash: `<panic>`.
///
/// pSeries and s390 guests always have one.
///
/// ```xml
/// <panic model='isa'>
///   <address type='isa' iobase='0x505'/>
/// </panic>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@model"))]
pub struct Panic {
    /// Model of the emulated device.
    #[xml(
        attr,
        default("isa", "hypervisor" = "qemu" | "kvm" | "hvf", "arch" = "x86_64" | "i686"),
        default(
            "pseries", "hypervisor" = "qemu" | "kvm" | "hvf", "arch" = "ppc64" | "ppc64le", "machine" = "pseries*"
        ),
        default("s390", "hypervisor" = "qemu" | "kvm" | "hvf", "arch" = "s390x"),
        default("pvpanic", "hypervisor" = "qemu" | "kvm" | "hvf", "arch" = "aarch64" | "armv7l", "machine" = "virt*")
    )]
    pub model: Option<Model>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device; models `pseries`, `hyperv` and `s390` have none.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of a panic device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// pvpanic on the ISA bus.
    Isa,
    /// Firmware of pSeries machines.
    Pseries,
    /// Crash MSRs of Hyper-V.
    #[xml(since = "1.3.0")]
    Hyperv,
    /// Part of the s390 architecture.
    #[xml(since = "1.3.5")]
    S390,
    /// pvpanic on a PCI bus.
    #[xml(since = "9.1.0")]
    Pvpanic,
    /// Any other keyword.
    Other(ThinStr),
}
