//! Everything that a document is made from: the VM as it runs this time, and the part of its context that can
//! matter to it.
//!
//! Rules are given this and nothing else, and the [fingerprint](crate::fingerprint) is a digest of this and nothing
//! else. So a document whose fingerprint is unchanged is the document that generation would make.

mod host;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::domain::time_zone;
use super::run_once;
use crate::context::{Cluster, Config, Context, Host, Network, Os, VnicProfile};
use crate::vm::Vm;

/// The entity, the VM as it runs this time, and the part of the context that can matter to it.
#[derive(Serialize)]
pub(crate) struct Relevant<'a> {
    /// The VM as the engine has it.
    #[serde(rename = "vm")]
    pub(super) entity: &'a Vm,
    /// The VM with the settings of this run; it follows from the entity and its guest OS.
    #[serde(skip)]
    pub(super) vm: Cow<'a, Vm>,
    pub(super) context: Surroundings<'a>,
    #[serde(skip)]
    pub(super) given: Given<'a>,
}

/// The part of a context that can matter to one VM: another host of the cluster, or a network that the VM is not
/// in, changes nothing here.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Surroundings<'a> {
    pub(super) cluster: &'a Cluster,
    pub(super) config: &'a Config,
    /// The guest OS; none if it is unknown.
    pub(super) os: Option<Os>,
    /// Networks of the VM's NICs and of displays, by name.
    pub(super) networks: BTreeMap<&'a str, &'a Network>,
    /// Profiles of the VM's NICs, and those that they fail over to, by name.
    pub(super) vnic_profiles: BTreeMap<&'a str, &'a VnicProfile>,
    pub(super) host: Option<Host>,
    /// Seconds that the VM's time zone is ahead of UTC at the time of generation; absent in standard time.
    #[serde(rename = "time")]
    pub(super) daylight_saving: Option<i32>,
}

/// The context as it was given, for messages: names to suggest, and what is wrong with it. No document depends on
/// it.
#[derive(Clone, Copy)]
pub(super) struct Given<'a>(&'a Context);

impl<'a> Relevant<'a> {
    /// Everything that the document of a VM is made from.
    pub(crate) fn new(entity: &'a Vm, context: &'a Context) -> Self {
        let os = context.os(entity);
        let vm = match &os {
            Some(os) => run_once::apply(entity, os),
            None => run_once::apply(entity, &Os::default()),
        };
        let context_of_vm = Surroundings::new(&vm, os, context);
        Self { entity, vm, context: context_of_vm, given: Given(context) }
    }
}

impl<'a> Surroundings<'a> {
    fn new(vm: &Vm, os: Option<Os>, context: &'a Context) -> Self {
        let vnic_profiles = profiles(vm, context);
        let used = vnic_profiles.values().filter_map(|profile| profile.network.as_deref());
        let used = used.chain(context.cluster.display_network.as_deref());
        let networks = used.filter_map(|name| context.networks.get_key_value(name));
        Self {
            cluster: &context.cluster,
            config: &context.config,
            networks: networks.map(|(name, network)| (name.as_str(), network)).collect(),
            vnic_profiles,
            host: context.host.as_ref().map(|host| host::of(vm, host)),
            daylight_saving: daylight_saving(vm, os.as_ref(), context),
            os,
        }
    }
}

/// The profiles of a VM's NICs, and those that they fail over to.
fn profiles<'a>(vm: &Vm, context: &'a Context) -> BTreeMap<&'a str, &'a VnicProfile> {
    let mut profiles = BTreeMap::new();
    for name in vm.nics.iter().filter_map(|nic| nic.vnic_profile.as_deref()) {
        let mut next = Some(name);
        while let Some((name, profile)) = next.and_then(|name| context.vnic_profiles.get_key_value(name)) {
            let seen = profiles.insert(name.as_str(), profile).is_some();
            next = profile.failover_vnic_profile.as_deref().filter(|_| !seen);
        }
    }
    profiles
}

fn daylight_saving(vm: &Vm, os: Option<&Os>, context: &Context) -> Option<i32> {
    let at = context.time.as_deref()?.parse().ok()?;
    let name = time_zone::of(vm, os.is_some_and(Os::is_windows), &context.config);
    let offset = time_zone::offset(name, Some(at)).ok()?;
    (Ok(offset) != time_zone::offset(name, None)).then_some(offset)
}

impl<'a> Given<'a> {
    /// Names of all networks.
    pub(super) fn networks(self) -> impl Iterator<Item = &'a str> {
        self.0.networks.keys().map(String::as_str)
    }

    /// Names of all profiles.
    pub(super) fn vnic_profiles(self) -> impl Iterator<Item = &'a str> {
        self.0.vnic_profiles.keys().map(String::as_str)
    }

    /// Names of all devices of the host.
    pub(super) fn host_devices(self) -> impl Iterator<Item = &'a str> {
        self.0.host.iter().flat_map(|host| host.devices.keys().map(String::as_str))
    }

    /// Names of all guest OSes.
    pub(super) fn guest_oses(self) -> impl Iterator<Item = &'a str> {
        Os::names().map(|name| -> &'a str { name }).chain(self.0.os.keys().map(String::as_str))
    }

    /// The time of generation, if it is no timestamp.
    pub(super) fn invalid_time(self) -> Option<&'a str> {
        self.0.time.as_deref().filter(|time| time.parse::<jiff::Timestamp>().is_err())
    }
}
