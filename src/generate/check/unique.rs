//! Values that no two devices may share.

use domxml_schema::report::Findings;
use std::collections::BTreeMap;
use std::fmt::Display;

use super::label::device_at;
use crate::generate::input::Input;
use crate::generate::problem::{Problems as _, shown};

/// Values of one kind that were seen, and which device has them.
pub(super) struct Unique<K> {
    kind: &'static str,
    help: &'static str,
    seen: BTreeMap<K, String>,
}

impl<K: Ord + Clone> Unique<K> {
    /// No values yet; `kind` names them in messages.
    pub(super) fn new(kind: &'static str, help: &'static str) -> Self {
        Self { kind, help, seen: BTreeMap::new() }
    }

    /// Adds the value of a device's field (such as `disks[1]` and `.id`), with a problem if another device has it.
    /// Returns whether it is the first.
    pub(super) fn see(
        &mut self,
        input: &Input<'_>,
        problems: &mut Findings,
        key: &K,
        value: impl Display,
        (device, field): (&str, &str),
    ) -> bool {
        match self.seen.get(key) {
            Some(other) => {
                let value = value.to_string();
                let owner = device_at(input, other, &value);
                let message = format!("{} `{}` is already used by {owner}", self.kind, shown(&value));
                problems.add(format!("{device}{field}"), value, message, self.help);
                false
            }
            None => {
                self.seen.insert(key.clone(), device.to_owned());
                true
            }
        }
    }
}
