//! NICs. Their network and its settings are in a vNIC profile of the context, one for each distinct combination.

mod profile;

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use self::profile::{profile, profile_of};
use super::host_device::add_facts;
use super::{LegacyDevice, common};
use crate::properties::field_value::{FieldValue as _, list};
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::state::State;
use crate::properties::value_type::{Member, ValueType};
use crate::vm::{FilterParameter, Nic, NicModel};

/// The custom property that belongs to the profile.
const QUEUES: &str = "queues";

const PARAMETER: &[Member] = &[
    Member { name: "name", value_type: ValueType::Text, meaning: "name of the variable" },
    Member { name: "value", value_type: ValueType::Text, meaning: "value of the variable" },
];

/// The word for virtual functions among the models of VMs. Maps have it in the key `device`.
const VIRTUAL_FUNCTION: &str = "pci_passthrough";

const MODEL: ValueType = ValueType::words_of::<NicModel>().except(VIRTUAL_FUNCTION).or(&[("virtio", "pv")]);

impl LegacyDevice for Nic {
    const TYPE: &'static str = "interface";
    const ALWAYS_MANAGED: bool = true;

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(Key::new(
            "device",
            ValueType::words(&["bridge", "hostdev"]).or(&[("network", "bridge"), ("sriov", "hostdev")]),
            "`hostdev` for a virtual function of a host device, else `bridge`",
            Target::device("model"),
            |device: &mut Self, state, value| {
                if value == "hostdev" {
                    device.model = NicModel::PciPassthrough;
                    profile(state).passthrough = true;
                }
            },
            |device, _| Some(if is_virtual_function(device) { "hostdev" } else { "bridge" }.into()),
        ));
        keys.push(common::boot_order());
        keys.extend(guest());
        keys.extend(profile::keys());
        keys.extend([
            Key::new(
                "hostdev",
                ValueType::Text,
                "name of the virtual function on the host",
                Target::context("host.virtual_functions"),
                |device: &mut Self, state, value| {
                    let name = String::from_map(value);
                    add_facts(state, &name);
                    state.context.host.get_or_insert_default().virtual_functions.insert(device.id, name);
                },
                |device, state| state.context.host.as_ref()?.virtual_functions.get(&device.id)?.to_map(),
            )
            .after(&["deviceId"]),
            Key::new(
                "custom",
                ValueType::Texts,
                "custom properties; `queues` belongs to the vNIC profile",
                Target::device("custom_properties"),
                |device: &mut Self, state, value| {
                    for (key, value) in value.as_object().into_iter().flatten() {
                        let properties = match key.as_str() {
                            QUEUES => &mut profile(state).custom_properties,
                            _ => &mut device.custom_properties,
                        };
                        properties.insert(key.clone(), String::from_map(value));
                    }
                },
                |device, state| {
                    let of_profile = profile_of(device, state).map(|(profile, _)| &profile.custom_properties);
                    let all = of_profile.into_iter().flatten().chain(&device.custom_properties);
                    let map: Map<String, Value> = all.map(|(key, text)| (key.clone(), text.as_str().into())).collect();
                    (!map.is_empty()).then_some(Value::Object(map))
                },
            ),
        ]);
        keys
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.nics.clone()
    }

    fn add(mut self, state: &mut State) -> Result<Uuid, &'static str> {
        self.vnic_profile = profile::store(&self, state);
        let id = self.id;
        state.vm.nics.push(self);
        Ok(id)
    }
}

/// The keys of the NIC in the guest.
fn guest() -> Vec<Key<Nic>> {
    vec![
        field!("macAddr", ValueType::Mac, "MAC address", Nic.mac_address),
        Key::new(
            "nicModel",
            MODEL,
            "model",
            Target::device("model"),
            |device: &mut Nic, _, value| {
                if !is_virtual_function(device) {
                    device.model = NicModel::from_map(value);
                }
            },
            |device, _| device.model.to_map(),
        )
        .old(&["model"])
        .after(&["device"])
        .written_if(|device, _| !is_virtual_function(device)),
        field!("linkActive", ValueType::Bool, "link state", Nic.linked).default("true"),
        Key::new(
            "filterParameters",
            ValueType::List(PARAMETER),
            "parameters of the network filter",
            Target::device("filter_parameters"),
            |device: &mut Nic, _, value| {
                device.filter_parameters = value.as_array().into_iter().flatten().map(parameter).collect();
            },
            |device, _| list(device.filter_parameters.iter().map(parameter_value)),
        ),
    ]
}

fn is_virtual_function(nic: &Nic) -> bool {
    nic.model == NicModel::PciPassthrough
}

fn parameter(item: &Value) -> FilterParameter {
    let text = |name: &str| item.get(name).map(String::from_map).unwrap_or_default();
    FilterParameter { name: text("name"), value: text("value") }
}

fn parameter_value(parameter: &FilterParameter) -> Value {
    let members = [("name", parameter.name.as_str()), ("value", parameter.value.as_str())];
    Value::Object(members.map(|(name, value)| (name.to_owned(), value.into())).into_iter().collect())
}

/// Names all NICs by the boot order, in which generation visits them by name.
pub(in crate::properties) fn name_all(state: &mut State) {
    let order = &state.boot_order;
    let nics = &mut state.vm.nics;
    let mut positions: Vec<(u64, usize)> =
        nics.iter().enumerate().map(|(at, nic)| (order.get(&nic.id).copied().unwrap_or(u64::MAX), at)).collect();
    positions.sort_unstable();
    for (number, (_, at)) in positions.into_iter().enumerate() {
        if let Some(nic) = nics.get_mut(at) {
            nic.name = format!("nic{}", number + 1);
        }
    }
}
