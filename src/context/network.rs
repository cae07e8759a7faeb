//! Networks and the profiles that NICs use them by.

use std::collections::BTreeMap;

use domxml_schema::types::Uuid;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A network of the cluster. How a host provides it is the host's business.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Network {
    /// Name that is safe for a network device, up to 15 characters; absent: the network's name.
    pub vdsm_name: Option<String>,
    /// VLAN tag: `vlan/tag/@id` of NICs that reach it past the host's bridge.
    pub vlan_id: Option<u16>,
    /// Largest packet in bytes; absent: as configured: `mtu/@size`.
    pub mtu: Option<u32>,
    /// VMs in it cannot reach each other: `port/@isolated`.
    pub port_isolation: bool,
}

/// How a NIC may use a network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct VnicProfile {
    /// Identity; the stand-by NIC of a fail-over pair takes its alias from it.
    pub id: Uuid,
    /// The network's name in the context; absent: no network.
    pub network: Option<String>,
    /// Limits of speed: `bandwidth`.
    pub qos: Option<NetworkQos>,
    /// The NIC sees what others send; metadata.
    pub port_mirroring: bool,
    /// NICs are virtual functions of a device of the host.
    pub passthrough: bool,
    /// Properties of all its NICs; `queues` is the count of queues, others are for hooks of the host.
    pub custom_properties: BTreeMap<String, String>,
    /// What NICs may send and receive: `filterref/@filter`.
    pub network_filter: Option<String>,
    /// For virtual functions: the profile of the NIC that takes over while the VM migrates: `teaming`.
    pub failover_vnic_profile: Option<String>,
}

/// Limits of a NIC's speed: `bandwidth`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct NetworkQos {
    /// To the guest: `inbound`.
    pub inbound: Option<QosLimit>,
    /// From the guest: `outbound`.
    pub outbound: Option<QosLimit>,
}

/// Limits of one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct QosLimit {
    /// Average, in Mbit/s; 0 for no limit: `@average`.
    pub average: u64,
    /// Most at a time, in Mbit/s: `@peak`.
    pub peak: u64,
    /// How much may go at that speed, in MB: `@burst`.
    pub burst: u64,
}
