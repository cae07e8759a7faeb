//! Which device of one list is which of another.
//!
//! libvirt has no identity of devices that lasts, so what there is is tried in an order: what a person
//! gave first, what merely fits last. A device is matched once. Two devices that have user aliases are the
//! same only if these are the same.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use domxml_schema::domain::Device;
use domxml_schema::xml::{FieldKind, Fields, Held, Slot};
use serde::Serialize;

use crate::pattern;

/// What a pair of devices was matched by, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The alias that a user gave: `ua-...`.
    UserAlias,
    /// The name in the guest: `target/@dev` of a disk, the folder of a file system, the name of a channel.
    Target,
    /// The MAC address; with the role in a team, where two interfaces share one.
    Mac,
    /// What is passed through: its address in the host.
    HostDevice,
    /// Type and index of a controller.
    Index,
    /// Another name: a lease's key, the name of a shared memory, the id of an audio backend.
    Name,
    /// The address in the guest.
    Address,
    /// The alias that libvirt gave.
    Alias,
    /// The image, or another place where the data is.
    Source,
    /// The serial number.
    Serial,
    /// Its kind alone tells it: type, model, bus, or port.
    Form,
    /// They say the same in all.
    Equal,
    /// There is one of the kind on each side.
    OnlyOne,
    /// Its place among those of its kind that are left.
    Order,
}

impl By {
    /// The word for it, such as `user-alias`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UserAlias => "user-alias",
            Self::Target => "target",
            Self::Mac => "mac",
            Self::HostDevice => "host-device",
            Self::Index => "index",
            Self::Name => "name",
            Self::Address => "address",
            Self::Alias => "alias",
            Self::Source => "source",
            Self::Serial => "serial",
            Self::Form => "form",
            Self::Equal => "equal",
            Self::OnlyOne => "only-one",
            Self::Order => "order",
        }
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Two devices that are the same, by their places in the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Place in the first list.
    pub asked: usize,
    /// Place in the second list.
    pub running: usize,
    /// What they were matched by.
    pub by: By,
}

/// Which device is which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// The pairs, in the order of the second list.
    pub pairs: Vec<Pair>,
    /// What is in the first list only.
    pub asked_only: Vec<usize>,
    /// What is in the second list only.
    pub running_only: Vec<usize>,
}

/// Matches two lists of devices.
///
/// ```
/// use domxml::drift::matching::{By, devices};
/// use domxml::schema::device::Disk;
/// use domxml::schema::domain::Device;
///
/// let disk = |dev: &str| Device::from(Disk { target: Some(domxml::schema::device::disk::Target {
///     dev: Some(dev.to_owned()), ..Default::default() }), ..Disk::default() });
/// let matching = devices(&[disk("vda"), disk("vdb")], &[disk("vdb"), disk("vdc")]);
/// assert_eq!((matching.pairs[0].asked, matching.pairs[0].running, matching.pairs[0].by), (1, 0, By::Target));
/// assert_eq!((matching.asked_only, matching.running_only), (vec![0], vec![1]));
/// ```
pub fn devices(asked: &[Device], running: &[Device]) -> Matching {
    let mut run = Run {
        asked: asked.iter().map(Known::of).collect(),
        running: running.iter().map(Known::of).collect(),
        pairs: Vec::new(),
    };
    for key in KEYS {
        run.by_key(key);
    }
    run.equals();
    run.only_ones();
    run.in_order();
    run.pairs.sort_by_key(|pair| pair.running);
    let left = |list: &[Known<'_>]| list.iter().enumerate().filter(|(_, it)| !it.taken).map(|(at, _)| at).collect();
    Matching { asked_only: left(&run.asked), running_only: left(&run.running), pairs: run.pairs }
}

/// Values that tell devices of a kind apart.
struct Key {
    by: By,
    /// Name of the element; `*` is any.
    kind: &'static str,
    /// Paths in the device; all of them must hold something, but for those that end in `?`.
    paths: &'static [&'static str],
}

