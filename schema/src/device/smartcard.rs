//! Smart card reader: `<smartcard>`.

use super::serial::Target;
use crate::shared::chardev::Chardev;
use crate::shared::{Acpi, Address, Alias};
use crate::types::ABS_DIR_PATH;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A smart card reader with a card in it: `<smartcard>`.
///
/// ```xml
/// <smartcard mode='host-certificates'>
///   <certificate>signing</certificate>
///   <certificate>encryption</certificate>
///   <certificate>login</certificate>
///   <database>/etc/pki/nssdb/</database>
/// </smartcard>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Smartcard {
    /// Where the card comes from.
    #[xml(attr, required)]
    pub mode: Option<Mode>,
    /// The host's side of mode `passthrough`.
    #[xml(group)]
    pub chardev: Chardev,
    /// The guest's side of mode `passthrough`; the schema has it, libvirt ignores it.
    #[xml(child, when("@mode" = "passthrough"))]
    pub target: Option<Target>,
    /// Names of the three certificates of mode `host-certificates`.
    #[xml(values, when("@mode" = "host-certificates"), required_when("@mode" = "host-certificates"))]
    pub certificates: Vec<String>,
    /// Folder of the NSS database that has the certificates; `/etc/pki/nssdb` by default.
    #[xml(value, datatype = ABS_DIR_PATH, when("@mode" = "host-certificates"))]
    pub database: Option<String>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where a smart card comes from.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The card in a reader of the host, through NSS.
    Host,
    /// A card made up of certificates of the host.
    HostCertificates,
    /// A card behind a character device.
    Passthrough,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
