//! Smart card reader: `<smartcard>`.

use super::serial::Target;
use crate::shared::chardev::Chardev;
use crate::shared::{Acpi, Address, Alias};
use crate::types::ABS_DIR_PATH;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A smart card reader with a card: `<smartcard>`.
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
#[xml(similar("form", "@mode"), pairing = "order")]
pub struct Smartcard {
    /// Source of the card.
    #[xml(attr, required)]
    pub mode: Option<Mode>,
    /// Host side of mode `passthrough`.
    #[xml(group)]
    pub chardev: Chardev,
    /// Guest side of mode `passthrough`; allowed by the schema, ignored by libvirt.
    #[xml(child, when("@mode" = "passthrough"))]
    pub target: Option<Target>,
    /// Names of the three certificates of mode `host-certificates`.
    #[xml(values, when("@mode" = "host-certificates"), required_when("@mode" = "host-certificates"))]
    pub certificates: Vec<String>,
    /// Directory of the NSS database with the certificates.
    #[xml(
        value,
        datatype = ABS_DIR_PATH,
        when("@mode" = "host-certificates"),
        implied("/etc/pki/nssdb", "@mode" = "host-certificates")
    )]
    pub database: Option<String>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Source of a smart card.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Card in a reader of the host, through NSS.
    Host,
    /// Card emulated from certificates of the host.
    HostCertificates,
    /// Card behind a character device.
    Passthrough,
    /// Any other keyword.
    Other(ThinStr),
}
