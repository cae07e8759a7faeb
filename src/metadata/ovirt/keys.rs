//! Keys of the vocabulary: named once for each record, for both directions.

use std::fmt::Display;
use std::str::FromStr;

use domxml_schema::xml::{self, Format, KeptAttribute, Tree, TreeNode};
use yaserde::{Error, Result};

use super::properties::{ValueKind, boolean};

/// Unrecognized content of a record, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unknown {
    /// Attributes.
    pub attributes: Vec<KeptAttribute>,
    /// Elements, stray text and processing instructions; written behind the known keys.
    pub nodes: Vec<TreeNode>,
    /// The same of keys that hold a value, by their names.
    keys: Vec<(&'static str, Self)>,
}

impl Unknown {
    /// Returns whether it is empty.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The prefix and the namespace of a vocabulary.
#[derive(Clone, Copy)]
pub(super) struct Space {
    pub(super) prefix: &'static str,
    pub(super) uri: &'static str,
}

/// Several keys under one element.
pub(super) trait Record: Clone + Default {
    /// Names each key, in the order of writing.
    fn keys(&mut self, keys: &mut Keys<'_>) -> Result<()>;

    /// The unrecognized content.
    fn unknown(&mut self) -> &mut Unknown;
}

/// A record on its way from or to XML.
pub(super) struct Keys<'t> {
    space: Space,
    way: Way<'t>,
    unknown: Unknown,
}

enum Way<'t> {
    /// The element, which of its attributes are taken, and which of its nodes.
    Read(&'t Tree, Vec<&'t str>, Vec<bool>),
    Write(Tree),
}

/// The form of a value: the `type` that says so, if any.
struct Form<T> {
    kind: ValueKind,
    read: fn(&str) -> Option<T>,
    write: fn(&T) -> String,
    /// The expected value, for people.
    expected: &'static str,
}

/// Reads a record from its element.
pub(super) fn read<R: Record>(tree: &Tree, space: Space) -> Result<R> {
    let mut record = R::default();
    let way = Way::Read(tree, Vec::new(), vec![false; tree.nodes.len()]);
    let mut keys = Keys { space, way, unknown: Unknown::default() };
    record.keys(&mut keys)?;
    *record.unknown() = keys.rest();
    Ok(record)
}

/// Writes a record as an element of a name.
pub(super) fn write<R: Record>(record: &R, space: Space, name: &str) -> Result<Tree> {
    let mut record = record.clone();
    let unknown = std::mem::take(record.unknown());
    let way = Way::Write(Tree::in_namespace(space.prefix, space.uri, name));
    let mut keys = Keys { space, way, unknown };
    record.keys(&mut keys)?;
    Ok(keys.written())
}

impl<'t> Keys<'t> {
    /// An attribute, which tells what the record is about.
    pub(super) fn attribute<T: xml::Value>(&mut self, name: &'t str, field: &mut Option<T>) -> Result<()> {
        match &mut self.way {
            Way::Read(tree, taken, _) => {
                let Some(text) = tree.attribute(name) else { return Ok(()) };
                taken.push(name);
                let wrong = || {
                    ill_typed(text, &format!("of type {}: {}", T::DATATYPE.name, T::DATATYPE.doc.trim_end_matches('.')))
                        .in_field(format!("@{name}"))
                };
                *field = Some(T::read(text).ok_or_else(wrong)?);
            }
            Way::Write(tree) => {
                if let Some(value) = field {
                    let mut text = String::new();
                    value.write(&mut text, Format::Plain);
                    tree.attributes.push(KeptAttribute::new(name, &text));
                }
            }
        }
        Ok(())
    }

