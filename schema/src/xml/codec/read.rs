//! Reading: one ordinary reader that walks the tables.

mod attributes;
mod content;
mod findings;
mod sections;
mod values;

use std::ops::Range;

use crate::report::{Code, Finding, nearest};
use crate::xml::codec::extra::{KeptNode, NamespaceDecl, Node, Place};
use crate::xml::codec::slot::{Element, Fields, StartView};
use crate::xml::codec::table::{ElementDef, FieldKind, Namespace};
use crate::xml::codec::write::write_any;
use crate::xml::text::chars::{shorten, split};
use crate::xml::text::error::Error;
use crate::xml::text::source_map::SourceMap;
use crate::xml::text::token::{Attr, Limits, Token, Tokens};
use findings::Found;

/// A document that was read: the value, what could not be typed, and where things stand.
#[derive(Debug)]
pub struct Parsed<'s, T> {
    /// The typed value.
    pub value: T,
    /// Findings about content that is preserved untyped, in the order of the document; comments are not mentioned.
    pub findings: Vec<Finding>,
    /// Place of any element or attribute by its path.
    pub source_map: SourceMap<'s>,
}

/// Reads a document whose root is an element of type `T`.
///
/// # Errors
/// If the text is not well-formed, has a document type declaration, exceeds the limits, or has
/// another root. Everything else is kept and reported in the diagnostics.
pub fn parse<'s, T: Element>(source: &'s str, limits: Limits) -> Result<Parsed<'s, T>, Error> {
    document(source, limits, |reader| reader.root::<T>())
}

/// Reads a document whose root is any element of a model that the name alone determines.
pub(crate) fn parse_any<'s>(
    source: &'s str,
    limits: Limits,
    model: &'static ElementDef,
) -> Result<Parsed<'s, AnyElement>, Error> {
    document(source, limits, |reader| reader.any_root(model))
}

/// Reads every element of type `T` anywhere in a document of another kind (a domain in
/// a status or snapshot file), with its byte range.
///
/// # Errors
/// If the text is not well-formed, has a document type declaration, or exceeds the limits.
pub fn parse_embedded<T: Element>(source: &str, limits: Limits) -> Result<Vec<(Range<usize>, T)>, Error> {
    let text = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mark = source.len() - text.len();
    let mut reader = Reader::new(text, limits)?;
    let mut found = Vec::new();
    loop {
        match reader.tokens.next()? {
            Token::Start { empty } if reader.starts::<T>() => {
                let (start, level) = (reader.tokens.span.start, reader.tokens.level());
                let mut value = T::begin(&reader.start_view());
                reader.declare_outer(&mut value, level);
                let tag = value.tag().map(|(tag, _)| tag);
                reader.element(&mut value, empty, tag)?;
                found.push((mark + start..mark + reader.tokens.span.end, value));
            }
            Token::Start { .. } => reader.tokens.check_names()?,
            Token::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// An element of the model whose type is known at run time only.
pub struct AnyElement {
    root: NamedElement,
    value: Box<dyn Fields>,
}

impl AnyElement {
    /// The empty value of a kind of root, to read a start tag into.
    pub(crate) fn begin(root: NamedElement, start: &StartView<'_>) -> Self {
        Self { root, value: (root.def.create)(start) }
    }

    /// The kind of root that it is.
    #[cfg(feature = "json")]
    pub(crate) fn root(&self) -> NamedElement {
        self.root
    }

    /// Its fields, to fill them.
    pub(crate) fn fields_mut(&mut self) -> &mut dyn Fields {
        &mut *self.value
    }

    /// The element's name.
    pub fn name(&self) -> &'static str {
        self.root.name
    }

    /// Its fields.
    pub fn fields(&self) -> &dyn Fields {
        &*self.value
    }

    /// Writes it as a document in libvirt's formatting.
    ///
    /// # Errors
    /// If a value holds a character that XML cannot carry.
    pub fn to_xml(&self) -> Result<String, Error> {
        write_any(&*self.value, self.root.name, self.root.namespace)
    }
}

impl std::fmt::Debug for AnyElement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AnyElement").field("name", &self.root.name).finish_non_exhaustive()
    }
}

