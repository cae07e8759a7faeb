//! Which device of one list is which of another.
//!
//! libvirt has no lasting identity of devices, so the [identities](domxml_schema::xml::ElementDef::identities) of
//! the model are tried in an order: the alias that a user gave, what surely tells devices of the kind apart, the
//! address in the guest, libvirt's alias, what merely fits; then equality, being the only one, and order. A device
//! is matched once. Two devices with user aliases are the same only if the aliases are.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt;

use domxml_schema::domain::Device;
use domxml_schema::visit::{Surroundings, identity_key, text_at};
use domxml_schema::xml::{ElementDef, Fields, Held, Identity, Pairing, Slot};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::children::Places;

/// The word for what a pair of devices was matched by: that of an identity of the model (`target`, `mac`,
/// `host-device`, ...), or one of the constants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct By(&'static str);

impl By {
    /// The alias that a user gave: `ua-...`.
    pub const USER_ALIAS: Self = Self("user-alias");
    /// The address in the guest.
    pub const ADDRESS: Self = Self("address");
    /// The alias that libvirt gave.
    pub const ALIAS: Self = Self("alias");
    /// All that they say is equal.
    pub const EQUAL: Self = Self("equal");
    /// There is one of the kind on each side.
    pub const ONLY_ONE: Self = Self("only-one");
    /// The order among the unmatched devices of the kind.
    pub const ORDER: Self = Self("order");

    /// The word, such as `user-alias`.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl Serialize for Pair {
    /// With the names of older versions beside those of today.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pair = serializer.serialize_struct("Pair", 5)?;
        pair.serialize_field("desired", &self.desired)?;
        pair.serialize_field("actual", &self.actual)?;
        pair.serialize_field("asked", &self.desired)?;
        pair.serialize_field("running", &self.actual)?;
        pair.serialize_field("by", &self.by)?;
        pair.end()
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Two devices that are the same, by their indices in the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Index in the desired list.
    pub desired: usize,
    /// Index in the actual list.
    pub actual: usize,
    /// What they were matched by.
    pub by: By,
}

/// Which device is which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// The pairs, in the order of the actual list.
    pub pairs: Vec<Pair>,
    /// Indices of the devices that are in the desired list only.
    pub desired_only: Vec<usize>,
    /// Indices of the devices that are in the actual list only.
    pub actual_only: Vec<usize>,
}

/// Matches two lists of devices.
///
/// ```
/// use domxml::drift::matching::devices;
/// use domxml::schema::device::Disk;
/// use domxml::schema::domain::Device;
///
/// let disk = |dev: &str| Device::from(Disk { target: Some(domxml::schema::device::disk::Target {
///     dev: Some(dev.to_owned()), ..Default::default() }), ..Disk::default() });
/// let matching = devices(&[disk("vda"), disk("vdb")], &[disk("vdb"), disk("vdc")]);
/// let pair = matching.pairs[0];
/// assert_eq!((pair.desired, pair.actual, pair.by.as_str()), (1, 0, "target"));
/// assert_eq!((matching.desired_only, matching.actual_only), (vec![0], vec![1]));
/// ```
pub fn devices(desired: &[Device], actual: &[Device]) -> Matching {
    completed(&plain(desired), &plain(actual))
}

/// A device in a document, and in the document's normal form if it is known which it is there.
pub(super) type Completed<'d> = (&'d dyn Fields, Option<&'d dyn Fields>);

fn plain(devices: &[Device]) -> Vec<Completed<'_>> {
    devices.iter().map(|device| (device as &dyn Fields, None)).collect()
}

