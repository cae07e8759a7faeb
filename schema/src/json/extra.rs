//! Writing what an element keeps beyond its fields.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::xml::inside::{FieldText, Kept, KeptNode, Place, Section};
use crate::xml::{ElementDef, Extra, Fields, KeptAttribute, KeptElement, NamespaceDecl, Node};

/// Keys of what is kept.
pub(super) mod key {
    pub(crate) const NAMESPACES: &str = "namespaces";
    pub(crate) const ATTRIBUTES: &str = "attributes";
    pub(crate) const PROLOG: &str = "prolog";
    pub(crate) const NODES: &str = "nodes";
    pub(crate) const EPILOG: &str = "epilog";
    pub(crate) const VALUES: &str = "values";
    pub(crate) const SPELLINGS: &str = "spellings";
    pub(crate) const CHILDREN: &str = "children";
    pub(crate) const ORDER: &str = "order";
    pub(crate) const EXPANDED: &str = "expanded";
    pub(crate) const SECTION: &str = "section";
    pub(crate) const SECTIONS: &str = "sections";
    pub(crate) const ATTRIBUTED: &str = "attributed";

    pub(crate) const NAMESPACE: &str = "namespace";
    pub(crate) const PREFIX: &str = "prefix";
    pub(crate) const URI: &str = "uri";
    pub(crate) const NAME: &str = "name";
    pub(crate) const VALUE: &str = "value";

    pub(crate) const ELEMENT: &str = "element";
    pub(crate) const BINDINGS: &str = "bindings";
    pub(crate) const TEXT: &str = "text";
    pub(crate) const COMMENT: &str = "comment";
    pub(crate) const INSTRUCTION: &str = "instruction";
    pub(crate) const BEFORE: &str = "before";
    pub(crate) const BEHIND: &str = "behind";

    pub(crate) const FIELD: &str = "field";
    pub(crate) const INDEX: &str = "index";
    pub(crate) const EXTRA: &str = super::super::EXTRA;
}

/// The unrecognized content of an element; none if there is nothing.
pub(super) struct ExtraForm<'a> {
    def: &'static ElementDef,
    namespaces: Vec<&'a NamespaceDecl>,
    kept: Option<&'a Kept>,
}

impl<'a> ExtraForm<'a> {
    pub(super) fn of(fields: &'a dyn Fields) -> Option<Self> {
        let declared = fields.namespaces().map_or(&[][..], |namespaces| &namespaces.0);
        Self::new(fields.def(), declared, fields.extra())
    }

    fn new(def: &'static ElementDef, declared: &'a [NamespaceDecl], extra: Option<&'a Extra>) -> Option<Self> {
        let kept = extra.and_then(|extra| extra.kept().filter(|_| !extra.is_unused()));
        let namespaces: Vec<_> = declared.iter().chain(kept.into_iter().flat_map(|kept| &kept.namespaces.0)).collect();
        (kept.is_some() || !namespaces.is_empty()).then_some(Self { def, namespaces, kept })
    }
}

impl Serialize for ExtraForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        list(&mut map, key::NAMESPACES, self.namespaces.iter().map(|decl| NamespaceForm(decl)))?;
        let Some(kept) = self.kept else { return map.end() };
        let Kept { namespaces: _, attributes, nodes, texts, fields, order, expanded, section, sections, attributed } =
            kept;
        let def = self.def;
        list(&mut map, key::ATTRIBUTES, attributes.iter().map(AttributeForm))?;
        let placed = |wanted: fn(&Place) -> bool| {
            let nodes = nodes.iter().filter(move |kept| wanted(&kept.place));
            nodes.map(move |kept| PlacedForm { def, kept })
        };
        list(&mut map, key::PROLOG, placed(|place| *place == Place::Prolog))?;
        list(&mut map, key::NODES, placed(|place| !matches!(place, Place::Prolog | Place::Epilog)))?;
        list(&mut map, key::EPILOG, placed(|place| *place == Place::Epilog))?;
        let texts = |invalid| texts.iter().filter(move |text| text.invalid == invalid);
        list(&mut map, key::VALUES, texts(true).map(|text| TextForm { def, text }))?;
        list(&mut map, key::SPELLINGS, texts(false).map(|text| TextForm { def, text }))?;
        list(&mut map, key::CHILDREN, fields.iter().map(|(place, extra)| ChildForm { def, place: *place, extra }))?;
        list(&mut map, key::ORDER, order.iter().map(|place| PlaceForm { def, place: *place }))?;
        if *expanded {
            map.serialize_entry(key::EXPANDED, expanded)?;
        }
        number(&mut map, key::SECTION, *section)?;
        list(&mut map, key::SECTIONS, sections.iter().map(SectionForm))?;
        number(&mut map, key::ATTRIBUTED, *attributed)?;
        map.end()
    }
}

