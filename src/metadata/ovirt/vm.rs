//! `<ovirt-vm:vm>`.

use domxml_schema::{Domain, Keyword, ThinStr};
use yaserde::Result;

use super::{VM_NAMESPACE, VM_PREFIX};
use super::device::{AmbiguousDevice, Device, DeviceKey};
use super::keys::{Keys, Record, Space, Unknown};
use super::owner::{self, owner};
use super::properties::Properties;

/// What engine and host keep about a virtual machine: `<ovirt-vm:vm>`.
///
/// The engine writes the keys up to `cpu_policy`; the host adds its own as long as the machine runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vm {
    /// `minGuaranteedMemoryMb`: memory in MiB that ballooning leaves to the guest.
    pub min_guaranteed_memory_mb: Option<u64>,
    /// `clusterVersion`: compatibility version of the machine, as `4.7`.
    pub cluster_version: Option<String>,
    /// `custom`: custom properties of the machine, for the hooks of the host.
    pub custom: Option<Properties>,
    /// `device`: what is kept about single devices.
    pub devices: Vec<Device>,
    /// `launchPaused`: whether the machine is started without running its CPUs.
    pub launch_paused: Option<bool>,
    /// `resumeBehavior`: what becomes of a machine that was paused by an I/O error.
    pub resume_behavior: Option<ResumeBehavior>,
    /// `ballooningEnabled`: whether the memory balloon may be moved.
    pub ballooning_enabled: Option<bool>,
    /// `cpuPolicy`: how the virtual CPUs are pinned.
    pub cpu_policy: Option<CpuPolicy>,
    /// `manuallyPinedCPUs`, spelled so: virtual CPUs that were pinned by hand.
    pub manually_pinned_cpus: Option<String>,
    /// `startTime`: when the machine was started, in seconds since 1970.
    pub start_time: Option<f64>,
    /// `pauseTime`: when it was paused, in seconds of the host's monotonic clock.
    pub pause_time: Option<f64>,
    /// `destroy_on_reboot`: whether a reboot of the guest ends the machine, so that it starts anew.
    pub destroy_on_reboot: Option<bool>,
    /// `memGuaranteedSize`: memory in MiB that is guaranteed, in the words of older engines.
    pub mem_guaranteed_size: Option<u64>,
    /// `balloonTarget`: size in KiB that the balloon was last told to reach.
    pub balloon_target: Option<u64>,
    /// `guestAgentAPIVersion`: version of the protocol that the guest agent speaks.
    pub guest_agent_api_version: Option<i64>,
    /// `exitCode`: how the machine ended; 0 is good.
    pub exit_code: Option<i64>,
    /// `exitMessage`: the same for people.
    pub exit_message: Option<String>,
    /// `exitReason`: number of the reason why it ended.
    pub exit_reason: Option<i64>,
    /// `jobs`: block jobs that run, as JSON.
    pub jobs: Option<String>,
    /// `snapshot_job`: the snapshot that is being made, as JSON.
    pub snapshot_job: Option<String>,
    /// What else stands there.
    pub unknown: Unknown,
}

/// Where it stands.
const SPACE: Space = Space { prefix: VM_PREFIX, uri: VM_NAMESPACE };

impl Vm {
    /// What a domain's metadata hold, if that can be read: the same as through yaserde, in fewer steps.
    pub(crate) fn of(domain: &Domain) -> Option<Self> {
        let mut elements = domain.metadata.as_ref()?.of_namespace(VM_NAMESPACE);
        let (element, None) = (elements.next()?, elements.next()) else { return None };
        owner::read(element, SPACE, "vm").ok()
    }

    /// What is kept about a device.
    ///
    /// # Errors
    /// If it is kept twice.
    pub fn device(&self, key: &DeviceKey<'_>) -> std::result::Result<Option<&Device>, AmbiguousDevice> {
        let mut found = self.devices.iter().filter(|device| key.matches(device));
        match (found.next(), found.count()) {
            (device, 0) => Ok(device),
            (_, more) => Err(AmbiguousDevice { key: key.to_string(), count: more + 1 }),
        }
    }
}

/// What becomes of a machine that was paused by an I/O error, once the storage is back.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ResumeBehavior {
    /// It runs on.
    #[xml(name = "auto_resume")]
    AutoResume,
    /// It stays paused.
    #[xml(name = "leave_paused")]
    LeavePaused,
    /// It is ended if the storage was away for long.
    Kill,
    /// A word that is not known.
    Other(ThinStr),
}

/// How the virtual CPUs of a machine are pinned.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CpuPolicy {
    /// Not at all.
    None,
    /// By hand.
    Manual,
    /// Each to a CPU of its own.
    Dedicated,
    /// Each to a core of its own, whose other threads stay idle.
    IsolateThreads,
    /// A word that is not known.
    Other(ThinStr),
}

impl Record for Vm {
    fn keys(&mut self, keys: &mut Keys<'_>) -> Result<()> {
        keys.int("minGuaranteedMemoryMb", &mut self.min_guaranteed_memory_mb)?;
        keys.text("clusterVersion", &mut self.cluster_version)?;
        keys.record("custom", &mut self.custom)?;
        keys.records("device", &mut self.devices)?;
        keys.flag("launchPaused", &mut self.launch_paused)?;
        keys.text("resumeBehavior", &mut self.resume_behavior)?;
        keys.flag("ballooningEnabled", &mut self.ballooning_enabled)?;
        keys.text("cpuPolicy", &mut self.cpu_policy)?;
        keys.text("manuallyPinedCPUs", &mut self.manually_pinned_cpus)?;
        keys.float("startTime", &mut self.start_time)?;
        keys.float("pauseTime", &mut self.pause_time)?;
        keys.boolean("destroy_on_reboot", &mut self.destroy_on_reboot)?;
        keys.int("memGuaranteedSize", &mut self.mem_guaranteed_size)?;
        keys.int("balloonTarget", &mut self.balloon_target)?;
        keys.int("guestAgentAPIVersion", &mut self.guest_agent_api_version)?;
        keys.int("exitCode", &mut self.exit_code)?;
        keys.text("exitMessage", &mut self.exit_message)?;
        keys.int("exitReason", &mut self.exit_reason)?;
        keys.text("jobs", &mut self.jobs)?;
        keys.text("snapshot_job", &mut self.snapshot_job)
    }

    fn unknown(&mut self) -> &mut Unknown {
        &mut self.unknown
    }
}

owner!(Vm, "vm", SPACE);
