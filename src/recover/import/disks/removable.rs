//! CD and floppy drives.

use domxml_schema::device::Disk as Element;
use domxml_schema::device::disk::SourceKind;
use domxml_schema::domain::Device;

use super::super::state::Import;
use super::source;
use crate::template::{Placeholder, PlaceholderKind};
use crate::vm::{Cdrom, Floppy, IsoVolume};

/// CD drives that a VM can have.
const MOST_CDROMS: usize = 2;

/// A CD drive; whether it is one that entities have a word for.
pub(super) fn cdrom(import: &mut Import<'_>, device: &Device, element: &Element) -> bool {
    let kept = import.kept(device).and_then(source::kept_volume);
    let path = path(element);
    // A volume that the engine knows, a host may have moved to any kind of source.
    let known = path.is_some() || (import.has_record && kept.is_some());
    if !known || import.vm.cdroms.len() >= MOST_CDROMS {
        return false;
    }
    let path = path.flatten();
    let volume = kept.or_else(|| path.and_then(source::volume_of_path).filter(|_| !import.has_record));
    let volume = volume.map(|volume| IsoVolume {
        storage_pool_id: volume.storage_pool,
        storage_domain_id: volume.storage_domain,
        image_id: volume.image,
        volume_id: volume.volume,
        block: !import.has_record && element.kind == Some(SourceKind::Block),
    });
    let path = path.filter(|_| volume.is_none()).map(str::to_owned);
    let cdrom = Cdrom { path, volume, ..Cdrom::default() };
    let natural = source::natural(element);
    let cdrom = import.identified(cdrom, element.alias.as_ref(), element.address.as_ref(), &natural);
    import.vm.cdroms.push(cdrom);
    true
}

/// A floppy drive; whether it is one that entities have a word for: there is one of them.
pub(super) fn floppy(import: &mut Import<'_>, element: &Element) -> bool {
    let Some(path) = path(element).filter(|_| import.vm.floppy.is_none()) else { return false };
    let floppy = Floppy { path: path.map(str::to_owned), ..Floppy::default() };
    let natural = source::natural(element);
    let floppy = import.identified(floppy, element.alias.as_ref(), element.address.as_ref(), &natural);
    import.vm.floppy = Some(floppy);
    true
}

/// The path of a medium, if there is one; nothing if the medium is of another kind.
fn path(element: &Element) -> Option<Option<&str>> {
    let Some(source) = element.source.as_deref() else { return Some(None) };
    let path = match element.kind.as_ref().unwrap_or(&SourceKind::File) {
        SourceKind::File => source.file.as_deref(),
        SourceKind::Block => source.dev.as_deref(),
        _ => return None,
    };
    let is_payload = |path: &str| {
        path.parse::<Placeholder>().is_ok_and(|placeholder| placeholder.kind() == PlaceholderKind::Payload)
    };
    let no_medium = |path: &&str| path.is_empty() || is_payload(path);
    source::is_plain(element).then(|| path.filter(|path| !no_medium(path)))
}
