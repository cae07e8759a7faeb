//! What only the document of a running domain has.

use super::platform::Platform;
use crate::Domain;
use crate::device::channel::Target as ChannelTarget;
use crate::device::disk::{BackingStore, Source};
use crate::device::interface::{Interface, Kind as InterfaceKind};
use crate::device::{Channel, Disk};
use crate::domain::{Device, seclabel};
use crate::shared::chardev::{Chardev, Kind as ChardevKind};

/// Drops what libvirt writes while the domain runs, and ignores when it defines one.
pub(super) fn drop(domain: &mut Domain, platform: &Platform) {
    domain.id = None;
    for cachetune in domain.cputune.iter_mut().flat_map(|cputune| &mut cputune.cachetunes) {
        cachetune.id = None;
    }
    for label in &mut domain.seclabels {
        label.imagelabel = None;
        if matches!(label.kind, None | Some(seclabel::Kind::Dynamic)) {
            label.label = None;
        }
    }
    for device in domain.devices.iter_mut().flat_map(|devices| &mut devices.list) {
        if let Some(alias) = device.alias_mut()
            && alias.as_ref().is_some_and(|alias| !alias.name.as_deref().is_some_and(|name| name.starts_with("ua-")))
        {
            *alias = None;
        }
        match device {
            Device::Disk(disk) => drop_of_disk(disk),
            Device::Interface(interface) => drop_of_interface(interface),
            Device::Serial(serial) => {
                serial.tty = None;
                drop_pty(&mut serial.chardev);
            }
            Device::Parallel(parallel) => drop_pty(&mut parallel.chardev),
            Device::Console(console) => {
                console.tty = None;
                drop_pty(&mut console.chardev);
            }
            Device::Channel(channel) => drop_of_channel(channel, platform),
            Device::Memory(memory) => {
                if let Some(target) = &mut memory.target {
                    target.current = None;
                }
            }
            _ => {}
        }
    }
}

fn drop_of_disk(disk: &mut Disk) {
    disk.mirror = None;
    let mut source = disk.source.as_deref_mut();
    let mut store = disk.backing_store.as_deref_mut();
    loop {
        if let Some(source) = source {
            drop_index(source);
        }
        let Some(next) = store else { return };
        let BackingStore { index, source: inner, backing_store, .. } = next;
        *index = None;
        source = inner.as_deref_mut();
        store = backing_store.as_deref_mut();
    }
}

/// Also that of a source that holds the data of another.
fn drop_index(source: &mut Source) {
    let mut next = Some(source);
    while let Some(source) = next {
        source.index = None;
        // A label that was skipped says nothing else.
        source.seclabels.retain(|label| label.labelskip.is_none());
        next = source.data_store.as_deref_mut().and_then(|store| store.source.as_deref_mut());
    }
}

fn drop_of_interface(interface: &mut Interface) {
    if let Some(source) = interface.source.as_mut().filter(|_| interface.kind == Some(InterfaceKind::Network)) {
        source.portid = None;
        source.bridge = None;
    }
    let is_generated = |dev: &String| {
        ["vnet", "macvtap", "macvlan"]
            .iter()
            .any(|prefix| dev.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
    };
    if let Some(target) = &mut interface.target {
        target.dev = target.dev.take().filter(|dev| !is_generated(dev));
        if target.dev.is_none() && target.managed.is_none() {
            interface.target = None;
        }
    }
}

/// The path of a pseudo terminal is the host's.
fn drop_pty(chardev: &mut Chardev) {
    if matches!(chardev.kind, None | Some(ChardevKind::Pty)) {
        chardev.sources.retain_mut(|source| {
            source.path = None;
            *source != Default::default()
        });
    }
}

fn drop_of_channel(channel: &mut Channel, platform: &Platform) {
    drop_pty(&mut channel.chardev);
    let Some(ChannelTarget::Virtio(target)) = &mut channel.target else { return };
    target.state = None;
    if channel.chardev.kind != Some(ChardevKind::Unix) {
        return;
    }
    let name = target.name.as_deref().unwrap_or_default();
    channel.chardev.sources.retain(|source| match &source.path {
        Some(path) => !platform.is_qemu() || !is_generated_path(path, name),
        None => false,
    });
}

/// Whether a socket is where libvirt places that of a channel, of whatever domain.
fn is_generated_path(path: &str, name: &str) -> bool {
    const FOLDERS: &[&str] = &["/var/lib/libvirt/qemu/channel/", "/run/libvirt/qemu/channel/"];
    let Some(path) = FOLDERS.iter().find_map(|folder| path.strip_prefix(folder)) else { return false };
    let path = path.strip_prefix("target/").unwrap_or(path);
    let Some(domain) = path.strip_suffix(name) else { return false };
    match domain.strip_suffix('/') {
        Some(folder) => {
            let numbered = folder.split_once('-').is_some_and(|(number, _)| {
                number == "domain" || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
            });
            numbered && !folder.contains('/')
        }
        None => domain.ends_with('.') && !domain.contains('/'),
    }
}