/// Writes a list under a key, unless it is empty.
fn list<M: SerializeMap, T: Serialize>(map: &mut M, key: &str, items: impl Iterator<Item = T>) -> Result<(), M::Error> {
    let items: Vec<T> = items.collect();
    if items.is_empty() { Ok(()) } else { map.serialize_entry(key, &items) }
}

/// Writes a number under a key, unless it is 0.
fn number<M: SerializeMap>(map: &mut M, key: &str, number: u32) -> Result<(), M::Error> {
    if number == 0 { Ok(()) } else { map.serialize_entry(key, &number) }
}

/// One of several elements that are read as one.
struct SectionForm<'a>(&'a Section);

impl Serialize for SectionForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Section { within, namespaces, attributes } = self.0;
        let mut map = serializer.serialize_map(None)?;
        number(&mut map, key::SECTION, *within)?;
        list(&mut map, key::NAMESPACES, namespaces.0.iter().map(NamespaceForm))?;
        list(&mut map, key::ATTRIBUTES, attributes.iter().map(AttributeForm))?;
        map.end()
    }
}

struct NamespaceForm<'a>(&'a NamespaceDecl);

impl Serialize for NamespaceForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(key::PREFIX, &self.0.prefix), (key::URI, &self.0.uri)])
    }
}

struct AttributeForm<'a>(&'a KeptAttribute);

impl Serialize for AttributeForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let KeptAttribute { namespace, prefix, name, value } = self.0;
        let mut map = serializer.serialize_map(None)?;
        if let Some(namespace) = namespace {
            map.serialize_entry(key::NAMESPACE, namespace)?;
            map.serialize_entry(key::PREFIX, prefix)?;
        }
        map.serialize_entry(key::NAME, name)?;
        map.serialize_entry(key::VALUE, value)?;
        map.end()
    }
}

/// A node whose place is its place in a list.
pub(super) struct NodeForm<'a>(pub(super) &'a Node);

impl Serialize for NodeForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        node(&mut map, self.0)?;
        map.end()
    }
}

/// An element that the model does not know.
pub(super) struct KeptForm<'a>(pub(super) &'a KeptElement);

impl Serialize for KeptForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        element(&mut map, self.0)?;
        map.end()
    }
}

struct PlacedForm<'a> {
    def: &'static ElementDef,
    kept: &'a KeptNode,
}

impl Serialize for PlacedForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let KeptNode { section, place, node: content } = self.kept;
        node(&mut map, content)?;
        number(&mut map, key::SECTION, *section)?;
        let place_of = |row: u16, index: u32| PlaceForm { def: self.def, place: (row, index) };
        match *place {
            Place::Before(row, index) => map.serialize_entry(key::BEFORE, &place_of(row, index))?,
            Place::Surplus(row, index) => map.serialize_entry(key::BEHIND, &place_of(row, index))?,
            Place::Prolog | Place::End | Place::Epilog => {}
        }
        map.end()
    }
}

fn node<M: SerializeMap>(map: &mut M, node: &Node) -> Result<(), M::Error> {
    match node {
        Node::Element(kept) => element(map, kept),
        Node::Text(text) => map.serialize_entry(key::TEXT, text),
        Node::Comment(text) => map.serialize_entry(key::COMMENT, text),
        Node::ProcessingInstruction(text) => map.serialize_entry(key::INSTRUCTION, text),
    }
}

fn element<M: SerializeMap>(map: &mut M, kept: &KeptElement) -> Result<(), M::Error> {
    map.serialize_entry(key::ELEMENT, kept.text())?;
    list(map, key::BINDINGS, kept.bindings().iter().map(NamespaceForm))
}

struct TextForm<'a> {
    def: &'static ElementDef,
    text: &'a FieldText,
}

impl Serialize for TextForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let FieldText { field, index, text, invalid: _ } = self.text;
        let mut map = serializer.serialize_map(None)?;
        PlaceForm { def: self.def, place: (*field, *index) }.entries(&mut map)?;
        map.serialize_entry(key::TEXT, text)?;
        map.end()
    }
}

/// The content of a child besides its value.
struct ChildForm<'a> {
    def: &'static ElementDef,
    place: (u16, u32),
    extra: &'a Extra,
}

impl Serialize for ChildForm<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        PlaceForm { def: self.def, place: self.place }.entries(&mut map)?;
        map.serialize_entry(key::EXTRA, &ExtraForm::new(self.def, &[], Some(self.extra)))?;
        map.end()
    }
}

/// A field by its name, with the index of an item.
struct PlaceForm {
    def: &'static ElementDef,
    place: (u16, u32),
}

impl PlaceForm {
    fn entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let (row, index) = self.place;
        map.serialize_entry(key::FIELD, self.def.fields.get(usize::from(row)).map_or("", |field| field.rust_name))?;
        map.serialize_entry(key::INDEX, &index)
    }
}

impl Serialize for PlaceForm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.entries(&mut map)?;
        map.end()
    }
}
