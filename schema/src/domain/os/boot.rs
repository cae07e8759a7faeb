//! Boot order, boot menu, BIOS and SMBIOS.

use crate::types::{REBOOT_TIMEOUT_DELAY, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A kind of device to boot from: `<boot>` of `<os>`.
///
/// ```xml
/// <boot dev='hd'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Boot {
    /// The kind of device.
    #[xml(attr, required)]
    pub dev: Option<BootDevice>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Boot {
    /// From a kind of device.
    pub fn new(dev: BootDevice) -> Self {
        Self { dev: Some(dev), ..Self::default() }
    }
}

/// A kind of device to boot from.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum BootDevice {
    /// A floppy disk.
    Fd,
    /// A hard disk.
    Hd,
    /// A CD-ROM.
    Cdrom,
    /// The network.
    Network,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Whether a boot menu is offered: `<bootmenu>`.
///
/// ```xml
/// <bootmenu enable='yes' timeout='5000'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Bootmenu {
    /// Whether it is offered.
    #[xml(attr, required)]
    pub enable: Option<YesNo>,
    /// How long it waits for a choice, in milliseconds.
    #[xml(attr, since = "1.2.8")]
    pub timeout: Option<u16>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Settings of a BIOS: `<bios>` of `<os>`.
///
/// ```xml
/// <bios useserial='yes' rebootTimeout='10000'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Bios {
    /// Whether messages of the BIOS go to the first serial port.
    #[xml(attr, since = "0.9.4")]
    pub useserial: Option<YesNo>,
    /// After how many milliseconds a failed boot is tried again; -1 for never.
    #[xml(attr = "rebootTimeout", since = "0.10.2", datatype = REBOOT_TIMEOUT_DELAY)]
    pub reboot_timeout: Option<i32>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What the guest reads in its SMBIOS: `<smbios>`.
///
/// ```xml
/// <smbios mode='sysinfo'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Smbios {
    /// Where the values come from.
    #[xml(attr, required)]
    pub mode: Option<SmbiosMode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where the values of a guest's SMBIOS come from.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SmbiosMode {
    /// The hypervisor makes them.
    Emulate,
    /// BIOS and system information are copied from the host, except the UUID.
    Host,
    /// The domain's `<sysinfo>` of type `smbios`.
    Sysinfo,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
