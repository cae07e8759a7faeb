//! Network interfaces. What they may do stands in a profile of the context, one for each that is different.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::host::facts;
use super::{Device, common};
use crate::context::{Network, NetworkQos, QosLimit, VnicProfile};
use crate::properties::key::Home::{Context, Vm};
use crate::properties::key::Row;
use crate::properties::kind::{Item, Kind};
use crate::properties::state::{Read as _, State, display, flag, number, text};
use crate::vm::{FilterParameter, Nic, NicModel};

/// The custom property that is the profile's.
const QUEUES: &str = "queues";

/// Kilobytes of a megabit, of a speed.
const KB_OF_MBIT: u64 = 125;
/// Kilobytes of a megabyte, of a burst.
const KB_OF_MB: u64 = 1000;

const SPEED: Kind = Kind::Number { unit: "kB a second", most: u64::MAX };
const SIZE: Kind = Kind::Number { unit: "kB", most: u64::MAX };

const PARAMETER: &[Item] = &[
    Item { name: "name", kind: Kind::Text, meaning: "name of the variable" },
    Item { name: "value", kind: Kind::Text, meaning: "its value" },
];

const MODELS: [(&str, NicModel); 6] = [
    ("pv", NicModel::Pv),
    ("rtl8139", NicModel::Rtl8139),
    ("e1000", NicModel::E1000),
    ("e1000e", NicModel::E1000e),
    ("spapr-vlan", NicModel::SpaprVlan),
    ("rtl8139_pv", NicModel::Rtl8139Pv),
];

impl Device for Nic {
    const TYPE: &'static str = "interface";
    const ALWAYS_MANAGED: bool = true;

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(Row::new(
            "device",
            Kind::Word(&[&["bridge", "network"], &["hostdev", "sriov"]]),
            "whether it is connected by the host, or is a virtual function",
            Vm("model"),
            |d: &mut Self, s, v| {
                if v.text() == "hostdev" {
                    d.model = NicModel::PciPassthrough;
                    profile(d, s).passthrough = true;
                }
            },
            |d, _| Some(if d.model == NicModel::PciPassthrough { "hostdev" } else { "bridge" }.into()),
        ));
        rows.push(common::boot_order());
        rows.extend(guest());
        rows.extend(network());
        rows.extend(traffic());
        rows.push(Row::new(
            "custom",
            Kind::Texts,
            "custom properties; `queues` is the profile's",
            Vm("customProperties"),
            |d: &mut Self, s, v| {
                for (key, value) in v.as_object().into_iter().flatten() {
                    let properties = match key.as_str() {
                        QUEUES => &mut profile(d, s).custom_properties,
                        _ => &mut d.custom_properties,
                    };
                    properties.insert(key.clone(), value.text());
                }
            },
            |d, s| {
                let of_profile = profile_of(d, s).into_iter().flat_map(|(profile, _)| &profile.custom_properties);
                let all = of_profile.chain(&d.custom_properties);
                let map: Map<String, Value> = all.map(|(key, value)| (key.clone(), value.as_str().into())).collect();
                (!map.is_empty()).then_some(Value::Object(map))
            },
        ));
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.nics.clone()
    }

    fn add(mut self, state: &mut State) -> Result<Uuid, &'static str> {
        let id = self.id;
        if let Some(made) = state.context.vnic_profiles.remove(&id.to_string()) {
            self.vnic_profile = Some(keep_profile(state, made));
        }
        state.vm.nics.push(self);
        Ok(id)
    }
}

/// How the guest sees it.
fn guest() -> Vec<Row<Nic>> {
    vec![
        Row::new(
            "macAddr",
            Kind::Mac,
            "hardware address",
            Vm("macAddress"),
            |d: &mut Nic, _, v| d.mac_address = v.parsed(),
            |d, _| d.mac_address.map(display),
        ),
        Row::new(
            "nicModel",
            Kind::Word(&[&["pv", "virtio"], &["rtl8139"], &["e1000"], &["e1000e"], &["spapr-vlan"], &["rtl8139_pv"]]),
            "what the guest sees",
            Vm("model"),
            |d: &mut Nic, _, v| {
                let same = |model: &&(&str, NicModel)| Some(model.0) == v.as_str();
                if let Some((_, model)) = MODELS.iter().find(same).filter(|_| d.model != NicModel::PciPassthrough) {
                    d.model = *model;
                }
            },
            |d, _| MODELS.iter().find(|model| model.1 == d.model).map(|model| model.0.into()),
        )
        .old(&["model"]),
        Row::new(
            "linkActive",
            Kind::Flag,
            "the cable is in",
            Vm("linked"),
            |d: &mut Nic, _, v| d.linked = v.flag(),
            |d, _| Some(flag(d.linked)),
        )
        .default("true"),
        Row::new(
            "filterParameters",
            Kind::List(PARAMETER),
            "values for the filter",
            Vm("filterParameters"),
            |d: &mut Nic, _, v| d.filter_parameters = v.as_array().into_iter().flatten().map(parameter).collect(),
            |d, _| {
                let parameters: Vec<Value> = d.filter_parameters.iter().map(parameter_value).collect();
                (!parameters.is_empty()).then_some(Value::Array(parameters))
            },
        ),
    ]
}

