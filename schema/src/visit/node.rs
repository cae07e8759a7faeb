//! Nodes that a walk hands over.

use std::borrow::Cow;
use std::rc::Rc;

use super::siblings::Siblings;
use super::{identity, look_up};
use crate::path::{Path, Predicate, Step, StepTest};
use crate::xml::inside::sections;
use crate::xml::{FieldDef, FieldKind, Fields, KeptAttribute, KeptElement, Meaning, Slot};

/// An element, attribute or text of a value, with its place.
#[derive(Clone)]
pub struct Node<'v> {
    /// The elements from the root to the one that the node is or is in.
    pub(super) frames: Vec<Frame<'v>>,
    pub(super) kind: Kind<'v>,
    /// The row of a field in its element's table, and the place of a value among those of the row.
    pub(super) item: (usize, usize),
    /// The first value of the row in its section.
    pub(super) first: usize,
    /// The child without a struct of its own in which the node is.
    pub(super) around: Option<Step>,
}

/// Kind of a node.
#[derive(Clone, Copy, Debug)]
pub enum Kind<'v> {
    /// An element with a struct of its own.
    Element,
    /// An attribute that the model knows.
    Attribute,
    /// The text of the element.
    Text,
    /// A child that holds nothing but a value.
    Value,
    /// An empty child whose presence is the value.
    Flag,
    /// An element that the model does not know.
    UnknownElement(&'v KeptElement),
    /// An attribute that the model does not know.
    UnknownAttribute(&'v KeptAttribute),
    /// Text where the model knows none.
    UnknownText(&'v str),
}

/// An element on the way.
#[derive(Clone)]
pub(super) struct Frame<'v> {
    pub(super) fields: &'v dyn Fields,
    /// Its row in the table of the element around it, and its place among the elements of the row.
    pub(super) row: usize,
    pub(super) index: usize,
    pub(super) name: Cow<'static, str>,
    /// The elements of the row, if there may be several.
    pub(super) siblings: Option<Rc<Siblings<'v>>>,
    /// The section of it that the walk is in, of several that were read as one; a range while it may yet be any of it.
    pub(super) section: Option<(usize, usize)>,
}

impl<'v> Node<'v> {
    /// Returns the kind of the node.
    pub fn kind(&self) -> Kind<'v> {
        self.kind
    }

    /// The element that the node is, or that holds it.
    pub fn element(&self) -> &'v dyn Fields {
        self.frames[self.frames.len() - 1].fields
    }

    /// The elements around that one, the nearest first.
    pub fn ancestors(&self) -> impl Iterator<Item = &'v dyn Fields> {
        self.frames.iter().rev().skip(1).map(|frame| frame.fields)
    }

    /// The name of the element or attribute, with the usual prefix of a foreign namespace and without `@`.
    ///
    /// A text has the name of its element.
    pub fn name(&self) -> Cow<'v, str> {
        match self.kind {
            Kind::Element | Kind::Text | Kind::UnknownText(_) => self.frames[self.frames.len() - 1].name.clone(),
            Kind::Attribute | Kind::Value | Kind::Flag => self.definition().qualified_name(),
            Kind::UnknownElement(kept) => Cow::Borrowed(kept.name()),
            Kind::UnknownAttribute(kept) => Cow::Owned(kept.qualified_name()),
        }
    }

    /// The definition of the field that the node is; none for the root, for the devices of a list, and for what
    /// the model does not know.
    pub fn field(&self) -> Option<&'static FieldDef> {
        match self.kind {
            Kind::Element => self.row().filter(|field| !matches!(field.kind, FieldKind::Choice { .. })),
            Kind::Attribute | Kind::Text | Kind::Value | Kind::Flag => Some(self.definition()),
            _ => None,
        }
    }

    /// The row of the table in which the node is: for an element, that of the element around it.
    pub(crate) fn row(&self) -> Option<&'static FieldDef> {
        match self.kind {
            Kind::Element => match &self.frames[..] {
                [.., around, frame] => around.fields.def().fields.get(frame.row),
                _ => None,
            },
            _ => self.field(),
        }
    }

    /// An attribute of the element that the node is or is in (`up` 0), or of one around that.
    ///
    /// The conditions of a child are those of the element around it.
    pub(crate) fn attribute_above(&self, up: u8, name: &str) -> Option<Cow<'v, str>> {
        let holder = if self.is_element() { 2 } else { 1 };
        let frame = self.frames.len().checked_sub(holder + usize::from(up))?;
        self.frames[frame].fields.attribute(name)
    }

    /// Returns the meaning of the field to libvirt.
    pub fn meaning(&self) -> &'static Meaning {
        self.field().map_or(&Meaning::NONE, |field| field.meaning)
    }

    /// The text of a value, as it is written; for an element its own text, empty if it has none.
    ///
    /// A text that is not of its field's type is given as it stood.
    pub fn text(&self) -> Cow<'v, str> {
        match self.kind {
            Kind::Element => look_up::own_text(self.element()).unwrap_or_default(),
            Kind::Attribute | Kind::Text | Kind::Value => {
                look_up::text_of(self.element(), self.item.0, self.item.1).unwrap_or_default()
            }
            Kind::Flag => Cow::Borrowed(""),
            Kind::UnknownElement(kept) => Cow::Borrowed(kept.text()),
            Kind::UnknownAttribute(kept) => Cow::Borrowed(&kept.value),
            Kind::UnknownText(text) => Cow::Borrowed(text),
        }
    }

    /// Returns `true` if the text is not of the type of its field.
    pub fn is_invalid(&self) -> bool {
        matches!(self.kind, Kind::Attribute | Kind::Text | Kind::Value)
            && !matches!(self.element().slot(self.item.0), Slot::Value(slot) if self.item.1 < slot.count())
    }

    /// Returns `true` if the value is a keyword that the model does not know.
    pub fn is_unknown_keyword(&self) -> bool {
        matches!(self.kind, Kind::Attribute | Kind::Text | Kind::Value)
            && matches!(self.element().slot(self.item.0),
                        Slot::Value(slot) if self.item.1 < slot.count() && slot.is_other(self.item.1))
    }

    /// The path, in which repeated elements are told apart by their identity where they have one.
    ///
    /// Elements that were read as one are one step, unless a number counts from the beginning of one of them.
    pub fn path(&self) -> Path {
        self.path_of(|at, frame| {
            let is_counted = match self.frames.get(at + 1) {
                Some(next) => next.is_counted(),
                None => self.is_counted(),
            };
            if is_counted && frame.section.is_some() { frame.numbered() } else { frame.step() }
        })
    }

    /// The path, in which repeated elements are told apart by their number: that of a
    /// [`SourceMap`](crate::xml::SourceMap) of the document that the value was read from.
    pub fn numbered_path(&self) -> Path {
        self.path_of(|_, frame| frame.numbered())
    }

    /// The row of the field in the table of the [element](Self::element), and the place of the value in the row.
    pub fn item(&self) -> (usize, usize) {
        self.item
    }

    /// The index in the list of devices, if the node is a device or in one.
    pub fn device_index(&self) -> Option<usize> {
        let device = self.frames.get(2).filter(|_| self.frames[1].name == "devices")?;
        device.is_of_choice().then_some(device.index)
    }

    fn path_of(&self, step: impl Fn(usize, &Frame<'v>) -> Step) -> Path {
        let frames = self.frames.iter().enumerate().map(|(at, frame)| step(at, frame));
        let mut steps: Vec<Step> = frames.chain(self.around.clone()).collect();
        let number = self.number();
        let mut attribute = None;
        match self.kind {
            Kind::Attribute => attribute = Some(Cow::Borrowed(self.definition().name)),
            Kind::UnknownAttribute(kept) => attribute = Some(Cow::Owned(kept.qualified_name())),
            Kind::Value => steps.push(Step::numbered(self.definition().qualified_name(), number)),
            Kind::Flag => steps.push(Step::new(self.definition().qualified_name())),
            Kind::UnknownElement(kept) => {
                let section = self.frames[self.frames.len() - 1].section.map(|(section, _)| section);
                let known = match self.around {
                    Some(_) => 0,
                    None => look_up::known_children(self.element(), kept.name(), section),
                };
                steps.push(Step::numbered(kept.name().to_owned(), known + number));
            }
            Kind::Element | Kind::Text | Kind::UnknownText(_) => {}
        }
        Path::from_steps(steps, attribute)
    }

    /// The number of a value or unknown element among those of its name, in the section that it is in.
    fn number(&self) -> usize {
        self.item.1 - self.first + 1
    }

    /// Returns `true` if the last step is told apart by a number.
    fn is_counted(&self) -> bool {
        match self.kind {
            Kind::Value => matches!(self.definition().kind, FieldKind::Value { repeated: true, .. }),
            Kind::UnknownElement(_) => true,
            _ => false,
        }
    }

    fn definition(&self) -> &'static FieldDef {
        &self.element().def().fields[self.item.0]
    }

    /// Returns `true` if it is an element with a struct of its own.
    pub fn is_element(&self) -> bool {
        matches!(self.kind, Kind::Element)
    }

    /// Returns `true` if it is an attribute, known or not.
    pub fn is_attribute(&self) -> bool {
        matches!(self.kind, Kind::Attribute | Kind::UnknownAttribute(_))
    }

    /// Returns `true` if it is text of an element, which has the path of the element.
    pub fn is_own_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::UnknownText(_))
    }

    /// The row of the element's own text.
    pub(super) fn text_row(&self) -> Option<usize> {
        look_up::text_row(self.element())
    }

    /// The steps and the attribute as patterns see them.
    pub(super) fn tests(&self) -> (Vec<&dyn StepTest>, Option<Cow<'v, str>>) {
        let mut steps: Vec<&dyn StepTest> = self.frames.iter().map(|frame| frame as &dyn StepTest).collect();
        steps.extend(self.around.as_ref().map(|step| step as &dyn StepTest));
        let attribute = match self.kind {
            Kind::Attribute | Kind::UnknownAttribute(_) => Some(self.name()),
            Kind::Value | Kind::Flag | Kind::UnknownElement(_) => {
                steps.push(self);
                None
            }
            _ => None,
        };
        (steps, attribute)
    }
}

