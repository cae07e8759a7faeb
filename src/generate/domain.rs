//! The whole VM but its devices and metadata, a file for each part.

mod clock;
mod cpu;
mod cputune;
mod features;
mod memory;
pub(super) mod numa;
mod os;
mod sysinfo;
pub(super) mod time_zone;
mod windows_zones;

pub(super) use memory::HUGE_PAGES_PROPERTY;

use domxml_schema::Domain;
use domxml_schema::domain::pm::{Pm, Suspend};
use domxml_schema::domain::qemu::{Capabilities, Capability};
use domxml_schema::domain::vcpu::Vcpu;
use domxml_schema::domain::{Kind, Lifecycle};

use super::input::Input;
use super::vcpu;

/// Everything but devices and metadata.
pub(super) fn domain(input: &Input<'_>) -> Domain {
    let vm = &input.vm;
    Domain {
        kind: Some(Kind::Kvm),
        name: Some(vm.name.clone()),
        uuid: Some(vm.id),
        title: vm.title.clone(),
        description: vm.description.clone(),
        max_memory: memory::max_memory(input).map(Box::new),
        memory: Some(memory::memory(input)),
        current_memory: Some(memory::current_memory(input)),
        memtune: memory::memtune(input).map(Box::new),
        memory_backing: memory::memory_backing(input).map(Box::new),
        vcpu: Some(Vcpu { current: Some(vcpu::current(input)), ..Vcpu::new(vcpu::maximum(input)) }),
        iothreads: Some(vm.io_threads).filter(|count| *count > 0),
        cputune: Some(Box::new(cputune::cputune(input))),
        numatune: numa::numatune(input).map(Box::new),
        sysinfo: sysinfo::sysinfo(input),
        os: Some(Box::new(os::os(input))),
        features: features::features(input).map(Box::new),
        cpu: Some(Box::new(cpu::cpu(input))),
        clock: Some(Box::new(clock::clock(input))),
        on_reboot: on_reboot(input),
        pm: pm(input).map(Box::new),
        qemu_capabilities: qemu_capabilities(input).map(Box::new),
        ..Domain::default()
    }
}

/// A run that ends with the guest's reboot does not restart with what holds for it only.
fn on_reboot(input: &Input<'_>) -> Option<Lifecycle> {
    input.vm.run_once.as_ref().is_some_and(|run| run.volatile_run).then_some(Lifecycle::Destroy)
}

/// Guests that sleep cannot be told from guests that hang; x86 only, the others do not sleep.
fn pm(input: &Input<'_>) -> Option<Pm> {
    input.is_x86().then(|| Pm {
        suspend_to_mem: Some(Suspend::new(false)),
        suspend_to_disk: Some(Suspend::new(false)),
        ..Pm::default()
    })
}

/// The capabilities that incremental backup needs libvirt to assume of QEMU.
fn qemu_capabilities(input: &Input<'_>) -> Option<Capabilities> {
    input.context.host.as_ref().is_some_and(|host| host.incremental_backup).then(|| Capabilities {
        add: vec![Capability::new("blockdev"), Capability::new("incremental-backup")],
        ..Capabilities::default()
    })
}
