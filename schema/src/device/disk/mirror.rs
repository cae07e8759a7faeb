//! A block job that copies a disk.

use super::backing_store::{BackingChain, BackingStore};
use crate::shared::storage::{Format, STORAGE_FORMAT, Source, SourceForm, SourceKind, StorageFormat};
use crate::types::ABS_FILE_PATH;
use crate::xml::{Extra, Link};
use crate::{Element, Keyword, ThinStr};

/// A block job that copies the disk to another place: `<mirror>`; only in output.
///
/// Old libvirt knew only copies to files, and said all in attributes. New libvirt writes children, and
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
    /// Kind of the place where the copy lives.
    #[xml(attr)]
    pub kind: Option<SourceKind>,
    /// Path of the copy, once more, if it is a file.
    #[xml(attr, since = "0.9.12", when("@job" = "copy" | ""), datatype = ABS_FILE_PATH)]
    pub file: Option<String>,
    /// Format of the copy, once more, if it is a file.
    #[xml(attr, since = "0.9.12", when("@job" = "copy" | ""), datatype = STORAGE_FORMAT)]
    pub format: Option<StorageFormat>,
    /// The job.
    #[xml(attr, since = "1.2.7", required_when("@file" = ""))]
    pub job: Option<Job>,
    /// How far the job is; absent while it still copies.
    #[xml(attr)]
    pub ready: Option<Ready>,
    /// Format of the copy.
    #[xml(child = "format")]
    pub format_element: Option<Format>,
    /// Where the copy lives.
    #[xml(child, since = "1.2.6", required_when("@type" = "network" | "vhostuser" | "vhostvdpa" | "ctl"))]
    pub source: Option<Box<Source>>,
    /// The image behind the copy.
    #[xml(child = "backingStore")]
    pub backing_store: Option<Link<BackingStore>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A job that copies a disk.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Job {
    /// The disk is copied to a new place.
    Copy,
    /// The topmost image is merged into one behind it.
    ActiveCommit,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How far a job that copies a disk is.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ready {
    /// The copy is complete and kept so.
    Yes,
    /// The job is being given up.
    #[xml(since = "1.2.7")]
    Abort,
    /// The domain is moving to the copy.
    #[xml(since = "1.2.7")]
    Pivot,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What a disk is copied to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MirrorTarget<'a> {
    /// Where the copy lives.
    pub source: SourceForm<'a>,
    /// Format of the copy.
    pub format: Option<&'a StorageFormat>,
}

impl Mirror {
    /// A job that has begun to copy to a place.
    pub fn new(job: Job, kind: SourceKind, source: Source, format: StorageFormat) -> Self {
        let mut mirror = Self { job: Some(job), ..Self::default() };
        mirror.set_target(kind, source, format);
        mirror
    }

    /// What the disk is copied to: from the children, else from the old attributes.
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

    /// Says what the disk is copied to: the children, and the old attributes where libvirt writes them
    /// (a copy to a file), which otherwise go.
    pub fn set_target(&mut self, kind: SourceKind, source: Source, format: StorageFormat) {
        let old = kind == SourceKind::File && self.job != Some(Job::ActiveCommit);
        self.file = source.file.clone().filter(|_| old);
        self.format = Some(format.clone()).filter(|_| old);
        self.kind = Some(kind);
        self.format_element = Some(Format::new(format));
        self.source = Some(Box::new(source));
    }

    /// The images behind the copy.
    pub fn backing_chain(&self) -> BackingChain<'_> {
        BackingChain::behind(self.backing_store.as_deref())
    }
}
