//! Sources of disks: valid, and each of one disk only.

use domxml_schema::report::Findings;
use domxml_schema::shared::storage::StorageFormat;
use domxml_schema::types::Uuid;
use domxml_schema::xml::Keyword;

use super::text::{path, plain, shown};
use super::unique::Unique;
use crate::context::HostDeviceFacts;
use crate::generate::disks::managed_path;
use crate::generate::input::Input;
use crate::generate::problem::{Problems as _, alternatives, did_you_mean};
use crate::template::is_path_part;
use crate::vm::{CephDisk, Disk, NvmeDisk, PathDisk, Storage};

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let mut sources = Sources::new();
    for (at, disk) in input.vm.disks.iter().enumerate().filter(|(_, disk)| disk.plugged) {
        let field = format!("disks[{at}].storage");
        sources.see(problems, input, disk, &field);
        match &disk.storage {
            Storage::Image(_) => {}
            Storage::Lun(lun) => lun_id(problems, &lun.lun_id, &format!("{field}.lun.lunId")),
            Storage::Cinder(ceph) => rbd_image(problems, ceph, &format!("{field}.cinder")),
            Storage::ManagedBlock(block) => {
                path(problems, &format!("{field}.managedBlock.path"), managed_path(input, block));
            }
            Storage::Path(disk) => host_path(problems, disk, &format!("{field}.path")),
            Storage::Nvme(nvme) => namespace(input, problems, nvme, &format!("{field}.nvme")),
        }
    }
}

/// Sources in use: two disks that write to one source destroy each other's data.
struct Sources {
    images: Unique<Uuid>,
    volumes: Unique<Uuid>,
    luns: Unique<String>,
    rbd_images: Unique<String>,
    managed_paths: Unique<String>,
    paths: Unique<String>,
    namespaces: Unique<String>,
}

impl Sources {
    fn new() -> Self {
        let help = "attach it only once";
        Self {
            images: Unique::new("image", help),
            volumes: Unique::new("volume", help),
            luns: Unique::new("LUN", help),
            rbd_images: Unique::new("RBD image", help),
            managed_paths: Unique::new("path", help),
            paths: Unique::new("path", help),
            namespaces: Unique::new("NVMe namespace", help),
        }
    }

    fn see(&mut self, problems: &mut Findings, input: &Input<'_>, disk: &Disk, field: &str) {
        let (unique, name, source) = match &disk.storage {
            Storage::Image(image) => {
                // A snapshot of an image can be attached beside other snapshots of it.
                if let Some(id) = image.image_id.filter(|id| !id.is_nil() && disk.snapshot_id.is_none()) {
                    self.images.see(input, problems, &id, id, (field, ".image.imageId"));
                }
                if !image.volume_id.is_nil() {
                    let id = image.volume_id;
                    self.volumes.see(input, problems, &id, id, (field, ".image.volumeId"));
                }
                return;
            }
            Storage::Lun(lun) => (&mut self.luns, ".lun.lunId", lun.lun_id.clone()),
            Storage::Cinder(ceph) => (&mut self.rbd_images, ".cinder.name", ceph.name.clone()),
            Storage::ManagedBlock(block) => {
                (&mut self.managed_paths, ".managedBlock.path", managed_path(input, block).to_owned())
            }
            Storage::Path(disk) => (&mut self.paths, ".path.path", disk.path.clone()),
            Storage::Nvme(nvme) => {
                (&mut self.namespaces, ".nvme.namespace", format!("{} of {}", nvme.namespace, nvme.device))
            }
        };
        unique.see(input, problems, &source, &source, (field, name));
    }
}

/// A LUN's id becomes part of a path.
fn lun_id(problems: &mut Findings, id: &str, field: &str) {
    let help = "use the WWID of the LUN, as multipath names it";
    if id.is_empty() {
        problems.add(field, id, "`lunId` is missing", help);
    } else if plain(problems, field, id) && (!is_path_part(id) || id.contains(char::is_whitespace)) {
        problems.add(field, id, format!("`{}` is not the id of a LUN", shown(id)), help);
    }
}

fn rbd_image(problems: &mut Findings, ceph: &CephDisk, field: &str) {
    if ceph.name.is_empty() {
        problems.add(format!("{field}.name"), "", "the RBD image has no `name`", "give pool and image as `POOL/IMAGE`");
    }
    plain(problems, &format!("{field}.name"), &ceph.name);
    for (at, host) in ceph.hosts.iter().enumerate() {
        let field = format!("{field}.hosts[{at}].name");
        if host.name.is_empty() {
            problems.add(&field, "", "the Ceph monitor has no `name`", "give its host name or IP address");
        }
        plain(problems, &field, &host.name);
    }
    if let Some(auth) = &ceph.auth {
        plain(problems, &format!("{field}.auth.username"), &auth.username);
    }
}

fn host_path(problems: &mut Findings, disk: &PathDisk, field: &str) {
    path(problems, &format!("{field}.path"), &disk.path);
    let formats = || StorageFormat::ALL.iter().map(Keyword::as_str);
    if !disk.format.is_empty() && StorageFormat::from(&*disk.format).is_other() {
        let message = format!("unknown image format `{}`", shown(&disk.format));
        let all = format!("use {}", alternatives(formats()));
        problems.add(format!("{field}.format"), &disk.format, message, did_you_mean(&disk.format, formats(), all));
    }
}

fn namespace(input: &Input<'_>, problems: &mut Findings, nvme: &NvmeDisk, field: &str) {
    let number = nvme.namespace;
    if number == 0 || u32::try_from(number).is_err() {
        let message = format!("NVMe namespace `{number}` is out of range");
        problems.add(format!("{field}.namespace"), number, message, "use 1 to 4294967295");
    }
    let field = format!("{field}.device");
    match &input.context.host {
        Some(_) => pci_device(input, problems, &nvme.device, &field),
        None => {
            let message = format!("host device `{}` is used, but no host is chosen", shown(&nvme.device));
            problems.add(field, &nvme.device, message, "choose the host: set `context.host`");
        }
    }
}

/// Checks that the host has a device, and that it is on a PCI bus.
pub(super) fn pci_device(input: &Input<'_>, problems: &mut Findings, name: &str, field: &str) {
    match input.context.host.as_ref().and_then(|host| host.devices.get(name)) {
        Some(HostDeviceFacts::Pci { .. }) => {}
        Some(_) => {
            let message = format!("host device `{}` is not a PCI device", shown(name));
            problems.add(field, name, message, "use a PCI device of the host");
        }
        None => {
            let help = did_you_mean(name, input.given.host_devices(), "use one of `context.host.devices`");
            problems.add(field, name, format!("unknown host device `{}`", shown(name)), help);
        }
    }
}