const fn key(by: By, kind: &'static str, paths: &'static [&'static str]) -> Key {
    Key { by, kind, paths }
}

/// What devices are told apart by, in the order in which it is tried.
const KEYS: &[Key] = &[
    key(By::UserAlias, "*", &["alias/@name"]),
    key(By::Target, "disk", &["@device?", "target/@dev", "target/@bus"]),
    key(By::Target, "filesystem", &["target/@dir"]),
    key(By::Target, "channel", &["target/@type", "target/@name"]),
    key(By::Target, "channel", &["target/@type", "target/@address", "target/@port"]),
    key(By::Mac, "interface", &["mac/@address", "teaming/@type?"]),
    key(By::HostDevice, "hostdev", &["@type", "source/adapter/@name", "source/address/@*"]),
    key(By::HostDevice, "hostdev", &["@type", "source/address/@*"]),
    key(By::HostDevice, "hostdev", &["@type", "source/vendor/@id", "source/product/@id"]),
    key(By::HostDevice, "hostdev", &["@type", "source/@protocol", "source/@name"]),
    key(By::HostDevice, "hostdev", &["@type", "source/@wwpn"]),
    key(By::HostDevice, "hostdev", &["@type", "source/block"]),
    key(By::HostDevice, "hostdev", &["@type", "source/char"]),
    key(By::HostDevice, "hostdev", &["@type", "source/interface"]),
    key(By::Index, "controller", &["@type", "@index", "@model", "master/@startport?"]),
    key(By::Index, "controller", &["@type", "@index"]),
    key(By::Name, "lease", &["lockspace?", "key"]),
    key(By::Name, "shmem", &["@name"]),
    key(By::Name, "audio", &["@id"]),
    key(By::Address, "*", &["address/@*"]),
    key(By::Alias, "*", &["alias/@name"]),
    key(
        By::Source,
        "disk",
        &["source/@file?", "source/@dev?", "source/@name?", "source/@protocol?", "source/@volume?"],
    ),
    key(By::Target, "disk", &["target/@dev"]),
    key(By::Source, "memory", &["@model?", "source/path"]),
    key(By::Serial, "disk", &["serial"]),
    key(By::Form, "graphics", &["@type"]),
    key(By::Form, "controller", &["@type", "@model"]),
    key(By::Form, "controller", &["@type"]),
    key(By::Form, "input", &["@type", "@bus?"]),
    key(By::Form, "input", &["@type"]),
    key(By::Form, "sound", &["@model"]),
    key(By::Form, "watchdog", &["@model"]),
    key(By::Form, "panic", &["@model?"]),
    key(By::Form, "hub", &["@type"]),
    key(By::Form, "iommu", &["@model"]),
    key(By::Form, "video", &["model/@type"]),
    key(By::Form, "memory", &["@model?", "target/size", "target/node?"]),
    key(By::Form, "redirdev", &["@bus?", "@type"]),
    key(By::Form, "serial", &["@type", "target/@port"]),
    key(By::Form, "serial", &["target/@port"]),
    key(By::Form, "parallel", &["target/@port"]),
    key(By::Form, "console", &["target/@type", "target/@port?"]),
    key(By::Form, "channel", &["@type", "target/@type", "target/@name?"]),
    key(By::Form, "interface", &["@type", "source/@*", "mac/@address?"]),
    key(By::Form, "smartcard", &["@mode"]),
    key(By::Form, "rng", &["@model?", "backend/@model?", "backend?"]),
    key(By::Form, "tpm", &["@model?", "backend/@type?"]),
    key(By::Form, "crypto", &["@model?", "@type?"]),
];

/// Kinds whose devices are interchangeable enough to be matched by their order.
const ORDERED: [&str; 11] =
    ["video", "rng", "tpm", "smartcard", "serial", "parallel", "console", "redirdev", "audio", "crypto", "graphics"];

/// Kinds of which another is another, even if there is but one.
const IDENTIFIED: [&str; 8] = ["controller", "input", "channel", "filesystem", "hostdev", "shmem", "lease", "memory"];

/// A device, and what was found out of it.
struct Known<'d> {
    fields: &'d dyn Fields,
    kind: &'d str,
    /// Its user alias.
    alias: Option<String>,
    taken: bool,
}

impl<'d> Known<'d> {
    fn of(device: &'d Device) -> Self {
        let kind = match device {
            Device::Other(kept) => kept.name(),
            device => device.element_name().unwrap_or_default(),
        };
        let alias = pattern::text_at(device, "alias/@name").filter(|name| is_user_alias(name));
        Self { fields: device, kind, alias: alias.map(Into::into), taken: false }
    }

    /// The values of a key, if it has them.
    fn values(&self, key: &Key) -> Option<Vec<String>> {
        if self.taken || (key.kind != "*" && key.kind != self.kind) {
            return None;
        }
        match key.by {
            By::UserAlias => return self.alias.clone().map(|alias| vec![alias]),
            By::Alias if self.alias.is_some() => return None,
            _ => {}
        }
        let mut values = Vec::with_capacity(key.paths.len());
        for path in key.paths {
            let (path, optional) = path.strip_suffix('?').map_or((*path, false), |path| (path, true));
            let value = match path.strip_suffix("/@*") {
                Some(element) => pattern::element_at(self.fields, element).and_then(attributes),
                None => pattern::text_at(self.fields, path).map(Into::into),
            };
            match value {
                Some(value) => values.push(value),
                None if optional => values.push(String::new()),
                None => return None,
            }
        }
        // Something must tell it apart.
        values.iter().any(|value| !value.is_empty()).then_some(values)
    }

