//! Reading what an element keeps beyond its fields.
//!
//! It is written literally, so only content that is read back unchanged is accepted.

use super::extra::key;
use super::read::Reader;
use super::tree::{Kind, Member, Tree, printable};
use crate::report::{Code, nearest};
use crate::xml::inside::{FieldText, Kept, KeptNode, Place};
use crate::xml::{
    Element, ElementDef, Extra, FieldKind, Fields, KeptAttribute, KeptElement, Limits, Namespace, NamespaceDecl,
    Namespaces, Node, parse,
};

/// The members of an object, by their keys.
type Members<'t> = Vec<(&'t Member, &'static str)>;

impl Reader {
    /// The unrecognized content of an element.
    pub(super) fn extra(&mut self, fields: &mut dyn Fields, tree: &Tree) {
        let def = fields.def();
        let mut kept = self.kept(def, fields.tag().map(|(tag, _)| tag), def.namespace, tree);
        if let Some(namespaces) = fields.namespaces_mut() {
            namespaces.0 = std::mem::take(&mut kept.namespaces.0);
        }
        if let Some(extra) = fields.extra_mut() {
            *extra = holding(kept);
        }
    }

    fn kept(
        &mut self,
        def: &'static ElementDef,
        tag: Option<&str>,
        namespace: Option<&'static Namespace>,
        tree: &Tree,
    ) -> Kept {
        const KEYS: [&str; 13] = [
            key::NAMESPACES,
            key::ATTRIBUTES,
            key::PROLOG,
            key::NODES,
            key::EPILOG,
            key::VALUES,
            key::SPELLINGS,
            key::CHILDREN,
            key::ORDER,
            key::EXPANDED,
            key::SECTION,
            key::SECTIONS,
            key::ATTRIBUTED,
        ];
        let mut kept = Kept::default();
        let (mut prolog, mut epilog) = (Vec::new(), Vec::new());
        for (member, key) in self.members(tree, || KEYS.into_iter()) {
            let tree = &member.value;
            self.below_key(member, |reader| match key {
                key::NAMESPACES => kept.namespaces.0 = reader.namespaces(tree),
                key::ATTRIBUTES => reader.list(tree, |reader, item| {
                    kept.attributes.extend(reader.attribute(def, tag, item));
                }),
                key::PROLOG => reader.list(tree, |reader, item| prolog.extend(reader.remark(Place::Prolog, item))),
                key::EPILOG => reader.list(tree, |reader, item| epilog.extend(reader.remark(Place::Epilog, item))),
                key::NODES => reader.list(tree, |reader, item| kept.nodes.extend(reader.placed(def, item))),
                key::VALUES | key::SPELLINGS => {
                    let invalid = key == key::VALUES;
                    reader.list(tree, |reader, item| kept.texts.extend(reader.field_text(def, invalid, item)));
                }
                key::CHILDREN => reader.list(tree, |reader, item| {
                    if let Some((place, extra)) = reader.child(def, item) {
                        match kept.fields.binary_search_by_key(&place, |(place, _)| *place) {
                            Ok(_) => reader.wrong(item, Code::DUPLICATE_KEY, "duplicate child".to_owned(), None),
                            Err(at) => kept.fields.insert(at, (place, extra)),
                        }
                    }
                }),
                key::ORDER => reader.list(tree, |reader, item| {
                    let members = reader.members(item, || [key::FIELD, key::INDEX].into_iter());
                    kept.order.extend(reader.place(def, item, &members));
                }),
                key::SECTION => kept.section = reader.number(tree).unwrap_or_default(),
                key::SECTIONS => reader.list(tree, |reader, item| kept.sections.extend(reader.section(item))),
                key::ATTRIBUTED => kept.attributed = reader.number(tree).unwrap_or_default(),
                _ => match tree.kind {
                    Kind::Bool(value) => kept.expanded = value,
                    _ => reader.wrong_type(tree, "true or false", None),
                },
            });
        }
        kept.nodes.splice(0..0, prolog);
        kept.nodes.extend(epilog);
        self.check_start_tag(&kept.namespaces, &kept.attributes, namespace, tree);
        for section in &kept.sections {
            self.check_start_tag(&section.namespaces, &section.attributes, namespace, tree);
        }
        self.check_sections(&kept, tree);
        kept
    }

