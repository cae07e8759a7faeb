//! Hard disks: `disk[@device='disk']`, and LUNs with SCSI passthrough: `disk[@device='lun']`.

use domxml_schema::device::Disk as Element;
use domxml_schema::device::disk::{Device, Model};
use domxml_schema::shared::Sgio as SgioWord;
use domxml_schema::shared::storage::{Auth, SecretKind};

use super::{driver, source};
use crate::generate::common;
use crate::generate::input::Input;
use crate::vm::{Disk, DiskInterface, Sgio, Storage};

/// A disk, but for what depends on the VM's other drives.
pub(super) fn element(input: &Input<'_>, disk: &Disk, iothread: Option<u32>) -> Element {
    let (kind, source) = source::source(input, disk);
    let passthrough = passthrough(disk);
    let transitional = disk.interface == DiskInterface::Virtio && input.is_legacy_virtio();
    let auth = match &disk.storage {
        Storage::Cinder(ceph) => ceph.auth.as_ref(),
        _ => None,
    };
    Element {
        kind: Some(kind),
        device: Some(if passthrough.is_some() { Device::Lun } else { Device::Disk }),
        model: transitional.then_some(Model::VirtioTransitional),
        driver: Some(Box::new(driver::driver(input, disk, iothread))),
        auth: auth.map(|auth| Auth::with_uuid(&auth.username, SecretKind::Ceph, auth.secret_uuid)).map(Box::new),
        source: Some(Box::new(source)),
        iotune: disk.qos.as_ref().and_then(driver::iotune).map(Box::new),
        readonly: disk.read_only,
        shareable: disk.shareable && disk.snapshot_id.is_none(),
        // A unit that is passed on has a number of its own.
        serial: passthrough.is_none().then(|| disk.serial.clone().unwrap_or_else(|| disk.id.to_string())),
        sgio: passthrough,
        alias: common::alias(disk),
        ..Element::default()
    }
}

/// The SCSI commands that are passed through to a LUN; only LUNs on virtio-scsi can have that.
fn passthrough(disk: &Disk) -> Option<SgioWord> {
    if disk.interface != DiskInterface::VirtioScsi || !matches!(disk.storage, Storage::Lun(_)) {
        return None;
    }
    disk.scsi_passthrough.map(|sgio| match sgio {
        Sgio::Filtered => SgioWord::Filtered,
        Sgio::Unfiltered => SgioWord::Unfiltered,
    })
}
