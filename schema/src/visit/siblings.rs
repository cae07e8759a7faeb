//! Elements of a row, and how each is told apart.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::identity;
use super::node::name_of;
use crate::path::Step;
use crate::xml::inside::sections;
use crate::xml::{ElementSlot, Fields, Slot};

/// The elements of a row, and the steps that lead to each, made when they are asked for.
pub(super) struct Siblings<'v> {
    /// The element around them, and their row.
    around: (&'v dyn Fields, usize),
    slot: &'v dyn ElementSlot,
    pub(super) name: Cow<'static, str>,
    steps: OnceCell<Vec<Steps>>,
}

/// The ways to name an element among its siblings.
pub(super) struct Steps {
    pub(super) named: Step,
    /// Its number among those of its name in its section, from 1.
    pub(super) number: usize,
}

impl<'v> Siblings<'v> {
    /// The elements of a row; `name` is empty if each has its own.
    pub(super) fn new(around: &'v dyn Fields, row: usize, slot: &'v dyn ElementSlot, name: Cow<'static, str>) -> Self {
        Self { around: (around, row), slot, name, steps: OnceCell::new() }
    }

    pub(super) fn get(&self, index: usize) -> Option<(Cow<'static, str>, &'v dyn Fields)> {
        let fields = self.slot.get(index)?;
        Some((name_of(fields, self.name.clone()), fields))
    }

    pub(super) fn steps(&self) -> &[Steps] {
        self.steps.get_or_init(|| {
            let all: Vec<(Cow<'static, str>, &dyn Fields)> =
                (0..self.slot.count()).filter_map(|index| self.get(index)).collect();
            let (around, row) = self.around;
            let sections = match sections::count(around) {
                1 => vec![0; all.len()],
                _ => sections::of_row(around, row, Slot::Element(self.slot)),
            };
            let mut numbers: HashMap<(usize, &str), usize> = HashMap::new();
            let steps = identity::steps(&all).into_iter().zip(&all).zip(sections);
            let steps = steps.map(|(((mut named, _), (name, _)), section)| {
                let number = numbers.entry((section, name)).or_default();
                *number += 1;
                if named.predicates.is_empty() {
                    named = Step::numbered(name.clone(), *number);
                }
                Steps { named, number: *number }
            });
            steps.collect()
        })
    }
}
