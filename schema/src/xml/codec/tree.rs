//! Elements that the model does not type, as trees: made on demand, changed, and kept again.

mod write;

use std::borrow::Cow;
use std::ops::Range;

use crate::xml::codec::extra::{KeptAttribute, KeptElement, NamespaceDecl};
use crate::xml::codec::slot::Element;
use crate::xml::text::chars::split;
use crate::xml::text::error::Error;
use crate::xml::text::token::{Limits, Token, Tokens};

/// An element with all that it holds, of whatever vocabulary.
///
/// [`KeptElement::tree`] makes one, [`Tree::to_kept`] turns it back. In a comparison, prefixes,
/// declarations, comments and the order of attributes do not count.
///
/// ```
/// use domxml_schema::xml::KeptElement;
///
/// let kept = KeptElement::from_xml("<app:team xmlns:app='http://example.org/app'><app:name>web</app:name></app:team>")?;
/// let tree = kept.tree()?;
/// let name = tree.elements().next().unwrap();
/// assert!(name.is(Some("http://example.org/app"), "name"));
/// assert_eq!(name.text(), "web");
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// URI of its namespace, if it has one.
    pub namespace: Option<Box<str>>,
    /// Prefix it is written with; empty without one.
    pub prefix: Box<str>,
    /// Local name.
    pub name: Box<str>,
    /// Its namespace declarations; others that its names need are added on writing.
    pub declarations: Vec<NamespaceDecl>,
    /// Attributes, in the order of the document.
    pub attributes: Vec<KeptAttribute>,
    /// Content; blanks between elements are left out.
    pub nodes: Vec<TreeNode>,
}

/// A piece of content of a [`Tree`].
#[derive(Clone, Debug)]
pub enum TreeNode {
    /// An element.
    Element(Tree),
    /// Text, with references resolved.
    Text(String),
    /// The text between `<!--` and `-->`.
    Comment(String),
    /// The text between `<?` and `?>`.
    ProcessingInstruction(String),
}

impl Tree {
    /// An empty element without namespace.
    pub fn new(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// An empty element of a namespace, written with a prefix.
    pub fn in_namespace(prefix: &str, namespace: &str, name: &str) -> Self {
        Self { namespace: Some(namespace.into()), prefix: prefix.into(), name: name.into(), ..Self::default() }
    }

    /// Returns `true` if it has this name in this namespace.
    pub fn is(&self, namespace: Option<&str>, name: &str) -> bool {
        self.namespace.as_deref() == namespace && *self.name == *name
    }

    /// The name as written, prefix included.
    pub fn qualified_name(&self) -> String {
        if self.prefix.is_empty() { self.name.to_string() } else { format!("{}:{}", self.prefix, self.name) }
    }

    /// Value of an attribute without namespace.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.namespace.is_none() && *attribute.name == *name);
        found.map(|attribute| &*attribute.value)
    }

    /// The elements among the content.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            TreeNode::Element(element) => Some(element),
            _ => None,
        })
    }

    /// Its own text, without that of elements within.
    pub fn text(&self) -> String {
        let texts = self.nodes.iter().filter_map(|node| match node {
            TreeNode::Text(text) => Some(&**text),
            _ => None,
        });
        texts.collect()
    }

    /// Adds text behind the content.
    pub fn push_text(&mut self, text: &str) {
        match self.nodes.last_mut() {
            Some(TreeNode::Text(run)) => run.push_str(text),
            _ => self.nodes.push(TreeNode::Text(text.into())),
        }
    }

    /// The last step of the path to one of the elements among the content: its name as written, and its
    /// number, from 2, where there are siblings of this name before it.
    pub fn step_to(&self, element: &Self) -> String {
        let name = element.qualified_name();
        let same = |other: &&Self| other.prefix == element.prefix && other.name == element.name;
        let before = self.elements().take_while(|other| !std::ptr::eq(*other, element)).filter(same).count();
        if before == 0 { name } else { format!("{name}[{}]", before + 1) }
    }

    /// The part that counts in a comparison.
    fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces: Vec<Piece<'_>> = Vec::new();
        for node in &self.nodes {
            match (pieces.last_mut(), node) {
                (_, TreeNode::Comment(_)) => {}
                (Some(Piece::Text(run)), TreeNode::Text(text)) => run.to_mut().push_str(text),
                (_, TreeNode::Text(text)) => pieces.push(Piece::Text(Cow::Borrowed(text))),
                (_, TreeNode::Element(element)) => pieces.push(Piece::Element(element)),
                (_, TreeNode::ProcessingInstruction(text)) => pieces.push(Piece::ProcessingInstruction(text)),
            }
        }
        pieces
    }
}

/// A piece of content as it counts in a comparison: text between two others is one.
#[derive(PartialEq)]
enum Piece<'t> {
    Element(&'t Tree),
    Text(Cow<'t, str>),
    ProcessingInstruction(&'t str),
}

impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        fn attributes(tree: &Tree) -> Vec<(Option<&str>, &str, &str)> {
            let attributes = tree.attributes.iter();
            let mut attributes: Vec<_> =
                attributes.map(|it| (it.namespace.as_deref(), &*it.name, &*it.value)).collect();
            attributes.sort_unstable();
            attributes
        }
        self.is(other.namespace.as_deref(), &other.name)
            && attributes(self) == attributes(other)
            && self.pieces() == other.pieces()
    }
}

impl Eq for Tree {}

