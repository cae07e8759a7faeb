//! Formats of images.

use crate::shared::Size;
use crate::xml::{Datatype, Extra, Value};
use crate::{Element, Keyword, ThinStr};

/// The formats that an image may have; [`StorageFormat::Aio`] is not one of them.
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
    /// The format.
    #[xml(attr, required, datatype = STORAGE_FORMAT)]
    pub kind: Option<StorageFormat>,
    /// Cache of the image's metadata.
    #[xml(child, since = "7.0.0")]
    pub metadata_cache: Option<MetadataCache>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Cache of an image's metadata: `<metadata_cache>`; only for qcow2.
///
/// ```xml
/// <metadata_cache>
///   <max_size unit='MiB'>2</max_size>
/// </metadata_cache>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "metadata_cache")]
pub struct MetadataCache {
    /// The most it may hold; without unit in bytes.
    #[xml(child, since = "7.0.0")]
    pub max_size: Option<Size>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Format of an image.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum StorageFormat {
    /// The data as it is.
    Raw,
    /// A folder.
    Dir,
    /// Of Bochs.
    Bochs,
    /// A compressed loop image.
    Cloop,
    /// Of macOS.
    Dmg,
    /// A CD or DVD image.
    Iso,
    /// Of Virtual PC.
    Vpc,
    /// Of VirtualBox.
    Vdi,
    /// A folder shown as a FAT file system.
    Fat,
    /// Of Xen and Hyper-V.
    Vhd,
    /// Of Virtuozzo.
    Ploop,
    /// LUKS.
    Luks,
    /// The copy-on-write format of User Mode Linux.
    Cow,
    /// The first format of QEMU.
    Qcow,
    /// The usual format of QEMU.
    Qcow2,
    /// A former format of QEMU.
    Qed,
    /// Of VMware.
    Vmdk,
    /// Asynchronous I/O of Xen's `tap` drivers, which stands where other drivers name a format.
    Aio,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

impl Format {
    /// The format, without further options.
    pub fn new(kind: StorageFormat) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }
}
