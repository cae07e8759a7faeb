//! The model lists itself: every element at every place, with attributes, text and children.

use std::collections::BTreeMap;

use super::meaning::MeaningShape;
use crate::release::Release;
use crate::xml::codec::meaning::{Identity, Pairing};
use crate::xml::codec::slot::Element;
use crate::xml::codec::table::{Datatype, ElementDef, FieldDef, FieldKind, KeywordDef, Later, Term, Variant};

/// One element at one place.
#[derive(Clone, Debug)]
pub struct ElementShape {
    /// Path from the root, such as `domain/devices/disk/driver`; names of foreign namespaces carry
    /// their usual prefix.
    pub path: String,
    /// Documentation.
    pub doc: &'static str,
    /// Value space of its text, if it has any.
    pub text: Option<ValueShape>,
    /// Attributes by name, in the order of writing.
    pub attributes: Vec<AttributeShape>,
    /// Children, in the order of writing.
    pub children: Vec<ChildShape>,
    /// True if it may occur several times at its place.
    pub repeated: bool,
    /// True if its content belongs to others.
    pub open: bool,
    /// First libvirt release that knows it at this place.
    pub since: Option<&'static str>,
    /// Releases that brought more of it.
    pub later: Vec<&'static Later>,
    /// Its meaning to libvirt, and that of its text.
    pub meaning: MeaningShape,
    /// Identities of such elements, the surest first.
    pub identities: Vec<&'static Identity>,
    /// The pairing of such elements that no identity pairs.
    pub pairing: Pairing,
}

/// An attribute at one place.
#[derive(Clone, Debug)]
pub struct AttributeShape {
    /// Name.
    pub name: &'static str,
    /// Value space.
    pub value: ValueShape,
    /// True if a valid document must have it wherever the element stands.
    pub required: bool,
    /// First libvirt release that knows it at this place.
    pub since: Option<&'static str>,
    /// Releases that brought more of it.
    pub later: Vec<&'static Later>,
    /// Documentation.
    pub doc: &'static str,
    /// Its meaning to libvirt.
    pub meaning: MeaningShape,
}

/// A child at one place.
#[derive(Clone, Debug)]
pub struct ChildShape {
    /// Name, with the usual prefix of its namespace.
    pub name: String,
    /// Path where the child is listed: its own, or where a recursive one was listed first.
    pub path: String,
    /// True if a valid document must have it wherever the parent stands.
    pub required: bool,
    /// True if it may occur several times.
    pub repeated: bool,
}

/// A value space; several types where the variants of a union differ.
#[derive(Clone, Debug, Default)]
pub struct ValueShape {
    /// The types.
    pub datatypes: Vec<&'static Datatype>,
    /// Keywords that a union adds (the values of its tag).
    pub tags: Vec<KeywordDef>,
}

impl ValueShape {
    /// Names of the types, joined by `|`.
    pub fn name(&self) -> String {
        let names = self.datatypes.iter().map(|datatype| datatype.name);
        let tag = if self.tags.is_empty() { None } else { Some("keyword") };
        names.chain(tag).collect::<Vec<_>>().join("|")
    }

    /// All keywords.
    pub fn keywords(&self) -> Vec<&'static str> {
        self.words(None).iter().map(|keyword| keyword.name).collect()
    }

    /// All keywords, each with the first release that knows it where the value itself is known since
    /// `since`.
    pub fn words(&self, since: Option<&'static str>) -> Vec<KeywordDef> {
        let keywords = self.datatypes.iter().flat_map(|datatype| datatype.keywords()).copied();
        let mut all: Vec<KeywordDef> = Vec::new();
        for keyword in keywords.chain(self.tags.iter().copied()) {
            if !all.iter().any(|known| known.name == keyword.name) {
                all.push(KeywordDef { since: later(since, keyword.since), ..keyword });
            }
        }
        all
    }

    /// The terms that are no keywords.
    pub fn terms(&self) -> impl Iterator<Item = &'static Term> {
        let terms = self.datatypes.iter().flat_map(|datatype| datatype.terms);
        terms.filter(|term| !matches!(term, Term::Keyword(_)))
    }

    fn merge(&mut self, other: Self) {
        for datatype in other.datatypes {
            if !self.datatypes.iter().any(|known| known.name == datatype.name && known.terms == datatype.terms) {
                self.datatypes.push(datatype);
            }
        }
        for tag in other.tags {
            if !self.tags.iter().any(|known| known.name == tag.name) {
                self.tags.push(tag);
            }
        }
    }
}

