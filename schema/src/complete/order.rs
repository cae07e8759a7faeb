//! The order of elements that libvirt sorts.

use crate::Domain;
use crate::domain::Device;

/// The kinds of devices in libvirt's order.
const KINDS: &[&str] = &[
    "disk",
    "controller",
    "lease",
    "filesystem",
    "interface",
    "smartcard",
    "serial",
    "parallel",
    "console",
    "channel",
    "input",
    "tpm",
    "graphics",
    "sound",
    "audio",
    "video",
    "hostdev",
    "redirdev",
    "redirfilter",
    "hub",
    "watchdog",
    "memballoon",
    "rng",
    "nvram",
    "panic",
    "shmem",
    "memory",
    "crypto",
    "iommu",
    "vsock",
    "pstore",
];

/// Puts devices into the order of their kinds, and settings of vCPUs, threads and NUMA nodes into that of their numbers.
pub(super) fn sort(domain: &mut Domain) {
    if let Some(devices) = &mut domain.devices {
        devices.list.sort_by_key(rank);
    }
    if let Some(numatune) = &mut domain.numatune {
        numatune.memnodes.sort_by_key(|node| node.cellid);
    }
    if let Some(cputune) = &mut domain.cputune {
        cputune.vcpupins.sort_by_key(|pin| pin.vcpu);
        cputune.iothreadpins.sort_by_key(|pin| pin.iothread);
    }
}

fn rank(device: &Device) -> usize {
    KINDS.iter().position(|kind| *kind == device.name()).unwrap_or(KINDS.len())
}
