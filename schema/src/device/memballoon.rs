//! Memory balloon: `<memballoon>`.

use crate::shared::{Acpi, Address, Alias, VirtioDriver};
use crate::types::{OnOff, POSITIVE_INTEGER};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A memory balloon, with which the host reclaims memory of the guest: `<memballoon>`.
///
/// libvirt adds one if the hypervisor supports it.
///
/// ```xml
/// <memballoon model='virtio' freePageReporting='on'>
///   <stats period='10'/>
/// </memballoon>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Memballoon {
    /// Model of the emulated device.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Lets the balloon release memory before the guest OS kills a process for lack of memory.
    #[xml(attr, since = "1.3.1", implied = "off")]
    pub autodeflate: Option<OnOff>,
    /// Lets the guest report unused pages to the host.
    #[xml(attr = "freePageReporting", since = "6.9.0", implied = "off")]
    pub free_page_reporting: Option<OnOff>,
    /// Collection of memory statistics.
    #[xml(child, since = "1.1.1", dropped)]
    pub stats: Option<Stats>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Options of the virtio device.
    #[xml(child, since = "3.5.0", dropped)]
    pub driver: Option<Box<VirtioDriver>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of a memory balloon.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// virtio, in the variant that suits the machine; the model that QEMU adds.
    Virtio,
    /// virtio 0.9 and 1.0, on conventional PCI.
    #[xml(since = "5.2.0")]
    VirtioTransitional,
    /// virtio 1.0 only.
    #[xml(since = "5.2.0")]
    VirtioNonTransitional,
    /// Xen balloon; the model that Xen adds.
    Xen,
    /// No balloon; prevents libvirt from adding one.
    #[xml(since = "0.8.4")]
    None,
    /// Any other keyword.
    Other(ThinStr),
}

/// Collection of memory statistics of the guest: `<stats>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// Interval between two collections, in seconds.
    #[xml(attr, required, since = "1.1.1", datatype = POSITIVE_INTEGER, dropped = "0", unit = "seconds")]
    pub period: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
