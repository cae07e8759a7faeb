//! The boot order: `boot/@order` of devices.

use std::collections::BTreeMap;

use domxml_schema::shared::Boot;
use domxml_schema::types::Uuid;

use super::common::plugged;
use super::disks::{self, natural};
use super::input::Input;
use crate::vm::{BootDevice, Nic};

/// Places of devices in the boot order: computed from the sequence whenever it is needed, never stored.
///
/// Devices of the host are not in it, nor is a payload.
#[derive(Default)]
pub(super) struct BootOrder {
    disks: BTreeMap<Uuid, u64>,
    cdroms: BTreeMap<usize, u64>,
    nics: BTreeMap<Uuid, u64>,
}

impl BootOrder {
    /// Numbers the devices from 1, kind by kind as the sequence says.
    pub(super) fn new(input: &Input<'_>) -> Self {
        let mut order = Self::default();
        let mut places = 1..;
        for kind in input.vm.boot.sequence.devices() {
            match kind {
                BootDevice::Disk => order.disks.extend(disk_ids(input).into_iter().zip(&mut places)),
                BootDevice::Cdrom => order.cdroms.extend((0..plugged(&input.vm.cdroms).count()).zip(&mut places)),
                BootDevice::Network => order.nics.extend(nic_ids(input).into_iter().zip(&mut places)),
            }
        }
        order
    }

    pub(super) fn disk(&self, id: Uuid) -> Option<Boot> {
        self.disks.get(&id).map(|order| boot(*order))
    }

    /// A CD drive, by its number among them.
    pub(super) fn cdrom(&self, position: usize) -> Option<Boot> {
        self.cdroms.get(&position).map(|order| boot(*order))
    }

    pub(super) fn nic(&self, id: Uuid) -> Option<Boot> {
        self.nics.get(&id).map(|order| boot(*order))
    }

    /// Returns whether there is nothing to start from.
    pub(super) fn is_empty(&self) -> bool {
        self.disks.is_empty() && self.cdroms.is_empty() && self.nics.is_empty()
    }
}

fn boot(order: u64) -> Boot {
    Boot { order: Some(order), ..Boot::default() }
}

/// The VM's own disks come before those of snapshots. A single disk is bootable even if it is not marked so.
fn disk_ids(input: &Input<'_>) -> Vec<Uuid> {
    let disks = disks::sorted(input);
    let single = disks.len() == 1;
    let mut disks: Vec<_> = disks.into_iter().filter(|disk| disk.boot || single).collect();
    disks.sort_by_key(|disk| disk.snapshot_id.is_some());
    disks.into_iter().map(|disk| disk.id).collect()
}

/// NICs are tried in the order of their names, which need not be the order that they are written in.
fn nic_ids(input: &Input<'_>) -> Vec<Uuid> {
    let mut nics: Vec<&Nic> = plugged(&input.vm.nics).collect();
    nics.sort_by(|a, b| natural(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
    nics.into_iter().map(|nic| nic.id).collect()
}
