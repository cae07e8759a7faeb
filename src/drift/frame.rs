//! The elements that are being compared, each with those around it.

use std::borrow::Cow;

use domxml_schema::path::{Path, Step};
use domxml_schema::visit::{self, Surroundings};
use domxml_schema::xml::{ElementSlot, FieldDef, Fields};

use crate::template::Placeholder;

/// One of the two domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Desired,
    Actual,
}

/// An element on one side, or on both.
pub(super) struct Frame<'e> {
    /// The element around it; the root is around itself.
    pub(super) parent: usize,
    pub(super) name: Cow<'e, str>,
    /// Its field in the element around it; none for a device, and for what the model does not know.
    pub(super) field: Option<&'static FieldDef>,
    pub(super) desired: Option<&'e dyn Fields>,
    pub(super) actual: Option<&'e dyn Fields>,
    /// The steps that lead to it on the two sides.
    pub(super) steps: (Steps, Steps),
    /// A placeholder in it.
    pub(super) placeholder: Option<&'e Placeholder>,
}

/// The step to an element by its identity, and by its number.
#[derive(Clone, Debug)]
pub(super) struct Steps {
    pub(super) named: Step,
    pub(super) numbered: Step,
}

impl Steps {
    /// The step to the element of a name with a number, from 1.
    pub(super) fn numbered(name: &str, number: usize) -> Self {
        let step = Step::numbered(name.to_owned(), number);
        Self { named: step.clone(), numbered: step }
    }

    /// The steps to the elements of a field; `name` is empty if each has its own.
    pub(super) fn of_siblings(slot: &dyn ElementSlot, name: &str) -> Vec<Self> {
        let elements = (0..slot.count()).filter_map(|index| slot.get(index));
        let name_of = |fields: &dyn Fields| match (fields.element_name(), fields.kept()) {
            (Some(name), _) => Cow::Borrowed(name),
            (None, Some(kept)) if name.is_empty() => Cow::Owned(kept.name().to_owned()),
            _ => Cow::Owned(name.to_owned()),
        };
        let siblings: Vec<(Cow<'static, str>, &dyn Fields)> = elements.map(|it| (name_of(it), it)).collect();
        if let ([(name, _)], false) = (&*siblings, name.is_empty()) {
            return vec![Self::numbered(name, 1)];
        }
        let steps = visit::steps(&siblings).into_iter();
        steps.map(|(named, number)| Self { numbered: Step::numbered(named.name.clone(), number), named }).collect()
    }
}

/// Elements, none before the one around it.
#[derive(Default)]
pub(super) struct Frames<'e>(pub(super) Vec<Frame<'e>>);

impl<'e> Frames<'e> {
    pub(super) fn push(&mut self, frame: Frame<'e>) -> usize {
        self.0.push(frame);
        self.0.len() - 1
    }

    /// An element, or one around it, if it is there on a side.
    pub(super) fn element(&self, at: usize, up: usize, side: Side) -> Option<&'e dyn Fields> {
        let at = (0..up).fold(at, |at, _| self.0[at].parent);
        match side {
            Side::Desired => self.0[at].desired,
            Side::Actual => self.0[at].actual,
        }
    }

    /// The elements from the root to this one on a side; hypervisor and machine are said by either side.
    pub(super) fn surroundings(&self, at: usize, side: Side) -> Surroundings<'e> {
        let surroundings = Surroundings::new(self.chain(at).map(|at| self.element(at, 0, side)).collect());
        let other = if side == Side::Desired { self.0[0].actual } else { self.0[0].desired };
        match other {
            Some(other) => surroundings.completed_by(other),
            None => surroundings,
        }
    }

    /// The placeholder in the device around an element.
    pub(super) fn placeholder(&self, mut at: usize) -> Option<&'e Placeholder> {
        loop {
            let frame = &self.0[at];
            if frame.placeholder.is_some() || at == frame.parent {
                return frame.placeholder;
            }
            at = frame.parent;
        }
    }

    /// The names of an element and of those around it, without the root's.
    pub(super) fn names(&self, at: usize) -> impl Iterator<Item = &str> + Clone {
        let mut at = at;
        std::iter::from_fn(move || {
            let frame = &self.0[at];
            if at == frame.parent {
                return None;
            }
            at = frame.parent;
            Some(&*frame.name)
        })
    }

    /// The path by identities on a side.
    pub(super) fn path(&self, at: usize, side: Side) -> Path {
        self.path_of(at, side, |steps| &steps.named)
    }

    /// The path by numbers on a side: that of a source map.
    pub(super) fn numbered_path(&self, at: usize, side: Side) -> Path {
        self.path_of(at, side, |steps| &steps.numbered)
    }

    /// The element, or the nearest one around it, that is there on the actual side.
    pub(super) fn nearest_actual(&self, mut at: usize) -> usize {
        while self.0[at].actual.is_none() && self.0[at].parent != at {
            at = self.0[at].parent;
        }
        at
    }

    fn path_of(&self, at: usize, side: Side, step: impl Fn(&Steps) -> &Step) -> Path {
        let mut chain = self.chain(at);
        let root = chain.next().unwrap_or_default();
        chain.fold(Path::root(self.0[root].name.clone().into_owned()), |path, at| {
            let (desired, actual) = &self.0[at].steps;
            path.child(step(if side == Side::Desired { desired } else { actual }).clone())
        })
    }

    /// The elements from the root to this one.
    fn chain(&self, at: usize) -> impl Iterator<Item = usize> {
        let mut chain = vec![at];
        while let Some(&at) = chain.last()
            && self.0[at].parent != at
        {
            chain.push(self.0[at].parent);
        }
        chain.into_iter().rev()
    }
}
