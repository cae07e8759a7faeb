//! Memory balloon: `<memballoon>`.

use crate::shared::{Acpi, Address, Alias, VirtioDriver};
use crate::types::{OnOff, POSITIVE_INTEGER};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A memory balloon, by which the host takes memory from the guest and gives it back: `<memballoon>`.
///
/// libvirt adds one where the hypervisor has it.
///
/// ```xml
/// <memballoon model='virtio' freePageReporting='on'>
///   <stats period='10'/>
/// </memballoon>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Memballoon {
    /// The hardware that is emulated.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Whether the balloon gives memory back before the guest kills a process for want of it.
    #[xml(attr, since = "1.3.1")]
    pub autodeflate: Option<OnOff>,
    /// Whether the guest tells the host which pages it does not use.
    #[xml(attr = "freePageReporting", since = "6.9.0")]
    pub free_page_reporting: Option<OnOff>,
    /// Collection of statistics.
    #[xml(child, since = "1.1.1")]
    pub stats: Option<Stats>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// Options of the virtio device.
    #[xml(child, since = "3.5.0")]
    pub driver: Option<Box<VirtioDriver>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of a memory balloon.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// virtio, the form chosen by the machine; the default of QEMU.
    Virtio,
    /// virtio 0.9 and 1.0, on conventional PCI.
    #[xml(since = "5.2.0")]
    VirtioTransitional,
    /// virtio 1.0 only.
    #[xml(since = "5.2.0")]
    VirtioNonTransitional,
    /// That of Xen, and its default.
    Xen,
    /// No balloon, and none is added.
    #[xml(since = "0.8.4")]
    None,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Collection of statistics of the guest's memory: `<stats>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// Seconds between two collections.
    #[xml(attr, required, since = "1.1.1", datatype = POSITIVE_INTEGER)]
    pub period: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
