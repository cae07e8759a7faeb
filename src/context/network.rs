//! Networks and vNIC profiles.

use std::collections::BTreeMap;

use domxml_schema::types::Uuid;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A network of the cluster. Each host decides how it provides the network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Network {
    /// Name of the network device, up to 15 characters. Defaults to the network's name.
    pub vdsm_name: Option<String>,
    /// VLAN id, 0 to 4094: `vlan/tag/@id` of virtual functions.
    pub vlan_id: Option<u16>,
    /// MTU in bytes: `mtu/@size`. Defaults to the configured one.
    pub mtu: Option<u32>,
    /// Isolates the VMs of the network from each other: `port/@isolated`.
    pub port_isolation: bool,
}

/// A vNIC profile: how NICs may use a network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct VnicProfile {
    /// Identity; the standby NIC of a failover pair gets its alias from it.
    pub id: Uuid,
    /// The network's name in the context; absent: no network.
    pub network: Option<String>,
    /// Limits of the bandwidth: `bandwidth`.
    pub qos: Option<NetworkQos>,
    /// Shows the NIC the traffic of other NICs; metadata.
    pub port_mirroring: bool,
    /// Makes NICs virtual functions of a device of the host.
    pub passthrough: bool,
    /// Properties of all its NICs; `queues` is the number of queues, 1 to 256, others are for hooks of the host.
    pub custom_properties: BTreeMap<String, String>,
    /// Network filter: `filterref/@filter`.
    pub network_filter: Option<String>,
    /// For virtual functions: the profile of the standby NIC, which takes over while the VM migrates: `teaming`.
    pub failover_vnic_profile: Option<String>,
}

/// Limits of a NIC's bandwidth: `bandwidth`.
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
    /// Peak, in Mbit/s: `@peak`.
    pub peak: u64,
    /// Burst at peak speed, in MB: `@burst`.
    pub burst: u64,
}
