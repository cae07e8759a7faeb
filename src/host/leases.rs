//! Leases: their places.

use domxml_schema::domain::Device;
use domxml_schema::path::Step;

use super::code;
use super::facts::is_below;
use super::resolve::Resolution;

impl Resolution<'_> {
    /// Path and offset of a lease: from the facts, else from the metadata of the volume, if that path is where the
    /// facts have volumes or leases.
    pub(super) fn lease(&self, lease: &str, storage_domain: &str) -> Option<(String, u64)> {
        let fact = self.facts.leases.iter().find(|fact| fact.lease == lease && fact.storage_domain == storage_domain);
        fact.map(|fact| (fact.path.clone(), fact.offset)).or_else(|| {
            let leases = self.facts.leases.iter().filter_map(|fact| fact.path.rfind('/').map(|at| &fact.path[..=at]));
            let mut directories = leases.chain(self.facts.storage.directories());
            let found = self.metadata.volume_lease(lease, storage_domain);
            found.filter(|(path, _)| directories.any(|directory| is_below(path, directory)))
        })
    }

    /// Adds the missing path and offset to the lease of a volume.
    pub(super) fn correct_lease(&mut self, index: usize) {
        let Some(Device::Lease(lease)) = self.device(index) else { return };
        let (Some(key), Some(lockspace)) = (lease.key.clone(), lease.lockspace.clone()) else { return };
        let target = lease.target.clone().unwrap_or_default();
        if target.path.is_some() && target.offset.is_some() {
            return;
        }
        let Some((path, offset)) = self.lease(&key, &lockspace) else { return };
        let Some(Device::Lease(lease)) = self.device(index) else { return };
        let target = lease.target.get_or_insert_default();
        let mut added = Vec::new();
        if target.path.is_none() {
            added.push(format!("path `{path}`"));
            target.path = Some(path);
        }
        if target.offset.is_none() {
            added.push(format!("offset {offset}"));
            target.offset = Some(offset);
        }
        let path = self.path(index).child(Step::new("target"));
        self.note(code::CORRECTED, &path, format!("added {}", added.join(" and ")));
    }
}
