//! Names of devices in messages.

use domxml_schema::types::Uuid;

use crate::generate::input::Input;
use crate::generate::problem::shown;
use crate::vm::VmDevice;

/// The device at a field such as `disks[1].storage`, with the name that users know it under, if it has one:
/// `` `disks[1]` (`web-root`) ``. Disks and host devices have a name, NICs a MAC address, others the alias that was
/// seen; a name that the message already mentions is left out.
pub(super) fn device_at(input: &Input<'_>, field: &str, mentioned: &str) -> String {
    let field = field.split_once('.').map_or(field, |(device, _)| device);
    let vm = input.vm;
    let disks = vm.disks.iter().enumerate().map(|(at, disk)| (format!("disks[{at}]"), disk.name.clone()));
    let macs = vm.nics.iter().enumerate().filter_map(|(at, nic)| {
        let mac = nic.mac_address?;
        Some((format!("nics[{at}]"), mac.to_string()))
    });
    let hosts = vm.host_devices.iter().enumerate().map(|(at, host)| (format!("hostDevices[{at}]"), host.name.clone()));
    let aliases = vm.devices().filter_map(|(at, device)| Some((at, device.stored_alias()?.to_owned())));
    let mut names = disks.chain(macs).chain(hosts).chain(aliases);
    match names.find(|(at, name)| at == field && !name.is_empty()) {
        Some((_, name)) if name != mentioned => format!("`{field}` (`{}`)", shown(&name)),
        _ => format!("`{field}`"),
    }
}

/// A device by its id and, if it was seen, the alias: `` `tpm0` (`<id>`) ``.
pub(super) fn device(device: &dyn VmDevice) -> String {
    named(device.stored_alias().unwrap_or_default(), device.id())
}

/// A device by its name, which may be empty, and its id.
pub(super) fn named(name: &str, id: Uuid) -> String {
    if name.is_empty() { format!("`{id}`") } else { format!("`{}` (`{id}`)", shown(name)) }
}
