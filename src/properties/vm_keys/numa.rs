//! The keys of NUMA nodes.

use domxml_schema::types::CpuSet;
use serde_json::Value;

use crate::properties::field_value::{FieldValue as _, list};
use crate::properties::info::Target;
use crate::properties::key::Key;
use crate::properties::state::State;
use crate::properties::value_type::{self, Member, ValueType};
use crate::vm::{NumaNode, NumaTuneMode};

const NODE_NUMBER: ValueType = ValueType::Number { unit: "", max: 65_535 };

const NODE: &[Member] = &[
    Member { name: "cpus", value_type: ValueType::Set, meaning: "processors of the node" },
    Member { name: "memory", value_type: ValueType::MIB, meaning: "memory of the node" },
    Member { name: "nodeIndex", value_type: NODE_NUMBER, meaning: "number of the node" },
];

const PINNED_NODE: &[Member] = &[
    Member { name: "vmNodeIndex", value_type: NODE_NUMBER, meaning: "number of the guest node" },
    Member { name: "nodeset", value_type: ValueType::Set, meaning: "host nodes" },
];

pub(super) fn keys() -> Vec<Key<()>> {
    vec![
        Key::new(
            "guestNumaNodes",
            ValueType::List(NODE),
            "NUMA nodes of the guest",
            Target::vm("numa_nodes"),
            |(), state, value| state.vm.numa_nodes = value.as_array().into_iter().flatten().map(node).collect(),
            |(), state| list(state.vm.numa_nodes.iter().map(node_value)),
        ),
        Key::new(
            "numaTune.memnodes",
            ValueType::List(PINNED_NODE),
            "host NUMA nodes that provide the memory of each guest node",
            Target::vm("numa_nodes[].pinned_host_nodes"),
            |(), state, value| value.as_array().into_iter().flatten().for_each(|item| pin(state, item)),
            |(), state| list(state.vm.numa_nodes.iter().filter_map(pinned_value)),
        )
        .after(&["guestNumaNodes"]),
        Key::new(
            "numaTune.mode",
            ValueType::words_of::<NumaTuneMode>(),
            "memory allocation mode for the host NUMA nodes",
            Target::vm("numa_nodes[].numa_tune_mode"),
            |(), state, value| {
                let mode = NumaTuneMode::from_map(value);
                state.vm.numa_nodes.iter_mut().for_each(|node| node.numa_tune_mode = mode);
            },
            |(), state| mode(state),
        )
        .after(&["guestNumaNodes"])
        .unchecked(),
        Key::preserved("numaTune.nodeset", ValueType::Set, "host NUMA nodes that provide the memory of the VM"),
    ]
}

fn node(item: &Value) -> NumaNode {
    NumaNode {
        index: item.get("nodeIndex").map_or(0, u32::from_map),
        cpu_ids: item.get("cpus").map(numbers).unwrap_or_default(),
        mem_total_mb: item.get("memory").map_or(0, u64::from_map),
        ..NumaNode::default()
    }
}

fn node_value(node: &NumaNode) -> Value {
    let cpus: Vec<String> = node.cpu_ids.iter().map(ToString::to_string).collect();
    let members = [
        ("cpus", cpus.join(",").into()),
        ("memory", node.mem_total_mb.to_string().into()),
        ("nodeIndex", Value::from(node.index)),
    ];
    Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn numbers(value: &Value) -> Vec<u32> {
    let set = value_type::set(&String::from_map(value)).unwrap_or_default();
    set.into_iter().filter_map(|number| u32::try_from(number).ok()).collect()
}

fn pin(state: &mut State, item: &Value) {
    let index = item.get("vmNodeIndex").map_or(0, u32::from_map);
    if let Some(node) = state.vm.numa_nodes.iter_mut().find(|node| node.index == index) {
        node.pinned_host_nodes = item.get("nodeset").map(numbers).unwrap_or_default();
    }
}

/// The host nodes of a guest node: those that the scheduler chose for this run, else those of its configuration.
fn pinned_value(node: &NumaNode) -> Option<Value> {
    let configured = || node.pinned_host_nodes.iter().copied().map(u64::from).collect::<CpuSet>();
    let nodes = node.current_host_nodes.clone().unwrap_or_else(configured);
    let members =
        [("nodeset".to_owned(), nodes.to_string().into()), ("vmNodeIndex".to_owned(), Value::from(node.index))];
    (!nodes.0.is_empty()).then(|| Value::Object(members.into_iter().collect()))
}

fn mode(state: &State) -> Option<Value> {
    let pinned = state.vm.numa_nodes.iter().find(|node| pinned_value(node).is_some())?;
    let chosen = pinned.current_host_nodes.is_some();
    if chosen { NumaTuneMode::Interleave.to_map() } else { pinned.numa_tune_mode.to_map() }
}
