//! Leases on storage.

use super::text::shown;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use domxml_schema::report::Findings;

/// Prefix of the placeholder of a lease's path; hosts replace every path that begins with it.
const PLACEHOLDER: &str = "LEASE-PATH";

/// A lease names its storage domain, and has both path and offset or neither. The path is none that a host would
/// take for a placeholder, and the offset has at most 32 bits in libvirt.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let Some(lease) = input.vm.lease.as_ref().filter(|lease| lease.plugged) else { return };
    if lease.storage_domain_id.is_nil() {
        let id = lease.storage_domain_id;
        let help = "set `storageDomainId` to the UUID of the storage domain";
        problems.add("lease.storageDomainId", id, "the lease has no storage domain", help);
    }
    let help = "set both, or neither to leave them to the host";
    match (&lease.path, lease.offset) {
        (Some(path), None) => problems.add("lease.path", path, "`path` is set without `offset`", help),
        (None, Some(offset)) => problems.add("lease.offset", offset, "`offset` is set without `path`", help),
        _ => {}
    }
    if let Some(path) = lease.path.as_ref().filter(|path| path.starts_with(PLACEHOLDER)) {
        let message = format!("path `{}` reads as a placeholder", shown(path));
        problems.add("lease.path", path, message, "give the path, or remove it to leave it to the host");
    }
    if let Some(offset) = lease.offset.filter(|offset| u32::try_from(*offset).is_err()) {
        let message = format!("lease offset `{offset}` is out of range");
        problems.add("lease.offset", offset, message, "use 0 to 4294967295");
    }
}
