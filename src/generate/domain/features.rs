//! Features of the machine and of the hypervisor: `features`.

use domxml_schema::domain::features::{Features, Hyperv, Ioapic, IoapicDriver, Smm, Spinlocks, Stimer, Tlbflush};
use domxml_schema::shared::{Size, State};
use domxml_schema::types::{OnOff, Unit};

use crate::generate::input::Input;
use crate::generate::vcpu;
use crate::vm::{Architecture, BiosType, Version};

/// Failed attempts to take a lock before Windows tells the hypervisor.
const SPINLOCK_RETRIES: u32 = 8191;

/// Memory for system management that every guest with much of anything gets, in MiB.
const TSEG_BASE_MIB: u64 = 16;
/// More of it for many processors.
const TSEG_MANY_CPUS_MIB: u64 = 24;
/// More of it for each begun TiB of memory.
const TSEG_PER_TIB_MIB: u64 = 8;

/// All features, if there are any. POWER and IBM Z have none of these; of Arm's virtual board there is what
/// UEFI and dumps need.
pub(super) fn features(input: &Input<'_>) -> Option<Features> {
    let features = match input.vm.architecture {
        Architecture::X86_64 => Features {
            hyperv: input.is_hyperv().then(|| Box::new(hyperv(input.level))),
            smm: smm(input).map(Box::new),
            ioapic: input
                .needs_interrupt_remapping()
                .then(|| Ioapic { driver: Some(IoapicDriver::Qemu), ..Ioapic::default() }),
            ..common(input)
        },
        Architecture::Ppc64 | Architecture::Ppc64le | Architecture::S390x => return None,
        _ => common(input),
    };
    (features != Features::default()).then_some(features)
}

fn common(input: &Input<'_>) -> Features {
    let dumps = input.os.is_linux() && input.context.config.enable_kaslr_dump;
    Features { acpi: input.vm.firmware.acpi, vmcoreinfo: dumps.then(on), ..Features::default() }
}

/// Hyper-V enlightenments, which make Windows faster; more at newer levels.
fn hyperv(level: Version) -> Hyperv {
    let since = |minor| level >= Version::new(4, minor);
    let on_since = |minor| since(minor).then(on);
    Hyperv {
        relaxed: Some(on()),
        vapic: Some(on()),
        spinlocks: Some(Spinlocks { state: Some(OnOff::On), retries: Some(SPINLOCK_RETRIES), ..Spinlocks::default() }),
        synic: on_since(3),
        stimer: since(3).then(|| Stimer { state: Some(OnOff::On), direct: on_since(7), ..Stimer::default() }),
        reset: on_since(4),
        vpindex: on_since(4),
        runtime: on_since(4),
        frequencies: on_since(4),
        reenlightenment: on_since(4),
        tlbflush: since(4).then(|| Tlbflush { state: Some(OnOff::On), ..Tlbflush::default() }),
        ipi: on_since(7),
        ..Hyperv::default()
    }
}

/// System management mode: secure boot protects its keys with it, and UEFI needs more memory there the
/// larger the guest is.
fn smm(input: &Input<'_>) -> Option<Smm> {
    let tseg = tseg_mib(input);
    (tseg.is_some() || input.vm.firmware.bios_type == BiosType::Q35SecureBoot).then(|| Smm {
        state: Some(OnOff::On),
        tseg: tseg.map(|size| Size::new(size, Unit::MiB)),
        ..Smm::default()
    })
}

/// Memory for system management in MiB, if firmware's own choice may be too little.
fn tseg_mib(input: &Input<'_>) -> Option<u64> {
    let config = &input.context.config;
    let many_cpus = vcpu::maximum(input) >= config.many_vm_cpus;
    let much_memory = input.max_memory_mb() >= config.uefi_big_vm_memory_gb.saturating_mul(1024);
    if !input.vm.firmware.bios_type.is_ovmf() || !(many_cpus || much_memory) {
        return None;
    }
    let tib = (input.max_memory_mb().saturating_add(input.nvdimm_bytes() >> 20)) >> 20;
    Some(TSEG_BASE_MIB + if many_cpus { TSEG_MANY_CPUS_MIB } else { 0 } + TSEG_PER_TIB_MIB.saturating_mul(tib + 1))
}

fn on() -> State {
    State { state: Some(OnOff::On), ..State::default() }
}
