//! The devices of a VM, in the order that they are written: input, channels of agents, I/O memory
//! management; then all that is configured, of whatever kind, by id, unmanaged devices as they are listed; then what
//! every VM has in some form,
//! PCI Express ports, NICs, disks, leases and mediated devices.
//!
//! A device that is not plugged is only configured, and no rule looks at it.

mod balloon;
mod channels;
pub(super) mod console;
pub(super) mod controllers;
mod emulator;
pub(super) mod graphics;
pub(super) mod host_devices;
mod inputs;
mod iommu;
pub(crate) mod nvdimm;
mod other;
mod pcie_ports;
mod redir;
mod rng;
mod smartcard;
pub(super) mod sound;
mod tpm;
mod vgpus;
pub(super) mod video;
mod watchdog;

use std::collections::BTreeSet;

use domxml_schema::domain::{Device, Devices};
use domxml_schema::types::Uuid;

use super::common::plugged;
use super::input::Input;
use super::libvirt_words::DeviceWords;
use super::{disks, leases, nics};
use crate::vm::VmDevice;

/// All devices: `devices`.
pub(super) fn devices(input: &Input<'_>) -> Devices {
    let words = DeviceWords::of(input.vm);
    let disks = disks::devices(input, &words);
    let mut first = inputs::devices(input);
    first.extend(channels::agents(input));
    first.extend(iommu::device(input).map(Device::from));
    let mut list = words.kept(first);
    list.extend(configured(input, &disks, &words));
    let absent = balloon::absent(input).map(Device::from).into_iter().chain(video::absent(input).map(Device::from));
    let mut implied: Vec<Device> = absent.collect();
    implied.extend(console::serials(input).map(Device::from));
    implied.extend(channels::spice(input).map(Device::from));
    list.extend(words.kept(implied));
    let mut rest = nics::devices(input, &words);
    rest.extend(disks);
    rest.extend(leases::devices(input, &words));
    rest.extend(vgpus::devices(input, &words));
    let ports = pcie_ports::devices(input, list.iter().chain(&rest));
    list.extend(words.kept(ports));
    list.extend(rest);
    Devices { emulator: emulator::path(input), list, ..Devices::default() }
}

/// The configured devices of all kinds together, by id.
fn configured(input: &Input<'_>, disks: &[Device], words: &DeviceWords<'_>) -> Vec<Device> {
    let vm = input.vm;
    let mut list = Vec::new();
    add(&mut list, &vm.balloons, |balloon| Some(balloon::device(input, balloon).into()));
    add(&mut list, &vm.smartcards, |smartcard| Some(smartcard::device(smartcard).into()));
    add(&mut list, &vm.watchdogs, |watchdog| Some(watchdog::device(input, watchdog).into()));
    list.extend(video::devices(input).map(|(id, video)| (id, video.into())));
    list.extend(controllers::devices(input, disks));
    add(&mut list, &vm.sounds, |sound| sound::device(input, sound).map(Device::from));
    add(&mut list, &vm.rngs, |rng| Some(rng::device(input, rng).into()));
    add(&mut list, &vm.tpms, |tpm| Some(tpm::device(input, tpm).into()));
    add(&mut list, &vm.consoles, |console| Some(console::device(input, console).into()));
    add(&mut list, &vm.redirs, |redir| Some(redir::device(redir).into()));
    add(&mut list, &vm.host_devices, |device| host_devices::device(input, device));
    list.extend(other::devices(input));
    // Those of one run only stand behind all others, SPICE behind VNC.
    let of_one_run = vm.run_once.as_ref().is_some_and(|run| run.graphics.is_some());
    if !of_one_run {
        add(&mut list, &vm.graphics, |graphics| Some(graphics::device(input, graphics).into()));
    }
    list.iter_mut().for_each(|(id, device)| words.merge(*id, device));
    // Ids of unmanaged devices mean nothing; their order in the document may.
    let unmanaged: BTreeSet<Uuid> =
        vm.devices().filter(|(_, device)| !device.managed()).map(|(_, device)| device.id()).collect();
    list.sort_by_key(|(id, _)| if unmanaged.contains(id) { (true, Uuid::nil()) } else { (false, *id) });
    let mut list: Vec<Device> = list.into_iter().map(|(_, device)| device).collect();
    if of_one_run {
        let mut graphics: Vec<_> = plugged(&vm.graphics).collect();
        graphics.sort_by_key(|graphics| graphics.graphics_type);
        list.extend(graphics.into_iter().map(|graphics| Device::from(graphics::device(input, graphics))));
    }
    list.extend(words.kept(controllers::implied(input).map(Device::from).into_iter().collect()));
    list
}

/// Adds the plugged devices of one kind that `device` makes something of, each with its id.
fn add<D: VmDevice>(list: &mut Vec<(Uuid, Device)>, all: &[D], device: impl Fn(&D) -> Option<Device>) {
    list.extend(plugged(all).filter_map(|one| Some((one.id(), device(one)?))));
}