/// A node as the last step: a child without a struct of its own.
impl StepTest for Node<'_> {
    fn is_named(&self, name: &str) -> bool {
        self.name() == name
    }

    fn holds(&self, predicates: &[Predicate], number: Option<usize>) -> bool {
        predicates.is_empty() && number.is_none_or(|number| number == self.number())
    }
}

impl<'v> Frame<'v> {
    pub(super) fn root(fields: &'v dyn Fields, name: Cow<'static, str>) -> Self {
        Self { fields, row: 0, index: 0, name, siblings: None, section: None }
    }

    /// Remembers that the walk is in sections of the last of the elements.
    pub(super) fn enter_section(frames: &mut [Self], (from, to): (usize, usize)) {
        let [around @ .., frame] = frames else { return };
        frame.section = Some((from, to));
        if let Some(around) = around.last_mut()
            && around.section.is_some()
        {
            around.section = Some((sections::around(frame.fields, from), sections::around(frame.fields, to)));
        }
    }

    fn is_of_choice(&self) -> bool {
        self.siblings.as_ref().is_some_and(|siblings| siblings.name.is_empty())
    }

    fn step(&self) -> Step {
        match &self.siblings {
            Some(siblings) => siblings.steps()[self.index].named.clone(),
            None => Step::new(self.name.clone()),
        }
    }