fn network() -> Vec<Row<Nic>> {
    vec![
        Row::new(
            "network",
            Kind::Text,
            "the network, as hosts call it; empty: none",
            Context("vnicProfiles.*.network"),
            |d: &mut Nic, s, v| {
                let name = s.network(&v.text());
                profile(d, s).network = Some(name);
            },
            |d, s| {
                let name = profile_of(d, s).and_then(|(profile, _)| profile.network.as_deref());
                Some(name.map_or("", |name| s.network_device(name)).into())
            },
        )
        .old(&["bridge"]),
        Row::new(
            "filter",
            Kind::Text,
            "what it may send and receive",
            Context("vnicProfiles.*.networkFilter"),
            |d: &mut Nic, s, v| profile(d, s).network_filter = v.filled(),
            |d, s| text(profile_of(d, s).and_then(|(profile, _)| profile.network_filter.as_deref())),
        ),
        Row::new(
            "portMirroring",
            Kind::TextList,
            "networks of which it sees what others send: its own",
            Context("vnicProfiles.*.portMirroring"),
            |d: &mut Nic, s, _| profile(d, s).port_mirroring = true,
            |d, s| {
                let (profile, _) = profile_of(d, s).filter(|(profile, _)| profile.port_mirroring)?;
                let network = s.network_device(profile.network.as_deref()?);
                Some(Value::Array(vec![network.into()]))
            },
        ),
        Row::new(
            "mtu",
            Kind::Number { unit: "bytes", most: u32::MAX as u64 },
            "largest packet",
            Context("networks.*.mtu"),
            |d: &mut Nic, s, v| {
                if let Some(network) = network_of(d, s) {
                    network.mtu = Some(v.number());
                }
            },
            |d, s| profile_of(d, s).and_then(|(_, network)| network?.mtu).map(number),
        ),
        Row::new(
            "specParams.vlanid",
            Kind::Number { unit: "", most: 4094 },
            "VLAN of a virtual function",
            Context("networks.*.vlanId"),
            |d: &mut Nic, s, v| {
                if let Some(network) = network_of(d, s) {
                    network.vlan_id = Some(v.number());
                }
            },
            |d, s| {
                let function = d.model == NicModel::PciPassthrough;
                profile_of(d, s).filter(|_| function).and_then(|(_, network)| network?.vlan_id).map(number)
            },
        )
        .old(&["vlanid"]),
        Row::new(
            "hostdev",
            Kind::Text,
            "the host's name of the virtual function",
            Context("host.virtualFunctions"),
            |d: &mut Nic, s, v| {
                let host = s.context.host.get_or_insert_default();
                if let Some(facts) = facts(&v.text()) {
                    host.devices.entry(v.text()).or_insert(facts);
                }
                host.virtual_functions.insert(d.id, v.text());
            },
            |d, s| s.context.host.as_ref()?.virtual_functions.get(&d.id).map(|name| name.as_str().into()),
        ),
    ]
}

macro_rules! limit {
    ($name:literal, $old:literal, $kind:expr, $meaning:literal, $way:ident, $field:ident, $home:literal, $unit:expr) => {
        Row::new(
            $name,
            $kind,
            $meaning,
            Context($home),
            |d: &mut Nic, s, v| {
                let qos = profile(d, s).qos.get_or_insert_default();
                qos.$way.get_or_insert_default().$field = v.number::<u64>().div_ceil($unit);
            },
            |d, s| {
                let limit = limits(d, s)?.$way?.$field;
                (limit > 0).then(|| number(limit.saturating_mul($unit)))
            },
        )
        .old(&[$old])
        .default("0")
    };
}

