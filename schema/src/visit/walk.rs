//! The walk.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::node::{Frame, Kind, Node, name_of};
use super::siblings::Siblings;
use crate::path::Step;
use crate::xml::inside::sections;
use crate::xml::{Extra, FieldKind, Fields, Held, Slot};

/// The next step of a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Enters the element, if the node is one, then continues.
    Enter,
    /// Skips the content of the element and continues.
    Skip,
    /// Nothing more.
    Stop,
}

/// Hands every node of an element to a visitor, in the order of writing: an element before what is in it, and
/// behind that what the model does not know in it. Comments and processing instructions are left out.
///
/// `name` is the name of the root (`domain`), for paths.
pub fn visit<'v>(root: &'v dyn Fields, name: &str, mut visitor: impl FnMut(&Node<'v>) -> Flow) {
    let mut walk = Walk::new(root, name);
    while let Some(node) = walk.next() {
        match visitor(node) {
            Flow::Enter => {}
            Flow::Skip => walk.skip(),
            Flow::Stop => return,
        }
    }
}

/// A walk that is under way.
pub(super) struct Walk<'v> {
    node: Node<'v>,
    /// For each element on the way, what is left of it.
    open: Vec<Open<'v>>,
    started: bool,
}

/// The rest of an element.
struct Open<'v> {
    held: Vec<Held<'v>>,
    /// The row that is next, by its place in `held`, and the next item in the row.
    at: usize,
    item: usize,
    /// The section of the row's last item, and the first item of the row in it.
    section: (usize, usize),
    /// The row's elements, made at its first one.
    siblings: Option<Rc<Siblings<'v>>>,
    /// Unrecognized content; first that of the value or flag that was handed over last.
    kept: Vec<Kept<'v>>,
}

/// Pieces of what the model does not know, the next one last.
struct Kept<'v> {
    /// The child without a struct of its own that they are in.
    around: Option<Step>,
    pieces: Vec<Piece<'v>>,
}

/// A piece of what the model does not know, with its number among those of its name in its section, from 0, and the
/// section.
type Piece<'v> = (Kind<'v>, usize, usize);

impl<'v> Walk<'v> {
    pub(super) fn new(root: &'v dyn Fields, name: &str) -> Self {
        let frame = Frame::root(root, Cow::Owned(name.to_owned()));
        let node = Node { frames: vec![frame], kind: Kind::Element, item: (0, 0), first: 0, around: None };
        Self { node, open: Vec::new(), started: false }
    }

