//! Receiver of panic notifications: `<panic>`.

use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A device through which a guest reports that it has crashed: `<panic>`.
///
/// Guests on pSeries and s390 machines always have one.
///
/// ```xml
/// <panic model='isa'>
///   <address type='isa' iobase='0x505'/>
/// </panic>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Panic {
    /// The hardware that is emulated; the default depends on hypervisor and architecture.
    #[xml(attr)]
    pub model: Option<Model>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits; I/O port 0x505 by default. Not of `pseries`, `hyperv` and `s390`.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of a receiver of panic notifications.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// pvpanic on the ISA bus.
    Isa,
    /// Part of the firmware of pSeries machines.
    Pseries,
    /// The crash registers of Hyper-V.
    #[xml(since = "1.3.0")]
    Hyperv,
    /// Part of the s390 architecture.
    #[xml(since = "1.3.5")]
    S390,
    /// pvpanic on a PCI bus.
    #[xml(since = "9.1.0")]
    Pvpanic,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
