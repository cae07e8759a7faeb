//! Parts of the XML in libvirt's own words.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Parts of the XML that no other field represents, in libvirt's own words: changes of what is generated.
///
/// Places are paths below the element that is changed, `<domain>` or that of the device, such as `features/apic`,
/// `driver/@cache` or `@type`. They have no predicates, so that a path means all children of the name; only paths of
/// devices below `<domain>` have, as in `devices/input[@type='tablet']`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct LibvirtWords {
    /// Attributes and elements to write, by their paths: the value of an attribute, or the XML of all elements of the
    /// name, such as `<apic/>`.
    pub set: BTreeMap<String, String>,
    /// Paths of attributes, elements and devices that are generated and are not to be written.
    pub remove: BTreeSet<String>,
}

impl LibvirtWords {
    /// Returns whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.remove.is_empty()
    }
}
