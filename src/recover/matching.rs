//! The recognition of devices: which device of a running VM is which of a known entity.

use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::hash::Hash;

use domxml_schema::types::Uuid;
use serde::Serialize;

use crate::vm::{Cdrom, Disk, Graphics, HostDevice, Nic, OtherDevice, Storage, VmDevice};

/// The property that a device was recognized by; the first of these that both devices share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MatchedBy {
    /// The alias that the engine made from its id.
    UserAlias,
    /// The record in the document of the entity that it was made from.
    Record,
    /// The alias that was seen when it last ran.
    StoredAlias,
    /// Its address in the guest.
    Address,
    /// The volume, LUN or path that holds its data, or the device of the host that it is.
    Source,
    /// Its MAC address.
    MacAddress,
    /// Nothing but its kind: it is the only one.
    OnlyOfKind,
}

impl fmt::Display for MatchedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UserAlias => "its alias",
            Self::Record => "the record in the document",
            Self::StoredAlias => "the alias it last had",
            Self::Address => "its address",
            Self::Source => "its source",
            Self::MacAddress => "its MAC address",
            Self::OnlyOfKind => "being the only one of its kind",
        })
    }
}

/// The devices of a document by the ids that the import gives them, each with the id of the device of the entity
/// that it was generated from; none for a device that the entity has not, such as one of a single run.
pub(super) type Origins = HashMap<Uuid, Option<Uuid>>;

/// Returns for each known device the position of the running one that it is, and the property that tells. Each
/// running device is used once; surer properties go first, and devices that are plugged before others.
pub(super) fn pair<D>(known: &[D], running: &[D], origins: &Origins) -> Vec<Option<(usize, MatchedBy)>>
where
    D: VmDevice + 'static,
{
    let mut pairing = Pairing::new(known, running);
    // A foreign device has its id from the alias that libvirt gave it, or from its position.
    let by = |device: &D| if device.managed() { MatchedBy::UserAlias } else { MatchedBy::StoredAlias };
    pairing.pair(|device| Some(device.id()), |device| Some((device.id(), by(device))));
    pairing.pair(
        |device| Some(device.id()),
        |device| Some((origins.get(&device.id()).copied().flatten()?, MatchedBy::Record)),
    );
    // Devices that the entity has not are no others of its devices either.
    pairing.leave_out(|device| origins.get(&device.id()).is_some_and(Option::is_none));
    pairing.pair(VmDevice::stored_alias, |device| Some((device.stored_alias()?, MatchedBy::StoredAlias)));
    let address = |device: &D| device.address().map(ToString::to_string);
    pairing.pair(address, |device| Some((address(device)?, MatchedBy::Address)));
    let property = |device: &D| property(device).map(|(property, _)| property);
    pairing.pair(property, |device| self::property(device));
    pairing.pair_the_only_ones();
    pairing.pairs
}

/// The property that no two devices of one VM share, besides alias and address.
fn property(device: &dyn Any) -> Option<(String, MatchedBy)> {
    if let Some(disk) = device.downcast_ref::<Disk>() {
        let source = match &disk.storage {
            Storage::Image(image) => format!("{} {:?}", image.image_id.unwrap_or(disk.id), disk.snapshot_id),
            other => format!("{other:?}"),
        };
        return Some((source, MatchedBy::Source));
    }
    if let Some(Cdrom { path, volume, .. }) = device.downcast_ref() {
        let inserted = path.is_some() || volume.is_some();
        return inserted.then(|| (format!("{path:?} {volume:?}"), MatchedBy::Source));
    }
    if let Some(nic) = device.downcast_ref::<Nic>() {
        return Some((nic.mac_address.as_ref()?.to_string(), MatchedBy::MacAddress));
    }
    if let Some(device) = device.downcast_ref::<HostDevice>() {
        return Some((device.name.clone(), MatchedBy::Source));
    }
    if let Some(graphics) = device.downcast_ref::<Graphics>() {
        return Some((graphics.graphics_type.as_str().to_owned(), MatchedBy::OnlyOfKind));
    }
    let other = device.downcast_ref::<OtherDevice>()?;
    Some((other.xml.clone(), MatchedBy::Source))
}

/// The pairs that were found, and what is left.
struct Pairing<'a, D> {
    known: &'a [D],
    running: &'a [D],
    /// The positions of the known devices, plugged ones first.
    order: Vec<usize>,
    pairs: Vec<Option<(usize, MatchedBy)>>,
    used: Vec<bool>,
}

impl<'a, D: VmDevice> Pairing<'a, D> {
    fn new(known: &'a [D], running: &'a [D]) -> Self {
        let mut order: Vec<usize> = (0..known.len()).collect();
        order.sort_by_key(|at| !known[*at].plugged());
        Self { known, running, order, pairs: vec![None; known.len()], used: vec![false; running.len()] }
    }

    /// Pairs devices that have the same key, in their order.
    fn pair<K: Eq + Hash>(
        &mut self,
        known_key: impl Fn(&'a D) -> Option<K>,
        running_key: impl Fn(&'a D) -> Option<(K, MatchedBy)>,
    ) {
        let mut free: HashMap<K, VecDeque<(usize, MatchedBy)>> = HashMap::new();
        for (at, device) in self.running.iter().enumerate().filter(|(at, _)| !self.used[*at]) {
            if let Some((key, by)) = running_key(device) {
                free.entry(key).or_default().push_back((at, by));
            }
        }
        if free.is_empty() {
            return;
        }
        for &at in &self.order {
            if self.pairs[at].is_none()
                && let Some(found) = known_key(&self.known[at]).and_then(|key| free.get_mut(&key)?.pop_front())
            {
                self.used[found.0] = true;
                self.pairs[at] = Some(found);
            }
        }
    }

    /// Pairs no more of some running devices.
    fn leave_out(&mut self, left_out: impl Fn(&D) -> bool) {
        for (device, used) in self.running.iter().zip(&mut self.used) {
            *used |= left_out(device);
        }
    }

    /// Pairs the only known device that is plugged with the only running one, of those that are left.
    fn pair_the_only_ones(&mut self) {
        let mut left = self.pairs.iter_mut().zip(self.known).filter(|(pair, known)| pair.is_none() && known.plugged());
        let mut free = (0..self.running.len()).filter(|at| !self.used[*at]);
        if let (Some((pair, _)), None, Some(at), None) = (left.next(), left.next(), free.next(), free.next()) {
            *pair = Some((at, MatchedBy::OnlyOfKind));
        }
    }
}
