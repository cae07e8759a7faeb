//! Tables of SMBIOS.

use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Tables of SMBIOS.
///
/// ```xml
/// <sysinfo type='smbios'>
///   <bios>
///     <entry name='vendor'>Example</entry>
///   </bios>
///   <oemStrings>
///     <entry>org.example.app:any text</entry>
///   </oemStrings>
/// </sysinfo>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "sysinfo")]
pub struct Smbios {
    /// The BIOS.
    #[xml(child)]
    pub bios: Option<Bios>,
    /// The system.
    #[xml(child)]
    pub system: Option<System>,
    /// The base boards; not every hypervisor takes more than one.
    #[xml(children = "baseBoard")]
    pub base_boards: Vec<BaseBoard>,
    /// The chassis.
    #[xml(child, since = "4.1.0")]
    pub chassis: Option<Chassis>,
    /// Strings of the maker.
    #[xml(child = "oemStrings", since = "4.1.0")]
    pub oem_strings: Option<OemStrings>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Strings of the maker: block 11, `<oemStrings>`.
///
/// Applications in the guest can read them; each best begins with the name of its application.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct OemStrings {
    /// The strings.
    #[xml(values = "entry", required)]
    pub entries: Vec<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The BIOS: block 0, `<bios>` of `<sysinfo>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Bios {
    /// The entries, in order.
    #[xml(children = "entry", required)]
    pub entries: Vec<BiosEntry>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Bios {
    /// An entry by its name.
    pub fn entry(&self, name: &str) -> Option<&str> {
        let named = |entry: &&BiosEntry| entry.name.as_ref().is_some_and(|known| known.as_str() == name);
        self.entries.iter().find(named)?.value.as_deref()
    }
}

/// An entry about the BIOS: `<entry>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "entry")]
pub struct BiosEntry {
    /// What is said.
    #[xml(attr, required)]
    pub name: Option<BiosName>,
    /// The value.
    #[xml(text)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl BiosEntry {
    /// An entry with its value.
    pub fn new(name: BiosName, value: impl Into<String>) -> Self {
        Self { name: Some(name), value: Some(value.into()), ..Self::default() }
    }
}

/// Name of an entry about the BIOS.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum BiosName {
    /// Vendor of the BIOS.
    Vendor,
    /// Version of the BIOS.
    Version,
    /// Date of the BIOS: month/day/year.
    Date,
    /// Major and minor release, joined by a dot.
    Release,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// The system: block 1, `<system>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct System {
    /// The entries, in order.
    #[xml(children = "entry", required)]
    pub entries: Vec<SystemEntry>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl System {
    /// An entry by its name.
    pub fn entry(&self, name: &str) -> Option<&str> {
        let named = |entry: &&SystemEntry| entry.name.as_ref().is_some_and(|known| known.as_str() == name);
        self.entries.iter().find(named)?.value.as_deref()
    }
}

/// An entry about the system: `<entry>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "entry")]
pub struct SystemEntry {
    /// What is said.
    #[xml(attr, required)]
    pub name: Option<SystemName>,
    /// The value.
    #[xml(text)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl SystemEntry {
    /// An entry with its value.
    pub fn new(name: SystemName, value: impl Into<String>) -> Self {
        Self { name: Some(name), value: Some(value.into()), ..Self::default() }
    }
}

/// Name of an entry about the system.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SystemName {
    /// Manufacturer.
    Manufacturer,
    /// Name of the product.
    Product,
    /// Version of the product.
    Version,
    /// Serial number.
    Serial,
    /// UUID; the same as that of the domain, if it has one.
    Uuid,
    /// Number of the configuration.
    Sku,
    /// Family of computers.
    Family,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// A base board: block 2, `<baseBoard>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct BaseBoard {
    /// The entries, in order.
    #[xml(children = "entry", required)]
    pub entries: Vec<BaseBoardEntry>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl BaseBoard {
    /// An entry by its name.
    pub fn entry(&self, name: &str) -> Option<&str> {
        let named = |entry: &&BaseBoardEntry| entry.name.as_ref().is_some_and(|known| known.as_str() == name);
        self.entries.iter().find(named)?.value.as_deref()
    }
}

/// An entry about the base board: `<entry>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "entry")]
pub struct BaseBoardEntry {
    /// What is said.
    #[xml(attr, required)]
    pub name: Option<BaseBoardName>,
    /// The value.
    #[xml(text)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl BaseBoardEntry {
    /// An entry with its value.
    pub fn new(name: BaseBoardName, value: impl Into<String>) -> Self {
        Self { name: Some(name), value: Some(value.into()), ..Self::default() }
    }
}

/// Name of an entry about the base board.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum BaseBoardName {
    /// Manufacturer.
    Manufacturer,
    /// Name of the product.
    Product,
    /// Version of the product.
    Version,
    /// Serial number.
    Serial,
    /// Asset tag.
    Asset,
    /// Place in the chassis.
    Location,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// The chassis: block 3, `<chassis>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Chassis {
    /// The entries, in order.
    #[xml(children = "entry", required)]
    pub entries: Vec<ChassisEntry>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Chassis {
    /// An entry by its name.
    pub fn entry(&self, name: &str) -> Option<&str> {
        let named = |entry: &&ChassisEntry| entry.name.as_ref().is_some_and(|known| known.as_str() == name);
        self.entries.iter().find(named)?.value.as_deref()
    }
}

/// An entry about the chassis: `<entry>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "entry")]
pub struct ChassisEntry {
    /// What is said.
    #[xml(attr, required)]
    pub name: Option<ChassisName>,
    /// The value.
    #[xml(text)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl ChassisEntry {
    /// An entry with its value.
    pub fn new(name: ChassisName, value: impl Into<String>) -> Self {
        Self { name: Some(name), value: Some(value.into()), ..Self::default() }
    }
}

/// Name of an entry about the chassis.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChassisName {
    /// Manufacturer.
    Manufacturer,
    /// Version.
    Version,
    /// Serial number.
    Serial,
    /// Asset tag.
    Asset,
    /// Number of the configuration.
    Sku,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