    pub(super) fn namespaces(&mut self, tree: &Tree) -> Vec<NamespaceDecl> {
        let mut namespaces = Vec::new();
        self.list(tree, |reader, item| {
            let members = reader.members(item, || [key::PREFIX, key::URI].into_iter());
            let (prefix, uri) = (reader.text(item, &members, key::PREFIX), reader.text(item, &members, key::URI));
            if let (Some(prefix), Some(uri)) = (prefix, uri) {
                namespaces.push(NamespaceDecl { prefix: prefix.into(), uri: uri.into() });
            }
        });
        namespaces
    }

    pub(super) fn attribute(&mut self, def: &ElementDef, tag: Option<&str>, tree: &Tree) -> Option<KeptAttribute> {
        const KEYS: [&str; 4] = [key::NAMESPACE, key::PREFIX, key::NAME, key::VALUE];
        let members = self.members(tree, || KEYS.into_iter());
        let (name, value) = (self.text(tree, &members, key::NAME)?, self.text(tree, &members, key::VALUE)?);
        let has = |wanted: &str| members.iter().any(|(_, key)| *key == wanted);
        let (mut namespace, mut prefix) = (None, "");
        if has(key::NAMESPACE) || has(key::PREFIX) {
            namespace = Some(self.text(tree, &members, key::NAMESPACE)?);
            prefix = self.text(tree, &members, key::PREFIX)?;
        }
        let is_attribute = |kind: &FieldKind| matches!(kind, FieldKind::Attribute(_));
        let same = def.fields.iter().find(|field| {
            let uri = field.namespace.map(|namespace| namespace.uri);
            is_attribute(&field.kind) && field.name == name && uri == namespace
        });
        if same.is_some() || (namespace.is_none() && tag == Some(name)) {
            let help = same.map(|field| format!("write it as `{}`", field.rust_name));
            self.wrong(tree, Code::INVALID_VALUE, format!("attribute `{name}` is a field of the element"), help);
            return None;
        }
        let namespace = namespace.map(Into::into);
        Some(KeptAttribute { namespace, prefix: prefix.into(), name: name.into(), value: value.into() })
    }

    /// Declarations and attributes must make a start tag that reads back as they are.
    fn check_start_tag(
        &mut self,
        namespaces: &Namespaces,
        attributes: &[KeptAttribute],
        namespace: Option<&'static Namespace>,
        tree: &Tree,
    ) {
        if attributes.is_empty() && namespaces.0.is_empty() {
            return;
        }
        let is_default = |decl: &NamespaceDecl| decl.prefix.is_empty() && !decl.uri.is_empty();
        if namespace.is_none() && namespaces.0.iter().any(is_default) {
            let message = "element without a namespace cannot declare a default one".to_owned();
            return self.wrong(tree, Code::INVALID_VALUE, message, Some("give the declaration a prefix".to_owned()));
        }
        // The prefix of a namespace may depend on the elements around.
        let names = |attributes: &[KeptAttribute]| -> Vec<_> {
            attributes.iter().map(|it| (it.namespace.clone(), it.name.clone(), it.value.clone())).collect()
        };
        let same = |read: &Probe| {
            names(read.extra.attributes()) == names(attributes) && read.extra.namespaces().starts_with(&namespaces.0)
        };
        let problem = match read_back(namespaces.clone(), attributes.to_vec(), None) {
            Ok(read) if same(&read) => return,
            Ok(_) => "attributes or declarations conflict with each other".to_owned(),
            Err(problem) => problem,
        };
        let help = "names are valid in XML and unique, and prefixes are bound to a namespace";
        self.wrong(tree, Code::INVALID_VALUE, problem, Some(help.to_owned()));
    }

    /// A node of open content.
    pub(super) fn node(&mut self, tree: &Tree) -> Option<Node> {
        const KEYS: [&str; 5] = [key::ELEMENT, key::BINDINGS, key::TEXT, key::COMMENT, key::INSTRUCTION];
        let members = self.members(tree, || KEYS.into_iter());
        self.content(tree, &members)
    }

