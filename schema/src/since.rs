//! Which releases the parts of an element ask for: one more walk over the tables.
//!
//! Nothing here decides; what to do about it is policy.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use crate::Domain;
use crate::report::Position;
use crate::types::Release;
use crate::xml::SourceMap;
use crate::xml::inside::shorten;
use crate::xml::{Datatype, ElementDef, FieldDef, FieldKind, Later, Variant};
use crate::xml::{Element, Fields, Held, Slot, ValueSlot};
use crate::xml::{Extra, Node};

/// A part of a document, and the release that brought it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Path of the element or attribute, such as `/domain/devices/disk[2]/target/@bus`.
    pub path: String,
    /// What it is.
    pub what: What,
    /// Its name, or its value.
    pub text: String,
    /// First release that knows it; none if the model does not know it.
    pub since: Option<Release>,
    /// Why it is not the release of the thing itself that counts.
    pub later: Option<&'static Later>,
    /// Place in the source, if [`locate`] has found it.
    pub position: Position,
}

impl fmt::Display for Part {
    /// `attribute /domain/os/@firmware since 5.2.0`, with the value of a keyword, and with the reason.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.what)?;
        if matches!(self.what, What::Keyword | What::Value) {
            write!(f, "`{}` of ", self.text)?;
        }
        f.write_str(&self.path)?;
        match self.since {
            Some(since) => write!(f, " since {since}")?,
            None => write!(f, " unknown to every version that this model knows ({})", Release::modelled())?,
        }
        self.later.map_or(Ok(()), |later| write!(f, " {later}"))
    }
}

/// What a [`Part`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// A word of a set of keywords.
    Keyword,
    /// Another value, or text where there should be none.
    Value,
}

impl What {
    /// The word for it: `element`, `attribute`, `keyword` or `value`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Element => "element",
            Self::Attribute => "attribute",
            Self::Keyword => "keyword",
            Self::Value => "value",
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The parts of an element for which the model names a release, and those that it does not know, in the
/// order of its tables.
///
/// A part that says nothing of its own is as old as the element that it belongs to. `name` is the
/// element's name, the first step of every path. `hypervisor` is the driver of libvirt that is to run
/// the domain (`qemu`, `xen`, `lxc`, ...): what came to it later than to others is as new as that.
pub fn parts(element: &dyn Fields, name: &str, hypervisor: Option<&str>) -> Vec<Part> {
    let mut walk = Walk { hypervisor, path: String::new(), frames: Vec::new(), parts: Vec::new() };
    walk.path.push('/');
    walk.path.push_str(name);
    if let Some(since) = since_of_type(element.def()) {
        walk.known(What::Element, name, Some(since), &[]);
    }
    walk.enter(element);
    while let Some(frame) = walk.frames.last_mut() {
        match frame.held.get(frame.at).copied() {
            Some(held) => walk.row(held),
            None => walk.leave(),
        }
    }
    walk.parts
}

/// Finds the places of parts in their source; one that is not found by its path has the place of the
/// element around it.
pub fn locate(parts: &mut [Part], source_map: &SourceMap<'_>) {
    let around = |path: &str| path.rfind('/').map(|end| path[..end].to_owned()).filter(|path| !path.is_empty());
    let mut left: Vec<(usize, String)> = parts.iter().enumerate().map(|(i, part)| (i, part.path.clone())).collect();
    while !left.is_empty() {
        let paths: Vec<&str> = left.iter().map(|(_, path)| &**path).collect();
        let places = source_map.places(&paths);
        let mut lost = Vec::new();
        for ((i, path), place) in left.into_iter().zip(places) {
            match place {
                Some(place) => parts[i].position = place,
                None => lost.extend(around(&path).map(|path| (i, path))),
            }
        }
        left = lost;
    }
}

/// The release since which elements of a type stand somewhere in a domain.
fn since_of_type(wanted: &'static ElementDef) -> Option<&'static str> {
    if wanted.is(Domain::DEF) {
        return None;
    }
    // The earliest release of each type; none is the earliest.
    let mut known: Vec<(&'static ElementDef, Option<Release>, Option<&'static str>)> = Vec::new();
    let mut queue = vec![(Domain::DEF, None)];
    while let Some((def, since)) = queue.pop() {
        let release = since.map(Release::known);
        match known.iter_mut().find(|(other, ..)| other.is(def)) {
            Some((_, earliest, _)) if *earliest <= release => continue,
            Some(place) => *place = (def, release, since),
            None => known.push((def, release, since)),
        }
        let within = |other: Option<&'static str>| if other.map(Release::known) > release { other } else { since };
        queue.extend(def.variants.iter().map(|variant| ((variant.def)(), within(variant.since))));
        queue.extend(def.fields.iter().filter_map(|field| match field.kind {
            FieldKind::Element { def, .. } | FieldKind::Choice { def } => Some((def(), within(field.since))),
            _ => None,
        }));
    }
    known.iter().find(|(def, ..)| def.is(wanted)).and_then(|(.., since)| *since)
}

struct Walk<'e> {
    hypervisor: Option<&'e str>,
    path: String,
    frames: Vec<Frame<'e>>,
    parts: Vec<Part>,
}

/// An element whose parts are being looked at.
struct Frame<'e> {
    fields: &'e dyn Fields,
    /// Length of the path that leads to it.
    path: usize,
    /// Its fields that hold something, and where among them and within one the walk is.
    held: Vec<Held<'e>>,
    at: usize,
    child: usize,
    /// How many children of a name were passed.
    passed: BTreeMap<String, usize>,
}

