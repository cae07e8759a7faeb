//! Leases on storage.

use crate::generate::input::Input;
use crate::generate::problem::Problems;

/// What a place-holder for a lease's path begins with; hosts fill in whatever does.
const PLACEHOLDER: &str = "LEASE-PATH";

/// A lease says its storage domain, and where it is in both halves or not at all. Hosts would take a path
/// that reads as a place-holder for one, and libvirt takes offsets of 32 bits.
pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    let Some(lease) = input.vm.lease.as_ref().filter(|lease| lease.plugged) else { return };
    if lease.storage_domain_id.is_nil() {
        let id = lease.storage_domain_id;
        problems.add("lease.storageDomainId", id, "is no storage domain", "name the domain that the lease is on");
    }
    let remedy = "give both, or neither to leave them to the host";
    match (&lease.path, lease.offset) {
        (Some(path), None) => problems.add("lease.path", path, "goes with an `offset`, which is missing", remedy),
        (None, Some(offset)) => problems.add("lease.offset", offset, "goes with a `path`, which is missing", remedy),
        _ => {}
    }
    if let Some(path) = lease.path.as_ref().filter(|path| path.starts_with(PLACEHOLDER)) {
        problems.add(
            "lease.path",
            path,
            "reads as a place-holder",
            "give the path, or leave it out for the host to fill in",
        );
    }
    if let Some(offset) = lease.offset.filter(|offset| u32::try_from(*offset).is_err()) {
        problems.add("lease.offset", offset, "is beyond what libvirt takes", "take an offset below 4 GiB");
    }
}