fn document<'s, T: AsFields>(
    source: &'s str,
    limits: Limits,
    root: impl FnOnce(&mut Reader<'s>) -> Result<T, Error>,
) -> Result<Parsed<'s, T>, Error> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut reader = Reader::new(source, limits)?;
    let mut prolog = Vec::new();
    let empty = loop {
        match reader.tokens.next()? {
            Token::Start { empty } => break empty,
            Token::Comment(text) => prolog.push(around(Place::Prolog, Node::Comment(text.into()))),
            Token::ProcessingInstruction(text) => {
                reader.found_instruction();
                prolog.push(around(Place::Prolog, Node::ProcessingInstruction(text.into())));
            }
            _ => {}
        }
    };
    let mut value = root(&mut reader)?;
    let fields = value.fields();
    if !prolog.is_empty()
        && let Some(extra) = fields.extra_mut()
    {
        extra.kept_mut().nodes.append(&mut prolog);
    }
    let tag = fields.tag().map(|(tag, _)| tag);
    reader.element(fields, empty, tag)?;
    reader.epilog(fields)?;
    let findings = reader.findings(fields.def());
    Ok(Parsed { value, findings, source_map: SourceMap::new(source) })
}

/// A node before or behind the root element.
fn around(place: Place, node: Node) -> KeptNode {
    KeptNode { section: 0, place, node }
}

/// A value that the reader can fill.
trait AsFields {
    fn fields(&mut self) -> &mut dyn Fields;
}

impl<T: Element> AsFields for T {
    fn fields(&mut self) -> &mut dyn Fields {
        self
    }
}

impl AsFields for AnyElement {
    fn fields(&mut self) -> &mut dyn Fields {
        self.fields_mut()
    }
}

struct Reader<'s> {
    tokens: Tokens<'s>,
    found: Vec<Found>,
    /// How many findings are listed at most, and how many were only counted.
    listed: usize,
    unlisted: usize,
    scratch: String,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str, limits: Limits) -> Result<Self, Error> {
        let tokens = Tokens::new(source, limits)?;
        Ok(Self { tokens, found: Vec::new(), listed: limits.findings, unlisted: 0, scratch: String::new() })
    }

    fn root<T: Element>(&mut self) -> Result<T, Error> {
        if self.starts::<T>() { Ok(T::begin(&self.start_view())) } else { Err(self.unknown_root(T::DEF)) }
    }

    fn unknown_root(&self, def: &'static ElementDef) -> Error {
        if let Err(error) = self.tokens.check_names() {
            return error;
        }
        let name = self.tokens.current().map_or("", |open| open.name);
        let known: Vec<&str> = root_names(def).collect();
        let message = match self.tokens.uri_of_element(name) {
            Some(uri) => format!("unknown root element `<{}>` in the namespace `{uri}`", shorten(name)),
            None => format!("unknown root element `<{}>`", shorten(name)),
        };
        let expected = known.join(">`, `<");
        let help = match nearest(name, known) {
            Some(near) if near != name => format!("did you mean `<{near}>`?"),
            Some(_) => match def.namespace {
                Some(namespace) => format!("put it in the namespace `{}`", namespace.uri),
                None => "remove the declaration of the namespace".to_owned(),
            },
            None => format!("expected `<{expected}>`"),
        };
        self.tokens.error(Code::UNKNOWN_ROOT, &message, &help)
    }

    fn any_root(&mut self, model: &'static ElementDef) -> Result<AnyElement, Error> {
        let name = self.tokens.current().map_or("", |open| open.name);
        let (local, uri) = (split(name).1, self.tokens.uri_of_element(name));
        let is_named = |it: &NamedElement| it.name == local && it.namespace.map(|namespace| namespace.uri) == uri;
        let (message, help) = match &roots(model, is_named)[..] {
            [root] => return Ok(AnyElement::begin(*root, &self.start_view())),
            [] => return Err(self.unknown_root(model)),
            several => {
                let message = format!("root element `<{}>` has {} possible types", shorten(name), several.len());
                (message, "give it in the element that it belongs to")
            }
        };
        Err(self.tokens.error(Code::UNKNOWN_ROOT, &message, help))
    }

    /// Returns `true` if the current start tag begins an element of type `T`.
    fn starts<T: Element>(&self) -> bool {
        let name = self.tokens.current().map_or("", |open| open.name);
        let uri = self.tokens.uri_of_element(name);
        uri == T::DEF.namespace.map(|namespace| namespace.uri) && root_names(T::DEF).any(|known| known == split(name).1)
    }

    fn start_view(&self) -> StartView<'_> {
        let name = self.tokens.current().map_or("", |open| open.split().1);
        StartView { name, attrs: self.tokens.attributes() }
    }

    /// Bindings from around an embedded element belong to it when it is a document of its own.
    fn declare_outer(&self, value: &mut dyn Fields, level: usize) {
        let own: Vec<&str> = self.tokens.attributes().iter().filter_map(Attr::declares).collect();
        for binding in self.tokens.bindings_outside(level - 1) {
            if !own.contains(&&*binding.prefix) {
                push_namespace(value, binding);
            }
        }
    }

    fn epilog(&mut self, value: &mut dyn Fields) -> Result<(), Error> {
        loop {
            let node = match self.tokens.next()? {
                Token::Comment(text) => Node::Comment(text.into()),
                Token::ProcessingInstruction(text) => {
                    self.found_instruction();
                    Node::ProcessingInstruction(text.into())
                }
                Token::Eof => return Ok(()),
                _ => continue,
            };
            if let Some(extra) = value.extra_mut() {
                extra.kept_mut().nodes.push(around(Place::Epilog, node));
            }
        }
    }
}

