//! Variable store of a firmware.

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

/// Variable store of a firmware, as a flash device: `<nvram>` of `<os>`.
///
/// It is given by the path of a file, or by a source like that of a disk.
///
/// ```xml
/// <nvram template='/firmware/vars.fd'>/var/lib/nvram/web.fd</nvram>
/// <nvram type='block'>
///   <source dev='/dev/vg0/web-nvram'/>
/// </nvram>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Nvram {
    /// Path of the template that a new store is copied from; not for remote storage.
    #[xml(attr, datatype = ABS_FILE_PATH, assigned = "definition")]
    pub template: Option<String>,
    /// Format of the template.
    #[xml(attr = "templateFormat", since = "10.10.0", assigned = "definition")]
    pub template_format: Option<PflashFormat>,
    /// Kind of storage that the source describes.
    #[xml(attr, since = "8.5.0")]
    pub kind: Option<SourceKind>,
    /// Format of the store.
    #[xml(
        attr,
        since = "9.2.0",
        default("raw", "hypervisor" = "qemu" | "kvm"),
        assigned("definition", "../@firmware" = "!")
    )]
    pub format: Option<PflashFormat>,
    /// Path of the store on the host, instead of a source; libvirt generates one if there is neither.
    #[xml(text, datatype = NVRAM_PATH, assigned = "definition")]
    pub path: Option<String>,
    /// Source of the store, instead of a path.
    #[xml(child, since = "8.5.0")]
    pub source: Option<Box<Source>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Nvram {
    /// Creates a store in a file, in the form without a source, which every release of libvirt reads.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// Returns the storage of the store, in either form; `None` if libvirt chooses it.
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

/// Variable store of a firmware, served by the hypervisor: `<varstore>`.
///
/// It protects secure boot without System Management Mode, also on machines that have none.
///
/// ```xml
/// <varstore template='/firmware/vars.json' path='/var/lib/nvram/web.json'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Varstore {
    /// Path of the template that a new store is copied from.
    #[xml(attr, datatype = ABS_FILE_PATH, assigned = "definition")]
    pub template: Option<String>,
    /// Path of the store on the host.
    #[xml(attr, datatype = ABS_FILE_PATH, assigned = "definition")]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