impl<'e> Walk<'e> {
    fn enter(&mut self, fields: &'e dyn Fields) {
        let mut held = Vec::new();
        Held::push_all(fields, &mut held);
        self.frames.push(Frame { fields, path: self.path.len(), held, at: 0, child: 0, passed: BTreeMap::new() });
    }

    /// Ends an element: what it kept comes last.
    fn leave(&mut self) {
        if let Some(extra) = self.frames.last().and_then(|frame| frame.fields.extra()) {
            self.kept(extra);
        }
        self.frames.pop();
        if let Some(frame) = self.frames.last() {
            self.path.truncate(frame.path);
        }
    }

    /// Looks at a row, or at the next child that it holds.
    fn row(&mut self, Held { row, slot }: Held<'e>) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (fields, index) = (frame.fields, frame.child);
        let field = &fields.def().fields[row];
        let count = match (field.kind, slot) {
            (FieldKind::Value { .. }, Slot::Value(slot)) => slot.count().max(1),
            (_, Slot::Element(slot)) => slot.count(),
            (FieldKind::Any, _) => 0,
            _ => 1,
        };
        if index >= count {
            (frame.at, frame.child) = (frame.at + 1, 0);
            return;
        }
        frame.child += 1;
        match (field.kind, slot) {
            (FieldKind::Attribute(datatype), Slot::Value(slot)) => {
                let length = self.step(&format!("@{}", field.name), false);
                self.known(What::Attribute, field.name, field.since, field.later);
                self.value(slot, (row, 0), field, datatype);
                self.path.truncate(length);
            }
            (FieldKind::Text(datatype), Slot::Value(slot)) => self.value(slot, (row, 0), field, datatype),
            (FieldKind::Value { datatype, .. }, Slot::Value(slot)) => {
                let length = self.step(&qualified(field), true);
                self.known(What::Element, field.name, field.since, field.later);
                self.value(slot, (row, index), field, datatype);
                self.kept_of_field(fields, (row, index));
                self.path.truncate(length);
            }
            (FieldKind::Flag, _) => {
                let length = self.step(&qualified(field), true);
                self.known(What::Element, field.name, field.since, field.later);
                self.kept_of_field(fields, (row, index));
                self.path.truncate(length);
            }
            (FieldKind::Element { union, def, .. }, Slot::Element(slot)) => {
                let Some(child) = slot.get(index) else { return };
                self.step(&qualified(field), true);
                self.known(What::Element, field.name, field.since, field.later);
                if union {
                    self.tag(child, def());
                }
                self.enter(child);
            }
            (FieldKind::Choice { def }, Slot::Element(slot)) => {
                let Some(child) = slot.get(index) else { return };
                let variant = def().variants.iter().find(|variant| Some(variant.name) == child.element_name());
                if let Some(Variant { name, since, later, .. }) = variant {
                    self.step(name, true);
                    self.known(What::Element, name, *since, later);
                    self.enter(child);
                } else if let Some(kept) = child.kept() {
                    let length = self.step(kept.name(), true);
                    self.unknown(What::Element, kept.name());
                    self.path.truncate(length);
                }
            }
            _ => {}
        }
    }

