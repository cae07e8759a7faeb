//! Backing images.

use std::iter::FusedIterator;

use crate::Element;
use crate::shared::storage::{Format, Source, SourceForm, SourceKind, StorageFormat};
use crate::types::POSITIVE_INTEGER;
use crate::xml::{Chained, Extra, Link};

/// Backing image of an image: `<backingStore>`.
///
/// If absent, libvirt detects the backing chain at start; an empty element ends the chain.
///
/// ```xml
/// <backingStore type='file'>
///   <format type='qcow2'/>
///   <source file='/images/base.qcow2'/>
///   <backingStore/>
/// </backingStore>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct BackingStore {
    /// Kind of the storage.
    #[xml(attr, later("6.1.0", "@type" = "volume"))]
    pub kind: Option<SourceKind>,
    /// Index by which block jobs refer to the image, as in `vda[3]`; only in output. Newer libvirt writes it
    /// at the source.
    #[xml(attr, datatype = POSITIVE_INTEGER, assigned = "start", volatile = "libvirt")]
    pub index: Option<u64>,
    /// Format of the image.
    #[xml(
        child,
        required_when(
            "@type" = "file" | "block" | "dir" | "network" | "volume" | "nvme" | "vhostuser" | "vhostvdpa" | "ctl"
        )
    )]
    pub format: Option<Format>,
    /// Source of the image.
    #[xml(child, required_when("@type" = "network" | "vhostuser" | "vhostvdpa" | "ctl"))]
    pub source: Option<Box<Source>>,
    /// Next backing image.
    #[xml(child = "backingStore")]
    pub backing_store: Option<Link<BackingStore>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl BackingStore {
    /// Returns the end of a chain: an image without backing image.
    pub fn end() -> Self {
        Self::default()
    }

    /// Creates a backing image whose own backing image is left open.
    pub fn new(kind: SourceKind, source: Source, format: StorageFormat) -> Self {
        Self { kind: Some(kind), format: Some(Format::new(format)), source: Some(Box::new(source)), ..Self::default() }
    }

    /// Links images to a chain that ends behind the last one.
    ///
    /// ```
    /// use domxml_schema::device::disk::BackingStore;
    /// use domxml_schema::shared::storage::{Source, SourceKind, StorageFormat};
    ///
    /// let chain = BackingStore::linked([
    ///     BackingStore::new(SourceKind::File, Source::file("/images/s1.qcow2"), StorageFormat::Qcow2),
    ///     BackingStore::new(SourceKind::Block, Source::block("/dev/vg0/base"), StorageFormat::Raw),
    /// ]);
    /// assert_eq!(chain.chain().count(), 2);
    /// ```
    pub fn linked<I>(stores: I) -> Self
    where
        I: IntoIterator<Item = Self>,
        I::IntoIter: DoubleEndedIterator,
    {
        stores.into_iter().rev().fold(Self::end(), |behind, store| Self { backing_store: Some(behind.into()), ..store })
    }

    /// Returns whether the element ends the chain.
    pub fn is_end(&self) -> bool {
        self.kind.is_none() && self.format.is_none() && self.source.is_none() && self.backing_store.is_none()
    }

    /// Returns the source of the image as one value; `None` if it is incomplete.
    pub fn source_form(&self) -> Option<SourceForm<'_>> {
        self.source.as_ref()?.form(self.kind.as_ref())
    }

    /// Returns the index by which block jobs refer to the image, from the element or its source.
    pub fn job_index(&self) -> Option<u64> {
        self.index.or_else(|| self.source.as_ref()?.index)
    }

    /// Returns this image and those behind it.
    pub fn chain(&self) -> BackingChain<'_> {
        BackingChain { next: Some(self) }
    }
}

impl Chained for BackingStore {
    fn take_next(&mut self) -> Option<Link<Self>> {
        self.backing_store.take()
    }
}

/// Iterator over the backing images of an image, nearest first, without the empty element that ends the chain.
#[derive(Clone, Debug)]
pub struct BackingChain<'a> {
    next: Option<&'a BackingStore>,
}

impl<'a> BackingChain<'a> {
    pub(super) fn behind(store: Option<&'a BackingStore>) -> Self {
        Self { next: store }
    }

    /// Returns whether the chain has an explicit end; if not, libvirt detects the rest of it.
    pub fn is_closed(&self) -> bool {
        let mut next = self.next;
        while let Some(store) = next {
            if store.is_end() {
                return true;
            }
            next = store.backing_store.as_deref();
        }
        false
    }
}

impl<'a> Iterator for BackingChain<'a> {
    type Item = &'a BackingStore;

    fn next(&mut self) -> Option<&'a BackingStore> {
        let store = self.next.filter(|store| !store.is_end())?;
        self.next = store.backing_store.as_deref();
        Some(store)
    }
}

impl FusedIterator for BackingChain<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::disk::Disk;
    use crate::report::Code;
    use crate::shared::storage::DataStore;

    #[test]
    fn a_chain_of_any_length_is_walked_refused_and_dropped() {
        let store = BackingStore::new(SourceKind::File, Source::file("/images/s.qcow2"), StorageFormat::Qcow2);
        let chain = BackingStore::linked(std::iter::repeat_n(store, 100_000));
        let mut disk = Disk { backing_store: Some(chain.into()), ..Disk::default() };
        assert_eq!(disk.backing_chain().count(), 100_000);
        assert!(disk.backing_chain().is_closed());
        let error = disk.to_xml().unwrap_err();
        assert_eq!(error.finding().code, Code::TOO_DEEP);
        assert!(error.finding().path.starts_with("/disk/backingStore/backingStore/"));
        let behind = disk.backing_store.take().and_then(|store| store.into_inner().backing_store);
        assert_eq!(behind.unwrap().chain().count(), 99_999);
    }

    #[test]
    fn data_stores_in_data_stores_are_dropped() {
        let mut source = Source::file("/images/data");
        for _ in 0..100_000 {
            let store = DataStore { source: Some(Box::new(source)), ..DataStore::default() };
            source = Source { data_store: Some(store.into()), ..Source::default() };
        }
        assert!(source.to_xml().is_err());
    }
}
