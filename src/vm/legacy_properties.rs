//! The part of a map of legacy properties that the VM does not represent.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The part of a map of legacy properties that the VM does not represent, so that the map is restored as it was:
/// keys without a field in the VM, unknown keys, spellings of values, the order of devices.
///
/// It counts only as long as the VM has the values that it had when the map was read: changes of the VM win.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct LegacyProperties {
    /// Members of the map, by their JSON pointers.
    pub members: BTreeMap<String, KeptMember>,
    /// The devices of the map, in its order. Absent: it had no list of devices.
    pub devices: Option<Vec<KeptDevice>>,
    /// Devices of the VM that a map without a list of devices had in older keys, by id: as they would be written,
    /// in JSON.
    pub implied_devices: BTreeMap<String, BTreeSet<String>>,
}

/// A member of a map that differs from the VM's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct KeptMember {
    /// Its value in JSON; absent: the map had no such member.
    pub value: Option<String>,
    /// The VM's values, alone and in its context, in JSON; empty for none. The member counts as long as the VM has
    /// one of these.
    pub instead_of: BTreeSet<String>,
}

/// A device of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct KeptDevice {
    /// The id of the VM's device; absent: the VM has no such device, all of it is kept.
    pub id: Option<String>,
    /// Its members, by their JSON pointers.
    pub members: BTreeMap<String, KeptMember>,
}