/// Matches two lists of devices, some of which are known in their normal form, too: an identity that the document
/// does not say is that of the normal form.
pub(super) fn completed(desired: &[Completed<'_>], actual: &[Completed<'_>]) -> Matching {
    let mut matcher = Matcher { desired: candidates(desired), actual: candidates(actual), pairs: Vec::new() };
    for (desired, actual) in matcher.by_kind() {
        matcher.kind(&desired, &actual);
    }
    matcher.pairs.sort_by_key(|pair| pair.actual);
    let left = |list: &[Candidate<'_>]| list.iter().enumerate().filter(|(_, it)| !it.taken).map(|(at, _)| at).collect();
    Matching { desired_only: left(&matcher.desired), actual_only: left(&matcher.actual), pairs: matcher.pairs }
}

fn candidates<'d>(list: &[Completed<'d>]) -> Vec<Candidate<'d>> {
    list.iter().map(|(fields, normal)| Candidate::of(*fields, *normal)).collect()
}

impl Matching {
    /// All devices in the order of the actual list, then those that are in the desired list only.
    pub(super) fn places(&self) -> Vec<Places> {
        let both = self.pairs.iter().map(|pair| (Some(pair.desired), Some(pair.actual)));
        let mut all: Vec<Places> = both.chain(self.actual_only.iter().map(|actual| (None, Some(*actual)))).collect();
        all.sort_by_key(|(_, actual)| *actual);
        all.extend(self.desired_only.iter().map(|desired| (Some(*desired), None)));
        all
    }
}

/// The address in the guest, of a device of any kind.
const ADDRESS: Identity = Identity { by: By::ADDRESS.0, paths: &["address/@*"], sure: true };

/// The alias, of a device of any kind.
const ALIAS: Identity = Identity { by: By::ALIAS.0, paths: &["alias/@name"], sure: true };

/// A device, and what was found out about it.
struct Candidate<'d> {
    fields: &'d dyn Fields,
    /// It in the normal form.
    normal: Option<&'d dyn Fields>,
    kind: Cow<'d, str>,
    user_alias: Option<String>,
    taken: bool,
}

impl<'d> Candidate<'d> {
    fn of(fields: &'d dyn Fields, normal: Option<&'d dyn Fields>) -> Self {
        let alias = text_at(fields, "alias/@name").filter(|it| is_user_alias(it));
        Self { fields, normal, kind: kind(fields), user_alias: alias.map(Cow::into_owned), taken: false }
    }

    /// The values of an identity, as the document has them.
    fn key(&self, identity: &Identity) -> Option<Vec<String>> {
        identity_key(self.fields, identity).or_else(|| identity_key(self.normal?, identity))
    }

    /// The values of an identity, with those that the document leaves to libvirt.
    fn full_key(&self, identity: &Identity) -> Option<Vec<String>> {
        self.normal.and_then(|normal| identity_key(normal, identity)).or_else(|| identity_key(self.fields, identity))
    }

    /// Whether something tells it apart: what surely does, if there is such a thing for devices of the kind.
    fn is_told_apart(&self) -> bool {
        let identities = self.fields.def().identities;
        let sure = identities.iter().any(|identity| identity.sure);
        let counts = |identity: &&Identity| self.fields.def().pairing == Pairing::Identity || identity.sure == sure;
        let mut known = identities.iter().filter(counts);
        self.user_alias.is_some() || known.any(|identity| self.key(identity).is_some())
    }

    /// Whether nothing says that it is another device.
    fn may_be(&self, other: &Self) -> bool {
        self.user_alias.is_none() || other.user_alias.is_none() || self.user_alias == other.user_alias
    }
}

/// The name of a device, which is its kind.
pub(super) fn kind(fields: &dyn Fields) -> Cow<'_, str> {
    match (fields.element_name(), fields.kept()) {
        (Some(name), _) => Cow::Borrowed(name),
        (None, kept) => kept.map_or_else(Cow::default, |kept| Cow::Owned(kept.name().to_owned())),
    }
}

/// Whether an alias is one that a user gave.
pub(crate) fn is_user_alias(alias: &str) -> bool {
    alias.starts_with("ua-")
}

struct Matcher<'d> {
    desired: Vec<Candidate<'d>>,
    actual: Vec<Candidate<'d>>,
    pairs: Vec<Pair>,
}

/// How many candidates are tried for one device: lists in which more of them fit, but for a user alias, are no lists
/// of a domain, and must not cost more than their length.
const CANDIDATES: usize = 64;

