//! Which device of a running VM is which of a known entity.

use std::fmt;

use serde::Serialize;

use crate::vm::{Cdrom, Disk, Floppy, Graphics, HostDevice, Lease, Nic, OtherDevice, Storage, VGpu, VmDevice};

/// What a device was recognised by; the first of these that two devices share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchedBy {
    /// The alias that the engine made from its id.
    UserAlias,
    /// The alias that was seen when it last ran.
    StoredAlias,
    /// Its address in the guest.
    Address,
    /// The volume, unit or path that its data is on, or the device of the host that it is.
    Source,
    /// Its MAC address.
    MacAddress,
    /// Nothing but its kind: there is one on either side.
    OnlyOfKind,
}

impl fmt::Display for MatchedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UserAlias => "its alias",
            Self::StoredAlias => "the alias it last had",
            Self::Address => "its address",
            Self::Source => "its source",
            Self::MacAddress => "its MAC address",
            Self::OnlyOfKind => "being the only one of its kind",
        })
    }
}

/// What a kind of device is told apart by besides alias and address.
pub(super) trait Natural {
    /// What both devices share that no two devices of one VM do.
    fn shares(&self, other: &Self) -> Option<MatchedBy> {
        let _ = other;
        None
    }
}

impl Natural for Disk {
    fn shares(&self, other: &Self) -> Option<MatchedBy> {
        let same = match (&self.storage, &other.storage) {
            (Storage::Image(one), Storage::Image(two)) => {
                let image = |disk: &Self, image: &crate::vm::DiskImage| image.image_id.unwrap_or(disk.id);
                image(self, one) == image(other, two) && self.snapshot_id == other.snapshot_id
            }
            (one, two) => one == two,
        };
        same.then_some(MatchedBy::Source)
    }
}

impl Natural for Cdrom {
    fn shares(&self, other: &Self) -> Option<MatchedBy> {
        let medium = |drive: &Self| (drive.path.clone(), drive.volume.clone());
        (medium(self) != (None, None) && medium(self) == medium(other)).then_some(MatchedBy::Source)
    }
}

impl Natural for Nic {
    fn shares(&self, other: &Self) -> Option<MatchedBy> {
        (self.mac_address.is_some() && self.mac_address == other.mac_address).then_some(MatchedBy::MacAddress)
    }
}

impl Natural for HostDevice {
    fn shares(&self, other: &Self) -> Option<MatchedBy> {
        (self.name == other.name).then_some(MatchedBy::Source)
    }
}

impl Natural for VGpu {
    fn shares(&self, other: &Self) -> Option<MatchedBy> {
        (self.id == other.id).then_some(MatchedBy::Source)
    }
}

impl Natural for Graphics {
    fn shares(&self, other: &Self) -> Option<MatchedBy> {
        (self.graphics_type == other.graphics_type).then_some(MatchedBy::OnlyOfKind)
    }
}

impl Natural for OtherDevice {
    fn shares(&self, other: &Self) -> Option<MatchedBy> {
        (self.xml == other.xml).then_some(MatchedBy::Source)
    }
}

macro_rules! by_kind_only {
    ($($kind:ident)*) => { $(impl Natural for crate::vm::$kind {})* };
}

by_kind_only!(Balloon Console Controller MemoryDevice Redir Rng Smartcard Sound Tpm Video Watchdog);

impl Natural for Floppy {}
impl Natural for Lease {}

/// For each known device the position of the running one that it is, and what tells. Each is used once; what
/// tells more goes first.
pub(super) fn pair<D: VmDevice + Natural>(known: &[&D], running: &[D]) -> Vec<Option<(usize, MatchedBy)>> {
    let known_devices: Vec<&dyn VmDevice> = known.iter().map(|device| *device as &dyn VmDevice).collect();
    let running_devices: Vec<&dyn VmDevice> = running.iter().map(|device| device as &dyn VmDevice).collect();
    pair_devices(&known_devices, &running_devices, &|one, other| known[one].shares(&running[other]))
}

/// What tells that a running device is a known one, by their positions.
type Test<'a> = &'a dyn Fn(usize, usize) -> Option<MatchedBy>;

fn pair_devices(
    known: &[&dyn VmDevice],
    running: &[&dyn VmDevice],
    shares: Test<'_>,
) -> Vec<Option<(usize, MatchedBy)>> {
    let mut pairs: Vec<Option<(usize, MatchedBy)>> = vec![None; known.len()];
    let mut used = vec![false; running.len()];
    let rules: [Test<'_>; 4] = [
        &|one, other| {
            // What others made has its id from the alias that libvirt gave it, or from its place.
            let by = if running[other].managed() { MatchedBy::UserAlias } else { MatchedBy::StoredAlias };
            (known[one].id() == running[other].id()).then_some(by)
        },
        &|one, other| {
            let alias = known[one].stored_alias().filter(|alias| Some(*alias) == running[other].stored_alias());
            alias.map(|_| MatchedBy::StoredAlias)
        },
        &|one, other| {
            let address = known[one].address().filter(|address| Some(*address) == running[other].address());
            address.map(|_| MatchedBy::Address)
        },
        shares,
    ];
    for rule in rules {
        for (one, pair) in pairs.iter_mut().enumerate().filter(|(_, pair)| pair.is_none()) {
            let free = (0..running.len()).filter(|other| !used[*other]);
            let found = free.filter_map(|other| Some((other, rule(one, other)?))).next();
            if let Some((other, _)) = found {
                used[other] = true;
                *pair = found;
            }
        }
    }
    let mut left = pairs.iter_mut().zip(known).filter(|(pair, known)| pair.is_none() && known.plugged());
    let mut free = (0..running.len()).filter(|at| !used[*at]);
    if let (Some((pair, _)), None, Some(at), None) = (left.next(), left.next(), free.next(), free.next()) {
        *pair = Some((at, MatchedBy::OnlyOfKind));
    }
    pairs
}