    /// A node among the typed children.
    fn placed(&mut self, def: &'static ElementDef, tree: &Tree) -> Option<KeptNode> {
        const KEYS: [&str; 8] = [
            key::ELEMENT,
            key::BINDINGS,
            key::TEXT,
            key::COMMENT,
            key::INSTRUCTION,
            key::BEFORE,
            key::BEHIND,
            key::SECTION,
        ];
        let members = self.members(tree, || KEYS.into_iter());
        let section = members.iter().find(|(_, key)| *key == key::SECTION);
        let section = section.and_then(|(member, _)| self.below_key(member, |reader| reader.number(&member.value)));
        let mut place = Place::End;
        for (member, key) in members.iter().filter(|(_, key)| matches!(*key, key::BEFORE | key::BEHIND)) {
            if place != Place::End {
                let message = "`before` conflicts with `behind`".to_owned();
                self.wrong(tree, Code::WRONG_TYPE, message, Some("keep one of them".to_owned()));
            }
            let at = self.below_key(member, |reader| {
                let members = reader.members(&member.value, || [key::FIELD, key::INDEX].into_iter());
                reader.place(def, &member.value, &members)
            });
            let (row, index) = at?;
            place = if *key == key::BEFORE { Place::Before(row, index) } else { Place::Surplus(row, index) };
        }
        let section = section.unwrap_or_default();
        self.content(tree, &members).map(|node| KeptNode { section, place, node })
    }

    /// A comment or processing instruction outside of the root element.
    fn remark(&mut self, place: Place, tree: &Tree) -> Option<KeptNode> {
        let members = self.members(tree, || [key::COMMENT, key::INSTRUCTION].into_iter());
        self.content(tree, &members).map(|node| KeptNode { section: 0, place, node })
    }

    fn content(&mut self, tree: &Tree, members: &Members<'_>) -> Option<Node> {
        let contents: Vec<&'static str> = members.iter().map(|(_, key)| *key).filter(|key| is_content(key)).collect();
        let [key] = contents[..] else {
            // An unknown key is a mistake of its own.
            if matches!(&tree.kind, Kind::Object(all) if all.len() == members.len()) {
                let message = format!("expected one content, found {}", contents.len());
                let help = "use one of `element`, `text`, `comment`, `instruction`";
                self.wrong(tree, Code::WRONG_TYPE, message, Some(help.to_owned()));
            }
            return None;
        };
        if key == key::ELEMENT {
            return self.element_of(tree, members).map(Node::Element);
        }
        let text = self.text(tree, members, key)?;
        let node = match key {
            key::TEXT => return Some(Node::Text(text.into())),
            key::COMMENT => Node::Comment(text.into()),
            _ => Node::ProcessingInstruction(text.into()),
        };
        let problem = match read_back(Namespaces::default(), Vec::new(), Some(node.clone())) {
            Ok(read) if read.nodes[..] == [node] => return read.nodes.into_iter().next(),
            Ok(_) => format!("invalid {key}"),
            Err(problem) => problem,
        };
        self.wrong(tree, Code::INVALID_VALUE, problem, None);
        None
    }

    /// An element that the model does not know.
    pub(super) fn kept_element(&mut self, tree: &Tree) -> Option<KeptElement> {
        let members = self.members(tree, || [key::ELEMENT, key::BINDINGS].into_iter());
        self.element_of(tree, &members)
    }

    fn element_of(&mut self, tree: &Tree, members: &Members<'_>) -> Option<KeptElement> {
        let text = self.text(tree, members, key::ELEMENT)?;
        let bindings = members.iter().find(|(_, key)| *key == key::BINDINGS);
        let bindings = bindings.map(|(member, _)| self.below_key(member, |reader| reader.namespaces(&member.value)));
        let bindings = bindings.unwrap_or_default();
        let node = Node::Element(KeptElement { text: text.into(), bindings: bindings.clone() });
        let problem = match read_back(Namespaces(bindings), Vec::new(), Some(node)) {
            Ok(mut read) => match (read.nodes.pop(), &read.nodes[..]) {
                (Some(Node::Element(kept)), []) if *kept.text == *text => return Some(kept),
                _ => "expected the text of one element".to_owned(),
            },
            Err(problem) => problem,
        };
        let help = "write the element from `<` to `>`; declare prefixes from outside in `bindings`";
        self.wrong(tree, Code::INVALID_VALUE, problem, Some(help.to_owned()));
        None
    }

    fn field_text(&mut self, def: &'static ElementDef, invalid: bool, tree: &Tree) -> Option<FieldText> {
        let members = self.members(tree, || [key::FIELD, key::INDEX, key::TEXT].into_iter());
        let (field, index) = self.place(def, tree, &members)?;
        let text = self.text(tree, &members, key::TEXT)?;
        let is_value = |kind| matches!(kind, FieldKind::Attribute(_) | FieldKind::Text(_) | FieldKind::Value { .. });
        if !is_value(def.fields[usize::from(field)].kind) {
            let message = format!("field `{}` holds no value", def.fields[usize::from(field)].rust_name);
            self.wrong(tree, Code::INVALID_VALUE, message, None);
            return None;
        }
        Some(FieldText { field, index, text: text.into(), invalid })
    }

