//! What is given to the guest at its first start: the metadata say what is on the medium.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domxml_schema::device::disk;
use domxml_schema::domain::Device;

use super::super::state::Import;
use crate::context::Os;
use crate::generate::disks::{CONFIG_DRIVE, USER_DATA};
use crate::metadata::ovirt;
use crate::recover::codes;
use crate::vm::{Initialization, Payload, PayloadDevice};

/// Reads the medium that the host made of a payload; whether a drive has one. The drive itself is the
/// generator's.
pub(super) fn read(import: &mut Import<'_>, index: usize, device: &Device) -> bool {
    let Device::Disk(element) = device else { return false };
    let Some(kept) = import.kept(device).and_then(|kept| kept.payload.as_ref()) else { return false };
    if import.vm.initialization.is_some() {
        return false;
    }
    let (mut files, mut damaged) = (BTreeMap::new(), Vec::new());
    for file in &kept.files {
        let path = file.path.clone().unwrap_or_default();
        match text(file) {
            Some(text) if !files.contains_key(&path) => {
                files.insert(path, text);
            }
            _ => damaged.push(path),
        }
    }
    let volume_id = kept.vol_id.clone();
    let floppy = element.device == Some(disk::Device::Floppy);
    let device = if floppy { PayloadDevice::Floppy } else { PayloadDevice::Cdrom };
    for path in damaged {
        let message = format!("the file `{path}` of the payload is not text in Base64, or a duplicate; left out");
        import.note(index, codes::DAMAGED_PAYLOAD, "", message);
    }
    if !files.is_empty() {
        import.vm.initialization = Some(initialization(Payload { device, volume_id, files }));
    }
    true
}

fn text(file: &ovirt::PayloadFile) -> Option<String> {
    let bytes: Vec<u8> = file.content.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    String::from_utf8(STANDARD.decode(bytes).ok()?).ok()
}

/// What a payload was made from, by what is on it.
fn initialization(payload: Payload) -> Initialization {
    let only = payload.files.iter().next().filter(|_| payload.files.len() == 1);
    match (payload.volume_id.as_deref(), only) {
        (Some(CONFIG_DRIVE), _) if payload.device == PayloadDevice::Floppy => Initialization::Payload(payload),
        (Some(CONFIG_DRIVE), Some((path, text))) if path == USER_DATA && is_ignition(text) => {
            Initialization::Ignition(text.clone())
        }
        (Some(CONFIG_DRIVE), _) => Initialization::CloudInit(payload.files),
        (None, Some((path, text))) if is_sysprep(path) => Initialization::Sysprep(text.clone()),
        _ => Initialization::Payload(payload),
    }
}

/// Configurations of Ignition are JSON and name it; those of cloud-init begin with a comment.
fn is_ignition(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"ignition\"")
}

/// Whether Windows Setup looks for its answers in a file of this name.
fn is_sysprep(path: &str) -> bool {
    Os::names().filter_map(Os::named).any(|os| os.sysprep_file_name() == path)
}
