//! System information that the firmware shows to the guest: `<sysinfo>`.

mod smbios;

pub use smbios::{
    BaseBoard, BaseBoardEntry, BaseBoardName, Bios, BiosEntry, BiosName, Chassis, ChassisEntry, ChassisName,
    OemStrings, Smbios, System, SystemEntry, SystemName,
};

use crate::Element;
use crate::xml::Extra;

/// System information that the firmware shows to the guest: `<sysinfo>`, by its `type`.
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
    /// SMBIOS tables; used if `<smbios>` of `<os>` has the mode `sysinfo`.
    Smbios(Box<Smbios>),
    /// Blobs for QEMU's firmware configuration interface (fw_cfg).
    #[xml(since = "6.5.0")]
    Fwcfg(Fwcfg),
    /// Any other type.
    #[xml(other)]
    Other(Other),
}

impl Sysinfo {
    /// Returns an entry of the system table by its name.
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

    /// Returns an entry of the BIOS table by its name.
    pub fn bios_entry(&self, name: &str) -> Option<&str> {
        self.smbios()?.bios.as_ref()?.entry(name)
    }

    /// Returns an entry of the chassis table by its name.
    pub fn chassis_entry(&self, name: &str) -> Option<&str> {
        self.smbios()?.chassis.as_ref()?.entry(name)
    }

    /// Returns a fw_cfg blob by its name.
    pub fn fwcfg_entry(&self, name: &str) -> Option<&FwcfgEntry> {
        match self {
            Self::Fwcfg(fwcfg) => fwcfg.entries.iter().find(|entry| entry.name.as_deref() == Some(name)),
            _ => None,
        }
    }

    /// Returns the SMBIOS tables, if it is of that type.
    pub fn smbios(&self) -> Option<&Smbios> {
        match self {
            Self::Smbios(smbios) => Some(smbios),
            _ => None,
        }
    }
}

/// Blobs for QEMU's firmware configuration interface (fw_cfg).
///
/// A Linux guest finds them in `/sys/firmware/qemu_fw_cfg`. Their number is limited; OEM strings of SMBIOS are
/// preferable.
///
/// ```xml
/// <sysinfo type='fwcfg'>
///   <entry name='opt/org.example/name'>web</entry>
///   <entry name='opt/org.example/config' file='/var/lib/config.ign'/>
/// </sysinfo>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "sysinfo", similar("form", "@type"))]
pub struct Fwcfg {
    /// The blobs.
    #[xml(children = "entry")]
    pub entries: Vec<FwcfgEntry>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Blob of QEMU's firmware configuration interface: `<entry>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "entry", identity("name", "@name"))]
pub struct FwcfgEntry {
    /// Name of the blob, beginning with `opt/`.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Path of a file on the host with the content of the blob.
    #[xml(attr)]
    pub file: Option<String>,
    /// Content of the blob, instead of a file; configurations of guests hold passwords.
    #[xml(text, when("@file" = ""), secret)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl FwcfgEntry {
    /// Creates a blob with its content.
    pub fn value(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: Some(name.into()), value: Some(value.into()), ..Self::default() }
    }

    /// Creates a blob from a file of the host.
    pub fn file(name: impl Into<String>, file: impl Into<String>) -> Self {
        Self { name: Some(name.into()), file: Some(file.into()), ..Self::default() }
    }
}

/// Any other type; its content is preserved.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "sysinfo", similar("form", "@type"))]
pub struct Other {
    /// The type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// The content.
    #[xml(extra)]
    pub extra: Extra,
}
