//! Leases on storage: `lease`.

use domxml_schema::device::lease::{Lease, Target};
use domxml_schema::domain::Device;
use domxml_schema::{Element, types::Uuid};

use super::common::plugged;
use super::input::Input;
use super::libvirt_words::DeviceWords;
use crate::template::{Placeholder, PlaceholderKind};
use crate::vm::Storage;

/// All leases: of the disks of the VM that the engine itself runs in, which must not be written by two
/// hosts at once; and of the VM.
pub(super) fn devices(input: &Input<'_>, words: &DeviceWords<'_>) -> Vec<Device> {
    let mut list: Vec<Device> = Vec::new();
    if input.vm.origin.is_hosted_engine() {
        let mut images: Vec<_> = plugged(&input.vm.disks)
            .filter_map(|disk| match &disk.storage {
                Storage::Image(image) => Some((disk.id, image)),
                _ => None,
            })
            .collect();
        images.sort_by_key(|(id, _)| *id);
        let of = |image: &crate::vm::DiskImage| lease(image.volume_id, image.storage_domain_id, None, None);
        list.extend(images.into_iter().map(|(_, image)| Device::from(of(image))));
    }
    let own = input.vm.lease.as_ref().filter(|lease| lease.plugged);
    list.extend(own.map(|own| {
        let path = own.path.clone();
        let mut device = Device::from(lease(input.vm.id, own.storage_domain_id, path, own.offset));
        words.merge(own.id, &mut device);
        device
    }));
    list
}

/// A lease; if the engine does not know where it is, the host fills that in.
fn lease(key: Uuid, storage_domain: Uuid, path: Option<String>, offset: Option<u64>) -> Lease {
    let (lease, storage_domain) = (key.to_string(), storage_domain.to_string());
    let placeholder = |kind| Placeholder::new(kind, [lease.clone(), storage_domain.clone()]).to_string();
    let path = path.unwrap_or_else(|| placeholder(PlaceholderKind::LeasePath));
    let mut target = Target { path: Some(path), offset, ..Target::default() };
    if offset.is_none() {
        // The number's slot keeps the text.
        target.set_text("offset", &placeholder(PlaceholderKind::LeaseOffset));
    }
    Lease { lockspace: Some(storage_domain), key: Some(lease), target: Some(target), ..Lease::default() }
}