    /// Whether nothing says that it is another device.
    fn may_be(&self, other: &Self) -> bool {
        self.kind == other.kind && (self.alias.is_none() || other.alias.is_none() || self.alias == other.alias)
    }
}

/// Whether an alias is one that a user gave.
pub(crate) fn is_user_alias(alias: &str) -> bool {
    alias.starts_with("ua-")
}

/// The attributes of an element as one text; none if it has none but the one that tells its variant.
fn attributes(fields: &dyn Fields) -> Option<String> {
    let mut text = String::new();
    let mut rows = Vec::new();
    fields.present(0, &mut rows);
    for Held { row, .. } in rows {
        let field = &fields.def().fields[row];
        // Whether more functions are in use says nothing about this one.
        if let (FieldKind::Attribute(_), Slot::Value(slot)) = (field.kind, fields.slot(row))
            && field.name != "multifunction"
        {
            text.push_str(field.name);
            text.push('=');
            slot.write(0, &mut text, field.format);
            text.push(' ');
        }
    }
    let tag = fields.tag().map_or("", |(_, tag)| tag);
    (!text.is_empty()).then(|| format!("{tag} {text}"))
}

/// All that an element says, as one text. Not the XML: writing recurses, and chains of images may be long.
fn everything(fields: &dyn Fields) -> String {
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

struct Run<'d> {
    asked: Vec<Known<'d>>,
    running: Vec<Known<'d>>,
    pairs: Vec<Pair>,
}