    /// A text, or one of an open set of words.
    pub(super) fn text<T>(&mut self, name: &'static str, field: &mut Option<T>) -> Result<()>
    where
        T: for<'a> From<&'a str> + Display,
    {
        let read = |text: &str| Some(T::from(text));
        self.value(name, field, Form { kind: ValueKind::Text, read, write: T::to_string, expected: "a text" })
    }

    /// A whole number.
    pub(super) fn int<T: FromStr + Display>(&mut self, name: &'static str, field: &mut Option<T>) -> Result<()> {
        let read = |text: &str| text.trim().parse().ok();
        let expected = "a whole number within range";
        self.value(name, field, Form { kind: ValueKind::Int, read, write: T::to_string, expected })
    }

    /// A number with a fraction.
    pub(super) fn float(&mut self, name: &'static str, field: &mut Option<f64>) -> Result<()> {
        let read = |text: &str| text.trim().parse().ok().filter(|number: &f64| number.is_finite());
        let form = Form { kind: ValueKind::Float, read, write: f64::to_string, expected: "a finite number" };
        self.value(name, field, form)
    }

    /// Returns `true` if something is so, as the engine says it: a text.
    pub(super) fn flag(&mut self, name: &'static str, field: &mut Option<bool>) -> Result<()> {
        let form = Form { kind: ValueKind::Text, read: boolean, write: bool::to_string, expected: "true or false" };
        self.value(name, field, form)
    }

    /// Returns `true` if something is so, as the host says it: with the type `bool`.
    pub(super) fn boolean(&mut self, name: &'static str, field: &mut Option<bool>) -> Result<()> {
        let write = |yes: &bool| if *yes { "True" } else { "False" }.to_owned();
        self.value(name, field, Form { kind: ValueKind::Bool, read: boolean, write, expected: "True or False" })
    }

    /// Texts under a repeated key.
    pub(super) fn texts(&mut self, name: &'static str, field: &mut Vec<String>) {
        match self.read_all(name) {
            Some(found) => {
                for (at, element) in found {
                    if element.elements().next().is_none() && element.attributes.is_empty() {
                        self.take(at);
                        field.push(element.text());
                    }
                }
            }
            None => {
                for text in field {
                    let mut element = self.element(name);
                    element.push_text(text);
                    self.push(element);
                }
            }
        }
    }

    /// The record's own text, as it is.
    pub(super) fn content(&mut self, field: &mut String) {
        match &mut self.way {
            Way::Read(tree, _, taken) => {
                for (taken, _) in taken.iter_mut().zip(&tree.nodes).filter(|(_, node)| is_text(node)) {
                    *taken = true;
                }
                *field = tree.text();
            }
            Way::Write(tree) if !field.is_empty() => tree.push_text(field),
            Way::Write(_) => {}
        }
    }

    /// Keys under a key.
    pub(super) fn record<R: Record>(&mut self, name: &'static str, field: &mut Option<R>) -> Result<()> {
        let mut list: Vec<R> = field.take().into_iter().collect();
        if let Some(found) = self.read_all(name) {
            self.once(&found)?;
        }
        self.records(name, &mut list)?;
        *field = list.pop();
        Ok(())
    }

    /// Keys under a repeated key.
    pub(super) fn records<R: Record>(&mut self, name: &'static str, field: &mut Vec<R>) -> Result<()> {
        let space = self.space;
        match self.read_all(name) {
            Some(found) => {
                for (at, element) in found {
                    self.take(at);
                    field.push(read(element, space).map_err(|error| error.in_field(self.step(element)))?);
                }
            }
            None => {
                for record in field {
                    self.push(write(record, space, name)?);
                }
            }
        }
        Ok(())
    }

    /// Whatever elements of the vocabulary stand here: on reading each one with its name, on writing
    /// those that are given.
    pub(super) fn each(
        &mut self,
        mut read: impl FnMut(&'t Tree) -> Result<bool>,
        written: impl FnOnce(&Self) -> Vec<Tree>,
    ) -> Result<()> {
        let Way::Read(tree, _, _) = self.way else {
            for element in written(self) {
                self.push(element);
            }
            return Ok(());
        };
        for (at, node) in tree.nodes.iter().enumerate() {
            if let TreeNode::Element(element) = node
                && self.is_own(element)
                && read(element).map_err(|error| error.in_field(self.step(element)))?
            {
                self.take(at);
            }
        }
        Ok(())
    }

    /// An empty element of the vocabulary.
    pub(super) fn element(&self, name: &str) -> Tree {
        Tree::in_namespace(self.space.prefix, self.space.uri, name)
    }

    fn value<T>(&mut self, name: &'static str, field: &mut Option<T>, form: Form<T>) -> Result<()> {
        let word = form.kind.as_str();
        let Some(found) = self.read_all(name) else {
            let Some(value) = field else { return Ok(()) };
            let mut element = self.element(name);
            let rest = self.unknown.keys.iter().position(|(key, _)| *key == name);
            let rest = rest.map(|at| self.unknown.keys.remove(at).1).unwrap_or_default();
            if let Some(word) = word.filter(|_| !rest.attributes.iter().any(is_type)) {
                element.attributes.push(KeptAttribute::new("type", word));
            }
            element.attributes.extend(rest.attributes);
            let text = (form.write)(value);
            if !text.is_empty() {
                element.push_text(&text);
            }
            element.nodes.extend(rest.nodes);
            self.push(element);
            return Ok(());
        };
        self.once(&found)?;
        let Some((at, element)) = found.into_iter().next() else { return Ok(()) };
        let text = element.text();
        let wrong = || ill_typed(&text, form.expected).in_field(self.step(element));
        *field = Some((form.read)(&text).ok_or_else(wrong)?);
        let usual = |attribute: &&KeptAttribute| is_type(attribute) && Some(&*attribute.value) == word;
        let rest = Unknown {
            attributes: element.attributes.iter().filter(|attribute| !usual(attribute)).cloned().collect(),
            nodes: element.nodes.iter().filter(|node| is_kept(node) && !is_text(node)).cloned().collect(),
            keys: Vec::new(),
        };
        self.take(at);
        if !rest.is_empty() {
            self.unknown.keys.push((name, rest));
        }
        Ok(())
    }

    /// The elements of a name, with their places; nothing while a record is written.
    fn read_all(&self, name: &str) -> Option<Vec<(usize, &'t Tree)>> {
        let Way::Read(tree, _, _) = self.way else { return None };
        let elements = tree.nodes.iter().enumerate().filter_map(|(at, node)| match node {
            TreeNode::Element(element) if self.is_own(element) && *element.name == *name => Some((at, element)),
            _ => None,
        });
        Some(elements.collect())
    }

    /// Returns `true` if an element is of the vocabulary: old engines omitted the namespace.
    fn is_own(&self, element: &Tree) -> bool {
        element.namespace.as_deref().is_none_or(|namespace| namespace == self.space.uri)
    }

    fn once(&self, found: &[(usize, &'t Tree)]) -> Result<()> {
        match found {
            [_, (_, second), ..] => {
                let message = format!("a second <{}>, where one may stand; keep one of them", second.qualified_name());
                Err(Error::custom(message).in_field(self.step(second)))
            }
            _ => Ok(()),
        }
    }

    fn step(&self, element: &'t Tree) -> String {
        match self.way {
            Way::Read(tree, _, _) => tree.step_to(element),
            Way::Write(_) => element.qualified_name(),
        }
    }

    fn take(&mut self, at: usize) {
        if let Way::Read(_, _, taken) = &mut self.way {
            taken[at] = true;
        }
    }

    fn push(&mut self, element: Tree) {
        if let Way::Write(tree) = &mut self.way {
            tree.nodes.push(TreeNode::Element(element));
        }
    }

    /// The nodes that are not keys.
    fn rest(mut self) -> Unknown {
        if let Way::Read(tree, attributes, nodes) = self.way {
            let own = |attribute: &&KeptAttribute| {
                attribute.namespace.is_none() && attributes.iter().any(|name| *attribute.name == **name)
            };
            self.unknown.attributes = tree.attributes.iter().filter(|attribute| !own(attribute)).cloned().collect();
            let rest = tree.nodes.iter().zip(nodes).filter(|(_, taken)| !taken).map(|(node, _)| node);
            self.unknown.nodes = rest.filter(|node| is_kept(node) && !is_blank(node)).cloned().collect();
        }
        self.unknown
    }

    fn written(self) -> Tree {
        let Way::Write(mut tree) = self.way else { return Tree::default() };
        tree.attributes.extend(self.unknown.attributes);
        tree.nodes.extend(self.unknown.nodes);
        tree
    }
}

fn ill_typed(text: &str, expected: &str) -> Error {
    let short: String = text.chars().take(60).collect();
    Error::custom(format!("`{short}` is not {expected}"))
}

fn is_type(attribute: &KeptAttribute) -> bool {
    attribute.namespace.is_none() && *attribute.name == *"type"
}

fn is_text(node: &TreeNode) -> bool {
    matches!(node, TreeNode::Text(_))
}

fn is_blank(node: &TreeNode) -> bool {
    matches!(node, TreeNode::Text(text) if text.trim().is_empty())
}

/// Comments are kept by whoever stores the record.
fn is_kept(node: &TreeNode) -> bool {
    !matches!(node, TreeNode::Comment(_))
}
