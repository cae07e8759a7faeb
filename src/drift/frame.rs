//! The elements that are being compared, each with those around it.

use std::borrow::Cow;
use std::fmt::Write as _;

use domxml_schema::xml::Fields;

use crate::template::Placeholder;

/// One of the two domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Asked,
    Running,
}

/// An element on one side, or on both.
pub(super) struct Frame<'e> {
    /// The element around it; the root is around itself.
    pub(super) parent: usize,
    pub(super) name: Cow<'e, str>,
    pub(super) asked: Option<&'e dyn Fields>,
    pub(super) running: Option<&'e dyn Fields>,
    /// Its numbers among siblings of its name, from 0.
    pub(super) numbers: (usize, usize),
    /// A place-holder that stands in it.
    pub(super) placeholder: Option<&'e Placeholder>,
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
            Side::Asked => self.0[at].asked,
            Side::Running => self.0[at].running,
        }
    }

    /// The place-holder in the device around an element.
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

    /// The path without numbers, from below the root.
    pub(super) fn pattern(&self, at: usize, attribute: Option<&str>) -> String {
        let mut names: Vec<&str> = self.names(at).collect();
        names.reverse();
        let mut path = names.join("/");
        if let Some(name) = attribute {
            let _ = write!(path, "{}@{name}", if path.is_empty() { "" } else { "/" });
        }
        path
    }

    /// The path on a side, such as `/domain/devices/disk[2]/target`.
    pub(super) fn path(&self, at: usize, side: Side) -> String {
        let mut chain = vec![at];
        while let Some(&at) = chain.last()
            && self.0[at].parent != at
        {
            chain.push(self.0[at].parent);
        }
        let mut path = String::new();
        for at in chain.into_iter().rev() {
            let Frame { name, numbers, .. } = &self.0[at];
            let number = if side == Side::Asked { numbers.0 } else { numbers.1 };
            let _ = write!(path, "/{name}");
            if number > 0 {
                let _ = write!(path, "[{}]", number + 1);
            }
        }
        path
    }

    /// The path of the element, or of the nearest one around it, that runs.
    pub(super) fn running_path(&self, mut at: usize) -> String {
        while self.0[at].running.is_none() && self.0[at].parent != at {
            at = self.0[at].parent;
        }
        self.path(at, Side::Running)
    }
}
