//! A user's own structs around elements of the model, derived with strong-xml and with yaserde.

use domxml_schema::Domain;
use domxml_schema::device::Disk;
use domxml_schema::domain::{Device, Metadata};
use domxml_schema::shared::address::Address;
use domxml_schema::xml::KeptElement;
use strong_xml::{XmlRead, XmlWrite};
use yaserde::{YaDeserialize, YaSerialize};

/// Domains, with strong-xml.
#[derive(Debug, PartialEq, XmlRead, XmlWrite)]
#[xml(tag = "host")]
pub struct StrongHost {
    /// A value of the host's own.
    #[xml(attr = "name")]
    pub name: String,
    /// The domains.
    #[xml(child = "domain")]
    pub domains: Vec<Domain>,
}

/// Domains, with yaserde.
#[derive(Debug, PartialEq, YaDeserialize, YaSerialize)]
#[yaserde(rename = "host")]
pub struct YaHost {
    /// A value of the host's own.
    #[yaserde(attribute = true)]
    pub name: String,
    /// The domains.
    #[yaserde(rename = "domain")]
    pub domains: Vec<Domain>,
}

/// Single elements, with strong-xml.
#[derive(Debug, Default, PartialEq, XmlRead, XmlWrite)]
#[xml(tag = "plan")]
pub struct StrongPlan {
    /// A device.
    #[xml(child = "disk")]
    pub disk: Option<Disk>,
    /// A union told apart by an attribute.
    #[xml(child = "address")]
    pub addresses: Vec<Address>,
    /// A union told apart by the element's name.
    #[xml(child = "interface", child = "controller")]
    pub devices: Vec<Device>,
    /// What applications store.
    #[xml(child = "metadata")]
    pub metadata: Option<Metadata>,
    /// Any element.
    #[xml(child = "note")]
    pub note: Option<KeptElement>,
}

/// Single elements, with yaserde.
#[derive(Debug, Default, PartialEq, YaDeserialize, YaSerialize)]
#[yaserde(rename = "plan")]
pub struct YaPlan {
    /// A device.
    pub disk: Option<Disk>,
    /// A union told apart by an attribute.
    #[yaserde(rename = "address")]
    pub addresses: Vec<Address>,
    /// A union told apart by the element's name.
    pub interface: Option<Device>,
    /// The same under another name.
    pub controller: Option<Device>,
    /// What applications store.
    pub metadata: Option<Metadata>,
    /// Any element.
    pub note: Option<KeptElement>,
}