impl Run<'_> {
    fn pair(&mut self, asked: usize, running: usize, by: By) {
        (self.asked[asked].taken, self.running[running].taken) = (true, true);
        self.pairs.push(Pair { asked, running, by });
    }

    /// Pairs what has the same values; of several with the same values, the first with the first.
    fn by_key(&mut self, key: &Key) {
        if !self.running.iter().any(|known| !known.taken && (key.kind == "*" || key.kind == known.kind)) {
            return;
        }
        let mut waiting: BTreeMap<(&str, Vec<String>), VecDeque<usize>> = BTreeMap::new();
        for (at, known) in self.running.iter().enumerate() {
            if let Some(values) = known.values(key) {
                waiting.entry((known.kind, values)).or_default().push_back(at);
            }
        }
        if waiting.is_empty() {
            return;
        }
        let mut found = Vec::new();
        for (at, known) in self.asked.iter().enumerate() {
            let Some(values) = known.values(key) else { continue };
            let Some(queue) = waiting.get_mut(&(known.kind, values)) else { continue };
            if let Some(place) = queue.iter().position(|other| known.may_be(&self.running[*other]))
                && let Some(other) = queue.remove(place)
            {
                found.push((at, other));
            }
        }
        for (asked, running) in found {
            self.pair(asked, running, key.by);
        }
    }

    /// Pairs what is the same through and through.
    fn equals(&mut self) {
        let mut waiting: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (at, known) in self.running.iter().enumerate().filter(|(_, known)| !known.taken) {
            waiting.entry(everything(known.fields)).or_default().push_back(at);
        }
        for at in 0..self.asked.len() {
            if self.asked[at].taken || waiting.is_empty() {
                continue;
            }
            let same = waiting.get_mut(&everything(self.asked[at].fields)).and_then(VecDeque::pop_front);
            if let Some(running) = same {
                self.pair(at, running, By::Equal);
            }
        }
    }

    /// Pairs what is alone of its kind on both sides.
    fn only_ones(&mut self) {
        let mut kinds: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (at, known) in self.asked.iter().enumerate() {
            kinds.entry(known.kind).or_default().0.push(at);
        }
        for (at, known) in self.running.iter().enumerate() {
            kinds.entry(known.kind).or_default().1.push(at);
        }
        let alone: Vec<(usize, usize)> = kinds
            .into_iter()
            .filter(|(kind, _)| !IDENTIFIED.contains(kind))
            .filter_map(|(_, (asked, running))| match (&*asked, &*running) {
                ([asked], [running]) => Some((*asked, *running)),
                _ => None,
            })
            .collect();
        for (asked, running) in alone {
            let (one, other) = (&self.asked[asked], &self.running[running]);
            let device = |known: &Known<'_>| known.fields.attribute("device").map(String::from);
            if !one.taken && !other.taken && one.may_be(other) && device(one) == device(other) {
                self.pair(asked, running, By::OnlyOne);
            }
        }
    }

    /// Pairs what is left of kinds that are interchangeable.
    fn in_order(&mut self) {
        for asked in 0..self.asked.len() {
            let one = &self.asked[asked];
            if one.taken || !ORDERED.contains(&one.kind) {
                continue;
            }
            if let Some(running) = self.running.iter().position(|other| !other.taken && one.may_be(other)) {
                self.pair(asked, running, By::Order);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domxml_schema::{Domain, Element};

    fn list(xml: &str) -> Vec<Device> {
        let domain = Domain::parse(&format!("<domain><devices>{xml}</devices></domain>")).expect("it is a domain");
        domain.devices.map(|devices| devices.list).unwrap_or_default()
    }

    fn matched(asked: &str, running: &str) -> Vec<(usize, usize, By)> {
        let pairs = devices(&list(asked), &list(running)).pairs;
        pairs.into_iter().map(|pair| (pair.asked, pair.running, pair.by)).collect()
    }

    #[test]
    fn each_key_matches_what_it_is_about() {
        for (by, asked, running) in [
            (
                By::UserAlias,
                "<disk><alias name='ua-1'/></disk>",
                "<disk><target dev='sdx'/><alias name='ua-1'/></disk>",
            ),
            (By::Target, "<disk><target dev='vda'/></disk>", "<disk><target dev='vda' bus='sata'/></disk>"),
            (
                By::Target,
                "<channel><target type='virtio' name='a'/></channel>",
                "<channel type='unix'><target type='virtio' name='a'/></channel>",
            ),
            (
                By::Mac,
                "<interface><mac address='52:54:00:00:00:0A'/></interface>",
                "<interface><mac address='52:54:00:00:00:0a'/></interface>",
            ),
            (
                By::HostDevice,
                "<hostdev type='usb'><source><vendor id='0x1'/><product id='0x2'/></source></hostdev>",
                "<hostdev type='usb'><source><vendor id='0x0001'/><product id='0x0002'/></source></hostdev>",
            ),
            (By::Index, "<controller type='scsi' index='1'/>", "<controller type='scsi' index='1' model='lsilogic'/>"),
            (By::Name, "<lease><key>a</key></lease>", "<lease><key>a</key><target path='/l'/></lease>"),
            (
                By::Address,
                "<rng><address type='pci' bus='1'/></rng>",
                "<rng model='virtio'><address type='pci' bus='1'/></rng>",
            ),
            (By::Alias, "<rng><alias name='rng0'/></rng>", "<rng model='virtio'><alias name='rng0'/></rng>"),
            (
                By::Source,
                "<disk><source file='/a'/><target dev='vda'/></disk>",
                "<disk><source file='/a'/><target dev='vdb'/></disk>",
            ),
            (
                By::Serial,
                "<disk><target dev='vda'/><serial>1</serial></disk>",
                "<disk><target dev='vdb'/><serial>1</serial></disk>",
            ),
            (By::Form, "<sound model='ich9'/>", "<sound model='ich9'><alias name='sound0'/></sound>"),
            (By::Equal, "<filesystem/>", "<filesystem/>"),
            (
                By::OnlyOne,
                "<interface><mac address='52:54:00:00:00:01'/></interface>",
                "<interface><mac address='52:54:00:00:00:02'/></interface>",
            ),
            (By::Order, "<tpm model='tpm-tis'/><tpm model='tpm-tis'/>", "<tpm model='tpm-crb'/>"),
        ] {
            assert_eq!(matched(asked, running), [(0, 0, by)], "{asked} {running}");
        }
    }

    #[test]
    fn what_is_another_is_not_matched() {
        for (asked, running) in [
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
            assert_eq!(matched(asked, running), [], "{asked} {running}");
        }
    }

    #[test]
    fn a_device_is_matched_once() {
        let nic = "<interface><mac address='52:54:00:00:00:01'/></interface>";
        assert_eq!(matched(nic, &nic.repeat(2)), [(0, 0, By::Mac)]);
        assert_eq!(matched(&nic.repeat(2), nic), [(0, 0, By::Mac)]);
        let team = "<interface><mac address='52:54:00:00:00:01'/><teaming type='transient'/></interface>";
        assert_eq!(matched(&format!("{nic}{team}"), &format!("{team}{nic}")), [(1, 0, By::Mac), (0, 1, By::Mac)]);
    }
}