/// Limits of speed; 0 is none.
fn traffic() -> Vec<Row<Nic>> {
    vec![
        limit!(
            "specParams.inbound.average",
            "inbound.average",
            SPEED,
            "to the guest: average; whole Mbit/s",
            inbound,
            average,
            "vnicProfiles.*.qos.inbound.average",
            KB_OF_MBIT
        ),
        limit!(
            "specParams.inbound.peak",
            "inbound.peak",
            SPEED,
            "most at a time",
            inbound,
            peak,
            "vnicProfiles.*.qos.inbound.peak",
            KB_OF_MBIT
        ),
        limit!(
            "specParams.inbound.burst",
            "inbound.burst",
            SIZE,
            "how much at that speed; whole MB",
            inbound,
            burst,
            "vnicProfiles.*.qos.inbound.burst",
            KB_OF_MB
        ),
        limit!(
            "specParams.outbound.average",
            "outbound.average",
            SPEED,
            "from the guest: average; whole Mbit/s",
            outbound,
            average,
            "vnicProfiles.*.qos.outbound.average",
            KB_OF_MBIT
        ),
        limit!(
            "specParams.outbound.peak",
            "outbound.peak",
            SPEED,
            "most at a time",
            outbound,
            peak,
            "vnicProfiles.*.qos.outbound.peak",
            KB_OF_MBIT
        ),
        limit!(
            "specParams.outbound.burst",
            "outbound.burst",
            SIZE,
            "how much at that speed; whole MB",
            outbound,
            burst,
            "vnicProfiles.*.qos.outbound.burst",
            KB_OF_MB
        ),
    ]
}

fn limits(nic: &Nic, state: &State) -> Option<NetworkQos> {
    let (profile, _) = profile_of(nic, state)?;
    let written = |limit: Option<QosLimit>| limit.filter(|limit| limit.average > 0);
    let qos = profile.qos?;
    Some(NetworkQos { inbound: written(qos.inbound), outbound: written(qos.outbound) })
}

/// The profile that is being read for a NIC; until it is added, it has the NIC's id for a name.
fn profile<'a>(nic: &mut Nic, state: &'a mut State) -> &'a mut VnicProfile {
    let name = nic.id.to_string();
    nic.vnic_profile = Some(name.clone());
    let id = state.vm.role_id(&format!("profile of {name}"));
    state.context.vnic_profiles.entry(name).or_insert(VnicProfile { id, ..VnicProfile::default() })
}

fn network_of<'a>(nic: &mut Nic, state: &'a mut State) -> Option<&'a mut Network> {
    let name = profile(nic, state).network.clone()?;
    state.context.networks.get_mut(&name)
}

fn profile_of<'a>(nic: &Nic, state: &'a State) -> Option<(&'a VnicProfile, Option<&'a Network>)> {
    state.context.profile(nic.vnic_profile.as_deref()?)
}

/// The name of a profile in the context that says the same, or of a new one: its network's, and a number from
/// the second on.
fn keep_profile(state: &mut State, made: VnicProfile) -> String {
    let base = made.network.clone().unwrap_or_else(|| "none".to_owned());
    let profiles = &mut state.context.vnic_profiles;
    let same = |profile: &VnicProfile| VnicProfile { id: made.id, ..profile.clone() } == made;
    for number in 1_u32.. {
        let name = if number == 1 { base.clone() } else { format!("{base} {number}") };
        match profiles.get(&name) {
            Some(profile) if same(profile) => return name,
            Some(_) => {}
            None => {
                profiles.insert(name.clone(), made);
                return name;
            }
        }
    }
    base
}

fn parameter(item: &Value) -> FilterParameter {
    let text = |name: &str| item.get(name).map(Value::text).unwrap_or_default();
    FilterParameter { name: text("name"), value: text("value") }
}

fn parameter_value(parameter: &FilterParameter) -> Value {
    let members = [("name", parameter.name.as_str()), ("value", parameter.value.as_str())];
    Value::Object(members.map(|(name, value)| (name.to_owned(), value.into())).into_iter().collect())
}

/// Numbers NICs by the order that they are started from, as generation goes by their names.
pub(in crate::properties) fn name_all(state: &mut State) {
    let order = &state.boot_order;
    let nics = &mut state.vm.nics;
    let mut places: Vec<(u64, usize)> =
        nics.iter().enumerate().map(|(at, nic)| (order.get(&nic.id).copied().unwrap_or(u64::MAX), at)).collect();
    places.sort_unstable();
    for (number, (_, at)) in places.into_iter().enumerate() {
        if let Some(nic) = nics.get_mut(at) {
            nic.name = format!("nic{}", number + 1);
        }
    }
}