/// Lists an element type and everything below it; a recursive place is listed once.
pub fn shape<T: Element>() -> Vec<ElementShape> {
    shape_of(T::DEF, T::DEF.name)
}

/// Lists the schema of an element under a given path.
pub fn shape_of(def: &'static ElementDef, path: &str) -> Vec<ElementShape> {
    let mut walk = Walk { list: Vec::new(), known: BTreeMap::new() };
    let root = Child {
        name: path.to_owned(),
        required: true,
        repeated: false,
        defs: vec![def],
        text: None,
        since: None,
        later: Vec::new(),
        doc: "",
        meaning: MeaningShape::default(),
    };
    walk.element(path, &root, &mut Vec::new());
    walk.list
}

struct Walk {
    list: Vec<ElementShape>,
    known: BTreeMap<String, usize>,
}

/// A child name with the schemas of all fields that have it.
struct Child {
    name: String,
    required: bool,
    repeated: bool,
    defs: Vec<&'static ElementDef>,
    text: Option<ValueShape>,
    since: Option<&'static str>,
    later: Vec<&'static Later>,
    doc: &'static str,
    meaning: MeaningShape,
}

impl Walk {
    fn element(&mut self, path: &str, element: &Child, above: &mut Vec<(String, &'static ElementDef)>) {
        let Child { defs, since, later, repeated, .. } = element;
        let variants: Vec<Struct> = defs.iter().flat_map(|def| structs(def, *since)).collect();
        let doc = if element.doc.is_empty() { defs.first().map_or("", |def| def.doc) } else { element.doc };
        let mut shape = ElementShape {
            path: path.to_owned(),
            doc,
            text: None,
            attributes: Vec::new(),
            children: Vec::new(),
            repeated: *repeated,
            open: false,
            since: *since,
            later: later.clone(),
            meaning: element.meaning.clone(),
            identities: defs.iter().flat_map(|def| def.identities).collect(),
            pairing: defs.first().map_or(Pairing::OnlyOne, |def| def.pairing),
        };
        for def in defs {
            if let Some(tag) = def.tag {
                let tag_of = |variant: &Variant| KeywordDef {
                    name: variant.name,
                    doc: variant.doc,
                    since: variant.since,
                    later: variant.later,
                };
                let tags = def.variants.iter().map(tag_of).collect();
                let value = ValueShape { datatypes: Vec::new(), tags };
                shape.attributes.push(AttributeShape {
                    name: tag,
                    value,
                    required: true,
                    since: *since,
                    later: Vec::new(),
                    doc: "Tells the variants apart.",
                    meaning: MeaningShape::default(),
                });
            }
        }
        let mut children: Vec<Child> = Vec::new();
        for (i, Struct { def, since }) in variants.iter().enumerate() {
            for field in def.fields {
                field_shape(&mut shape, &mut children, field, *since, i == 0);
            }
        }
        let everywhere = |name: &str| {
            let has = |def: &ElementDef| def.tag == Some(name) || def.fields.iter().any(|field| field.name == name);
            variants.iter().all(|variant| has(variant.def)) || defs.iter().any(|def| def.tag == Some(name))
        };
        for attribute in &mut shape.attributes {
            attribute.required &= everywhere(attribute.name);
        }
        for child in &mut children {
            child.required &= everywhere(child.name.rsplit(':').next().unwrap_or_default());
        }
        let index = self.list.len();
        self.known.insert(path.to_owned(), index);
        self.list.push(shape);
        for variant in &variants {
            above.push((path.to_owned(), variant.def));
        }
        for child in children {
            let own = format!("{path}/{}", child.name);
            let recursive = child.defs.iter().find_map(|def| above.iter().find(|(_, other)| other.is(def)));
            let listed = recursive.map_or_else(|| own.clone(), |(path, _)| path.clone());
            self.list[index].children.push(ChildShape {
                name: child.name.clone(),
                path: listed.clone(),
                required: child.required,
                repeated: child.repeated,
            });
            if listed != own {
                continue;
            }
            self.element(&own, &child, above);
            if let Some(text) = child.text
                && let Some(index) = self.known.get(&own)
            {
                self.list[*index].text.get_or_insert_default().merge(text);
            }
        }
        above.truncate(above.len() - variants.len());
    }
}

fn field_shape(
    shape: &mut ElementShape,
    children: &mut Vec<Child>,
    field: &'static FieldDef,
    since: Option<&'static str>,
    first: bool,
) {
    let since = later(since, field.since);
    let value = |datatype| ValueShape { datatypes: vec![datatype], tags: Vec::new() };
    let child = |defs, text, repeated| Child {
        name: field.namespace.map_or_else(|| field.name.to_owned(), |ns| format!("{}:{}", ns.prefix, field.name)),
        required: field.required && first,
        repeated,
        defs,
        text,
        since,
        later: field.later.iter().collect(),
        doc: field.doc,
        meaning: field.meaning.into(),
    };
    match field.kind {
        FieldKind::Attribute(datatype) => match shape.attributes.iter_mut().find(|known| known.name == field.name) {
            Some(known) => {
                known.value.merge(value(datatype));
                known.required &= field.required;
                known.since = earlier(known.since, since);
                known.later.extend(field.later);
                known.meaning.add(field.meaning);
            }
            None => shape.attributes.push(AttributeShape {
                name: field.name,
                value: value(datatype),
                required: field.required && first,
                since,
                later: field.later.iter().collect(),
                doc: field.doc,
                meaning: field.meaning.into(),
            }),
        },
        FieldKind::Text(datatype) => {
            shape.text.get_or_insert_default().merge(value(datatype));
            shape.meaning.add(field.meaning);
        }
        FieldKind::Value { datatype, repeated } => add(children, child(Vec::new(), Some(value(datatype)), repeated)),
        FieldKind::Flag => add(children, child(Vec::new(), None, false)),
        FieldKind::Element { def, repeated, .. } => add(children, child(vec![def()], None, repeated)),
        FieldKind::Choice { def } => {
            for variant in def().variants {
                add(
                    children,
                    Child {
                        name: variant.name.to_owned(),
                        required: false,
                        repeated: !variant.single,
                        defs: vec![(variant.def)()],
                        text: None,
                        since: later(since, variant.since),
                        later: variant.later.iter().collect(),
                        doc: variant.doc,
                        meaning: MeaningShape::default(),
                    },
                );
            }
        }
        FieldKind::Any => shape.open = true,
    }
}

fn add(children: &mut Vec<Child>, child: Child) {
    match children.iter_mut().find(|known| known.name == child.name) {
        Some(known) => {
            known.required &= child.required;
            known.repeated |= child.repeated;
            known.since = earlier(known.since, child.since);
            known.later.extend(child.later);
            known.meaning.merge(child.meaning);
            known.defs.extend(child.defs);
            if let Some(text) = child.text {
                known.text.get_or_insert_default().merge(text);
            }
        }
        None => children.push(child),
    }
}

/// A struct that an element may be, with its release.
struct Struct {
    def: &'static ElementDef,
    since: Option<&'static str>,
}

/// The structs that an element may be: itself, or the variants of a union.
fn structs(def: &'static ElementDef, since: Option<&'static str>) -> Vec<Struct> {
    if def.variants.is_empty() {
        return vec![Struct { def, since }];
    }
    def.variants.iter().map(|variant| Struct { def: (variant.def)(), since: later(since, variant.since) }).collect()
}

/// The later of two releases; none is the earliest.
fn later(a: Option<&'static str>, b: Option<&'static str>) -> Option<&'static str> {
    if a.map(Release::known) > b.map(Release::known) { a } else { b }
}

/// The earlier of two releases; none is the earliest.
fn earlier(a: Option<&'static str>, b: Option<&'static str>) -> Option<&'static str> {
    if a.map(Release::known) < b.map(Release::known) { a } else { b }
}
