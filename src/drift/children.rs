//! Which child of one element is which of another.

use std::collections::{BTreeMap, VecDeque};

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
    let mut waiting: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (at, key) in asked.iter().enumerate() {
        if let Some(key) = key {
            waiting.entry(key).or_default().push_back(at);
        }
    }
    let mut partners: Vec<Option<usize>> = Vec::with_capacity(running.len());
    for key in &running {
        partners.push(key.as_deref().and_then(|key| waiting.get_mut(key)).and_then(VecDeque::pop_front));
    }
    let taken: Vec<usize> = partners.iter().flatten().copied().collect();
    // What has nothing to be told apart by on one side is paired by its order.
    let mut left: VecDeque<usize> = (0..asked.len()).filter(|at| !taken.contains(at)).collect();
    for (at, partner) in partners.iter_mut().enumerate().filter(|(_, partner)| partner.is_none()) {
        let fits = |candidate: &usize| running[at].is_none() || asked[*candidate].is_none();
        if let Some(place) = left.iter().position(fits) {
            *partner = left.remove(place);
        }
    }
    let pairs = partners.into_iter().enumerate().map(|(at, partner)| (partner, Some(at)));
    pairs.chain(left.iter().map(|at| (Some(*at), None))).collect()
}

/// Pairs texts: those that are the same, then the others by their order.
pub(super) fn pair_texts(asked: &[String], running: &[String], same: impl Fn(&str, &str) -> bool) -> Vec<Places> {
    let mut left: VecDeque<usize> = (0..asked.len()).collect();
    let mut partners: Vec<Option<usize>> = Vec::with_capacity(running.len());
    for text in running {
        let place = left.iter().position(|at| same(&asked[*at], text));
        partners.push(place.and_then(|place| left.remove(place)));
    }
    for partner in partners.iter_mut().filter(|partner| partner.is_none()) {
        *partner = left.pop_front();
    }
    let pairs = partners.into_iter().enumerate().map(|(at, partner)| (partner, Some(at)));
    pairs.chain(left.iter().map(|at| (Some(*at), None))).collect()
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
