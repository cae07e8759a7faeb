//! Data that applications store with the domain: `<metadata>`.
//!
//! Each application has a namespace of its own with one element in it: libvirt drops further elements, and those
//! without a namespace. With the feature `yaserde`, `Metadata::get`, `set` and `remove` access such an element as a
//! value of any type that implements `Vocabulary`.

#[cfg(feature = "yaserde")]
mod error;
#[cfg(feature = "yaserde")]
mod merge;
#[cfg(feature = "yaserde")]
mod typed;

#[cfg(feature = "yaserde")]
pub use error::{Error, ErrorKind};
#[cfg(feature = "yaserde")]
pub use typed::Vocabulary;

use crate::Element;
use crate::xml::{Extra, KeptElement, Namespaces, Node};

/// Data that applications store with the domain, each in a namespace of its own: `<metadata>`.
///
/// libvirt preserves it without interpreting it, and writes its start tag in double quotes.
///
/// ```xml
/// <metadata>
///   <app:owner xmlns:app='http://example.org/app'>web team</app:owner>
/// </metadata>
/// ```
#[derive(Element, Clone, Debug, Default)]
#[xml(verbatim)]
pub struct Metadata {
    /// Namespace declarations for the content.
    #[xml(namespaces)]
    pub namespaces: Namespaces,
    /// The content, in the order of the document.
    #[xml(any)]
    pub nodes: Vec<Node>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl PartialEq for Metadata {
    /// Ignores comments, like the whole model.
    fn eq(&self, other: &Self) -> bool {
        let counts = |node: &&Node| !matches!(node, Node::Comment(_));
        self.nodes.iter().filter(counts).eq(other.nodes.iter().filter(counts)) && self.extra == other.extra
    }
}

/// Owner of an element of `<metadata>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner {
    /// URI of the namespace; libvirt drops an element without one.
    pub namespace: Option<Box<str>>,
    /// Local name of the element.
    pub name: Box<str>,
}

impl Metadata {
    /// Returns the elements among the nodes.
    pub fn elements(&self) -> impl Iterator<Item = &KeptElement> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// Returns the owners of the elements, in order.
    ///
    /// ```
    /// use domxml_schema::{Domain, Element};
    ///
    /// let domain = Domain::parse(
    ///     "<domain xmlns:a='http://a.example'><metadata><a:x/><y xmlns='http://b.example'/></metadata></domain>",
    /// )?;
    /// let owners: Vec<_> = domain.metadata.unwrap().owners().filter_map(|owner| owner.namespace).collect();
    /// assert_eq!(owners, ["http://a.example".into(), "http://b.example".into()]);
    /// # Ok::<(), domxml_schema::xml::Error>(())
    /// ```
    pub fn owners(&self) -> impl Iterator<Item = Owner> {
        self.elements().map(|element| Owner { namespace: element.namespace(), name: element.local_name().into() })
    }

    /// Returns the elements of a namespace; libvirt keeps only the first of several.
    pub fn of_namespace(&self, namespace: &str) -> impl Iterator<Item = &KeptElement> {
        self.elements().filter(move |element| element.namespace().as_deref() == Some(namespace))
    }

    /// Replaces the elements of the same namespace by an element, or appends it; returns those replaced.
    pub fn put(&mut self, element: KeptElement) -> Vec<KeptElement> {
        let Some(namespace) = element.namespace() else {
            self.nodes.push(Node::Element(element));
            return Vec::new();
        };
        let same = |node: &Node| matches!(node, Node::Element(other) if other.namespace().as_ref() == Some(&namespace));
        let at = self.nodes.iter().position(same).unwrap_or(self.nodes.len());
        let replaced = self.remove_namespace(&namespace);
        self.nodes.insert(at, Node::Element(element));
        replaced
    }

    /// Removes and returns all elements of a namespace.
    pub fn remove_namespace(&mut self, namespace: &str) -> Vec<KeptElement> {
        let mut removed = Vec::new();
        for node in std::mem::take(&mut self.nodes) {
            match node {
                Node::Element(element) if element.namespace().as_deref() == Some(namespace) => removed.push(element),
                node => self.nodes.push(node),
            }
        }
        removed
    }
}
