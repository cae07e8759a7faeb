//! Small elements and groups that recur all over the schema.

use crate::Element;
use crate::types::{ABS_FILE_PATH, ALIAS_NAME, CpuSet, OnOff, POSITIVE_INTEGER, Unit, YesNo};
use crate::xml::{Datatype, Extra, Term};

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
    #[xml(attr, required, datatype = ALIAS_NAME)]
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
    pub loadparm: Option<String>,
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
    #[xml(attr, since = "11.5.0")]
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
