//! The part of a map of legacy properties that the VM does not represent.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a map of legacy properties said that its VM does not say, so that the map comes back as it was: keys
/// without a place in the VM, keys that are not known, values in another spelling, the order of devices.
///
/// It counts only where the VM still says what it said when the map was read: a changed VM wins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct LegacyProperties {
    /// Members of the map, by their JSON pointers.
    pub members: BTreeMap<String, KeptMember>,
    /// The devices of the map, in its order. Absent: it had no list of devices.
    pub devices: Option<Vec<KeptDevice>>,
    /// Devices of the VM that a map without a list of devices told in older keys, by id: as they would be
    /// written, in JSON.
    pub implied_devices: BTreeMap<String, BTreeSet<String>>,
}

/// A member that a map had or lacked, other than what the VM says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct KeptMember {
    /// Its value in JSON; absent: the map had no such member.
    pub value: Option<String>,
    /// What the VM says instead, alone and in its context, in JSON; empty for nothing. The member counts while
    /// the VM says one of these.
    pub instead_of: BTreeSet<String>,
}

/// A device of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct KeptDevice {
    /// The id of the VM's device; absent: the VM has none, all of it is kept.
    pub id: Option<String>,
    /// Its members, by their JSON pointers.
    pub members: BTreeMap<String, KeptMember>,
}
