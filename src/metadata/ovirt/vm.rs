//! `<ovirt-vm:vm>`.

use domxml_schema::{Domain, Keyword, ThinStr};
use yaserde::Result;

use super::device::{AmbiguousDevice, Device, DeviceKey};
use super::keys::{Keys, Record, Space, Unknown};
use super::owner::{self, owner};
use super::properties::Properties;
use super::{VM_NAMESPACE, VM_PREFIX};

/// Metadata of engine and host about a VM: `<ovirt-vm:vm>`.
///
/// The engine writes the keys up to `cpu_policy`; the host adds its own as long as the machine runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vm {
    /// `minGuaranteedMemoryMb`: memory in MiB that ballooning leaves to the guest.
    pub min_guaranteed_memory_mb: Option<u64>,
    /// `clusterVersion`: compatibility version of the VM, such as `4.7`.
    pub cluster_version: Option<String>,
    /// `custom`: custom properties of the VM, for the hooks of the host.
    pub custom: Option<Properties>,
    /// `device`: metadata of single devices.
    pub devices: Vec<Device>,
    /// `launchPaused`: whether the VM is started paused.
    pub launch_paused: Option<bool>,
    /// `resumeBehavior`: what to do with a VM that was paused by an I/O error.
    pub resume_behavior: Option<ResumeBehavior>,
    /// `ballooningEnabled`: whether the memory balloon may be resized.
    pub ballooning_enabled: Option<bool>,
    /// `cpuPolicy`: pinning policy of the vCPUs.
    pub cpu_policy: Option<CpuPolicy>,
    /// `manuallyPinedCPUs`, spelled so: vCPUs that were pinned manually.
    pub manually_pinned_cpus: Option<String>,
    /// `startTime`: start time, in seconds since 1970.
    pub start_time: Option<f64>,
    /// `pauseTime`: time of the last pause, in seconds of the host's monotonic clock.
    pub pause_time: Option<f64>,
    /// `destroy_on_reboot`: whether a reboot of the guest destroys the VM, so that it is started again.
    pub destroy_on_reboot: Option<bool>,
    /// `memGuaranteedSize`: guaranteed memory in MiB, as older engines wrote it.
    pub mem_guaranteed_size: Option<u64>,
    /// `balloonTarget`: last requested size of the balloon, in KiB.
    pub balloon_target: Option<u64>,
    /// `guestAgentAPIVersion`: version of the protocol that the guest agent speaks.
    pub guest_agent_api_version: Option<i64>,
    /// `exitCode`: exit code of the VM; 0 is success.
    pub exit_code: Option<i64>,
    /// `exitMessage`: message for it.
    pub exit_message: Option<String>,
    /// `exitReason`: number of the reason.
    pub exit_reason: Option<i64>,
    /// `jobs`: running block jobs, as JSON.
    pub jobs: Option<String>,
    /// `snapshot_job`: running snapshot job, as JSON.
    pub snapshot_job: Option<String>,
    /// Unrecognized content, preserved.
    pub unknown: Unknown,
}

/// Its namespace.
const SPACE: Space = Space { prefix: VM_PREFIX, uri: VM_NAMESPACE };

impl Vm {
    /// Reads it from a domain, if that is possible: the same as through yaserde, in fewer steps.
    pub(crate) fn of(domain: &Domain) -> Option<Self> {
        let mut elements = domain.metadata.as_ref()?.of_namespace(VM_NAMESPACE);
        let (element, None) = (elements.next()?, elements.next()) else { return None };
        owner::read(element, SPACE, "vm").ok()
    }

    /// The entry of a device.
    ///
    /// # Errors
    /// If there is more than one.
    pub fn device(&self, key: &DeviceKey<'_>) -> std::result::Result<Option<&Device>, AmbiguousDevice> {
        key.only(self.devices.iter())
    }
}

/// The action on a VM that was paused by an I/O error, once the storage is back.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ResumeBehavior {
    /// Resume it.
    #[xml(name = "auto_resume")]
    AutoResume,
    /// Leave it paused.
    #[xml(name = "leave_paused")]
    LeavePaused,
    /// Destroy it if the storage was unavailable for long.
    Kill,
    /// An unknown word.
    Other(ThinStr),
}

/// Pinning policy of the vCPUs.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CpuPolicy {
    /// No pinning.
    None,
    /// Pinned manually.
    Manual,
    /// Each vCPU has a CPU of its own.
    Dedicated,
    /// Each vCPU has a core of its own, whose other threads stay idle.
    IsolateThreads,
    /// An unknown word.
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
