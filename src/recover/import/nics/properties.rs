//! What custom properties of a VM say of its NICs, where the metadata have no custom properties.

use domxml_schema::device::Interface;
use domxml_schema::device::interface::DriverName;

use super::super::state::Import;
use super::profile;
use crate::generate::nics::{SNDBUF_PROPERTY, VHOST_PROPERTY};

/// Who works the NICs of each network, and the size of the host's send buffers: the first NIC that says
/// counts.
pub(super) fn read<'a>(import: &mut Import<'_>, interfaces: impl Iterator<Item = &'a Interface> + Clone) {
    let mut vhost: Vec<(String, bool)> = Vec::new();
    for interface in interfaces.clone() {
        let on = match interface.driver.as_ref().and_then(|driver| driver.name.as_ref()) {
            Some(DriverName::Vhost) => true,
            Some(DriverName::Qemu) => false,
            _ => continue,
        };
        let Some(name) = profile::network_name(interface).filter(|name| !name.is_empty()) else { continue };
        // The property has no words for such names.
        if !name.contains([',', ':']) && vhost.iter().all(|(known, _)| *known != name) {
            vhost.push((name, on));
        }
    }
    let settings: Vec<String> = vhost.iter().map(|(name, on)| format!("{name}:{on}")).collect();
    let sndbuf = interfaces.filter_map(|interface| interface.tune.as_ref()?.sndbuf).next();
    let vhost = (!settings.is_empty()).then(|| settings.join(","));
    for (key, value) in [(VHOST_PROPERTY, vhost), (SNDBUF_PROPERTY, sndbuf.map(|size| size.to_string()))] {
        let known = import.metadata.custom.as_ref().is_some_and(|custom| custom.get(key).is_some());
        if let Some(value) = value.filter(|_| !known) {
            import.vm.custom_properties.insert(key.to_owned(), value);
        }
    }
}
