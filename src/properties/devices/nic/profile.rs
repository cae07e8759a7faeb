//! The keys of the vNIC profile of a NIC, and of the network that the profile names.

use serde_json::Value;

use super::is_virtual_function;
use crate::context::{Network, VnicProfile};
use crate::properties::field_value::{FieldValue, text};
use crate::properties::info::Target;
use crate::properties::key::Key;
use crate::properties::state::State;
use crate::properties::value_type::ValueType;
use crate::vm::Nic;

/// Kilobytes per megabit, of rates.
const KB_PER_MBIT: u64 = 125;
/// Kilobytes per megabyte, of bursts.
const KB_PER_MB: u64 = 1000;

const RATE: ValueType = ValueType::Number { unit: "kB/s", max: u64::MAX };
const SIZE: ValueType = ValueType::Number { unit: "kB", max: u64::MAX };

pub(super) fn keys() -> Vec<Key<Nic>> {
    let mut keys = network();
    keys.extend(limits());
    keys
}

/// The profile of the NIC that is being read.
pub(super) fn profile(state: &mut State) -> &mut VnicProfile {
    state.profile.get_or_insert_default()
}

/// The profile of a NIC, and its network.
pub(super) fn profile_of<'a>(nic: &Nic, state: &'a State) -> Option<(&'a VnicProfile, Option<&'a Network>)> {
    state.context.profile(nic.vnic_profile.as_deref()?)
}

/// Adds the profile that was read to the context, unless there is an equal one, and returns its name: that of its
/// network, with a number from the second profile on.
pub(super) fn store(nic: &Nic, state: &mut State) -> Option<String> {
    let id = state.vm.role_id(&format!("profile of {}", nic.id));
    let new = VnicProfile { id, ..state.profile.take()? };
    let base = new.network.clone().unwrap_or_else(|| "none".to_owned());
    let profiles = &mut state.context.vnic_profiles;
    let equals = |profile: &VnicProfile| VnicProfile { id, ..profile.clone() } == new;
    let names = std::iter::once(base.clone()).chain((2_u64..).map(|number| format!("{base} {number}")));
    for name in names {
        match profiles.get(&name) {
            Some(profile) if equals(profile) => return Some(name),
            Some(_) => {}
            None => {
                profiles.insert(name.clone(), new);
                return Some(name);
            }
        }
    }
    None
}

fn network() -> Vec<Key<Nic>> {
    vec![
        Key::new(
            "network",
            ValueType::Text,
            "network, by its name on hosts; empty if there is none",
            Target::context("vnic_profiles.*.network"),
            |_: &mut Nic, state, value| profile(state).network = Some(state.network(&String::from_map(value))),
            |nic, state| {
                let name = profile_of(nic, state).and_then(|(profile, _)| profile.network.as_deref());
                Some(name.map_or("", |name| state.network_device(name)).into())
            },
        )
        .old(&["bridge"]),
        Key::new(
            "filter",
            ValueType::Text,
            "network filter",
            Target::context("vnic_profiles.*.network_filter"),
            |_: &mut Nic, state, value| profile(state).network_filter = FieldValue::from_map(value),
            |nic, state| text(profile_of(nic, state)?.0.network_filter.as_deref()),
        ),
        Key::new(
            "portMirroring",
            ValueType::TextList,
            "networks whose traffic is mirrored to the NIC: its own",
            Target::context("vnic_profiles.*.port_mirroring"),
            |_: &mut Nic, state, _| profile(state).port_mirroring = true,
            |nic, state| {
                let (profile, _) = profile_of(nic, state).filter(|(profile, _)| profile.port_mirroring)?;
                Some(Value::Array(vec![state.network_device(profile.network.as_deref()?).into()]))
            },
        ),
        Key::new(
            "mtu",
            ValueType::number("bytes"),
            "MTU",
            Target::context("networks.*.mtu"),
            |_: &mut Nic, state, value| {
                if let Some(network) = network_of(state) {
                    network.mtu = FieldValue::from_map(value);
                }
            },
            |nic, state| profile_of(nic, state)?.1?.mtu.to_map(),
        )
        .after(&["network"]),
        Key::new(
            "specParams.vlanid",
            ValueType::Number { unit: "", max: 4094 },
            "VLAN id of a virtual function",
            Target::context("networks.*.vlan_id"),
            |_: &mut Nic, state, value| {
                if let Some(network) = network_of(state) {
                    network.vlan_id = FieldValue::from_map(value);
                }
            },
            |nic, state| profile_of(nic, state)?.1?.vlan_id.to_map(),
        )
        .old(&["vlanid"])
        .after(&["network"])
        .written_if(|nic, _| is_virtual_function(nic)),
    ]
}

/// A bandwidth limit of one direction; 0 for none.
macro_rules! limit {
    ($direction:ident . $field:ident, $value_type:expr, $scale:expr, $meaning:literal) => {
        Key::new(
            concat!("specParams.", stringify!($direction), ".", stringify!($field)),
            $value_type,
            $meaning,
            Target::context(concat!("vnic_profiles.*.qos.", stringify!($direction), ".", stringify!($field))),
            |_: &mut Nic, state, value| {
                let qos = profile(state).qos.get_or_insert_default();
                qos.$direction.get_or_insert_default().$field = FieldValue::from_map(value);
            },
            |nic, state| {
                // Without an average there is no limit.
                let limit = profile_of(nic, state)?.0.qos?.$direction.filter(|limit| limit.average > 0)?;
                if limit.$field > 0 { limit.$field.to_map() } else { None }
            },
        )
        .old(&[concat!(stringify!($direction), ".", stringify!($field))])
        .default("0")
        .scaled($scale)
    };
}

fn limits() -> Vec<Key<Nic>> {
    vec![
        limit!(inbound.average, RATE, KB_PER_MBIT, "average rate to the guest; rounded up to Mbit/s"),
        limit!(inbound.peak, RATE, KB_PER_MBIT, "peak rate to the guest; rounded up to Mbit/s"),
        limit!(inbound.burst, SIZE, KB_PER_MB, "burst to the guest at peak rate; rounded up to MB"),
        limit!(outbound.average, RATE, KB_PER_MBIT, "average rate from the guest; rounded up to Mbit/s"),
        limit!(outbound.peak, RATE, KB_PER_MBIT, "peak rate from the guest; rounded up to Mbit/s"),
        limit!(outbound.burst, SIZE, KB_PER_MB, "burst from the guest at peak rate; rounded up to MB"),
    ]
}

/// The network of the profile that is being read.
fn network_of(state: &mut State) -> Option<&mut Network> {
    let name = state.profile.as_ref()?.network.clone()?;
    state.context.networks.get_mut(&name)
}
