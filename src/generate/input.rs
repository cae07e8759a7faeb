//! What all parts of the generator look at.

use std::borrow::Cow;

use super::problem::{Problems, did_you_mean, shown};
use super::{run_once, vcpu};
use crate::context::{Context, HostDeviceFacts, Os, PlaceholderSet};
use crate::vm::{Architecture, Console, ConsoleType, CpuPinning, CpuPinningPolicy, Version, Vm, VmDevice};

/// The VM as it is run this time, its context, and what many rules derive from them.
pub(super) struct Input<'a> {
    /// The VM, what holds for this run only already in it.
    pub(super) vm: Cow<'a, Vm>,
    /// The VM as the engine has it.
    pub(super) entity: &'a Vm,
    pub(super) context: &'a Context,
    /// The guest system.
    pub(super) os: Os,
    /// The level that the VM is held at.
    pub(super) level: Version,
}

impl<'a> Input<'a> {
    /// Everything as it is for this run.
    ///
    /// # Errors
    ///
    /// A guest OS that is not in the catalogue.
    pub(super) fn new(vm: &'a Vm, context: &'a Context) -> Result<Self, Problems> {
        let Some(os) = context.os(vm) else {
            let mut names: Vec<&str> = Os::names().collect();
            names.extend(context.os.keys().map(String::as_str));
            let help = did_you_mean(&vm.os, names, "use a name of the OS catalogue, or add it to `context.os`");
            let mut problems = Problems::default();
            problems.add("os", &vm.os, format!("unknown guest OS `{}`", shown(&vm.os)), help);
            return Err(problems);
        };
        Ok(Self { vm: run_once::apply(vm, &os), entity: vm, context, os, level: context.compatibility_version(vm) })
    }

    pub(super) fn is_x86(&self) -> bool {
        self.vm.architecture == Architecture::X86_64
    }

    /// Whether the chipset is Q35; other architectures have none.
    pub(super) fn is_q35(&self) -> bool {
        self.is_x86() && self.vm.firmware.bios_type.is_q35()
    }

    /// Whether virtio devices must also be of the kind before version 1.0.
    pub(super) fn is_legacy_virtio(&self) -> bool {
        self.os.is_legacy_virtio(self.vm.architecture, self.vm.firmware.bios_type)
    }

    /// Whether the guest is told of its hypervisor in the way of Microsoft's.
    pub(super) fn is_hyperv(&self) -> bool {
        self.is_x86() && self.os.is_windows()
    }

    /// Whether the cluster's hosts fill in all that is their business.
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

    /// What the VM may grow to in MiB, memory of the host's modules not counted.
    pub(super) fn max_memory_mb(&self) -> u64 {
        let memory = &self.vm.memory;
        memory.max_mb.unwrap_or(memory.size_mb)
    }

    /// Memory of the host's modules in bytes.
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

    /// Whether modules of memory may be in the VM besides the memory it starts with. IBM Z takes none.
    pub(super) fn has_max_memory(&self) -> bool {
        let grows = self.max_memory_mb() != self.vm.memory.size_mb || self.nvdimm_bytes() > 0;
        grows && self.vm.architecture != Architecture::S390x
    }

    /// Whether other processes of the host see the VM's memory.
    pub(super) fn is_memory_shared(&self) -> bool {
        self.property("hugepages_shared").is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The bindings of processors that hold for this run: the user's or the scheduler's.
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
            let epyc = host.cpu_model.as_deref().is_some_and(|model| model.contains("AMD EPYC"));
            epyc && !host.cpu_flags.iter().any(|flag| flag == "monitor")
        })
    }

    /// Frequency of the time-stamp counter in Hz, if the guest is to have the host's and it is known.
    pub(super) fn tsc_frequency(&self) -> Option<u64> {
        let wanted = self.is_x86() && self.vm.cpu.use_tsc_frequency;
        self.context.host.as_ref().and_then(|host| host.tsc_frequency).filter(|_| wanted)
    }

    /// Whether there may be so many processors that interrupts must be remapped by an IOMMU.
    pub(super) fn needs_interrupt_remapping(&self) -> bool {
        self.is_x86() && vcpu::maximum(self) >= vcpu::INTERRUPT_REMAPPING
    }

    /// What the guest sees of a console.
    pub(super) fn console_type(&self, console: &Console) -> ConsoleType {
        console.console_type.unwrap_or_else(|| self.os.console_target(self.vm.architecture))
    }
}

/// A text that is there and not empty.
pub(super) fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// Whether a word of a processor's name is a flag, not a model.
pub(super) fn is_flag(token: &str) -> bool {
    token.starts_with(['+', '-'])
}

fn split(list: &str) -> Vec<String> {
    list.split(',').map(str::trim).filter(|token| !token.is_empty()).map(str::to_owned).collect()
}
