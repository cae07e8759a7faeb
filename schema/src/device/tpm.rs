//! Trusted platform module: `<tpm>`.

mod backend;

pub use backend::{
    ActivePcrBanks, Backend, Device, Emulator, Encryption, External, OtherBackend, OtherSource, Passthrough, Profile,
    RemoveDisabled, Source, SourceDir, SourceFile, SourceMode, SourceUnix, Version,
};

use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A trusted platform module: `<tpm>`.
///
/// ```xml
/// <tpm model='tpm-crb'>
///   <backend type='emulator' version='2.0'/>
/// </tpm>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Tpm {
    /// The hardware that is emulated; by default `tpm-tis`, of pSeries machines `tpm-spapr`.
    #[xml(attr)]
    pub model: Option<Model>,
    /// What does the work on the host.
    #[xml(child, required)]
    pub backend: Option<Backend>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of a trusted platform module.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// TIS interface, of TPM 1.2 and 2.0.
    TpmTis,
    /// CRB interface, of TPM 2.0 only.
    #[xml(since = "4.4.0")]
    TpmCrb,
    /// Of pSeries machines.
    #[xml(since = "6.1.0")]
    TpmSpapr,
    /// Proxy of the host's resource manager for secure pSeries guests; one in a guest, beside
    /// another device, with a `passthrough` backend.
    #[xml(since = "6.5.0")]
    SpaprTpmProxy,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
