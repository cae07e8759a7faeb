//! Content that the model does not type, preserved in its place.
//!
//! Three kinds of leftover, never mixed: *kept content* (unknown or surplus elements, unknown
//! attributes, stray text, comments, processing instructions), *kept values* (text that is not of
//! its field's type) and *spelling* (the value is typed, libvirt would write it in another way).

use std::fmt;

use crate::xml::codec::index::Index;
use crate::xml::codec::slot::{Element, Fields, Held, Slot, SlotMut, StartView};
use crate::xml::codec::table::ElementDef;

/// Content of an element beyond its typed fields; one pointer wide, empty for libvirt's own XML.
#[derive(Clone, Default)]
pub struct Extra(Option<Box<Kept>>);

#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    pub(crate) namespaces: Namespaces,
    pub(crate) attributes: Vec<KeptAttribute>,
    /// In the order of the document, those of one section together.
    pub(crate) nodes: Vec<KeptNode>,
    pub(crate) texts: Vec<FieldText>,
    /// In the order of row and index.
    pub(crate) fields: Vec<((u16, u32), Extra)>,
    pub(crate) order: Vec<(u16, u32)>,
    /// True if the empty element had a start and an end tag, each on a line of its own.
    pub(crate) expanded: bool,
    /// The section of the element around it that the element is in; of several sections of its own the first.
    pub(crate) section: u32,
    /// The elements that were read as this one, the first included; empty if there was one.
    pub(crate) sections: Vec<Section>,
    /// The section that has the attributes.
    pub(crate) attributed: u32,
}

/// One of several elements that libvirt reads as one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    /// The section of the element around it that it is in; that of the first is with the element itself.
    pub(crate) within: u32,
    /// Its namespace declarations; those of the first are with the element itself.
    pub(crate) namespaces: Namespaces,
    /// Attributes that are ignored because those of another section count.
    pub(crate) attributes: Vec<KeptAttribute>,
}

/// A kept node at its place.
#[derive(Clone, Debug)]
pub(crate) struct KeptNode {
    /// The section of the element that it is in.
    pub(crate) section: u32,
    pub(crate) place: Place,
    pub(crate) node: Node,
}

/// A text of a field that is not what writing the field would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldText {
    pub(crate) field: u16,
    pub(crate) index: u32,
    pub(crate) text: Box<str>,
    /// Kept value; otherwise spelling.
    pub(crate) invalid: bool,
}

/// Place of a kept node among the children of the element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Before the root element.
    Prolog,
    /// Before a child, given by table row and count among its kind.
    Before(u16, u32),
    /// Behind the children of a row that there is room for, given alike.
    Surplus(u16, u32),
    /// After all children.
    End,
    /// After the root element.
    Epilog,
}

