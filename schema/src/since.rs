//! The releases of libvirt that the parts of an element need.
//!
//! Nothing here decides; what to do about it is policy.

use std::fmt;

use crate::Domain;
use crate::path::Path;
use crate::report::Position;
use crate::types::Release;
use crate::visit::{Flow, Kind, Node, visit};
use crate::xml::inside::shorten;
use crate::xml::{Element, ElementDef, FieldDef, FieldKind, Fields, Later, SourceMap, Variant};

/// A part of a document, and the release that brought it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Path of the element or attribute, such as `/domain/devices/disk[2]/target/@bus`.
    pub path: String,
    /// Kind of the part.
    pub what: What,
    /// Its name, or its value.
    pub text: String,
    /// First release that knows it; none if the model does not know it.
    pub since: Option<Release>,
    /// The reason why another release than that of the thing itself counts.
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

/// Kind of a [`Part`].
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
    let mut parts = Parts { hypervisor, parts: Vec::new() };
    let mut first = true;
    visit(element, name, |node| {
        if std::mem::take(&mut first) {
            if let Some(since) = since_of_type(element.def()) {
                parts.known(node, What::Element, name, Some(since), &[]);
            }
        } else {
            parts.add(node);
        }
        Flow::Enter
    });
    parts.parts
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

struct Parts<'h> {
    hypervisor: Option<&'h str>,
    parts: Vec<Part>,
}

impl Parts<'_> {
    fn add(&mut self, node: &Node<'_>) {
        match node.kind() {
            Kind::Element => self.element(node),
            Kind::Attribute | Kind::Text | Kind::Value | Kind::Flag => {
                let Some(field) = node.field() else { return };
                match node.kind() {
                    Kind::Attribute => self.known(node, What::Attribute, field.name, field.since, field.later),
                    Kind::Text => {}
                    _ => self.known(node, What::Element, field.name, field.since, field.later),
                }
                self.value(node, field);
            }
            Kind::UnknownElement(kept) => self.unknown(node, What::Element, kept.name()),
            Kind::UnknownAttribute(kept) => self.unknown(node, What::Attribute, &kept.qualified_name()),
            Kind::UnknownText(text) => self.unknown(node, What::Value, text.trim()),
        }
    }

    fn element(&mut self, node: &Node<'_>) {
        let element = node.element();
        let Some(field) = node.row() else { return };
        if let FieldKind::Choice { def } = field.kind {
            let variant = def().variants.iter().find(|variant| Some(variant.name) == element.element_name());
            match (variant, element.kept()) {
                (Some(Variant { name, since, later, .. }), _) => self.known(node, What::Element, name, *since, later),
                (None, Some(kept)) => self.unknown(node, What::Element, kept.name()),
                (None, None) => {}
            }
            return;
        }
        self.known(node, What::Element, field.name, field.since, field.later);
        if let FieldKind::Element { union: true, def, .. } = field.kind {
            self.tag(node, def());
        }
    }

    /// The word that tells the variant of a union.
    fn tag(&mut self, node: &Node<'_>, union: &'static ElementDef) {
        let Some(name) = union.tag else { return };
        let (element, path) = (node.element(), node.numbered_path().with_attribute(name));
        let variant = union.variants.iter().find(|variant| element.tag() == Some((name, variant.name)));
        if let Some(Variant { name, since, later, .. }) = variant {
            if let Some((since, later)) = self.release(node, *since, later) {
                self.part(path, What::Keyword, name, Some(since), later);
            }
        } else if let Some(word) = element.attribute(name) {
            self.part(path, What::Keyword, &shorten(&word), None, None);
        }
    }

    fn value(&mut self, node: &Node<'_>, field: &FieldDef) {
        let (FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. }) =
            field.kind
        else {
            return;
        };
        if node.is_invalid() {
            self.unknown(node, What::Value, &node.text());
        } else if node.is_unknown_keyword() {
            self.unknown(node, What::Keyword, &node.text());
        } else if datatype.keywords().next().is_some() {
            let text = node.text();
            if let Some(keyword) = datatype.keywords().find(|keyword| keyword.name == text) {
                self.known(node, What::Keyword, keyword.name, keyword.since, keyword.later);
            }
        }
    }

    /// Notes a part of the model, if a release is named for it.
    fn known(&mut self, node: &Node<'_>, what: What, text: &str, since: Option<&'static str>, later: &'static [Later]) {
        if let Some((since, later)) = self.release(node, since, later) {
            self.part(node.numbered_path(), what, text, Some(since), later);
        }
    }

    /// The release that counts, and why it is not that of the thing itself.
    fn release(
        &self,
        node: &Node<'_>,
        since: Option<&'static str>,
        later: &'static [Later],
    ) -> Option<(Release, Option<&'static Later>)> {
        let mut since = since.map(Release::known);
        let mut reason = None;
        for later in later.iter().filter(|later| self.applies(node, later)) {
            let release = Some(Release::known(later.since));
            if release > since {
                (since, reason) = (release, Some(later));
            }
        }
        Some((since?, reason))
    }

    fn unknown(&mut self, node: &Node<'_>, what: What, text: &str) {
        self.part(node.numbered_path(), what, &shorten(text), None, None);
    }

    fn part(&mut self, path: Path, what: What, text: &str, since: Option<Release>, later: Option<&'static Later>) {
        let (path, text) = (path.to_string(), text.to_owned());
        self.parts.push(Part { path, what, text, since, later, position: Position::default() });
    }

    /// Returns `true` if a later release is the one that counts here; what merely came with it asks for nothing.
    fn applies(&self, node: &Node<'_>, later: &Later) -> bool {
        let Later { hypervisors, when, .. } = later;
        let of_hypervisor =
            hypervisors.is_empty() || self.hypervisor.is_some_and(|driver| hypervisors.contains(&driver));
        (!hypervisors.is_empty() || !when.0.is_empty())
            && of_hypervisor
            && when.holds(|up, name| node.attribute_above(up, name))
    }
}