    /// Adds a step to the path, with its number if it is not the first of its name; returns the length
    /// that the path had.
    fn step(&mut self, name: &str, counted: bool) -> usize {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(name);
        if let Some(frame) = self.frames.last_mut().filter(|_| counted) {
            let passed = frame.passed.entry(name.to_owned()).or_default();
            *passed += 1;
            if *passed > 1 {
                self.path.push_str(&format!("[{passed}]"));
            }
        }
        length
    }

    /// The word that tells the variant of a union.
    fn tag(&mut self, child: &'e dyn Fields, union: &'static ElementDef) {
        let Some(name) = union.tag else { return };
        let length = self.step(&format!("@{name}"), false);
        let variant = union.variants.iter().find(|variant| child.tag() == Some((name, variant.name)));
        if let Some(Variant { name, since, later, .. }) = variant {
            self.known(What::Keyword, name, *since, later);
        } else if let Some(word) = child.attribute(name) {
            self.unknown(What::Keyword, &word);
        }
        self.path.truncate(length);
    }

    fn value(&mut self, slot: &dyn ValueSlot, item: (usize, usize), field: &FieldDef, datatype: &'static Datatype) {
        let (row, index) = item;
        if index >= slot.count() {
            let kept = self.frames.last().and_then(|frame| frame.fields.extra()?.text(row, index));
            if let Some(kept) = kept.filter(|kept| kept.invalid) {
                self.unknown(What::Value, &kept.text);
            }
        } else if slot.is_other(index) {
            self.unknown(What::Keyword, &slot.text(index, field.format));
        } else if datatype.keywords().next().is_some() {
            let text = slot.text(index, field.format);
            if let Some(keyword) = datatype.keywords().find(|keyword| keyword.name == text) {
                self.known(What::Keyword, keyword.name, keyword.since, keyword.later);
            }
        }
    }

    fn kept_of_field(&mut self, fields: &'e dyn Fields, (row, index): (usize, usize)) {
        if let Some(extra) = fields.extra().and_then(|extra| extra.of_field(row, index)) {
            self.kept(extra);
        }
    }

    fn kept(&mut self, extra: &Extra) {
        for attribute in extra.attributes() {
            let prefix = if attribute.prefix.is_empty() { "" } else { ":" };
            let name = format!("{}{prefix}{}", attribute.prefix, attribute.name);
            let length = self.step(&format!("@{name}"), false);
            self.unknown(What::Attribute, &name);
            self.path.truncate(length);
        }
        for node in extra.nodes() {
            match node {
                Node::Element(kept) => {
                    let length = self.step(kept.name(), true);
                    self.unknown(What::Element, kept.name());
                    self.path.truncate(length);
                }
                Node::Text(text) => self.unknown(What::Value, text.trim()),
                Node::Comment(_) | Node::ProcessingInstruction(_) => {}
            }
        }
    }

    /// Notes a part of the model, if a release is named for it.
    fn known(&mut self, what: What, text: &str, since: Option<&'static str>, later: &'static [Later]) {
        let mut since = since.map(Release::known);
        let mut reason = None;
        for later in later.iter().filter(|later| self.applies(later)) {
            let release = Some(Release::known(later.since));
            if release > since {
                (since, reason) = (release, Some(later));
            }
        }
        if since.is_some() {
            self.part(what, text, since, reason);
        }
    }

    fn unknown(&mut self, what: What, text: &str) {
        self.part(what, &shorten(text), None, None);
    }

    fn part(&mut self, what: What, text: &str, since: Option<Release>, later: Option<&'static Later>) {
        let (path, text) = (self.path.clone(), text.to_owned());
        self.parts.push(Part { path, what, text, since, later, position: Position::default() });
    }

    /// Whether a later release is the one that counts here; what merely came with it asks for nothing.
    fn applies(&self, later: &Later) -> bool {
        let Later { hypervisors, when, .. } = later;
        let of_hypervisor =
            hypervisors.is_empty() || self.hypervisor.is_some_and(|driver| hypervisors.contains(&driver));
        let holds = || {
            when.holds(|up, name| {
                let level = self.frames.len().checked_sub(1 + usize::from(up))?;
                self.frames[level].fields.attribute(name)
            })
        };
        (!hypervisors.is_empty() || !when.0.is_empty()) && of_hypervisor && holds()
    }
}

/// The name of a child, with the usual prefix of its name space.
fn qualified(field: &FieldDef) -> Cow<'static, str> {
    match field.namespace {
        Some(namespace) => Cow::Owned(format!("{}:{}", namespace.prefix, field.name)),
        None => Cow::Borrowed(field.name),
    }
}
