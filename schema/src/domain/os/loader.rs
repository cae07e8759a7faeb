//! The program that loads the guest.

use crate::types::{ABS_FILE_PATH, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// The firmware, or another program that loads the guest: `<loader>`.
///
/// Without a path it only says what the firmware that libvirt chooses shall be like.
///
/// ```xml
/// <loader readonly='yes' type='pflash'>/firmware/code.fd</loader>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Loader {
    /// Whether the guest cannot write to the image.
    #[xml(attr, since = "1.2.8")]
    pub readonly: Option<YesNo>,
    /// Whether the firmware is able to do secure boot; it does not switch it.
    #[xml(attr, since = "2.1.0")]
    pub secure: Option<YesNo>,
    /// How the image appears in the guest's memory.
    #[xml(attr, since = "1.2.8")]
    pub kind: Option<LoaderKind>,
    /// Whether UEFI runs without a variable store and forgets its settings at shutdown.
    #[xml(attr, since = "8.6.0")]
    pub stateless: Option<YesNo>,
    /// Format of the image; narrows the choice if libvirt makes it.
    #[xml(attr, since = "9.2.0")]
    pub format: Option<PflashFormat>,
    /// Path of the image on the host.
    #[xml(text, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Loader {
    /// A firmware on a flash device that the guest cannot write to, as UEFI needs it.
    pub fn pflash(path: impl Into<String>) -> Self {
        Self { readonly: Some(YesNo::Yes), kind: Some(LoaderKind::Pflash), path: Some(path.into()), ..Self::default() }
    }

    /// A firmware in read-only memory.
    pub fn rom(path: impl Into<String>) -> Self {
        Self { kind: Some(LoaderKind::Rom), path: Some(path.into()), ..Self::default() }
    }
}

/// How the image of a loader appears in the guest's memory.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum LoaderKind {
    /// As read-only memory.
    Rom,
    /// As a flash device.
    Pflash,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Format of an image behind a flash device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum PflashFormat {
    /// The plain bytes.
    Raw,
    /// An image of QEMU.
    Qcow2,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
