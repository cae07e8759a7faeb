//! Which child of one element is which of another.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domxml_schema::visit::identity_key;
use domxml_schema::xml::Fields;

/// Places in the one list and in the other; one of them may be absent.
pub(super) type Places = (Option<usize>, Option<usize>);

/// The children where there is room for one.
pub(super) fn single(desired: &[&dyn Fields], actual: &[&dyn Fields]) -> Vec<Places> {
    vec![((!desired.is_empty()).then_some(0), (!actual.is_empty()).then_some(0))]
}

/// Pairs children of one name by their identities, else by their order.
pub(super) fn pair(desired: &[&dyn Fields], actual: &[&dyn Fields]) -> Vec<Places> {
    let keys = |list: &[&dyn Fields]| -> Vec<Keys> { list.iter().map(|fields| Keys::of(*fields)).collect() };
    let (desired, actual) = (keys(desired), keys(actual));
    let mut pairing = Pairing::new(desired.len(), actual.len());
    let most = desired.iter().chain(&actual).map(|keys| keys.all.len()).max().unwrap_or_default();
    for rank in 0..most {
        let key = |keys: &[Keys], at: usize| keys[at].all.get(rank).cloned().flatten();
        pairing.by(|at| key(&desired, at), |at| key(&actual, at));
    }
    // What has no sure identity on one side is paired by its order.
    if desired.iter().chain(&actual).any(|keys| !keys.sure) {
        pairing.in_order(|a, b| !desired[a].sure || !actual[b].sure);
    }
    pairing.finish()
}

/// The values of the identities of an element, where it has them, the surest first.
#[derive(Default)]
struct Keys {
    all: Vec<Option<Vec<String>>>,
    /// Whether one of them is sure.
    sure: bool,
}

impl Keys {
    fn of(fields: &dyn Fields) -> Self {
        let (sure, similar): (Vec<_>, Vec<_>) = fields.def().identities.iter().partition(|identity| identity.sure);
        let mut all: Vec<_> = sure.into_iter().map(|identity| identity_key(fields, identity)).collect();
        let sure = all.iter().any(Option::is_some);
        all.extend(similar.into_iter().map(|identity| identity_key(fields, identity)));
        Self { all, sure }
    }
}

/// Pairs texts: those that are the same, then the others by their order.
pub(super) fn pair_texts(desired: &[String], actual: &[String], same: impl Fn(&str, &str) -> bool) -> Vec<Places> {
    let mut pairing = Pairing::new(desired.len(), actual.len());
    pairing.by(|at| Some(&*desired[at]), |at| Some(&*actual[at]));
    pairing.in_order(|a, b| same(&desired[a], &actual[b]));
    pairing.in_order(|_, _| true);
    pairing.finish()
}

/// Pairs of two lists, found step by step.
pub(super) struct Pairing {
    /// The partner of each in the second list.
    partners: Vec<Option<usize>>,
    /// Indices in the first list without a partner.
    left: VecDeque<usize>,
}

/// How many candidates are looked at for one place: lists that differ in more than that are no lists of a
/// domain, and must not cost more than their length.
const CANDIDATES: usize = 256;

impl Pairing {
    pub(super) fn new(desired: usize, actual: usize) -> Self {
        Self { partners: vec![None; actual], left: (0..desired).collect() }
    }

    /// Pairs what has the same key, the first with the first.
    pub(super) fn by<K: Ord>(&mut self, desired: impl Fn(usize) -> Option<K>, actual: impl Fn(usize) -> Option<K>) {
        let mut waiting: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for at in &self.left {
            if let Some(key) = desired(*at) {
                waiting.entry(key).or_default().push_back(*at);
            }
        }
        for (at, partner) in self.partners.iter_mut().enumerate().filter(|(_, partner)| partner.is_none()) {
            *partner = actual(at).and_then(|key| waiting.get_mut(&key)?.pop_front());
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
