//! Where a firmware's variables are stored.

use super::PflashFormat;
use crate::Element;
use crate::shared::storage::{Source, SourceForm, SourceKind};
use crate::types::{ABS_FILE_PATH, VMWARE_PATH};
use crate::xml::{Datatype, Extra};

const NVRAM_PATH: Datatype = Datatype {
    name: "nvramPath",
    doc: "An absolute path, or a path in a VMware data store: [store] path.",
    terms: &[ABS_FILE_PATH.terms[0], VMWARE_PATH.terms[0]],
};

/// Where a firmware's variables are stored, as a flash device: `<nvram>` of `<os>`.
///
/// It is a file by its path, or any kind of storage that a disk can have, by a source.
///
/// ```xml
/// <nvram template='/firmware/vars.fd'>/var/lib/nvram/web.fd</nvram>
/// <nvram type='block'>
///   <source dev='/dev/vg0/web-nvram'/>
/// </nvram>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Nvram {
    /// Path of the image that a new store is copied from; not for remote storage.
    #[xml(attr, datatype = ABS_FILE_PATH)]
    pub template: Option<String>,
    /// Format of the template.
    #[xml(attr = "templateFormat", since = "10.10.0")]
    pub template_format: Option<PflashFormat>,
    /// Kind of storage that the source describes.
    #[xml(attr, since = "8.5.0")]
    pub kind: Option<SourceKind>,
    /// Format of the store.
    #[xml(attr, since = "9.2.0")]
    pub format: Option<PflashFormat>,
    /// Path of the store on the host, in place of a source; libvirt chooses one if there is neither.
    #[xml(text, datatype = NVRAM_PATH)]
    pub path: Option<String>,
    /// The storage, in place of a path.
    #[xml(child, since = "8.5.0")]
    pub source: Option<Box<Source>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Nvram {
    /// A store in a file, in the form without a source, which every version of libvirt reads.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// Where the store is, in either form; `None` if libvirt shall choose.
    ///
    /// ```
    /// use domxml_schema::Element;
    /// use domxml_schema::domain::os::Nvram;
    /// use domxml_schema::shared::storage::SourceForm;
    ///
    /// let short = Nvram::parse("<nvram>/var/lib/nvram/web.fd</nvram>")?;
    /// let long = Nvram::parse("<nvram type='file'><source file='/var/lib/nvram/web.fd'/></nvram>")?;
    /// assert_eq!(short.source_form(), Some(SourceForm::File("/var/lib/nvram/web.fd")));
    /// assert_eq!(short.source_form(), long.source_form());
    /// # Ok::<(), domxml_schema::xml::Error>(())
    /// ```
    pub fn source_form(&self) -> Option<SourceForm<'_>> {
        match (&self.source, &self.path) {
            (Some(source), _) => source.form(self.kind.as_ref()),
            (None, Some(path)) => Some(SourceForm::File(path)),
            (None, None) => None,
        }
    }
}

/// Where a firmware's variables are stored, if the hypervisor serves them itself: `<varstore>`.
///
/// It keeps secure boot safe without System Management Mode, and works on machines that have no such
/// mode. libvirt fills in what is missing.
///
/// ```xml
/// <varstore template='/firmware/vars.json' path='/var/lib/nvram/web.json'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Varstore {
    /// Path of the file that a new store is copied from.
    #[xml(attr, datatype = ABS_FILE_PATH)]
    pub template: Option<String>,
    /// Path of the store on the host.
    #[xml(attr, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
