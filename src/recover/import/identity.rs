//! Aliases and names that identify devices.

use domxml_schema::shared::Alias;
use domxml_schema::types::Uuid;

/// Returns whether an engine gave a device its alias.
pub(super) fn is_named_by_an_engine(alias: Option<&Alias>) -> bool {
    alias.and_then(|alias| id_of_alias(alias.name.as_deref()?)).is_some()
}

/// The name that libvirt has for a PCI device of the host.
pub(super) fn pci_name(domain: u32, bus: u8, slot: u8, function: u8) -> String {
    format!("pci_{domain:04x}_{bus:02x}_{slot:02x}_{function:x}")
}

/// The id in an alias that an engine gave.
pub(super) fn id_of_alias(alias: &str) -> Option<Uuid> {
    alias.strip_prefix("ua-")?.parse().ok()
}