impl<'d> Matcher<'d> {
    /// The devices of each kind that is on both sides.
    fn by_kind(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut kinds: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (at, candidate) in self.desired.iter().enumerate() {
            kinds.entry(&candidate.kind).or_default().0.push(at);
        }
        for (at, candidate) in self.actual.iter().enumerate() {
            kinds.entry(&candidate.kind).or_default().1.push(at);
        }
        kinds.into_values().filter(|(desired, actual)| !desired.is_empty() && !actual.is_empty()).collect()
    }

    /// Matches the devices of a kind.
    fn kind(&mut self, desired: &[usize], actual: &[usize]) {
        let def: &ElementDef = self.desired[desired[0]].fields.def();
        self.by(By::USER_ALIAS, desired, actual, |it| it.user_alias.clone());
        // What is declared behind a likeness is weaker than address and alias: a target without its bus.
        let weaker = def.identities.iter().position(|identity| !identity.sure).unwrap_or(def.identities.len());
        let (surest, weaker) = def.identities.split_at(weaker);
        for identity in surest.iter().chain([&ADDRESS]) {
            self.by(By(identity.by), desired, actual, |it| it.key(identity));
        }
        self.by(By::ALIAS, desired, actual, |it| {
            if it.user_alias.is_some() { None } else { identity_key(it.fields, &ALIAS) }
        });
        for identity in weaker {
            self.by(By(identity.by), desired, actual, |it| it.full_key(identity));
            self.by(By(identity.by), desired, actual, |it| it.key(identity));
        }
        // Sizes with units are the same only in the normal form.
        for identity in def.identities {
            self.by(By(identity.by), desired, actual, |it| identity_key(it.normal.unwrap_or(it.fields), identity));
        }
        self.by(By::EQUAL, desired, actual, |it| Some(everything(it.fields)));
        if let ([desired], [actual]) = (desired, actual)
            && def.pairing != Pairing::Identity
            && device(&self.desired[*desired]) == device(&self.actual[*actual])
        {
            self.by(By::ONLY_ONE, &[*desired], &[*actual], |_| Some(()));
        }
        if def.pairing == Pairing::Order {
            self.by(By::ORDER, desired, actual, |_| Some(()));
        }
        // What nothing tells apart on one side may be any of its kind.
        let open = |list: &[Candidate<'_>], of: &[usize]| -> Vec<usize> {
            of.iter().copied().filter(|at| !list[*at].taken && !list[*at].is_told_apart()).collect()
        };
        let (one, other) = (open(&self.desired, desired), open(&self.actual, actual));
        self.by(By::ORDER, &one, actual, |it| Some(device(it)));
        self.by(By::ORDER, desired, &other, |it| Some(device(it)));
    }

