//! Leases: where they are.

use domxml_schema::domain::Device;

use super::resolve::Run;

impl Run<'_> {
    /// Path and offset of a lease: as the facts say, else as the metadata of the volume notes.
    pub(super) fn lease(&self, lease: &str, storage_domain: &str) -> Option<(String, u64)> {
        let fact = self.facts.leases.iter().find(|fact| fact.lease == lease && fact.storage_domain == storage_domain);
        fact.map(|fact| (fact.path.clone(), fact.offset)).or_else(|| self.metadata.volume_lease(lease, storage_domain))
    }

    /// Adds to the lease of a volume what is missing; what is there stays.
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
        let place = format!("{}/target", self.path(index));
        self.note(place, format!("got {}", added.join(" and ")));
    }
}
