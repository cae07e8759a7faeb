//! Changing of selected nodes.

use super::node::{Kind, Node};
use super::walk::{Flow, visit};
use crate::path::{Path, Pattern};
use crate::xml::{Element, FieldDef, Fields, Outcome, SlotMut, set_item_of_row, set_text_of_row};

/// A node that can be changed.
pub struct NodeMut<'m> {
    path: Path,
    text: String,
    element: &'m mut dyn Fields,
    row: Option<usize>,
    /// Which one of the row's values it is.
    index: usize,
}

impl NodeMut<'_> {
    /// The path that the node had when it was selected.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text that the node had when it was selected; see [`Node::text`].
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The definition of the field, if the node is not an element.
    pub fn field(&self) -> Option<&'static FieldDef> {
        self.row.map(|row| &self.element.def().fields[row])
    }

    /// The element that the node is, or that holds it.
    pub fn element(&mut self) -> &mut dyn Fields {
        &mut *self.element
    }

    /// Gives an attribute, text or value its text, as if a document had been read; see
    /// [`set_text`](crate::xml::set_text). Nothing for an element.
    pub fn set_text(&mut self, text: &str) -> Option<Outcome> {
        let row = self.row?;
        set_text_of_row(&mut *self.element, row, text)
            .or_else(|| set_item_of_row(&mut *self.element, row, self.index, text))
    }

    /// Removes an attribute, text, value or flag (of several values all); returns whether it is gone.
    pub fn remove(&mut self) -> bool {
        let Some(row) = self.row else { return false };
        if let Some(extra) = self.element.extra_mut() {
            extra.replace_text(row, None);
        }
        match self.element.slot_mut(row) {
            SlotMut::Value(slot) => slot.clear(),
            SlotMut::Flag(there) => *there = false,
            _ => return false,
        }
        true
    }
}

/// Selects nodes of an element of that name, then hands each to a visitor that may change it.
///
/// Unrecognized content cannot be changed this way.
///
/// ```
/// use domxml_schema::visit::visit_mut;
/// use domxml_schema::{Domain, Element};
///
/// let mut domain = Domain::parse(
///     "<domain><devices><graphics type='vnc' passwd='letmein'/></devices></domain>",
/// )?;
/// visit_mut(&mut domain, "domain", |node| node.meaning().secret.is_some(), |node| {
///     node.remove();
/// });
/// assert!(!domain.to_xml()?.contains("letmein"));
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
pub fn visit_mut(
    root: &mut dyn Fields,
    name: &str,
    mut select: impl FnMut(&Node<'_>) -> bool,
    mut visitor: impl FnMut(&mut NodeMut<'_>),
) {
    revise(root, name, |node| select(node).then_some(()), |node, ()| visitor(node));
}

/// Plans a change of each node of an element of that name, then carries them out in the same order. A change sees
/// those before it; a node that is gone by then is passed over.
///
/// ```
/// use domxml_schema::visit::{Kind, revise};
/// use domxml_schema::{Domain, Element};
///
/// let mut domain = Domain::parse("<domain><name> web </name><title> Web </title></domain>")?;
/// let plan = |node: &domxml_schema::visit::Node<'_>| {
///     matches!(node.kind(), Kind::Value).then(|| node.text().trim().to_owned())
/// };
/// revise(&mut domain, "domain", plan, |node, text| {
///     node.set_text(&text);
/// });
/// assert_eq!((domain.name.as_deref(), domain.title.as_deref()), (Some("web"), Some("Web")));
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
pub fn revise<C>(
    root: &mut dyn Fields,
    name: &str,
    mut plan: impl FnMut(&Node<'_>) -> Option<C>,
    mut change: impl FnMut(&mut NodeMut<'_>, C),
) {
    let mut planned = Vec::new();
    visit(&*root, name, |node| {
        let known = !matches!(node.kind(), Kind::UnknownElement(_) | Kind::UnknownAttribute(_) | Kind::UnknownText(_));
        if known && let Some(wanted) = plan(node) {
            let address: Vec<(usize, usize)> =
                node.frames.iter().skip(1).map(|frame| (frame.row, frame.index)).collect();
            let row = (!node.is_element()).then_some(node.item.0);
            planned.push((node.path(), node.text().into_owned(), address, row, node.item.1, wanted));
        }
        Flow::Enter
    });
    for (path, text, address, row, index, wanted) in planned {
        if let Some(element) = descend(&mut *root, &address) {
            change(&mut NodeMut { path, text, element, row, index }, wanted);
        }
    }
}

impl Pattern {
    /// Hands every place of a document's root element that the pattern stands for to a visitor that may change it.
    pub fn change<E: Element>(&self, root: &mut E, visitor: impl FnMut(&mut NodeMut<'_>)) {
        let name = root.element_name().unwrap_or(E::DEF.name);
        visit_mut(root.fields_mut(), name, |node| !node.is_own_text() && self.is_of(node), visitor);
    }
}

impl Path {
    /// Hands the place in a document's root element to a visitor that may change it; nothing if there is none.
    pub fn change<E: Element, T>(&self, root: &mut E, visitor: impl FnOnce(&mut NodeMut<'_>) -> T) -> Option<T> {
        let name = root.element_name().unwrap_or(E::DEF.name);
        self.change_in(root.fields_mut(), name, visitor)
    }

    /// Hands the place in an element of that name to a visitor that may change it; nothing if there is none.
    pub fn change_in<T>(
        &self,
        root: &mut dyn Fields,
        name: &str,
        visitor: impl FnOnce(&mut NodeMut<'_>) -> T,
    ) -> Option<T> {
        let node = self.find_in(&*root, name)?;
        let address: Vec<(usize, usize)> = node.frames.iter().skip(1).map(|frame| (frame.row, frame.index)).collect();
        let (path, text, index) = (node.path(), node.text().into_owned(), node.item.1);
        let row = match node.kind() {
            Kind::Element => node.text_row(),
            Kind::Attribute | Kind::Text | Kind::Value | Kind::Flag => Some(node.item.0),
            _ => return None,
        };
        let element = descend(root, &address)?;
        Some(visitor(&mut NodeMut { path, text, element, row, index }))
    }
}

/// The element at rows and indices below another.
fn descend<'m>(root: &'m mut dyn Fields, address: &[(usize, usize)]) -> Option<&'m mut dyn Fields> {
    address.iter().try_fold(root, |fields, (row, index)| match fields.slot_mut(*row) {
        SlotMut::Element(elements) => elements.get_mut(*index),
        _ => None,
    })
}
