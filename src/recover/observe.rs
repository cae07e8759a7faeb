//! What is only for now in a running domain, and what its XML was dumped without.

use domxml_schema::Domain;
use domxml_schema::device::graphics::Kind;
use domxml_schema::device::{Disk, Graphics};
use domxml_schema::domain::Device;
use domxml_schema::path::Pattern;

use super::Note;
use crate::vm::{Storage, Vm};

/// What there is to know of a document besides its entity. Documents of the engine's own ask for passwords.
pub(super) fn notes(running: &Domain, vm: &Vm, own: bool) -> Vec<Note> {
    let Some(devices) = &running.devices else { return Vec::new() };
    let mut notes = Vec::new();
    for (device, path) in devices.list.iter().zip(device_paths(running)) {
        let message = match device {
            Device::Disk(disk) => copied(disk).or_else(|| layered(disk, vm)),
            Device::Graphics(graphics) if own => without_password(graphics),
            _ => None,
        };
        notes.extend(message.map(|message| Note { path, message }));
    }
    notes
}

/// The paths of devices, by number.
pub(super) fn device_paths(domain: &Domain) -> Vec<String> {
    let Ok(pattern) = "devices/*".parse::<Pattern>() else { return Vec::new() };
    let nodes = pattern.find(domain).filter(|node| node.is_element() && node.device_index().is_some());
    nodes.map(|node| node.numbered_path().to_string()).collect()
}

fn place(source: &domxml_schema::device::disk::Source) -> Option<&str> {
    [&source.file, &source.dev].into_iter().find_map(|place| place.as_deref()).or(source.name.as_deref())
}

/// A disk that is being copied stays where it is until somebody ends that.
fn copied(disk: &Disk) -> Option<String> {
    let mirror = disk.mirror.as_ref()?;
    let to = mirror.source.as_deref().and_then(place).or(mirror.file.as_deref()).unwrap_or("another place");
    Some(format!("is being copied to `{to}`; where it will be is known when that has ended"))
}

/// A disk of the engine's that writes to another volume than the engine knows: a snapshot was made behind its
/// back.
fn layered(disk: &Disk, vm: &Vm) -> Option<String> {
    let alias = disk.alias.as_ref().and_then(|alias| alias.name.as_deref())?;
    let known = vm.disks.iter().find(|known| alias == format!("ua-{}", known.id))?;
    let Storage::Image(image) = &known.storage else { return None };
    let runs = disk.source.as_deref().and_then(place)?.rsplit('/').next()?;
    let volume = image.volume_id.to_string();
    let layers = disk.backing_store.is_some();
    (layers && runs != volume).then(|| format!("writes to `{runs}`, a layer above the volume {volume} that is known"))
}

fn without_password(graphics: &Graphics) -> Option<String> {
    let asked = matches!(graphics.kind, Some(Kind::Spice | Kind::Vnc)) && graphics.passwd_valid_to.is_some();
    (asked && graphics.passwd.is_none()).then(|| {
        "was dumped without its password; whoever writes this XML back loses it: dump it with `--security-info`"
            .to_owned()
    })
}
