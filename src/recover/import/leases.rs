//! Leases on storage: `lease`.

use domxml_schema::device::lease::Lease as Element;
use domxml_schema::domain::Device;
use domxml_schema::types::Uuid;

use super::state::Import;
use crate::vm::{Lease, Storage};

/// The VM's own lease. Those of volumes are the generator's: the VM that the engine runs in has one for each
/// of its disks.
pub(super) fn read(import: &mut Import<'_>) {
    for (index, device) in import.devices().enumerate() {
        let Device::Lease(element) = device else { continue };
        let Some((storage_domain_id, key)) = ids(element) else {
            import.unread.insert(index);
            continue;
        };
        if key == import.vm.id && import.vm.lease.is_none() {
            import.vm.lease = Some(lease(import, element, storage_domain_id));
            import.mark(index);
        } else if !is_of_a_volume(import, storage_domain_id, key) {
            import.unread.insert(index);
        }
    }
}

fn ids(element: &Element) -> Option<(Uuid, Uuid)> {
    let id = |text: &Option<String>| text.as_deref()?.parse().ok();
    Some((id(&element.lockspace)?, id(&element.key)?))
}

/// Where it is, the host may have found out; the document does not say which.
fn lease(import: &mut Import<'_>, element: &Element, storage_domain_id: Uuid) -> Lease {
    let target = element.target.as_ref().filter(|target| !import.has_record && target.offset.is_some());
    let lease = Lease {
        storage_domain_id,
        path: target.and_then(|target| target.path.clone()),
        offset: target.and_then(|target| target.offset),
        ..Lease::default()
    };
    let managed = import.has_record;
    Lease { managed, ..import.identified(lease, None, None, &format!("lease/{storage_domain_id}")) }
}

fn is_of_a_volume(import: &Import<'_>, storage_domain: Uuid, volume: Uuid) -> bool {
    import.vm.disks.iter().any(|disk| match &disk.storage {
        Storage::Image(image) => image.storage_domain_id == storage_domain && image.volume_id == volume,
        _ => false,
    })
}