    /// Pairs what has the same key and is not matched; of several with the same key, the first with the first.
    fn by<K: std::hash::Hash + Eq>(
        &mut self,
        by: By,
        desired: &[usize],
        actual: &[usize],
        key: impl Fn(&Candidate<'d>) -> Option<K>,
    ) {
        let mut waiting: HashMap<K, VecDeque<usize>> = HashMap::new();
        for at in actual.iter().filter(|at| !self.actual[**at].taken) {
            if let Some(key) = key(&self.actual[*at]) {
                waiting.entry(key).or_default().push_back(*at);
            }
        }
        if waiting.is_empty() {
            return;
        }
        for at in desired {
            let candidate = &self.desired[*at];
            if candidate.taken {
                continue;
            }
            let Some(queue) = key(candidate).and_then(|key| waiting.get_mut(&key)) else { continue };
            let fits = queue.iter().take(CANDIDATES).position(|other| candidate.may_be(&self.actual[*other]));
            if let Some(other) = fits.and_then(|place| queue.remove(place)) {
                (self.desired[*at].taken, self.actual[other].taken) = (true, true);
                self.pairs.push(Pair { desired: *at, actual: other, by });
            }
        }
    }
}

/// The role of a disk (`disk`, `cdrom`, ...): even the only one is another one in another role.
fn device(candidate: &Candidate<'_>) -> Option<String> {
    Surroundings::new(vec![Some(candidate.fields)]).text_or_default("@device").map(Into::into)
}

/// All that an element says, as one text. Not the XML: writing recurses, and chains of images may be long.
pub(super) fn everything(fields: &dyn Fields) -> String {
    const END: char = '\u{1}';
    let mut text = String::new();
    let mut left: Vec<(&dyn Fields, &str)> = vec![(fields, fields.element_name().unwrap_or_default())];
    while let Some((fields, name)) = left.pop() {
        text.extend([name, fields.tag().map_or("", |(_, tag)| tag), fields.kept().map_or("", |kept| kept.text())]);
        text.push(END);
        let mut rows = Vec::new();
        fields.present(0, &mut rows);
        for Held { row, .. } in rows {
            let field = &fields.def().fields[row];
            text.push_str(field.rust_name);
            match fields.slot(row) {
                Slot::Value(slot) => (0..slot.count()).for_each(|index| {
                    text.push(END);
                    slot.write(index, &mut text, field.format);
                }),
                Slot::Element(slot) => {
                    text.push_str(&slot.count().to_string());
                    left.extend((0..slot.count()).filter_map(|index| Some((slot.get(index)?, field.rust_name))));
                }
                _ => {}
            }
            text.push(END);
        }
        if let Some(extra) = fields.extra().filter(|extra| !extra.is_empty()) {
            let attributes = extra.attributes().iter().map(|it| format!("{}={}{END}", it.name, it.value));
            text.extend(attributes.chain(extra.nodes().map(|node| format!("{node:?}{END}"))));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use domxml_schema::{Domain, Element};

    fn list(xml: &str) -> Vec<Device> {
        let domain = Domain::parse(&format!("<domain><devices>{xml}</devices></domain>")).expect("it is a domain");
        domain.devices.map(|devices| devices.list).unwrap_or_default()
    }

    fn matched(desired: &str, actual: &str) -> Vec<(usize, usize, &'static str)> {
        let pairs = devices(&list(desired), &list(actual)).pairs;
        pairs.into_iter().map(|pair| (pair.desired, pair.actual, pair.by.as_str())).collect()
    }

    #[test]
    fn each_key_matches_what_it_is_about() {
        for (by, desired, actual) in [
            ("user-alias", "<disk><alias name='ua-1'/></disk>", "<disk><target dev='sdx'/><alias name='ua-1'/></disk>"),
            ("target", "<disk><target dev='vda'/></disk>", "<disk><target dev='vda' bus='sata'/></disk>"),
            (
                "target",
                "<channel><target type='virtio' name='a'/></channel>",
                "<channel type='unix'><target type='virtio' name='a'/></channel>",
            ),
            (
                "mac",
                "<interface><mac address='52:54:00:00:00:0A'/></interface>",
                "<interface><mac address='52:54:00:00:00:0a'/></interface>",
            ),
            (
                "host-device",
                "<hostdev type='usb'><source><vendor id='0x1'/><product id='0x2'/></source></hostdev>",
                "<hostdev type='usb'><source><vendor id='0x0001'/><product id='0x0002'/></source></hostdev>",
            ),
            ("index", "<controller type='scsi' index='1'/>", "<controller type='scsi' index='1' model='lsilogic'/>"),
            ("name", "<lease><key>a</key></lease>", "<lease><key>a</key><target path='/l'/></lease>"),
            (
                "address",
                "<rng><address type='pci' bus='1'/></rng>",
                "<rng model='virtio'><address type='pci' bus='1'/></rng>",
            ),
            ("alias", "<rng><alias name='rng0'/></rng>", "<rng model='virtio'><alias name='rng0'/></rng>"),
            (
                "source",
                "<disk><source file='/a'/><target dev='vda'/></disk>",
                "<disk><source file='/a'/><target dev='vdb'/></disk>",
            ),
            (
                "serial",
                "<disk><target dev='vda'/><serial>1</serial></disk>",
                "<disk><target dev='vdb'/><serial>1</serial></disk>",
            ),
            ("form", "<sound model='ich9'/>", "<sound model='ich9'><alias name='sound0'/></sound>"),
            ("equal", "<filesystem/>", "<filesystem/>"),
            (
                "only-one",
                "<interface><mac address='52:54:00:00:00:01'/></interface>",
                "<interface><mac address='52:54:00:00:00:02'/></interface>",
            ),
            ("order", "<tpm model='tpm-tis'/><tpm model='tpm-tis'/>", "<tpm model='tpm-crb'/>"),
        ] {
            assert_eq!(matched(desired, actual), [(0, 0, by)], "{desired} {actual}");
        }
    }

    #[test]
    fn what_is_another_is_not_matched() {
        for (desired, actual) in [
            (
                "<disk><target dev='vda'/><alias name='ua-1'/></disk>",
                "<disk><target dev='vda'/><alias name='ua-2'/></disk>",
            ),
            ("<disk device='cdrom'><target dev='sda'/></disk>", "<disk device='disk'><target dev='sdb'/></disk>"),
            (
                "<hostdev type='usb'><source><vendor id='0x1'/><product id='0x2'/></source></hostdev>",
                "<hostdev type='usb'><source><vendor id='0x1'/><product id='0x3'/></source></hostdev>",
            ),
            ("<input type='tablet'/>", "<input type='mouse'/>"),
        ] {
            assert_eq!(matched(desired, actual), [], "{desired} {actual}");
        }
    }

    #[test]
    fn what_nothing_tells_apart_is_the_next_of_its_kind() {
        let nic =
            |number: u8| format!("<interface type='bridge'><mac address='52:54:00:00:00:0{number}'/></interface>");
        let nics = nic(1) + &nic(2);
        let plain = "<interface type='bridge'/>";
        assert_eq!(matched(plain, &nics), [(0, 0, "order")]);
        assert_eq!(matched(&nics, plain), [(0, 0, "order")]);
        assert_eq!(matched(&plain.repeat(2), &nics), [(0, 0, "order"), (1, 1, "order")]);
        let disks = "<disk><target dev='vda'/></disk><disk><target dev='vdb'/></disk>";
        assert_eq!(matched("<disk/>", disks), [(0, 0, "order")]);
        assert_eq!(matched("<disk device='cdrom'/>", disks), [], "another role");
        assert_eq!(matched("<disk><target dev='vdc'/></disk>", disks), []);
        let alias = "<interface type='bridge'><alias name='ua-1'/></interface>";
        assert_eq!(matched(alias, &nics), [], "a user alias tells apart");
        let source = |bridge: &str| format!("<interface type='bridge'><source bridge='{bridge}'/></interface>");
        assert_eq!(matched(&(source("a") + &source("b")), &source("b")), [(1, 0, "form")]);
    }

    #[test]
    fn an_identity_may_be_that_of_the_normal_form() {
        let (short, full) = (list("<input type='tablet'/>"), list("<input type='tablet' bus='usb'/>"));
        let other = list("<input type='tablet' bus='virtio'/><input type='tablet' bus='usb'/>");
        let desired: Vec<Completed<'_>> = vec![(&short[0], Some(&full[0]))];
        let pairs = completed(&desired, &plain(&other)).pairs;
        assert_eq!((pairs.len(), pairs[0].actual), (1, 1));
    }

    #[test]
    fn a_device_is_matched_once() {
        let nic = "<interface><mac address='52:54:00:00:00:01'/></interface>";
        assert_eq!(matched(nic, &nic.repeat(2)), [(0, 0, "mac")]);
        assert_eq!(matched(&nic.repeat(2), nic), [(0, 0, "mac")]);
        let team = "<interface><mac address='52:54:00:00:00:01'/><teaming type='transient'/></interface>";
        assert_eq!(matched(&format!("{nic}{team}"), &format!("{team}{nic}")), [(1, 0, "mac"), (0, 1, "mac")]);
    }
}
