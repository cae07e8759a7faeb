//! Addresses of devices in the guest.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use domxml_schema::Element;
use domxml_schema::shared::address::Address;
use domxml_schema::xml::{KeptElement, Tree};
use schemars::JsonSchema;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// The address of a device in the guest: `address`, as a map of its attributes.
///
/// Engines store it as text, `{type=pci, slot=0x05, ...}`; both forms are read. Values are libvirt's; without `type`
/// it is an address on a disk controller. Attributes of child elements have the element's name in front: `zpci.uid`.
///
/// ```
/// use domxml::vm::DeviceAddress;
///
/// let address: DeviceAddress = "{bus=0x00, domain=0x0000, type=pci, slot=0x05, function=0x0}".parse()?;
/// assert_eq!(address.to_string(), "{type=pci, domain=0x0000, bus=0x00, slot=0x05, function=0x0}");
/// # Ok::<(), domxml::vm::ParseDeviceAddressError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(with = "Form")]
#[serde(into = "BTreeMap<String, String>")]
pub struct DeviceAddress(pub Address);

/// The two forms, for the schema.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "nothing but its schema is used")]
enum Form {
    Map(BTreeMap<String, String>),
    Text(String),
}

impl DeviceAddress {
    /// The address with these attributes.
    ///
    /// # Errors
    ///
    /// An unknown attribute, or an invalid value.
    fn from_attributes(attributes: &BTreeMap<String, String>) -> Result<Self, ParseDeviceAddressError> {
        let escaped = |value: &str| value.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&apos;");
        let (mut element, mut children) = (String::from("<address"), BTreeMap::<&str, String>::new());
        if !attributes.contains_key("type") {
            element.push_str(" type='drive'");
        }
        for (name, value) in attributes {
            let (element, name) = match name.split_once('.') {
                Some((child, name)) => (children.entry(child).or_insert_with(|| format!("<{child}")), name),
                None => (&mut element, &**name),
            };
            element.push_str(&format!(" {name}='{}'", escaped(value)));
        }
        let children: String = children.into_values().map(|child| child + "/>").collect();
        let source = format!("{element}>{children}</address>");
        let read = Address::read(&source);
        let read = read.map_err(|error| ParseDeviceAddressError(error.finding().message.clone()))?;
        match read.findings.first() {
            Some(finding) => Err(ParseDeviceAddressError(finding.message.clone())),
            None if matches!(read.value, Address::Other(_)) => {
                let kind = attributes.get("type").map_or("", String::as_str);
                Err(ParseDeviceAddressError(format!("unknown address type `{kind}`")))
            }
            None => Ok(Self(read.value)),
        }
    }

    /// The attributes as libvirt writes them, in its order.
    fn attributes(&self) -> Vec<(String, String)> {
        let source = self.0.to_xml().unwrap_or_default();
        let Ok(tree) = KeptElement::from_xml(source.trim()).and_then(|kept| kept.tree()) else { return Vec::new() };
        let own = |around: &str, tree: &Tree| -> Vec<(String, String)> {
            tree.attributes.iter().map(|it| (format!("{around}{}", it.name), it.value.to_string())).collect()
        };
        let children = tree.elements().flat_map(|child| own(&format!("{}.", child.name), child));
        own("", &tree).into_iter().chain(children).collect()
    }
}

/// Returns whether it can be the name of an attribute, such as `slot`, or of one of a child element, `zpci.uid`.
fn is_name(name: &str) -> bool {
    name.split('.').count() <= 2
        && name.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

impl fmt::Display for DeviceAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.attributes().iter().map(|(name, value)| format!("{name}={value}")).collect();
        write!(f, "{{{}}}", parts.join(", "))
    }
}

impl FromStr for DeviceAddress {
    type Err = ParseDeviceAddressError;

    /// Reads attributes as `name=value`, separated by commas, with or without braces around them.
    ///
    /// # Errors
    ///
    /// Another form, or an invalid address.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let inner = text.trim();
        let inner = inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(inner);
        let mut attributes = BTreeMap::new();
        for part in inner.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (name, value) = (name.trim(), value.trim());
            if !is_name(name) {
                return Err(ParseDeviceAddressError(format!("`{part}` is not an attribute and its value")));
            }
            if attributes.insert(name.to_owned(), value.to_owned()).is_some() {
                return Err(ParseDeviceAddressError(format!("`{name}` stands twice in it")));
            }
        }
        Self::from_attributes(&attributes)
    }
}

impl<'de> Deserialize<'de> for DeviceAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FormVisitor)
    }
}

/// Reads both forms.
struct FormVisitor;

impl<'de> Visitor<'de> for FormVisitor {
    type Value = DeviceAddress;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the attributes of an address")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<DeviceAddress, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<DeviceAddress, A::Error> {
        let mut attributes = BTreeMap::new();
        while let Some((name, value)) = members.next_entry::<String, String>()? {
            if !is_name(&name) {
                let message = format!("`{name}` is no attribute of an address");
                return Err(de::Error::custom(ParseDeviceAddressError(message)));
            }
            attributes.insert(name, value);
        }
        DeviceAddress::from_attributes(&attributes).map_err(de::Error::custom)
    }
}

impl From<DeviceAddress> for BTreeMap<String, String> {
    fn from(address: DeviceAddress) -> Self {
        address.attributes().into_iter().collect()
    }
}

/// An invalid address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address of a device: {0}")]
pub struct ParseDeviceAddressError(String);
