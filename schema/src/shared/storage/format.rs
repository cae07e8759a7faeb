//! Image formats.

use crate::shared::Size;
use crate::xml::{Datatype, Extra, Value};
use crate::{Element, Keyword, ThinStr};

/// Formats of images; [`StorageFormat::Aio`] is not one of them.
pub const STORAGE_FORMAT: Datatype = Datatype {
    name: "storageFormat",
    doc: "Format of an image.",
    terms: match <StorageFormat as Value>::DATATYPE.terms.split_last() {
        Some((_, formats)) => formats,
        None => &[],
    },
};

/// Format of an image: `<format>` of `<backingStore>`, `<mirror>` and `<dataStore>`.
///
/// ```xml
/// <format type='qcow2'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Format {
    /// Name of the format.
    #[xml(attr, required, datatype = STORAGE_FORMAT)]
    pub kind: Option<StorageFormat>,
    /// Metadata cache of the image.
    #[xml(child, since = "7.0.0")]
    pub metadata_cache: Option<MetadataCache>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Metadata cache of an image: `<metadata_cache>`; only for qcow2.
///
/// ```xml
/// <metadata_cache>
///   <max_size unit='MiB'>2</max_size>
/// </metadata_cache>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "metadata_cache")]
pub struct MetadataCache {
    /// Maximum size of the cache.
    #[xml(child, since = "7.0.0", unit = "bytes")]
    pub max_size: Option<Size>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Format of an image.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum StorageFormat {
    /// Raw data.
    Raw,
    /// Directory.
    Dir,
    /// Bochs.
    Bochs,
    /// Compressed loop image.
    Cloop,
    /// macOS disk image.
    Dmg,
    /// CD or DVD image.
    Iso,
    /// Virtual PC.
    Vpc,
    /// VirtualBox.
    Vdi,
    /// Directory, presented as a FAT file system.
    Fat,
    /// Xen and Hyper-V.
    Vhd,
    /// Virtuozzo.
    Ploop,
    /// LUKS.
    Luks,
    /// Copy-on-write format of User Mode Linux.
    Cow,
    /// QEMU copy-on-write, version 1.
    Qcow,
    /// QEMU copy-on-write, version 2 and 3.
    Qcow2,
    /// QEMU enhanced disk, deprecated.
    Qed,
    /// VMware.
    Vmdk,
    /// Asynchronous I/O of Xen's `tap` drivers, which replaces the format there.
    Aio,
    /// Any other keyword.
    Other(ThinStr),
}

impl Format {
    /// Creates a format without further options.
    pub fn new(kind: StorageFormat) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }
}
