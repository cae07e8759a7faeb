//! The input of all rules: the VM, its surroundings, and values that many rules derive from them.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::domain::numa;
use super::relevant::{Given, Relevant, Surroundings};
use super::vcpu;
use crate::context::{HostDeviceFacts, Os, PlaceholderSet};
use crate::vm::{Architecture, CpuPinning, CpuPinningPolicy, Version, Vm, VmDevice};

/// The VM as it runs this time, its surroundings, and values that many rules derive from them.
pub(super) struct Input<'a> {
    /// The VM with the settings of this run.
    pub(super) vm: &'a Vm,
    /// The VM as the engine has it.
    pub(super) entity: &'a Vm,
    pub(super) context: &'a Surroundings<'a>,
    /// The context as it was given, for messages.
    pub(super) given: Given<'a>,
    /// The guest OS; `other` in place of an unknown one, which the checks refuse.
    pub(super) os: Cow<'a, Os>,
    /// The level that the VM is held at.
    pub(super) level: Version,
    /// Computed once, by [`vcpu::maximum`].
    pub(super) maximum_cpus: OnceCell<u32>,
    /// Computed once, by [`numa::nodes`].
    pub(super) numa_nodes: OnceCell<Vec<numa::Node>>,
}

impl<'a> Input<'a> {
    /// Everything as it is for this run.
    pub(super) fn new(relevant: &'a Relevant<'_>) -> Self {
        let (vm, context) = (&*relevant.vm, &relevant.context);
        Self {
            vm,
            entity: relevant.entity,
            context,
            given: relevant.given,
            os: context.os.as_ref().map_or_else(|| Cow::Owned(Os::default()), Cow::Borrowed),
            level: vm.custom_compatibility_version.unwrap_or(context.cluster.compatibility_version),
            maximum_cpus: OnceCell::new(),
            numa_nodes: OnceCell::new(),
        }
    }

    pub(super) fn is_x86(&self) -> bool {
        self.vm.architecture == Architecture::X86_64
    }

    /// Returns whether the chipset is Q35; false for other architectures than x86.
    pub(super) fn is_q35(&self) -> bool {
        self.is_x86() && self.vm.firmware.bios_type.is_q35()
    }

    /// Returns whether virtio devices must be transitional, for guests with drivers of before virtio 1.0.
    pub(super) fn is_legacy_virtio(&self) -> bool {
        self.os.legacy_virtio && self.is_q35()
    }

    /// Returns whether the guest gets Hyper-V enlightenments.
    pub(super) fn is_hyperv(&self) -> bool {
        self.is_x86() && self.os.is_windows()
    }

    /// Returns whether the cluster's hosts fill in all placeholders, not only the oldest ones.
    pub(super) fn full_placeholders(&self) -> bool {
        self.context.cluster.placeholders == PlaceholderSet::Full
    }

    /// The level of the cluster, whatever level the VM is held at.
    pub(super) fn cluster_level(&self) -> Version {
        self.context.cluster.compatibility_version
    }

    /// A custom property that has a value.
    pub(super) fn property(&self, key: &str) -> Option<&str> {
        filled(self.vm.custom_properties.get(key).map(String::as_str))
    }

    /// The maximum memory in MiB, without non-volatile memory of the host.
    pub(super) fn max_memory_mb(&self) -> u64 {
        let memory = &self.vm.memory;
        memory.max_mb.unwrap_or(memory.size_mb)
    }

    /// Non-volatile memory of the host, in bytes.
    pub(super) fn nvdimm_bytes(&self) -> u64 {
        let facts = self.context.host.as_ref().map(|host| &host.devices);
        let devices = self.vm.host_devices.iter().filter(|device| device.plugged() && !device.iommu_placeholder);
        devices
            .filter_map(|device| match facts?.get(&device.name)? {
                HostDeviceFacts::Nvdimm { device_size, .. } => Some(*device_size),
                _ => None,
            })
            .fold(0, u64::saturating_add)
    }

    /// Returns whether the VM can have memory modules besides the memory it starts with. IBM Z can have none.
    pub(super) fn has_max_memory(&self) -> bool {
        let grows = self.max_memory_mb() != self.vm.memory.size_mb || self.nvdimm_bytes() > 0;
        grows && self.vm.architecture != Architecture::S390x
    }

    /// Returns whether the VM's memory is shared with other processes of the host.
    pub(super) fn is_memory_shared(&self) -> bool {
        self.property("hugepages_shared").is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The CPU pinning of this run: the user's or the scheduler's.
    pub(super) fn pinning(&self) -> Option<&CpuPinning> {
        let cpu = &self.vm.cpu;
        let manual = cpu.pinning_policy == CpuPinningPolicy::Manual;
        if manual { cpu.pinning.as_ref() } else { cpu.current_pinning.as_ref() }
    }

    /// Model and flags of the processor, `model,+flag,-flag`: the VM's own, else the cluster's.
    pub(super) fn cpu_name(&self) -> Option<&str> {
        filled(self.vm.cpu.custom_cpu_name.as_deref()).or_else(|| filled(self.context.cluster.cpu.as_deref()))
    }

    /// Model of the processor, or the word for the host's own, and all flags beside it.
    pub(super) fn cpu_tokens(&self) -> (Option<String>, Vec<String>) {
        let name = if self.vm.cpu.use_host_cpu_flags { Some("hostPassthrough") } else { self.cpu_name() };
        let mut tokens = split(name.unwrap_or_default());
        let model = (tokens.first().is_some_and(|token| !is_flag(token))).then(|| tokens.remove(0));
        if self.is_x86() && self.vm.cpu.use_tsc_frequency {
            tokens.push("+invtsc".to_owned());
        }
        if model.is_some() && self.host_lacks_monitor() {
            tokens.push("-monitor".to_owned());
        }
        tokens.extend(split(self.property("extra_cpu_flags").unwrap_or_default()));
        (model, tokens)
    }

    /// EPYC processors whose firmware hides `monitor` are of their model all the same.
    fn host_lacks_monitor(&self) -> bool {
        self.context.host.as_ref().is_some_and(|host| {
            let may_hide = host.cpu_model.as_deref().is_some_and(may_hide_monitor);
            may_hide && !host.cpu_flags.iter().any(|flag| flag == MONITOR)
        })
    }

    /// Frequency of the time-stamp counter in Hz, if the guest is to have the host's and it is known.
    pub(super) fn tsc_frequency(&self) -> Option<u64> {
        let wanted = self.is_x86() && self.vm.cpu.use_tsc_frequency;
        self.context.host.as_ref().and_then(|host| host.tsc_frequency).filter(|_| wanted)
    }

    /// Returns whether the maximum of processors needs interrupt remapping by an IOMMU.
    pub(super) fn needs_interrupt_remapping(&self) -> bool {
        self.is_x86() && vcpu::maximum(self) >= vcpu::INTERRUPT_REMAPPING
    }
}

/// The CPU flag that the firmware of some hosts hides.
pub(super) const MONITOR: &str = "monitor";

/// Returns whether the firmware of hosts with this CPU may hide [`MONITOR`].
pub(super) fn may_hide_monitor(cpu_model: &str) -> bool {
    cpu_model.contains("AMD EPYC")
}

/// A text that is present and not empty.
pub(super) fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// Returns whether a word of a CPU name is a flag, not a model.
pub(super) fn is_flag(token: &str) -> bool {
    token.starts_with(['+', '-'])
}

fn split(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|token| !token.is_empty()).map(str::to_owned).collect()
}
