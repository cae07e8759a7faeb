//! Namespace declarations in scope, found by their prefix however many there are.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The declarations of all open elements, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Bindings<'s> {
    list: Vec<Binding<'s>>,
    /// The innermost of each prefix.
    latest: BTreeMap<Cow<'s, str>, usize>,
}

#[derive(Debug)]
struct Binding<'s> {
    prefix: Cow<'s, str>,
    uri: Cow<'s, str>,
    /// The one of the same prefix that it hides.
    hidden: Option<usize>,
}

impl<'s> Bindings<'s> {
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn push(&mut self, prefix: Cow<'s, str>, uri: Cow<'s, str>) {
        let hidden = self.latest.insert(prefix.clone(), self.list.len());
        self.list.push(Binding { prefix, uri, hidden });
    }

    /// Ends the scope of those from a number on.
    pub(crate) fn truncate(&mut self, len: usize) {
        while self.list.len() > len {
            match self.list.pop() {
                Some(Binding { prefix, hidden: Some(hidden), .. }) => self.latest.insert(prefix, hidden),
                Some(Binding { prefix, .. }) => self.latest.remove(&prefix),
                None => None,
            };
        }
    }

    /// Number and URI of the innermost declaration of a prefix, of those before `end`.
    pub(crate) fn find(&self, prefix: &str, end: usize) -> Option<(usize, &str)> {
        let mut at = *self.latest.get(prefix)?;
        while at >= end {
            at = self.list[at].hidden?;
        }
        Some((at, &self.list[at].uri))
    }

    /// Prefix and URI of all that count, of those before `end`; innermost first.
    pub(crate) fn iter(&self, end: usize) -> impl Iterator<Item = (&str, &str)> {
        let counts = move |at: &usize| self.find(&self.list[*at].prefix, end).is_some_and(|(found, _)| found == *at);
        (0..end).rev().filter(counts).map(|at| self.get(at))
    }

    /// Prefix and URI by number.
    pub(crate) fn get(&self, at: usize) -> (&str, &str) {
        (&self.list[at].prefix, &self.list[at].uri)
    }
}
