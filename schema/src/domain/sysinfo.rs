//! What the firmware tells the guest about its machine: `<sysinfo>`.

mod smbios;

pub use smbios::{
    BaseBoard, BaseBoardEntry, BaseBoardName, Bios, BiosEntry, BiosName, Chassis, ChassisEntry, ChassisName,
    OemStrings, Smbios, System, SystemEntry, SystemName,
};

use crate::Element;
use crate::xml::Extra;

/// What the firmware tells the guest about its machine: `<sysinfo>`, told apart by `type`.
///
/// ```xml
/// <sysinfo type='smbios'>
///   <system>
///     <entry name='manufacturer'>Example</entry>
///     <entry name='serial'>42</entry>
///   </system>
/// </sysinfo>
/// ```
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "sysinfo")]
pub enum Sysinfo {
    /// Tables of SMBIOS; they count if the `<smbios>` of `<os>` is of mode `sysinfo`.
    Smbios(Box<Smbios>),
    /// Blobs that QEMU's firmware interface holds.
    #[xml(since = "6.5.0")]
    Fwcfg(Fwcfg),
    /// Of a type that libvirt does not know.
    #[xml(other)]
    Other(Other),
}

impl Sysinfo {
    /// An entry of the system's table by its name.
    ///
    /// ```
    /// use domxml_schema::Element;
    /// use domxml_schema::domain::sysinfo::Sysinfo;
    ///
    /// let xml = "<sysinfo type='smbios'><system><entry name='serial'>42</entry></system></sysinfo>";
    /// let sysinfo = Sysinfo::parse(xml)?;
    /// assert_eq!(sysinfo.system_entry("serial"), Some("42"));
    /// assert_eq!(sysinfo.bios_entry("vendor"), None);
    /// # Ok::<(), domxml_schema::xml::Error>(())
    /// ```
    pub fn system_entry(&self, name: &str) -> Option<&str> {
        self.smbios()?.system.as_ref()?.entry(name)
    }

    /// An entry of the BIOS's table by its name.
    pub fn bios_entry(&self, name: &str) -> Option<&str> {
        self.smbios()?.bios.as_ref()?.entry(name)
    }

    /// An entry of the chassis's table by its name.
    pub fn chassis_entry(&self, name: &str) -> Option<&str> {
        self.smbios()?.chassis.as_ref()?.entry(name)
    }

    /// A blob of the firmware interface by its name.
    pub fn fwcfg_entry(&self, name: &str) -> Option<&FwcfgEntry> {
        match self {
            Self::Fwcfg(fwcfg) => fwcfg.entries.iter().find(|entry| entry.name.as_deref() == Some(name)),
            _ => None,
        }
    }

    /// The tables of SMBIOS, if they are what it holds.
    pub fn smbios(&self) -> Option<&Smbios> {
        match self {
            Self::Smbios(smbios) => Some(smbios),
            _ => None,
        }
    }
}

/// Blobs that QEMU's firmware interface holds.
///
/// A Linux guest finds them under `/sys/firmware/qemu_fw_cfg`. There is room for few of them; strings
/// of the maker in SMBIOS are the better way.
///
/// ```xml
/// <sysinfo type='fwcfg'>
///   <entry name='opt/org.example/name'>web</entry>
///   <entry name='opt/org.example/config' file='/var/lib/config.ign'/>
/// </sysinfo>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "sysinfo")]
pub struct Fwcfg {
    /// The blobs.
    #[xml(children = "entry")]
    pub entries: Vec<FwcfgEntry>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A blob of QEMU's firmware interface: `<entry>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "entry")]
pub struct FwcfgEntry {
    /// Name of the blob; it begins with `opt/`.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Path of a file on the host that holds the blob.
    #[xml(attr)]
    pub file: Option<String>,
    /// The blob itself, in place of a file.
    #[xml(text, when("@file" = ""))]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl FwcfgEntry {
    /// A blob that the document holds.
    pub fn value(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: Some(name.into()), value: Some(value.into()), ..Self::default() }
    }

    /// A blob that a file of the host holds.
    pub fn file(name: impl Into<String>, file: impl Into<String>) -> Self {
        Self { name: Some(name.into()), file: Some(file.into()), ..Self::default() }
    }
}

/// Of a type that libvirt does not know; the content is kept.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "sysinfo")]
pub struct Other {
    /// The type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// The content.
    #[xml(extra)]
    pub extra: Extra,
}