    /// The next node.
    pub(super) fn next(&mut self) -> Option<&Node<'v>> {
        if !self.started {
            self.started = true;
            self.enter();
            return Some(&self.node);
        }
        loop {
            let depth = self.open.len();
            if depth == 0 {
                return None;
            }
            // The frames of elements that were left.
            self.node.frames.truncate(depth);
            let fields = self.node.frames[depth - 1].fields;
            let open = &mut self.open[depth - 1];
            if let Some(pieces) = open.kept.last_mut() {
                match pieces.pieces.pop() {
                    Some((kind, number, section)) => {
                        (self.node.kind, self.node.item, self.node.first) = (kind, (0, number), 0);
                        if pieces.around.is_none() {
                            Frame::enter_section(&mut self.node.frames, (section, section));
                        }
                        self.node.around.clone_from(&pieces.around);
                        return Some(&self.node);
                    }
                    None => {
                        open.kept.pop();
                        if open.kept.is_empty() && open.at > open.held.len() {
                            self.open.pop();
                        }
                        continue;
                    }
                }
            }
            let Some(Held { row, slot }) = open.held.get(open.at).copied() else {
                if open.at == open.held.len() {
                    open.at += 1;
                    let pieces = fields.extra().map(pieces).unwrap_or_default();
                    open.kept.push(Kept { around: None, pieces });
                } else {
                    self.open.pop();
                }
                continue;
            };
            if self.row(row, slot) {
                return Some(&self.node);
            }
        }
    }

    /// Leaves out what is in the element that was handed over last.
    pub(super) fn skip(&mut self) {
        if matches!(self.node.kind, Kind::Element) {
            self.open.pop();
        }
    }

    /// The next item of a row; whether there is one.
    fn row(&mut self, row: usize, slot: Slot<'v>) -> bool {
        let depth = self.open.len();
        let fields = self.node.frames[depth - 1].fields;
        let field = &fields.def().fields[row];
        let open = &mut self.open[depth - 1];
        let index = open.item;
        let count = match (field.kind, slot) {
            // One that is kept because it is not of the type, or several values.
            (FieldKind::Value { .. }, Slot::Value(slot)) => slot.count().max(1),
            (_, Slot::Element(slot)) => slot.count(),
            (FieldKind::Any, _) => 0,
            _ => 1,
        };
        if index >= count {
            (open.at, open.item, open.section, open.siblings) = (open.at + 1, 0, (0, 0), None);
            return false;
        }
        open.item += 1;
        if sections::count(fields) > 1 {
            let section = sections::of(fields, row, index).max(open.section.0);
            if section != open.section.0 {
                open.section = (section, index);
            }
            let last = match slot {
                Slot::Element(slot) if count == 1 => slot.get(0).map(sections::last_around),
                _ => None,
            };
            Frame::enter_section(&mut self.node.frames, (section, last.unwrap_or_default().max(section)));
        }
        (self.node.item, self.node.first, self.node.around) = ((row, index), open.section.1, None);
        match (field.kind, slot) {
            (FieldKind::Attribute(_), _) => self.node.kind = Kind::Attribute,
            (FieldKind::Text(_), _) => self.node.kind = Kind::Text,
            (FieldKind::Value { .. } | FieldKind::Flag, _) => {
                let flag = matches!(field.kind, FieldKind::Flag);
                self.node.kind = if flag { Kind::Flag } else { Kind::Value };
                if let Some(extra) = fields.extra().and_then(|extra| extra.of_field(row, index)) {
                    let around = Some(Step::numbered(field.qualified_name(), index + 1));
                    open.kept.push(Kept { around, pieces: pieces(extra) });
                }
            }
            (_, Slot::Element(slot)) => {
                let Some(child) = slot.get(index) else { return false };
                let choice = matches!(field.kind, FieldKind::Choice { .. });
                let name = if choice { Cow::Borrowed("") } else { field.qualified_name() };
                if (choice || count > 1) && open.siblings.is_none() {
                    open.siblings = Some(Rc::new(Siblings::new(fields, row, slot, name.clone())));
                }
                let siblings = open.siblings.clone();
                let name = name_of(child, name);
                self.node.frames.push(Frame { fields: child, row, index, name, siblings, section: None });
                self.node.kind = Kind::Element;
                self.enter();
            }
            _ => return false,
        }
        true
    }

    /// Opens the element that the last frame is.
    fn enter(&mut self) {
        let fields = self.node.frames[self.node.frames.len() - 1].fields;
        let mut held = Vec::new();
        Held::push_all(fields, &mut held);
        self.open.push(Open { held, at: 0, item: 0, section: (0, 0), siblings: None, kept: Vec::new() });
    }
}

/// The unrecognized content of an element, the first piece last.
fn pieces<'v>(extra: &'v Extra) -> Vec<Piece<'v>> {
    let attributes = sections::attributes(extra);
    let attributes = attributes.map(|(section, kept)| (Kind::UnknownAttribute(kept), 0, section));
    let mut numbers: HashMap<(usize, &str), usize> = HashMap::new();
    let nodes = sections::nodes(extra).filter_map(|(section, node)| match node {
        crate::xml::Node::Element(kept) => {
            let number = numbers.entry((section, kept.name())).or_default();
            *number += 1;
            Some((Kind::UnknownElement(kept), *number - 1, section))
        }
        crate::xml::Node::Text(text) => Some((Kind::UnknownText(text), 0, section)),
        _ => None,
    });
    let mut pieces: Vec<Piece<'v>> = attributes.chain(nodes).collect();
    pieces.reverse();
    pieces
}
