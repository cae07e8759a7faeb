//! Small elements and groups that recur all over the schema.

use crate::types::{ABS_FILE_PATH, ALIAS_NAME, CpuSet, OBJECT_NAME_WITH_SLASH, OnOff, POSITIVE_INTEGER, Unit, YesNo};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const LOADPARM: Datatype = Datatype {
    name: "loadparm",
    doc: "One to eight letters, digits, blanks or dots.",
    terms: &[Term::Pattern(r"[a-zA-Z0-9.\s]{1,8}")],
};

/// An element that says all by being there, and that may hold what the model does not know.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Empty {
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Name by which libvirt and its users address a device: `<alias>`.
///
/// A name that begins with `ua-` is the user's; libvirt assigns the others when the domain starts.
///
/// ```xml
/// <alias name='ua-boot-disk'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Alias {
    /// The name.
    #[xml(attr, required, datatype = ALIAS_NAME, later("3.9.0", "may be given by the user, with `ua-` in front"))]
    pub name: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Place of a device in the boot order: `<boot>` of a device.
///
/// ```xml
/// <boot order='1'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Boot {
    /// Position in the order, from 1.
    #[xml(attr, required, since = "0.8.8", datatype = POSITIVE_INTEGER)]
    pub order: Option<u64>,
    /// Boot parameters of s390 guests: up to eight letters, digits, blanks or dots.
    #[xml(attr, since = "3.5.0", datatype = LOADPARM)]
    pub loadparm: Option<ThinStr>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What ACPI tells the guest about a device: `<acpi>` of a device.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Acpi {
    /// Index by which a guest names the device (a network interface `enoINDEX`).
    #[xml(attr, since = "7.3.0")]
    pub index: Option<u32>,
    /// NUMA nodes of the guest that the device (a GPU) is tied to.
    #[xml(attr, since = "11.8.0")]
    pub nodeset: Option<CpuSet>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Option ROM of a PCI device: `<rom>`.
///
/// ```xml
/// <rom bar='on' file='/etc/fake/boot.bin'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Rom {
    /// Whether the device shows an option ROM at all.
    #[xml(attr, since = "4.3.0")]
    pub enabled: Option<YesNo>,
    /// Whether the ROM is visible in the guest's memory map.
    #[xml(attr, since = "0.9.7")]
    pub bar: Option<OnOff>,
    /// Path of a file that replaces the device's own ROM.
    #[xml(attr, since = "0.9.10", datatype = ABS_FILE_PATH)]
    pub file: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A feature that is switched by `state` alone.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Whether it is on.
    #[xml(attr)]
    pub state: Option<OnOff>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A size with its unit.
///
/// ```xml
/// <size unit='MiB'>4</size>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Size {
    /// Unit of the number; without it each place has its own default, mostly bytes.
    #[xml(attr)]
    pub unit: Option<Unit>,
    /// The number.
    #[xml(text, required)]
    pub value: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Size {
    /// A size of so many units.
    pub fn new(value: u64, unit: Unit) -> Self {
        Self { unit: Some(unit), value: Some(value), ..Self::default() }
    }

    /// The size in bytes, for a place whose numbers without unit count `default`.
    pub fn bytes(&self, default: Unit) -> Option<u64> {
        self.value?.checked_mul(self.unit.unwrap_or(default).bytes())
    }
}

/// Options of every virtio device, attributes of its `<driver>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(group)]
pub struct VirtioOptions {
    /// Whether the device uses the guest's IOMMU.
    #[xml(attr, since = "3.5.0")]
    pub iommu: Option<OnOff>,
    /// Whether the device may use address translation services of PCIe.
    #[xml(attr, since = "3.5.0")]
    pub ats: Option<OnOff>,
    /// Whether packed virtqueues are used.
    #[xml(attr, since = "6.3.0")]
    pub packed: Option<OnOff>,
    /// Whether each queue has its own page for notifications.
    #[xml(attr, since = "7.9.0")]
    pub page_per_vq: Option<OnOff>,
}

/// `<driver>` of a virtio device that has no options of its own.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "driver")]
pub struct VirtioDriver {
    /// Options that all virtio devices share.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Variant of a virtio device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum VirtioModel {
    /// The variant that suits the machine.
    Virtio,
    /// For guests with drivers of virtio 0.9 or 1.0, on conventional PCI.
    #[xml(since = "5.2.0")]
    VirtioTransitional,
    /// For guests with drivers of virtio 1.0 only.
    #[xml(since = "5.2.0")]
    VirtioNonTransitional,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// The Xen domain that serves or drives a device: `<backenddomain>`.
///
/// ```xml
/// <backenddomain name='storage'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backenddomain")]
pub struct BackendDomain {
    /// Name of the domain.
    #[xml(attr, required, datatype = OBJECT_NAME_WITH_SLASH)]
    pub name: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Which SCSI commands of the guest reach the host's device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sgio {
    /// Those that the host allows to anyone; the default.
    Filtered,
    /// All; current libvirt refuses it.
    Unfiltered,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Whether other processes of the host see what the guest writes to its memory.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MemoryAccess {
    /// They do; vhost-user and virtiofs, and memory modules such as `virtio-pmem`, need it.
    Shared,
    /// They do not.
    Private,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Clipboard of the guest and a SPICE client: `<clipboard>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Clipboard {
    /// Whether they share it; by default a SPICE display does, an agent that QEMU serves does not.
    #[xml(attr, required)]
    pub copypaste: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Who moves the pointer of a display: `<mouse>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Mouse {
    /// The side that does; QEMU takes `client` if it is not said.
    #[xml(attr, required)]
    pub mode: Option<MouseMode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The side that moves the pointer of a display.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MouseMode {
    /// The guest, from relative movements.
    Server,
    /// The client, which sends absolute positions.
    Client,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
