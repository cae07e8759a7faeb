//! Small elements and groups that many elements share.

use crate::types::{ABS_FILE_PATH, ALIAS_NAME, CpuSet, OBJECT_NAME_WITH_SLASH, OnOff, POSITIVE_INTEGER, Unit, YesNo};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const LOADPARM: Datatype = Datatype {
    name: "loadparm",
    doc: "One to eight letters, digits, blanks or dots.",
    terms: &[Term::Pattern(r"[a-zA-Z0-9.\s]{1,8}")],
};

/// An element without attributes and children, whose presence alone has a meaning.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Empty {
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Alias of a device: `<alias>`.
///
/// Aliases that begin with `ua-` are given by the user, all others by libvirt.
///
/// ```xml
/// <alias name='ua-boot-disk'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Alias {
    /// Name, unique in the domain.
    #[xml(
        attr,
        required,
        datatype = ALIAS_NAME,
        later("3.9.0", "may be given by the user, with `ua-` in front"),
        assigned("start", "@name" = "!ua-*")
    )]
    pub name: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Boot order of a device: `<boot>` of a device.
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
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// ACPI settings of a device: `<acpi>` of a device.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Acpi {
    /// Index from which the guest OS derives the name of the device (a network interface `enoINDEX`).
    #[xml(attr, since = "7.3.0", implied = "0")]
    pub index: Option<u32>,
    /// NUMA nodes of the guest that the device (a GPU) is associated with.
    #[xml(attr, since = "11.8.0")]
    pub nodeset: Option<CpuSet>,
    /// Unrecognized content, preserved.
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
    /// Enables the option ROM.
    #[xml(attr, since = "4.3.0")]
    pub enabled: Option<YesNo>,
    /// Makes the ROM visible in the guest's memory map.
    #[xml(attr, since = "0.9.7")]
    pub bar: Option<OnOff>,
    /// Path of a ROM file that replaces the ROM of the device.
    #[xml(attr, since = "0.9.10", datatype = ABS_FILE_PATH)]
    pub file: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// A feature whose only setting is its `state`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct State {
    /// State of the feature.
    #[xml(attr, default = "on")]
    pub state: Option<OnOff>,
    /// Unrecognized content, preserved.
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
    /// Unit of the number; if absent, it depends on the parent element.
    #[xml(attr)]
    pub unit: Option<Unit>,
    /// Size in that unit.
    #[xml(text, required)]
    pub value: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Size {
    /// Creates a size.
    pub fn new(value: u64, unit: Unit) -> Self {
        Self { unit: Some(unit), value: Some(value), ..Self::default() }
    }

    /// Returns the size in bytes; `default` is the unit if none is given.
    pub fn bytes(&self, default: Unit) -> Option<u64> {
        self.value?.checked_mul(self.unit.unwrap_or(default).bytes())
    }
}

/// Options common to all virtio devices, attributes of their `<driver>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(group)]
pub struct VirtioOptions {
    /// Makes the device use the emulated IOMMU.
    #[xml(attr, since = "3.5.0")]
    pub iommu: Option<OnOff>,
    /// Enables Address Translation Services (ATS) of PCIe.
    #[xml(attr, since = "3.5.0")]
    pub ats: Option<OnOff>,
    /// Enables packed virtqueues.
    #[xml(attr, since = "6.3.0")]
    pub packed: Option<OnOff>,
    /// Assigns a separate page for notifications to each queue.
    #[xml(attr, since = "7.9.0")]
    pub page_per_vq: Option<OnOff>,
}

/// `<driver>` of a virtio device without options of its own.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "driver")]
pub struct VirtioDriver {
    /// Options common to all virtio devices.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Variant of a virtio device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum VirtioModel {
    /// Variant that suits the machine.
    Virtio,
    /// Transitional: virtio 0.9 and 1.0, on conventional PCI.
    #[xml(since = "5.2.0")]
    VirtioTransitional,
    /// Non-transitional: virtio 1.0 only.
    #[xml(since = "5.2.0")]
    VirtioNonTransitional,
    /// Any other keyword.
    Other(ThinStr),
}

/// Xen driver domain of a device: `<backenddomain>`.
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
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Filtering of SCSI commands that the guest sends to a device of the host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sgio {
    /// Filtered: only commands that the host allows to unprivileged users.
    Filtered,
    /// Unfiltered: all commands; current libvirt refuses it.
    Unfiltered,
    /// Any other keyword.
    Other(ThinStr),
}

/// Visibility of the guest's memory to other processes of the host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MemoryAccess {
    /// Shared: writes of the guest are visible; vhost-user, virtiofs and `virtio-pmem` require it.
    Shared,
    /// Private: writes of the guest are not visible.
    Private,
    /// Any other keyword.
    Other(ThinStr),
}

/// Clipboard sharing between guest and client: `<clipboard>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Clipboard {
    /// Enables copy and paste.
    #[xml(
        attr,
        required,
        implied("no", "../../@type" = "qemu-vdagent"),
        implied("yes", "../@type" = "spice")
    )]
    pub copypaste: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Mouse mode of a display: `<mouse>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Mouse {
    /// Side that controls the pointer.
    #[xml(attr, required, implied("client", "../@type" = "spice"))]
    pub mode: Option<MouseMode>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Side that controls the pointer of a display.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum MouseMode {
    /// Server: the guest, from relative movements.
    Server,
    /// Client: the client, which sends absolute positions.
    Client,
    /// Any other keyword.
    Other(ThinStr),
}
