//! Notes on what is temporary in a running domain, and what its XML was dumped without.

use domxml_schema::Domain;
use domxml_schema::device::graphics::Kind;
use domxml_schema::device::{Disk, Graphics};
use domxml_schema::domain::Device;
use domxml_schema::path::Pattern;
use domxml_schema::report::Finding;

use super::codes::{self, note};
use super::import::disks;
use crate::vm::{Storage, Vm};

/// The notes on a document besides its entity. Documents with a record ask for passwords.
pub(super) fn notes(running: &Domain, vm: &Vm, has_record: bool) -> Vec<Finding> {
    let Some(devices) = &running.devices else { return Vec::new() };
    let mut notes = Vec::new();
    for (device, path) in devices.list.iter().zip(device_paths(running)) {
        let note = match device {
            Device::Disk(disk) => copied(disk).or_else(|| layered(disk, vm)),
            Device::Graphics(graphics) if has_record => without_password(graphics),
            _ => None,
        };
        notes.extend(note.map(|note| note.path(path)));
    }
    notes
}

/// The paths of devices, by what tells them apart.
pub(super) fn device_paths(domain: &Domain) -> Vec<String> {
    let Ok(pattern) = "devices/*".parse::<Pattern>() else { return Vec::new() };
    let nodes = pattern.find(domain).filter(|node| node.is_element() && node.device_index().is_some());
    nodes.map(|node| node.path().to_string()).collect()
}

/// A disk that is being copied stays where it is until the copy ends.
fn copied(disk: &Disk) -> Option<Finding> {
    let mirror = disk.mirror.as_ref()?;
    let to = mirror.source.as_deref().and_then(disks::place).or(mirror.file.as_deref()).unwrap_or("another place");
    Some(note(
        codes::COPY_IN_PROGRESS,
        format!("the disk is being copied to `{to}`; it stays where it is until that ends"),
    ))
}

/// A managed disk that writes to another volume than the engine knows: the snapshot is unmanaged.
fn layered(disk: &Disk, vm: &Vm) -> Option<Finding> {
    let alias = disk.alias.as_ref().and_then(|alias| alias.name.as_deref())?;
    let known = vm.disks.iter().find(|known| alias == format!("ua-{}", known.id))?;
    let Storage::Image(image) = &known.storage else { return None };
    let runs = disk.source.as_deref().and_then(disks::place)?.rsplit('/').next()?;
    let volume = image.volume_id.to_string();
    let above = disks::layers(disk).any(|layer| layer.contains(&volume));
    (above && !runs.contains(&volume)).then(|| {
        let message = format!("the disk writes to `{runs}`, a layer above the known volume {volume}");
        note(codes::UNKNOWN_LAYER, message)
    })
}

fn without_password(graphics: &Graphics) -> Option<Finding> {
    let protected = matches!(graphics.kind, Some(Kind::Spice | Kind::Vnc)) && graphics.passwd_valid_to.is_some();
    (protected && graphics.passwd.is_none()).then(|| {
        note(
            codes::PASSWORD_MISSING,
            "the document was dumped without its password, which is lost if it is written back",
        )
        .help("dump it with `--security-info`")
    })
}