impl PartialEq for TreeNode {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Element(a), Self::Element(b)) => a == b,
            (Self::Text(a), Self::Text(b)) | (Self::ProcessingInstruction(a), Self::ProcessingInstruction(b)) => a == b,
            (Self::Comment(_), Self::Comment(_)) => true,
            _ => false,
        }
    }
}

impl Eq for TreeNode {}

impl KeptElement {
    /// Takes an element from a document of its own, to put it among others' content.
    ///
    /// # Errors
    /// If the text is not well-formed XML, has a document type declaration, or exceeds the default
    /// [`Limits`].
    pub fn from_xml(source: &str) -> Result<Self, Error> {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let (_, range) = read(source, Limits::default())?;
        Ok(Self { text: source[range].into(), bindings: Vec::new() })
    }

    /// The element as a tree.
    ///
    /// # Errors
    /// If it is the default value, which is no element, or deeper than [`Limits::MAX_DEPTH`].
    pub fn tree(&self) -> Result<Tree, Error> {
        let limits = Limits { depth: Limits::MAX_DEPTH, size: usize::MAX, ..Limits::default() };
        let (tree, _) = read(&self.to_xml()?, limits)?;
        Ok(tree)
    }

    /// The name without prefix.
    pub fn local_name(&self) -> &str {
        split(self.name()).1
    }

    /// URI of its namespace, if it has one.
    pub fn namespace(&self) -> Option<Box<str>> {
        let prefix = split(self.name()).0;
        if let Some(binding) = self.bindings.iter().find(|binding| &*binding.prefix == prefix) {
            return (!binding.uri.is_empty()).then(|| binding.uri.clone());
        }
        let mut tokens = Tokens::quiet(&self.text);
        tokens.next().ok()?;
        tokens.uri_of_element(self.name()).map(Into::into)
    }
}

impl PartialEq for KeptElement {
    /// Returns `true` if both are equivalent: quotes, blanks between elements, prefixes and comments do not count.
    fn eq(&self, other: &Self) -> bool {
        if self.text == other.text && self.bindings == other.bindings {
            return true;
        }
        match (self.tree(), other.tree()) {
            (Ok(tree), Ok(other)) => tree == other,
            _ => false,
        }
    }
}

impl Eq for KeptElement {}

/// Reads a document into a tree; also returns the range of its root element in the text.
fn read(source: &str, limits: Limits) -> Result<(Tree, Range<usize>), Error> {
    let mut tokens = Tokens::new(source, limits)?;
    let (mut open, mut starts): (Vec<Tree>, Vec<usize>) = (Vec::new(), Vec::new());
    let (mut root, mut range, mut last_end) = (Tree::default(), 0..0, 0);
    loop {
        let token = tokens.next()?;
        // Tokens leave out blanks between tags; in mixed content they count.
        let gap = source.get(last_end..tokens.span.start).unwrap_or_default();
        if let Some(parent) = open.last_mut().filter(|_| !gap.is_empty()) {
            parent.push_text(gap);
        }
        last_end = tokens.span.end;
        match (token, open.last_mut()) {
            (Token::Start { empty }, _) => {
                tokens.check_names()?;
                starts.push(tokens.span.start);
                open.push(start(&tokens));
                if !empty {
                    continue;
                }
            }
            (Token::End, _) => {}
            (Token::Eof, _) => return Ok((root, range)),
            (Token::Text(text), Some(parent)) => {
                parent.push_text(&text);
                continue;
            }
            (Token::Comment(text), Some(parent)) => {
                parent.nodes.push(TreeNode::Comment(text.into()));
                continue;
            }
            (Token::ProcessingInstruction(text), Some(parent)) => {
                parent.nodes.push(TreeNode::ProcessingInstruction(text.into()));
                continue;
            }
            (_, None) => continue,
        }
        if let (Some(mut element), Some(start)) = (open.pop(), starts.pop()) {
            drop_blanks(&mut element);
            match open.last_mut() {
                Some(parent) => parent.nodes.push(TreeNode::Element(element)),
                None => (root, range) = (element, start..tokens.span.end),
            }
        }
    }
}

/// The element whose start tag was the last token, still empty.
fn start(tokens: &Tokens<'_>) -> Tree {
    let (prefix, name) = tokens.current().map_or(("", ""), |open| open.split());
    let mut tree = Tree { prefix: prefix.into(), name: name.into(), ..Tree::default() };
    tree.namespace = tokens.resolve(prefix, 0).map(|(uri, _)| uri.into());
    for attr in tokens.attributes() {
        if let Some(prefix) = attr.declares() {
            tree.declarations.push(NamespaceDecl { prefix: prefix.into(), uri: attr.value().into() });
            continue;
        }
        let (prefix, name) = attr.split();
        let namespace = if prefix.is_empty() { None } else { tokens.resolve(prefix, 0).map(|(uri, _)| uri.into()) };
        let (prefix, name, value) = (prefix.into(), name.into(), attr.value().into());
        tree.attributes.push(KeptAttribute { namespace, prefix, name, value });
    }
    tree
}

/// Blanks are content only where other text is, or where they are all there is.
fn drop_blanks(element: &mut Tree) {
    let blank =
        |node: &TreeNode| matches!(node, TreeNode::Text(text) if text.bytes().all(crate::xml::text::chars::is_blank));
    let text = |node: &TreeNode| matches!(node, TreeNode::Text(_));
    if element.nodes.len() > 1 && element.nodes.iter().filter(|node| text(node)).all(blank) {
        element.nodes.retain(|node| !blank(node));
    }
}
