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

impl Side {
    /// The other one.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Desired => Self::Actual,
            Self::Actual => Self::Desired,
        }
    }
}

/// Something of each of the two domains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sides<T> {
    pub(super) desired: T,
    pub(super) actual: T,
}

impl<T> Sides<T> {
    pub(super) fn new(desired: T, actual: T) -> Self {
        Self { desired, actual }
    }

    /// That of a side.
    pub(super) fn of(&self, side: Side) -> &T {
        match side {
            Side::Desired => &self.desired,
            Side::Actual => &self.actual,
        }
    }

    /// That of a side, to change it.
    pub(super) fn of_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Desired => &mut self.desired,
            Side::Actual => &mut self.actual,
        }
    }

    /// What a function makes of each.
    pub(super) fn map<'s, U>(&'s self, mut function: impl FnMut(&'s T) -> U) -> Sides<U> {
        Sides { desired: function(&self.desired), actual: function(&self.actual) }
    }
}

/// An element of each domain, where it is there.
pub(super) type Pair<'e> = Sides<Option<&'e dyn Fields>>;

/// An element on one side, or on both.
pub(super) struct Frame<'e> {
    /// The element around it; the root is around itself.
    pub(super) parent: usize,
    pub(super) name: Cow<'e, str>,
    /// Its field in the element around it; none for a device, and for what the model does not know.
    pub(super) field: Option<&'static FieldDef>,
    /// It in the documents.
    pub(super) written: Pair<'e>,
    /// It in the normal forms of the documents, where it is known which it is there.
    pub(super) normal: Pair<'e>,
    /// The steps that lead to it on the two sides.
    pub(super) steps: Sides<Steps>,
    /// A placeholder in it, with its numbered path.
    pub(super) placeholder: Option<(&'e str, &'e Placeholder)>,
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

    /// An element, or one around it, if it is in the document of a side.
    pub(super) fn element(&self, at: usize, up: usize, side: Side) -> Option<&'e dyn Fields> {
        let at = (0..up).fold(at, |at, _| self.0[at].parent);
        *self.0[at].written.of(side)
    }

    /// The elements from the root to this one on a side, as libvirt completes them where they are absent; hypervisor
    /// and machine are said by either side.
    pub(super) fn surroundings(&self, at: usize, side: Side) -> Surroundings<'e> {
        let element = |at: usize| self.0[at].written.of(side).or(*self.0[at].normal.of(side));
        let surroundings = Surroundings::new(self.chain(at).map(element).collect());
        match *self.0[0].written.of(side.other()) {
            Some(other) => surroundings.completed_by(other),
            None => surroundings,
        }
    }

    /// The placeholder in the device around an element.
    pub(super) fn placeholder(&self, mut at: usize) -> Option<(&'e str, &'e Placeholder)> {
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

    /// The element, or the nearest one around it, that is there on a side.
    pub(super) fn nearest(&self, mut at: usize, side: Side) -> usize {
        while self.0[at].written.of(side).is_none() && self.0[at].parent != at {
            at = self.0[at].parent;
        }
        at
    }

    fn path_of(&self, at: usize, side: Side, step: impl Fn(&Steps) -> &Step) -> Path {
        let mut chain = self.chain(at);
        let root = chain.next().unwrap_or_default();
        chain.fold(Path::root(self.0[root].name.clone().into_owned()), |path, at| {
            path.child(step(self.0[at].steps.of(side)).clone())
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