/// An element type under a name.
#[derive(Clone, Copy)]
pub(crate) struct NamedElement {
    pub(crate) name: &'static str,
    pub(crate) namespace: Option<&'static Namespace>,
    pub(crate) def: &'static ElementDef,
}

impl NamedElement {
    fn root(model: &'static ElementDef) -> Self {
        Self { name: model.name, namespace: model.namespace, def: model }
    }

    /// The name with the usual prefix of its namespace.
    #[cfg(feature = "json")]
    pub(crate) fn qualified(&self) -> String {
        self.namespace.map_or_else(|| self.name.to_owned(), |namespace| format!("{}:{}", namespace.prefix, self.name))
    }
}

/// The element types that a document's root of some name may be: that of the model, or any below it.
pub(crate) fn roots(model: &'static ElementDef, is_named: impl Fn(&NamedElement) -> bool) -> Vec<NamedElement> {
    let root = NamedElement::root(model);
    if is_named(&root) { vec![root] } else { elements(model).into_iter().filter(is_named).collect() }
}

/// Every element type of a model that a name alone determines.
#[cfg(feature = "json")]
pub(crate) fn all_roots(model: &'static ElementDef) -> Vec<NamedElement> {
    let found = elements(model);
    let single = |root: &&NamedElement| {
        let same = |other: &&NamedElement| other.name == root.name && other.namespace == root.namespace;
        root.name != model.name && found.iter().filter(same).count() == 1
    };
    [NamedElement::root(model)].iter().chain(found.iter().filter(single)).copied().collect()
}

/// Every element type at and below a schema, once for each name that it goes under.
fn elements(def: &'static ElementDef) -> Vec<NamedElement> {
    let (mut found, mut queue): (Vec<NamedElement>, Vec<&'static ElementDef>) = (Vec::new(), vec![def]);
    while let Some(def) = queue.pop() {
        for field in def.fields {
            let named: Vec<_> = match field.kind {
                FieldKind::Element { def, .. } => vec![(field.name, def())],
                FieldKind::Choice { def } => {
                    def().variants.iter().map(|variant| (variant.name, (variant.def)())).collect()
                }
                _ => Vec::new(),
            };
            for (name, def) in named {
                if !found.iter().any(|known| known.name == name && known.def.is(def)) {
                    queue.extend([def].into_iter().chain(def.variants.iter().map(|variant| (variant.def)())));
                    found.push(NamedElement { name, namespace: field.namespace, def });
                }
            }
        }
    }
    found
}

pub(crate) fn root_names(def: &'static ElementDef) -> Box<dyn Iterator<Item = &'static str>> {
    if def.name.is_empty() {
        Box::new(def.variants.iter().map(|variant| variant.name))
    } else {
        Box::new([def.name].into_iter())
    }
}

fn push_namespace(fields: &mut dyn Fields, decl: NamespaceDecl) {
    if let Some(namespaces) = fields.namespaces_mut() {
        namespaces.0.push(decl);
    } else if let Some(extra) = fields.extra_mut() {
        extra.kept_mut().namespaces.0.push(decl);
    }
}
