//! Which child of one element is which of another.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domxml_schema::domain::Device;
use domxml_schema::xml::{ElementSlot, Fields};

use super::value;

/// Places in the one list and in the other; one of them may be absent.
pub(super) type Places = (Option<usize>, Option<usize>);

/// The children where there is room for one.
pub(super) fn single(asked: &dyn ElementSlot, running: &dyn ElementSlot) -> Vec<Places> {
    vec![((asked.count() > 0).then_some(0), (running.count() > 0).then_some(0))]
}

/// Pairs children of one name: by what tells them apart, else by their order.
pub(super) fn pair(asked: &dyn ElementSlot, running: &dyn ElementSlot) -> Vec<Places> {
    let keys = |slot: &dyn ElementSlot| -> Vec<Option<String>> {
        (0..slot.count()).map(|index| slot.get(index).and_then(value::key)).collect()
    };
    let (asked, running) = (keys(asked), keys(running));
    let mut pairing = Pairing::new(asked.len(), running.len());
    pairing.by(|at| asked[at].as_deref(), |at| running[at].as_deref());
    // What has nothing to be told apart by on one side is paired by its order.
    let nameless = |keys: &[Option<String>]| keys.iter().any(Option::is_none);
    if nameless(&asked) || nameless(&running) {
        pairing.in_order(|a, b| asked[a].is_none() || running[b].is_none());
    }
    pairing.finish()
}

/// Pairs texts: those that are the same, then the others by their order.
pub(super) fn pair_texts(asked: &[String], running: &[String], same: impl Fn(&str, &str) -> bool) -> Vec<Places> {
    let mut pairing = Pairing::new(asked.len(), running.len());
    pairing.by(|at| Some(&*asked[at]), |at| Some(&*running[at]));
    pairing.in_order(|a, b| same(&asked[a], &running[b]));
    pairing.in_order(|_, _| true);
    pairing.finish()
}

/// Pairs of two lists, found step by step.
pub(super) struct Pairing {
    /// The partner of each in the second list.
    partners: Vec<Option<usize>>,
    /// What of the first list has no partner.
    left: VecDeque<usize>,
}

/// How many candidates are looked at for one place: lists that differ in more than that are no lists of a
/// domain, and must not cost more than their length.
const CANDIDATES: usize = 256;

impl Pairing {
    pub(super) fn new(asked: usize, running: usize) -> Self {
        Self { partners: vec![None; running], left: (0..asked).collect() }
    }

    /// Pairs what has the same key, the first with the first.
    pub(super) fn by<K: Ord>(&mut self, asked: impl Fn(usize) -> Option<K>, running: impl Fn(usize) -> Option<K>) {
        let mut waiting: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for at in &self.left {
            if let Some(key) = asked(*at) {
                waiting.entry(key).or_default().push_back(*at);
            }
        }
        for (at, partner) in self.partners.iter_mut().enumerate().filter(|(_, partner)| partner.is_none()) {
            *partner = running(at).and_then(|key| waiting.get_mut(&key)?.pop_front());
        }
        let taken: BTreeSet<usize> = self.partners.iter().flatten().copied().collect();
        self.left.retain(|at| !taken.contains(at));
    }

    /// Pairs each with the first that fits.
    fn in_order(&mut self, fits: impl Fn(usize, usize) -> bool) {
        for (at, partner) in self.partners.iter_mut().enumerate().filter(|(_, partner)| partner.is_none()) {
            let place = self.left.iter().take(CANDIDATES).position(|candidate| fits(*candidate, at));
            *partner = place.and_then(|place| self.left.remove(place));
        }
    }

    /// The pairs in the order of the second list, then what is in the first only.
    pub(super) fn finish(self) -> Vec<Places> {
        let pairs = self.partners.into_iter().enumerate().map(|(at, partner)| (partner, Some(at)));
        pairs.chain(self.left.into_iter().map(|at| (Some(at), None))).collect()
    }
}

/// The name of a device's element.
pub(super) fn device_name(device: &Device) -> &str {
    match device {
        Device::Other(kept) => kept.name(),
        device => device.element_name().unwrap_or_default(),
    }
}

/// The number of each device among those of its name, from 0.
pub(super) fn numbers(devices: &[Device]) -> Vec<usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let number = |device| {
        let count = counts.entry(device_name(device)).or_default();
        *count += 1;
        *count - 1
    };
    devices.iter().map(number).collect()
}
