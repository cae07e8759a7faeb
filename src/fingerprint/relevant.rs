//! What generation looks at, of an entity and its context.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::context::{Cluster, Config, Context, Host, Network, Os, VnicProfile};
use crate::entity::canonical;
use crate::vm::Vm;
use crate::vm::{GraphicsType, VmType};

#[derive(Serialize)]
struct Relevant<'a> {
    vm: &'a Vm,
    context: Surroundings<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Surroundings<'a> {
    cluster: &'a Cluster,
    config: &'a Config,
    os: Option<Os>,
    networks: BTreeMap<&'a str, &'a Network>,
    vnic_profiles: BTreeMap<&'a str, &'a VnicProfile>,
    host: Option<Host>,
}

/// The entity, and of the context what its rules can come to look at for this VM.
pub(super) fn relevant(vm: &Vm, context: &Context) -> Value {
    let mut profiles = BTreeMap::new();
    for name in vm.nics.iter().filter_map(|nic| nic.vnic_profile.as_deref()) {
        let mut next = Some(name);
        while let Some((name, profile)) = next.and_then(|name| context.vnic_profiles.get_key_value(name)) {
            let seen = profiles.insert(name.as_str(), profile).is_some();
            next = profile.failover_vnic_profile.as_deref().filter(|_| !seen);
        }
    }
    let used: BTreeSet<&str> = profiles
        .values()
        .filter_map(|profile| profile.network.as_deref())
        .chain(context.cluster.display_network.as_deref())
        .collect();
    let networks = used.iter().filter_map(|name| context.networks.get_key_value(*name));
    let mut relevant = canonical(&Relevant {
        vm,
        context: Surroundings {
            cluster: &context.cluster,
            config: &context.config,
            os: context.os(vm),
            networks: networks.map(|(name, network)| (name.as_str(), network)).collect(),
            vnic_profiles: profiles,
            host: context.host.as_ref().map(|host| relevant_host(vm, host)),
        },
    });
    // What is kept of a map of properties reaches no XML.
    if let Some(vm) = relevant.get_mut("vm").and_then(Value::as_object_mut) {
        vm.remove("legacyProperties");
    }
    relevant
}

/// Of the host only what this VM has use for: moving it to another host of the cluster is no change.
fn relevant_host(vm: &Vm, host: &Host) -> Host {
    let epyc = host.cpu_model.as_ref().is_some_and(|model| model.contains("AMD EPYC"));
    let vnc = vm.graphics.iter().any(|graphics| graphics.graphics_type == GraphicsType::Vnc);
    let pinned = vm.vm_type == VmType::HighPerformance || !vm.numa_nodes.is_empty();
    let functions: BTreeMap<_, _> = host
        .virtual_functions
        .iter()
        .filter(|(nic, _)| vm.nics.iter().any(|known| known.id == **nic))
        .map(|(nic, name)| (*nic, name.clone()))
        .collect();
    let devices = host.devices.iter().filter(|(name, _)| {
        vm.host_devices.iter().any(|device| device.name == **name) || functions.values().any(|other| other == *name)
    });
    Host {
        cpu_model: host.cpu_model.clone().filter(|_| epyc),
        cpu_flags: host.cpu_flags.iter().filter(|flag| epyc && *flag == "monitor").cloned().collect(),
        tsc_frequency: host.tsc_frequency.filter(|_| vm.cpu.use_tsc_frequency),
        fips_enabled: host.fips_enabled && vnc,
        incremental_backup: host.incremental_backup,
        numa_nodes: if pinned { host.numa_nodes.clone() } else { Vec::new() },
        huge_page_sizes: match vm.custom_properties.contains_key("hugepages") {
            true => host.huge_page_sizes.clone(),
            false => Vec::new(),
        },
        vgpu_placement: if vm.vgpus.is_empty() { Default::default() } else { host.vgpu_placement },
        devices: devices.map(|(name, facts)| (name.clone(), facts.clone())).collect(),
        virtual_functions: functions,
    }
}