impl Extra {
    /// Returns `true` if nothing at all was kept, spelling and comments included.
    ///
    /// What is remembered of the form does not count: the tags of an empty element where releases of libvirt differ
    /// in them, and the sections of an element that libvirt reads as one.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|kept| {
            let Kept { namespaces, attributes, nodes, texts, fields, order, sections, .. } = &**kept;
            let of_section = |section: &Section| section.namespaces.0.is_empty() && section.attributes.is_empty();
            namespaces.0.is_empty()
                && attributes.is_empty()
                && nodes.is_empty()
                && texts.is_empty()
                && fields.iter().all(|(_, extra)| extra.is_empty())
                && order.is_empty()
                && sections.iter().all(of_section)
        })
    }

    /// Returns `true` if nothing at all is remembered, of content or form.
    pub(crate) fn is_unused(&self) -> bool {
        self.0.as_ref().is_none_or(|kept| {
            let is_unused = |(_, extra): &((u16, u32), Self)| extra.is_unused();
            let plain = !kept.expanded && kept.section == 0 && kept.sections.is_empty();
            plain && self.is_empty() && kept.fields.iter().all(is_unused)
        })
    }

    /// Unknown attributes, in the order of the document.
    pub fn attributes(&self) -> &[KeptAttribute] {
        self.kept().map_or(&[], |kept| &kept.attributes)
    }

    /// Attributes, to change their values.
    pub fn attributes_mut(&mut self) -> &mut [KeptAttribute] {
        self.0.as_mut().map_or(&mut [], |kept| &mut kept.attributes)
    }

    /// Nodes, to change their content.
    pub fn nodes_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.0.iter_mut().flat_map(|kept| kept.nodes.iter_mut().map(|kept| &mut kept.node))
    }

    /// Adds an attribute that the model does not know.
    pub fn push_attribute(&mut self, attribute: KeptAttribute) {
        self.kept_mut().attributes.push(attribute);
    }

    /// Kept nodes (elements, text, comments, processing instructions), in the order of the document.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.kept().into_iter().flat_map(|kept| kept.nodes.iter().map(|kept| &kept.node))
    }

    /// Adds a node behind all children.
    pub fn push_node(&mut self, node: Node) {
        let kept = self.kept_mut();
        let section = kept.sections.len().saturating_sub(1) as u32;
        kept.nodes.push(KeptNode { section, place: Place::End, node });
    }

    /// The kept text of a field.
    pub(crate) fn text(&self, field: usize, index: usize) -> Option<&FieldText> {
        self.kept()?.text(field, index)
    }

    /// Drops the texts of a field, and keeps another if there is one.
    pub(crate) fn replace_text(&mut self, field: usize, text: Option<FieldText>) {
        if text.is_none() && self.0.is_none() {
            return;
        }
        let kept = self.kept_mut();
        kept.texts.retain(|text| usize::from(text.field) != field);
        kept.texts.extend(text);
    }

    /// Texts that are not of the type of their field, with the field's row in the table and the place among
    /// the values of the field.
    pub fn invalid_texts(&self) -> impl Iterator<Item = (usize, usize, &str)> {
        let texts = self.kept().into_iter().flat_map(|kept| &kept.texts).filter(|text| text.invalid);
        texts.map(|text| (usize::from(text.field), text.index as usize, &*text.text))
    }

    /// The content of a child without a struct of its own (a value or a flag) beyond its value; the child is given
    /// by its row in the table and its place among the values of the row.
    pub fn of_field(&self, field: usize, index: usize) -> Option<&Self> {
        let kept = self.kept()?;
        let wanted = (field as u16, index as u32);
        let at = kept.fields.binary_search_by_key(&wanted, |(place, _)| *place).ok()?;
        Some(&kept.fields[at].1)
    }

    /// The same, for additions.
    pub(crate) fn of_field_mut(&mut self, field: usize, index: usize) -> &mut Self {
        let wanted = (field as u16, index as u32);
        let fields = &mut self.kept_mut().fields;
        let at = fields.partition_point(|(place, _)| *place < wanted);
        if fields.get(at).is_none_or(|(place, _)| *place != wanted) {
            fields.insert(at, (wanted, Self::default()));
        }
        &mut fields[at].1
    }

    /// Namespace declarations of the element.
    pub fn namespaces(&self) -> &[NamespaceDecl] {
        self.kept().map_or(&[], |kept| &kept.namespaces.0)
    }

    /// Drops what libvirt does not read: unknown attributes, elements and texts, comments and processing instructions,
    /// the order of elements, sections, and the spelling of values that it writes in another way. Texts that are not of
    /// the type of their field stay.
    pub(crate) fn drop_unread(&mut self) {
        let Some(kept) = &mut self.0 else { return };
        kept.texts.retain(|text| text.invalid);
        kept.nodes.clear();
        kept.attributes.clear();
        kept.order.clear();
        kept.sections.clear();
        (kept.section, kept.attributed) = (0, 0);
        kept.fields.iter_mut().for_each(|(_, extra)| extra.drop_unread());
    }

    /// Drops everything that was kept.
    pub fn clear(&mut self) {
        self.0 = None;
    }

    pub(crate) fn kept(&self) -> Option<&Kept> {
        self.0.as_deref()
    }

    pub(crate) fn kept_mut(&mut self) -> &mut Kept {
        self.0.get_or_insert_default()
    }

    /// The part that counts in a comparison: not comments, spelling, declarations, sections or attributes that are
    /// ignored in them, nor any order between fields, which writing changes.
    fn essence(&self) -> impl PartialEq + '_ {
        let kept = self.kept();
        let attributes = self.attributes();
        let nodes: Vec<&Node> = self.nodes().filter(|node| !matches!(node, Node::Comment(_))).collect();
        let mut texts: Vec<&FieldText> =
            kept.into_iter().flat_map(|kept| &kept.texts).filter(|text| text.invalid).collect();
        let fields: Vec<&((u16, u32), Self)> =
            kept.into_iter().flat_map(|kept| &kept.fields).filter(|(_, extra)| !extra.means_nothing()).collect();
        texts.sort_by_key(|text| (text.field, text.index));
        (attributes, nodes, texts, fields)
    }

    fn means_nothing(&self) -> bool {
        self.is_empty() || *self == Self::default()
    }
}

