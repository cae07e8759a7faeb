//! SMBIOS tables.

use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// SMBIOS tables.
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
#[xml(name = "sysinfo", similar("form", "@type"))]
pub struct Smbios {
    /// BIOS information.
    #[xml(child, dropped)]
    pub bios: Option<Bios>,
    /// System information.
    #[xml(child, dropped)]
    pub system: Option<System>,
    /// Base boards; not every hypervisor accepts more than one.
    #[xml(children = "baseBoard")]
    pub base_boards: Vec<BaseBoard>,
    /// Chassis information.
    #[xml(child, since = "4.1.0", dropped)]
    pub chassis: Option<Chassis>,
    /// OEM strings.
    #[xml(child = "oemStrings", since = "4.1.0", dropped)]
    pub oem_strings: Option<OemStrings>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// OEM strings: table 11, `<oemStrings>`.
///
/// Applications in the guest can read them; each should begin with an identifier of its application.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct OemStrings {
    /// The strings.
    #[xml(values = "entry", required)]
    pub entries: Vec<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// BIOS information: table 0, `<bios>` of `<sysinfo>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Bios {
    /// The entries, in order.
    #[xml(children = "entry", required)]
    pub entries: Vec<BiosEntry>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Bios {
    /// Returns an entry by its name.
    pub fn entry(&self, name: &str) -> Option<&str> {
        let named = |entry: &&BiosEntry| entry.name.as_ref().is_some_and(|known| known.as_str() == name);
        self.entries.iter().find(named)?.value.as_deref()
    }
}

/// Entry of the BIOS information: `<entry>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "entry", identity("name", "@name"))]
pub struct BiosEntry {
    /// Name of the entry.
    #[xml(attr, required)]
    pub name: Option<BiosName>,
    /// Value of the entry.
    #[xml(text)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl BiosEntry {
    /// Creates an entry with a value.
    pub fn new(name: BiosName, value: impl Into<String>) -> Self {
        Self { name: Some(name), value: Some(value.into()), ..Self::default() }
    }
}

/// Name of an entry of the BIOS information.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum BiosName {
    /// Vendor of the BIOS.
    Vendor,
    /// Version of the BIOS.
    Version,
    /// Release date of the BIOS: month/day/year.
    Date,
    /// Major and minor release of the BIOS, joined by a dot.
    Release,
    /// Any other keyword.
    Other(ThinStr),
}

/// System information: table 1, `<system>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct System {
    /// The entries, in order.
    #[xml(children = "entry", required)]
    pub entries: Vec<SystemEntry>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl System {
    /// Returns an entry by its name.
    pub fn entry(&self, name: &str) -> Option<&str> {
        let named = |entry: &&SystemEntry| entry.name.as_ref().is_some_and(|known| known.as_str() == name);
        self.entries.iter().find(named)?.value.as_deref()
    }
}

/// Entry of the system information: `<entry>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "entry", identity("name", "@name"))]
pub struct SystemEntry {
    /// Name of the entry.
    #[xml(attr, required)]
    pub name: Option<SystemName>,
    /// Value of the entry.
    #[xml(text)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl SystemEntry {
    /// Creates an entry with a value.
    pub fn new(name: SystemName, value: impl Into<String>) -> Self {
        Self { name: Some(name), value: Some(value.into()), ..Self::default() }
    }
}

/// Name of an entry of the system information.
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
    /// UUID, equal to that of the domain if it has one.
    Uuid,
    /// Stock keeping unit (SKU), which identifies the configuration.
    Sku,
    /// Product family.
    Family,
    /// Any other keyword.
    Other(ThinStr),
}

/// Base board information: table 2, `<baseBoard>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(pairing = "order")]
pub struct BaseBoard {
    /// The entries, in order.
    #[xml(children = "entry", required)]
    pub entries: Vec<BaseBoardEntry>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl BaseBoard {
    /// Returns an entry by its name.
    pub fn entry(&self, name: &str) -> Option<&str> {
        let named = |entry: &&BaseBoardEntry| entry.name.as_ref().is_some_and(|known| known.as_str() == name);
        self.entries.iter().find(named)?.value.as_deref()
    }
}

/// Entry of the base board information: `<entry>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "entry", identity("name", "@name"))]
pub struct BaseBoardEntry {
    /// Name of the entry.
    #[xml(attr, required)]
    pub name: Option<BaseBoardName>,
    /// Value of the entry.
    #[xml(text)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl BaseBoardEntry {
    /// Creates an entry with a value.
    pub fn new(name: BaseBoardName, value: impl Into<String>) -> Self {
        Self { name: Some(name), value: Some(value.into()), ..Self::default() }
    }
}

/// Name of an entry of the base board information.
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
    /// Location in the chassis.
    Location,
    /// Any other keyword.
    Other(ThinStr),
}

/// Chassis information: table 3, `<chassis>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Chassis {
    /// The entries, in order.
    #[xml(children = "entry", required)]
    pub entries: Vec<ChassisEntry>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Chassis {
    /// Returns an entry by its name.
    pub fn entry(&self, name: &str) -> Option<&str> {
        let named = |entry: &&ChassisEntry| entry.name.as_ref().is_some_and(|known| known.as_str() == name);
        self.entries.iter().find(named)?.value.as_deref()
    }
}

/// Entry of the chassis information: `<entry>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "entry", identity("name", "@name"))]
pub struct ChassisEntry {
    /// Name of the entry.
    #[xml(attr, required)]
    pub name: Option<ChassisName>,
    /// Value of the entry.
    #[xml(text)]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl ChassisEntry {
    /// Creates an entry with a value.
    pub fn new(name: ChassisName, value: impl Into<String>) -> Self {
        Self { name: Some(name), value: Some(value.into()), ..Self::default() }
    }
}

/// Name of an entry of the chassis information.
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
    /// Stock keeping unit (SKU), which identifies the configuration.
    Sku,
    /// Any other keyword.
    Other(ThinStr),
}
