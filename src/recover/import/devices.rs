//! Devices that are read one by one, a file for each kind.

mod balloon;
mod console;
mod controller;
mod graphics;
mod memory;
mod redir;
mod rng;
mod smartcard;
mod sound;
mod tpm;
mod video;
mod watchdog;

use domxml_schema::domain::Device;

use super::state::Import;

/// Reads a device; returns false for one that is not representable as a device of a kind of its own.
pub(super) fn read(import: &mut Import<'_>, device: &Device) -> bool {
    match device {
        Device::Controller(controller) => controller::read(import, controller),
        Device::Console(console) => console::read(import, console),
        Device::Graphics(graphics) => graphics::read(import, graphics),
        Device::Memballoon(balloon) => balloon::read(import, balloon),
        Device::Memory(module) => memory::read(import, module),
        Device::Redirdev(redir) => redir::read(import, redir),
        Device::Rng(rng) => rng::read(import, rng),
        Device::Smartcard(smartcard) => smartcard::read(import, smartcard),
        Device::Sound(sound) => sound::read(import, sound),
        Device::Tpm(tpm) => tpm::read(import, tpm),
        Device::Video(video) => video::read(import, video),
        Device::Watchdog(watchdog) => watchdog::read(import, watchdog),
        _ => false,
    }
}