impl Kept {
    /// The text that is kept for a value of a field.
    pub(crate) fn text(&self, field: usize, index: usize) -> Option<&FieldText> {
        self.texts.iter().find(|text| usize::from(text.field) == field && text.index as usize == index)
    }
}

impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        (self.0.is_none() && other.0.is_none()) || self.essence() == other.essence()
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kept() {
            Some(kept) => kept.fmt(f),
            None => f.write_str("Extra"),
        }
    }
}

/// An attribute that the model does not know at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAttribute {
    /// URI of its namespace, if it has one.
    pub namespace: Option<Box<str>>,
    /// Prefix it was written with; empty without namespace.
    pub prefix: Box<str>,
    /// Local name.
    pub name: Box<str>,
    /// Value, with references resolved.
    pub value: Box<str>,
}

impl KeptAttribute {
    /// An attribute without namespace.
    pub fn new(name: &str, value: &str) -> Self {
        Self { namespace: None, prefix: "".into(), name: name.into(), value: value.into() }
    }

    /// The name with the prefix that it was written with.
    pub fn qualified_name(&self) -> String {
        if self.prefix.is_empty() { self.name.to_string() } else { format!("{}:{}", self.prefix, self.name) }
    }
}

/// A piece of content that the model does not type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element, as it was in the source.
    Element(KeptElement),
    /// Text, with references resolved.
    Text(Box<str>),
    /// The text between `<!--` and `-->`.
    Comment(Box<str>),
    /// The text between `<?` and `?>`.
    ProcessingInstruction(Box<str>),
}

/// An element that the model does not type, as it was in the source.
///
/// It keeps its source text (quotes, blanks, comments and all) and the namespace bindings that it
/// needs from outside; put into another document, bindings that are missing there are declared on it.
/// [`KeptElement::tree`] shows what is in it.
#[derive(Clone, Debug, Default)]
pub struct KeptElement {
    pub(crate) text: Box<str>,
    pub(crate) bindings: Vec<NamespaceDecl>,
}

impl KeptElement {
    /// The source text, from `<` to `>`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Prefixes that are used but not declared within, and what they mean.
    pub fn bindings(&self) -> &[NamespaceDecl] {
        &self.bindings
    }

    /// The name as written, prefix included.
    pub fn name(&self) -> &str {
        let name = self.text.strip_prefix('<').unwrap_or(&self.text);
        let end = name.find([' ', '\t', '\n', '\r', '/', '>']).unwrap_or(name.len());
        &name[..end]
    }
}

impl Element for KeptElement {
    const DEF: &'static ElementDef = &ElementDef {
        type_name: "KeptElement",
        module: module_path!(),
        name: "",
        namespace: None,
        doc: "An element that the model does not know.",
        fields: &[],
        index: &Index::EMPTY,
        tag: None,
        variants: &[],
        other: None,
        exclusive: &[],
        together: &[],
        never: &[],
        identities: &[],
        pairing: crate::xml::codec::meaning::Pairing::OnlyOne,
        reordered: false,
        expanded: &[],
        layout: false,
        declares: false,
        verbatim: false,
        create: |_| Box::new(Self::default()),
    };

    fn begin(_: &StartView<'_>) -> Self {
        Self::default()
    }
}

impl Fields for KeptElement {
    fn def(&self) -> &'static ElementDef {
        Self::DEF
    }

    fn present<'a>(&'a self, _: usize, _: &mut Vec<Held<'a>>) {}

    fn slot(&self, _: usize) -> Slot<'_> {
        Slot::None
    }

    fn slot_mut(&mut self, _: usize) -> SlotMut<'_> {
        SlotMut::None
    }

    fn inner(&self) -> &dyn Fields {
        self
    }

    fn inner_mut(&mut self) -> &mut dyn Fields {
        self
    }

    fn kept(&self) -> Option<&KeptElement> {
        Some(self)
    }

    fn kept_mut(&mut self) -> Option<&mut KeptElement> {
        Some(self)
    }
}

/// A namespace declaration: `xmlns:prefix='uri'`, or `xmlns='uri'` with an empty prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamespaceDecl {
    /// The prefix; empty for the default namespace.
    pub prefix: Box<str>,
    /// The URI.
    pub uri: Box<str>,
}

/// Namespace declarations of an element, in the order of the document.
///
/// In a comparison they do not count: writing adds those that are needed, and a declaration alone has
/// no meaning.
#[derive(Clone, Debug, Default)]
pub struct Namespaces(pub Vec<NamespaceDecl>);

impl PartialEq for Namespaces {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Namespaces {}