    /// The content of a child besides its value.
    fn child(&mut self, def: &'static ElementDef, tree: &Tree) -> Option<((u16, u32), Extra)> {
        let members = self.members(tree, || [key::FIELD, key::INDEX, key::EXTRA].into_iter());
        let place = self.place(def, tree, &members)?;
        let field = &def.fields[usize::from(place.0)];
        if !matches!(field.kind, FieldKind::Value { .. } | FieldKind::Flag | FieldKind::Choice { .. }) {
            let help = "put it in the `extra` of that element".to_owned();
            let message = format!("field `{}` is not a child with a value", field.rust_name);
            self.wrong(tree, Code::INVALID_VALUE, message, Some(help));
            return None;
        }
        let (member, _) = members.iter().find(|(_, key)| *key == key::EXTRA)?;
        // Such a child has no fields of its own.
        let kept = self.below_key(member, |reader| reader.kept(KeptElement::DEF, None, field.namespace, &member.value));
        let extra = holding(kept);
        if matches!(field.kind, FieldKind::Choice { .. }) && !extra.is_empty() {
            let help = "put it in the `extra` of that element".to_owned();
            let message = format!("only the section of an element of `{}` can be given here", field.rust_name);
            self.wrong(tree, Code::INVALID_VALUE, message, Some(help));
            return None;
        }
        (!extra.is_unused()).then_some((place, extra))
    }

    /// A field by its name, with the index of an item.
    fn place(&mut self, def: &'static ElementDef, tree: &Tree, members: &Members<'_>) -> Option<(u16, u32)> {
        let name = self.text(tree, members, key::FIELD)?;
        let index = match members.iter().find(|(_, key)| *key == key::INDEX).map(|(member, _)| &member.value) {
            None => 0,
            Some(tree) => self.number(tree)?,
        };
        let Some(row) = def.fields.iter().position(|field| field.rust_name == name) else {
            let near = nearest(name, def.fields.iter().map(|field| field.rust_name));
            let help = near.map(|near| format!("did you mean `{near}`?"));
            self.wrong(tree, Code::INVALID_VALUE, format!("unknown field `{}`", printable(name)), help);
            return None;
        };
        Some((row as u16, index))
    }

    /// A text that an object must have.
    fn text<'t>(&mut self, tree: &Tree, members: &Members<'t>, wanted: &str) -> Option<&'t str> {
        let Some((member, _)) = members.iter().find(|(_, key)| *key == wanted) else {
            if matches!(tree.kind, Kind::Object(_)) {
                self.wrong(tree, Code::WRONG_TYPE, format!("missing key `{wanted}`"), None);
            }
            return None;
        };
        match &member.value.kind {
            Kind::Text(text) => Some(text),
            _ => {
                self.below_key(member, |reader| reader.wrong_type(&member.value, "text", None));
                None
            }
        }
    }
}

fn holding(kept: Kept) -> Extra {
    let mut extra = Extra::default();
    *extra.kept_mut() = kept;
    if extra.is_unused() { Extra::default() } else { extra }
}

fn is_content(key: &str) -> bool {
    matches!(key, key::ELEMENT | key::TEXT | key::COMMENT | key::INSTRUCTION)
}

/// Preserved content after writing and reading.
fn read_back(namespaces: Namespaces, attributes: Vec<KeptAttribute>, node: Option<Node>) -> Result<Probe, String> {
    let mut extra = Extra::default();
    let kept = extra.kept_mut();
    (kept.namespaces, kept.attributes) = (namespaces, attributes);
    let written = Probe { nodes: node.into_iter().collect(), extra }.to_xml();
    let limits = Limits { depth: Limits::MAX_DEPTH, size: usize::MAX, findings: 0 };
    let read = written.and_then(|xml| parse::<Probe>(&xml, limits).map(|parsed| parsed.value));
    read.map_err(|error| error.finding().message.clone())
}

/// An element that things are written into to see how they are read; its own namespace lets them have any
/// default one.
#[derive(domxml_derive::Element, Clone, Debug, Default, PartialEq)]
#[xml(ns = PROBE)]
struct Probe {
    #[xml(any)]
    nodes: Vec<Node>,
    #[xml(extra)]
    extra: Extra,
}

const PROBE: Namespace = Namespace { prefix: "probe", uri: "urn:domxml:probe" };
