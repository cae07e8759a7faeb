//! Block jobs that copy a disk.

use super::backing_store::{BackingChain, BackingStore};
use crate::shared::storage::{Format, STORAGE_FORMAT, Source, SourceForm, SourceKind, StorageFormat};
use crate::types::ABS_FILE_PATH;
use crate::xml::{Extra, Link};
use crate::{Element, Keyword, ThinStr};

/// Block job that copies the disk to another storage: `<mirror>`; only in output.
///
/// Old libvirt supported only copies to files, described by attributes. New libvirt writes children, and
/// for such copies also the old attributes: [`Mirror::target`] reads and [`Mirror::set_target`] writes
/// both.
///
/// ```xml
/// <mirror type='file' file='/images/copy.qcow2' format='qcow2' job='copy' ready='yes'>
///   <format type='qcow2'/>
///   <source file='/images/copy.qcow2'/>
/// </mirror>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Mirror {
    /// Kind of the storage of the copy.
    #[xml(attr)]
    pub kind: Option<SourceKind>,
    /// Path of the copy, repeated if it is a file.
    #[xml(attr, since = "0.9.12", when("@job" = "copy" | ""), datatype = ABS_FILE_PATH)]
    pub file: Option<String>,
    /// Format of the copy, repeated if it is a file.
    #[xml(attr, since = "0.9.12", when("@job" = "copy" | ""), datatype = STORAGE_FORMAT)]
    pub format: Option<StorageFormat>,
    /// Kind of block job.
    #[xml(attr, since = "1.2.7", required_when("@file" = ""))]
    pub job: Option<Job>,
    /// State of the job; absent while it still copies.
    #[xml(attr, volatile = "libvirt")]
    pub ready: Option<Ready>,
    /// Format of the copy.
    #[xml(child = "format")]
    pub format_element: Option<Format>,
    /// Source of the copy.
    #[xml(child, since = "1.2.6", required_when("@type" = "network" | "vhostuser" | "vhostvdpa" | "ctl"))]
    pub source: Option<Box<Source>>,
    /// Backing image of the copy.
    #[xml(child = "backingStore")]
    pub backing_store: Option<Link<BackingStore>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of block job that copies a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Job {
    /// Copy of the disk to a new storage.
    Copy,
    /// Merge of the active image into one of its backing images.
    ActiveCommit,
    /// Any other keyword.
    Other(ThinStr),
}

/// State of a block job that copies a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ready {
    /// Synchronized.
    Yes,
    /// Being aborted.
    #[xml(since = "1.2.7")]
    Abort,
    /// Pivoting to the copy.
    #[xml(since = "1.2.7")]
    Pivot,
    /// Any other keyword.
    Other(ThinStr),
}

/// Target of a block job that copies a disk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MirrorTarget<'a> {
    /// Source of the copy.
    pub source: SourceForm<'a>,
    /// Format of the copy.
    pub format: Option<&'a StorageFormat>,
}

impl Mirror {
    /// Creates a job that copies to a storage.
    pub fn new(job: Job, kind: SourceKind, source: Source, format: StorageFormat) -> Self {
        let mut mirror = Self { job: Some(job), ..Self::default() };
        mirror.set_target(kind, source, format);
        mirror
    }

    /// Returns the target of the copy, from the children or else from the old attributes.
    ///
    /// ```
    /// use domxml_schema::Element;
    /// use domxml_schema::device::disk::Mirror;
    /// use domxml_schema::shared::storage::{SourceForm, StorageFormat};
    ///
    /// let old = Mirror::parse("<mirror file='/images/copy' format='raw'/>")?;
    /// let target = old.target().unwrap();
    /// assert_eq!(target.source, SourceForm::File("/images/copy"));
    /// assert_eq!(target.format, Some(&StorageFormat::Raw));
    /// # Ok::<(), domxml_schema::xml::Error>(())
    /// ```
    pub fn target(&self) -> Option<MirrorTarget<'_>> {
        let format = self.format_element.as_ref().and_then(|format| format.kind.as_ref()).or(self.format.as_ref());
        let source = match &self.source {
            Some(source) => source.form(self.kind.as_ref())?,
            None => SourceForm::File(self.file.as_deref()?),
        };
        Some(MirrorTarget { source, format })
    }

    /// Sets the target of the copy: the children, and the old attributes where libvirt writes them (a copy
    /// to a file); otherwise these are removed.
    pub fn set_target(&mut self, kind: SourceKind, source: Source, format: StorageFormat) {
        let old = kind == SourceKind::File && self.job != Some(Job::ActiveCommit);
        self.file = source.file.clone().filter(|_| old);
        self.format = Some(format.clone()).filter(|_| old);
        self.kind = Some(kind);
        self.format_element = Some(Format::new(format));
        self.source = Some(Box::new(source));
    }

    /// Returns the backing images of the copy.
    pub fn backing_chain(&self) -> BackingChain<'_> {
        BackingChain::behind(self.backing_store.as_deref())
    }
}
