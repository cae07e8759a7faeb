//! What applications store with the domain: `<metadata>`.
//!
//! Each application has a name space of its own, and one element in it: libvirt drops a second one, and
//! elements without name space. With the feature `yaserde`, `Metadata::get`, `set` and `remove` reach such
//! an element as a value of any type that implements `Vocabulary`.

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
use crate::xml::{Extra, KeptElement, Node};

/// What applications store with the domain, each under a name space of its own: `<metadata>`.
///
/// libvirt keeps it and does not look into it.
///
/// ```xml
/// <metadata>
///   <app:owner xmlns:app='http://example.org/app'>web team</app:owner>
/// </metadata>
/// ```
#[derive(Element, Clone, Debug, Default)]
pub struct Metadata {
    /// All that stands inside, in the order of the document.
    #[xml(any)]
    pub nodes: Vec<Node>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl PartialEq for Metadata {
    /// Comments do not count, as everywhere in the model.
    fn eq(&self, other: &Self) -> bool {
        let counts = |node: &&Node| !matches!(node, Node::Comment(_));
        self.nodes.iter().filter(counts).eq(other.nodes.iter().filter(counts)) && self.extra == other.extra
    }
}

/// Whose an element of `<metadata>` is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner {
    /// URI of the name space; libvirt drops an element that has none.
    pub namespace: Option<Box<str>>,
    /// Local name of the element.
    pub name: Box<str>,
}

impl Metadata {
    /// The elements among the nodes.
    pub fn elements(&self) -> impl Iterator<Item = &KeptElement> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// Whose the elements are, one by one.
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

    /// The elements of a name space; more than one is a mistake, of which libvirt keeps the first.
    pub fn of_namespace(&self, namespace: &str) -> impl Iterator<Item = &KeptElement> {
        self.elements().filter(move |element| element.namespace().as_deref() == Some(namespace))
    }

    /// Puts an element where one of its name space stands, else behind all others; gives back what
    /// stood there.
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

    /// Takes out all elements of a name space.
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
