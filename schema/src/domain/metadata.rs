//! What applications store with the domain: `<metadata>`.

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
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Metadata {
    /// All that stands inside, in the order of the document.
    #[xml(any)]
    pub nodes: Vec<Node>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Metadata {
    /// The elements among the nodes.
    pub fn elements(&self) -> impl Iterator<Item = &KeptElement> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }
}