    fn numbered(&self) -> Step {
        Step::numbered(self.name.clone(), self.number())
    }

    /// Returns `true` if it is told apart from its siblings by a number.
    fn is_counted(&self) -> bool {
        self.siblings.as_ref().is_some_and(|siblings| siblings.steps()[self.index].named.predicates.is_empty())
    }

    /// Its number in the document that it was read from.
    fn number(&self) -> usize {
        match (&self.siblings, self.section) {
            (Some(siblings), _) => siblings.steps()[self.index].number,
            (None, Some((section, _))) => sections::number(self.fields, section),
            (None, None) => 1,
        }
    }

    /// Returns `true` if a number is its own, or may be that of the section that the walk comes to.
    fn is_number(&self, wanted: usize) -> bool {
        match (&self.siblings, self.section) {
            (None, None) => wanted <= sections::count(self.fields),
            (None, Some((from, to))) if from < to => wanted <= to + 1,
            _ => wanted == self.number(),
        }
    }
}

impl StepTest for Frame<'_> {
    fn is_named(&self, name: &str) -> bool {
        self.name == name
    }

    fn holds(&self, predicates: &[Predicate], number: Option<usize>) -> bool {
        let hold = |fields: &dyn Fields| {
            predicates.iter().all(|Predicate { place, value }| identity::is(fields, place, value))
        };
        if !hold(self.fields) {
            return false;
        }
        let Some(wanted) = number else { return true };
        if predicates.is_empty() {
            return self.is_number(wanted);
        }
        let Some(siblings) = &self.siblings else { return wanted == 1 };
        let before = (0..self.index).filter_map(|index| siblings.get(index));
        before.filter(|(name, fields)| *name == self.name && hold(*fields)).count() + 1 == wanted
    }
}

/// The name of an element of a row; `name` is empty if each has its own.
pub(super) fn name_of(fields: &dyn Fields, name: Cow<'static, str>) -> Cow<'static, str> {
    match (fields.element_name(), fields.kept()) {
        (Some(name), _) => Cow::Borrowed(name),
        (None, Some(kept)) if name.is_empty() => Cow::Owned(kept.name().to_owned()),
        _ => name,
    }
}
