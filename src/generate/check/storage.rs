//! Where the data of disks is: sources that can be named, each for one disk.

use domxml_schema::report::nearest;
use domxml_schema::shared::storage::StorageFormat;
use domxml_schema::types::Uuid;
use domxml_schema::xml::Keyword;

use super::text::{path, plain, shown};
use super::unique::Unique;
use crate::context::HostDeviceFacts;
use crate::generate::disks::managed_path;
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::vm::{CephDisk, Disk, NvmeDisk, PathDisk, Storage};

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    let mut sources = Sources::default();
    for (at, disk) in input.vm.disks.iter().enumerate().filter(|(_, disk)| disk.plugged) {
        let field = format!("disks[{at}].storage");
        sources.see(problems, input, disk, &field);
        match &disk.storage {
            Storage::Image(_) => {}
            Storage::Lun(lun) => unit(problems, &lun.lun_id, &format!("{field}.lun.lunId")),
            Storage::Cinder(ceph) => ceph_image(problems, ceph, &format!("{field}.cinder")),
            Storage::ManagedBlock(block) => {
                path(problems, &format!("{field}.managedBlock.path"), managed_path(input, block));
            }
            Storage::Path(disk) => host_path(problems, disk, &format!("{field}.path")),
            Storage::Nvme(nvme) => name_space(input, problems, nvme, &format!("{field}.nvme")),
        }
    }
}

/// Sources that are used; two disks that write to one source destroy each other's data.
#[derive(Default)]
struct Sources {
    images: Unique<Uuid>,
    volumes: Unique<Uuid>,
    others: Unique<String>,
}

impl Sources {
    fn see(&mut self, problems: &mut Problems, input: &Input<'_>, disk: &Disk, field: &str) {
        let remedy = "attach it once";
        let source = match &disk.storage {
            Storage::Image(image) => {
                // Several snapshots of one image may be looked at.
                if let Some(id) = image.image_id.filter(|id| !id.is_nil() && disk.snapshot_id.is_none()) {
                    self.images.see(problems, &id, id, (field, ".image.imageId"), remedy);
                }
                if !image.volume_id.is_nil() {
                    let id = image.volume_id;
                    self.volumes.see(problems, &id, id, (field, ".image.volumeId"), remedy);
                }
                return;
            }
            Storage::Lun(lun) => (".lun.lunId", lun.lun_id.clone()),
            Storage::Cinder(ceph) => (".cinder.name", ceph.name.clone()),
            Storage::ManagedBlock(block) => (".managedBlock.path", managed_path(input, block).to_owned()),
            Storage::Path(disk) => (".path.path", disk.path.clone()),
            Storage::Nvme(nvme) => (".nvme.namespace", format!("{} of {}", nvme.namespace, nvme.device)),
        };
        let (name, value) = source;
        self.others.see(problems, &format!("{name}={value}"), shown(&value), (field, name), remedy);
    }
}

/// It becomes part of a path.
fn unit(problems: &mut Problems, id: &str, field: &str) {
    if id.is_empty() {
        problems.add(field, "", "is missing", "name the unit as multipathing does");
    } else if plain(problems, field, id) && id.contains(|c: char| c == '/' || c.is_whitespace()) {
        problems.add(field, shown(id), "is not the name of one unit", "name it without `/` and blanks");
    }
}

fn ceph_image(problems: &mut Problems, ceph: &CephDisk, field: &str) {
    if ceph.name.is_empty() {
        problems.add(format!("{field}.name"), "", "is missing", "name pool and image, as `pool/image`");
    }
    plain(problems, &format!("{field}.name"), &ceph.name);
    for (at, host) in ceph.hosts.iter().enumerate() {
        let field = format!("{field}.hosts[{at}].name");
        if host.name.is_empty() {
            problems.add(&field, "", "is missing", "give the monitor's name or address");
        }
        plain(problems, &field, &host.name);
    }
    if let Some(auth) = &ceph.auth {
        plain(problems, &format!("{field}.auth.username"), &auth.username);
    }
}

fn host_path(problems: &mut Problems, disk: &PathDisk, field: &str) {
    path(problems, &format!("{field}.path"), &disk.path);
    let formats = || StorageFormat::ALL.iter().map(Keyword::as_str);
    if !disk.format.is_empty() && StorageFormat::from(&*disk.format).is_other() {
        let remedy = match nearest(&disk.format, formats()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are {}", formats().collect::<Vec<_>>().join(", ")),
        };
        problems.add(format!("{field}.format"), shown(&disk.format), "is no format of images", remedy);
    }
}

fn name_space(input: &Input<'_>, problems: &mut Problems, nvme: &NvmeDisk, field: &str) {
    if nvme.namespace == 0 || u32::try_from(nvme.namespace).is_err() {
        let remedy = "give its number, from 1 to 4294967295";
        problems.add(format!("{field}.namespace"), nvme.namespace, "is no name space", remedy);
    }
    let field = format!("{field}.device");
    match &input.context.host {
        Some(_) => pci_device(input, problems, &nvme.device, &field),
        None => {
            let remedy = "choose the host: fill in `context.host`";
            problems.add(field, shown(&nvme.device), "is a device of a host, and no host is chosen", remedy);
        }
    }
}

/// A device of the host that must be on a PCI bus.
pub(super) fn pci_device(input: &Input<'_>, problems: &mut Problems, name: &str, field: &str) {
    match input.context.host.as_ref().and_then(|host| host.devices.get(name)) {
        Some(HostDeviceFacts::Pci { .. }) => {}
        Some(_) => problems.add(field, shown(name), "is not a PCI device of the host", "name one that is"),
        None => {
            let remedy = match nearest(name, input.given.host_devices()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name one of `context.host.devices`".to_owned(),
            };
            problems.add(field, shown(name), "is no device of the host", remedy);
        }
    }
}
