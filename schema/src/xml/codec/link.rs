//! Chains of elements, each of which holds the next.

use std::ops::{Deref, DerefMut};

/// An element that may hold one more of its kind, and so on without end.
pub trait Chained: Sized {
    /// Takes off what is behind the element.
    fn take_next(&mut self) -> Option<Link<Self>>;
}

/// The next element of a chain: a [`Box`] that drops what is behind it without recursion, however long the
/// chain is.
///
/// ```
/// use domxml_schema::device::disk::{BackingStore, Disk};
///
/// let disk = Disk { backing_store: Some(BackingStore::end().into()), ..Disk::default() };
/// assert!(disk.backing_store.as_ref().unwrap().is_end());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Link<E: Chained>(Box<E>);

impl<E: Chained> Link<E> {
    /// A link to an element.
    pub fn new(element: E) -> Self {
        Self(Box::new(element))
    }

    /// The element, with all that is behind it.
    pub fn into_inner(mut self) -> E
    where
        E: Default,
    {
        std::mem::take(&mut *self)
    }
}

impl<E: Chained> From<E> for Link<E> {
    fn from(element: E) -> Self {
        Self::new(element)
    }
}

impl<E: Chained> Deref for Link<E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.0
    }
}

impl<E: Chained> DerefMut for Link<E> {
    fn deref_mut(&mut self) -> &mut E {
        &mut self.0
    }
}

impl<E: Chained> Drop for Link<E> {
    fn drop(&mut self) {
        let mut next = self.take_next();
        while let Some(mut link) = next {
            next = link.take_next();
        }
    }
}
