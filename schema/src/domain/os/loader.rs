//! The loader of the guest OS.

use crate::types::{ABS_FILE_PATH, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Firmware image, or another loader of the guest OS: `<loader>`.
///
/// Without a path it narrows the firmware that libvirt selects.
///
/// ```xml
/// <loader readonly='yes' type='pflash'>/firmware/code.fd</loader>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Loader {
    /// Makes the image read-only for the guest.
    #[xml(attr, since = "1.2.8", implied("no", "@type" = "rom" | ""), assigned("definition", "@type" = "pflash"))]
    pub readonly: Option<YesNo>,
    /// Requires a firmware that supports secure boot; it does not enable secure boot.
    #[xml(attr, since = "2.1.0", implied("no", "../@firmware" = ""), assigned("definition", "../@firmware" = "!"))]
    pub secure: Option<YesNo>,
    /// Type of the image's mapping into guest memory.
    #[xml(attr, since = "1.2.8", default("rom", "../loader" = "!"), assigned("definition", "../@firmware" = "!"))]
    pub kind: Option<LoaderKind>,
    /// Runs UEFI without a variable store: its settings are lost at shutdown.
    #[xml(attr, since = "8.6.0", implied = "no")]
    pub stateless: Option<YesNo>,
    /// Format of the image; narrows the firmware that libvirt selects.
    #[xml(attr, since = "9.2.0", default("raw", "hypervisor" = "qemu" | "kvm"))]
    pub format: Option<PflashFormat>,
    /// Path of the image on the host.
    #[xml(text, datatype = ABS_FILE_PATH, assigned("definition", "../@firmware" = "!"))]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Loader {
    /// Creates a firmware on a read-only flash device, as UEFI needs it.
    pub fn pflash(path: impl Into<String>) -> Self {
        Self { readonly: Some(YesNo::Yes), kind: Some(LoaderKind::Pflash), path: Some(path.into()), ..Self::default() }
    }

    /// Creates a firmware in read-only memory.
    pub fn rom(path: impl Into<String>) -> Self {
        Self { kind: Some(LoaderKind::Rom), path: Some(path.into()), ..Self::default() }
    }
}

/// Type of a loader's mapping into guest memory.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum LoaderKind {
    /// Read-only memory.
    Rom,
    /// Flash device.
    Pflash,
    /// Any other keyword.
    Other(ThinStr),
}

/// Format of the image of a flash device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum PflashFormat {
    /// Raw image.
    Raw,
    /// QEMU copy-on-write image, version 2.
    Qcow2,
    /// Any other keyword.
    Other(ThinStr),
}
