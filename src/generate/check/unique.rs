//! What no two may have.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::generate::problem::Problems;

/// Values that were seen, and which device has them.
pub(super) struct Unique<K>(BTreeMap<K, String>);

impl<K> Default for Unique<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Clone> Unique<K> {
    /// Takes note of the value that a field of a device (such as `disks[1]`, `.id`) has; a problem if
    /// another one has it. Whether it is the first.
    pub(super) fn see(
        &mut self,
        problems: &mut Problems,
        key: &K,
        shown: impl Display,
        at: (&str, &str),
        remedy: &str,
    ) -> bool {
        let (device, field) = at;
        match self.0.get(key) {
            Some(other) => {
                problems.add(format!("{device}{field}"), shown, format!("is also that of `{other}`"), remedy);
                false
            }
            None => {
                self.0.insert(key.clone(), device.to_owned());
                true
            }
        }
    }
}
