//! Devices that a machine has whether they are asked for or not.

use super::platform::Platform;
use crate::Domain;
use crate::device::audio::{Audio, Kind as AudioKind};
use crate::device::graphics::Kind as Display;
use crate::device::memballoon::{Memballoon, Model as BalloonModel};
use crate::device::panic::{Model as PanicModel, Panic};
use crate::device::watchdog::{Model as WatchdogModel, Watchdog};
use crate::domain::Device;

/// Adds the devices of the machine.
pub(super) fn add(domain: &mut Domain, platform: &Platform) {
    domain.devices.get_or_insert_default();
    if !platform.is_qemu() {
        return;
    }
    if has_balloon(platform) && domain.memballoons().next().is_none() {
        let model = Some(BalloonModel::Virtio);
        push(domain, Device::Memballoon(Box::new(Memballoon { model, ..Memballoon::default() })));
    }
    add_audio(domain);
    add_watchdog(domain, platform);
    add_panic(domain, platform);
}

fn has_balloon(platform: &Platform) -> bool {
    let small = platform.is_isapc() || platform.is_microvm();
    let without = platform.is_arm() || platform.arch.starts_with("riscv") || platform.arch == "loongarch64";
    !small && !without
}

/// Every machine has an audio backend, unless the displays bring their own.
fn add_audio(domain: &mut Domain) {
    if domain.audios().next().is_some() {
        return;
    }
    let displays: Vec<&Display> = domain.graphics().filter_map(|graphics| graphics.kind.as_ref()).collect();
    let own = |kind: &&Display| matches!(kind, Display::Sdl | Display::EglHeadless | Display::Dbus);
    if !displays.is_empty() && displays.iter().all(own) {
        return;
    }
    let spice = displays.contains(&&Display::Spice);
    let kind = if spice { AudioKind::Spice } else { AudioKind::None };
    push(domain, Device::Audio(Box::new(Audio::new(1, kind))));
}

/// The chipset of q35 has a watchdog, which does what another one does.
fn add_watchdog(domain: &mut Domain, platform: &Platform) {
    let is_itco = |watchdog: &Watchdog| watchdog.model == Some(WatchdogModel::Itco);
    let known = platform.knows_attribute::<Watchdog>("model", "itco");
    if known && platform.is_q35() && !domain.watchdogs().any(is_itco) {
        let action = domain.watchdogs().next().and_then(|watchdog| watchdog.action.clone());
        let watchdog = Watchdog { model: Some(WatchdogModel::Itco), action, ..Watchdog::default() };
        push(domain, Device::Watchdog(Box::new(watchdog)));
    }
}

/// The firmware of pseries and s390 tells the hypervisor of a crash.
fn add_panic(domain: &mut Domain, platform: &Platform) {
    let model = match () {
        () if platform.is_pseries() => PanicModel::Pseries,
        () if platform.is_s390() => PanicModel::S390,
        () => return,
    };
    let model = Some(model);
    if !domain.panics().any(|panic| panic.model.is_none() || panic.model == model) {
        push(domain, Device::Panic(Box::new(Panic { model, ..Panic::default() })));
    }
}

/// A panic device without model and address is none, once the models are known.
pub(super) fn complete(domain: &mut Domain) {
    let says_nothing = |panic: &Panic| panic.model.is_none() && panic.address.is_none() && panic.alias.is_none();
    if let Some(devices) = &mut domain.devices {
        devices.list.retain(|device| !matches!(device, Device::Panic(panic) if says_nothing(panic)));
    }
}

fn push(domain: &mut Domain, device: Device) {
    domain.devices.get_or_insert_default().list.push(device);
}
