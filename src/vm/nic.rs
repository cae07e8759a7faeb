//! Network interfaces of a VM.

use std::collections::BTreeMap;

use domxml_schema::types::MacAddress;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::device::vm_device;
use crate::entity::text;

vm_device! {
    /// A network interface: `interface`.
    Nic {
        /// Name that users see, such as `nic1`; network boot tries NICs in its order.
        name: String,
        /// MAC address, required: `mac/@address`.
        #[serde(with = "text::option")]
    #[schemars(with = "Option<String>")]
        mac_address: Option<MacAddress>,
        /// Model: `model/@type`.
        model: NicModel,
        /// Link state: `link/@state`. Defaults to true.
        linked: bool = true,
        /// vNIC profile, by its name in the context. Absent: no network.
        vnic_profile: Option<String>,
        /// Parameters of the profile's filter, in order: `filterref/parameter`.
        filter_parameters: Vec<FilterParameter>,
        /// Properties for hooks of the host, by key; metadata.
        custom_properties: BTreeMap<String, String>,
    }
}

/// A parameter of a network filter: `filterref/parameter`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct FilterParameter {
    /// Name: `@name`.
    pub name: String,
    /// Value: `@value`.
    pub value: String,
}

/// The model of a network interface: `model/@type`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NicModel {
    /// A virtio device.
    #[default]
    Pv,
    /// A virtio device if the guest has an agent, else an RTL8139.
    #[serde(alias = "rtl8139_pv")]
    Rtl8139Pv,
    /// Realtek RTL8139.
    Rtl8139,
    /// Intel PRO/1000.
    E1000,
    /// Intel PRO/1000 on PCI Express.
    E1000e,
    /// Virtual network of pSeries.
    #[serde(alias = "spapr_vlan")]
    SpaprVlan,
    /// A virtual function of a device of the host.
    #[serde(alias = "pci_passthrough")]
    PciPassthrough,
}
