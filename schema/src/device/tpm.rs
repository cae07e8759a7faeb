//! Trusted Platform Module: `<tpm>`.

mod backend;

pub use backend::{
    ActivePcrBanks, Backend, Device, Emulator, Encryption, External, OtherBackend, OtherSource, Passthrough, Profile,
    RemoveDisabled, Source, SourceDir, SourceFile, SourceMode, SourceUnix, Version,
};

use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A Trusted Platform Module (TPM): `<tpm>`.
///
/// ```xml
/// <tpm model='tpm-crb'>
///   <backend type='emulator' version='2.0'/>
/// </tpm>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@model?", "backend/@type?"), pairing = "order")]
pub struct Tpm {
    /// Model of the emulated device.
    #[xml(
        attr,
        default("tpm-spapr", "hypervisor" = "qemu" | "kvm" | "hvf", "arch" = "ppc64" | "ppc64le"),
        default("tpm-tis", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub model: Option<Model>,
    /// Host side of the TPM.
    #[xml(child, required)]
    pub backend: Option<Backend>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of a TPM.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// TIS interface, for TPM 1.2 and 2.0.
    TpmTis,
    /// CRB interface, for TPM 2.0 only.
    #[xml(since = "4.4.0")]
    TpmCrb,
    /// TPM of pSeries machines.
    #[xml(since = "6.1.0")]
    TpmSpapr,
    /// Proxy to the resource manager of the host for secure pSeries guests, in addition to another TPM; requires a
    /// `passthrough` backend.
    #[xml(since = "6.5.0")]
    SpaprTpmProxy,
    /// Any other keyword.
    Other(ThinStr),
}
