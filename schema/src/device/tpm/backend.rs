//! Backend of a TPM: `<backend>`.

use crate::types::{ABS_DIR_PATH, ABS_FILE_PATH, FILE_PATH, PROFILE_NAME, UINT8, Uuid, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Host side of a TPM: `<backend>`, a union by `type`.
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "backend")]
pub enum Backend {
    /// TPM of the host, assigned to this guest alone.
    #[xml(since = "1.0.5")]
    Passthrough(Passthrough),
    /// `swtpm` process that libvirt starts for the guest.
    #[xml(since = "4.5.0")]
    Emulator(Box<Emulator>),
    /// Emulator that is started outside of libvirt.
    #[xml(since = "9.0.0")]
    External(External),
    /// Backend of any other type.
    #[xml(other)]
    Other(OtherBackend),
}

/// TPM of the host.
///
/// ```xml
/// <backend type='passthrough'>
///   <device path='/dev/tpm0'/>
/// </backend>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct Passthrough {
    /// Version of the TPM.
    #[xml(attr)]
    pub version: Option<Version>,
    /// TPM device of the host.
    #[xml(child, default)]
    pub device: Option<Device>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// TPM device of the host: `<device>` of a backend.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Device {
    /// Path of the TPM, or of its resource manager (`/dev/tpmrm0`) for a proxy of pSeries machines.
    #[xml(attr, datatype = FILE_PATH, default = "/dev/tpm0")]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// `swtpm` process of the guest.
///
/// ```xml
/// <backend type='emulator' version='2.0' persistent_state='yes'>
///   <active_pcr_banks>
///     <sha256/>
///   </active_pcr_banks>
/// </backend>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct Emulator {
    /// Version of the TPM.
    #[xml(
        attr,
        default(
            "1.2", "hypervisor" = "qemu" | "kvm" | "hvf", "arch" = "x86_64" | "i686", "../@model" = "tpm-tis" | ""
        ),
        default("2.0", "hypervisor" = "qemu" | "kvm" | "hvf")
    )]
    pub version: Option<Version>,
    /// Preserves the state of a transient domain.
    #[xml(attr, since = "7.0.0", dropped = "no")]
    pub persistent_state: Option<YesNo>,
    /// Log level of the emulator.
    #[xml(attr, since = "10.6.0", datatype = UINT8, implied = "0")]
    pub debug: Option<u8>,
    /// Encryption of the state.
    #[xml(child, since = "5.6.0")]
    pub encryption: Option<Encryption>,
    /// PCR banks to activate at each start; if absent, they are left unchanged. TPM 2.0 only.
    #[xml(child, since = "7.10.0")]
    pub active_pcr_banks: Option<ActivePcrBanks>,
    /// Storage of the state; if absent, chosen by libvirt.
    #[xml(child, since = "10.10.0")]
    pub source: Option<Source>,
    /// Capabilities of the TPM, fixed when its state is created. TPM 2.0 only.
    #[xml(child, since = "10.10.0", assigned("start", "@version" = "2.0" | ""))]
    pub profile: Option<Box<Profile>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Emulator that is started outside of libvirt.
///
/// ```xml
/// <backend type='external'>
///   <source type='unix' mode='connect' path='/run/demo/swtpm.sock'/>
/// </backend>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct External {
    /// Version of the TPM.
    #[xml(attr)]
    pub version: Option<Version>,
    /// Socket of the emulator.
    #[xml(child, since = "9.0.0")]
    pub source: Option<Source>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Backend of any other type; its content is preserved.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct OtherBackend {
    /// Name of the type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// Content of the backend.
    #[xml(extra)]
    pub extra: Extra,
}

/// Version of a TPM.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// TPM 1.2.
    #[xml(name = "1.2")]
    V1_2,
    /// TPM 2.0.
    #[xml(name = "2.0")]
    V2_0,
    /// Any other keyword.
    Other(ThinStr),
}

/// Encryption of the state: `<encryption>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Encryption {
    /// UUID of the secret from which the key is derived.
    #[xml(attr, required)]
    pub secret: Option<Uuid>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// PCR banks to activate: `<active_pcr_banks>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "active_pcr_banks")]
pub struct ActivePcrBanks {
    /// SHA-1 bank.
    #[xml(flag)]
    pub sha1: bool,
    /// SHA-256 bank.
    #[xml(flag)]
    pub sha256: bool,
    /// SHA-384 bank.
    #[xml(flag)]
    pub sha384: bool,
    /// SHA-512 bank.
    #[xml(flag)]
    pub sha512: bool,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Storage of the state, or the socket of the emulator: `<source>`, a union by `type`.
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "source")]
pub enum Source {
    /// File or block device with the state; backend `emulator`.
    #[xml(since = "10.10.0")]
    File(SourceFile),
    /// Directory with the state; backend `emulator`.
    #[xml(since = "10.10.0")]
    Dir(SourceDir),
    /// Socket of the emulator; backend `external`.
    Unix(SourceUnix),
    /// Source of any other type.
    #[xml(other)]
    Other(OtherSource),
}

/// File or block device with the state.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "source")]
pub struct SourceFile {
    /// Path of the file.
    #[xml(attr, required, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Directory with the state.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "source")]
pub struct SourceDir {
    /// Path of the directory.
    #[xml(attr, required, datatype = ABS_DIR_PATH)]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Socket of the emulator.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "source")]
pub struct SourceUnix {
    /// Role of the hypervisor on the socket.
    #[xml(attr, default = "connect")]
    pub mode: Option<SourceMode>,
    /// Path of the socket.
    #[xml(attr, required, datatype = FILE_PATH)]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Role of the hypervisor on the socket of the emulator.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceMode {
    /// Client: the hypervisor connects to the socket.
    Connect,
    /// Any other keyword.
    Other(ThinStr),
}

/// Source of any other type; its content is preserved.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "source")]
pub struct OtherSource {
    /// Name of the type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// Content of the source.
    #[xml(extra)]
    pub extra: Extra,
}

/// Capabilities of a TPM: `<profile>`.
///
/// ```xml
/// <profile source='local:restricted' removeDisabled='check' name='custom:restricted'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Profile to apply: a built-in one, or a file of the host with the prefix `local:` or `distro:`.
    #[xml(attr, datatype = PROFILE_NAME)]
    pub source: Option<String>,
    /// Algorithms to remove from a `custom` profile.
    #[xml(attr = "removeDisabled")]
    pub remove_disabled: Option<RemoveDisabled>,
    /// Name that the profile gives itself.
    #[xml(attr, datatype = PROFILE_NAME, assigned = "start")]
    pub name: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Algorithms to remove from a profile.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum RemoveDisabled {
    /// Algorithms that the host currently disables.
    Check,
    /// All algorithms that a host in FIPS mode may disable.
    FipsHost,
    /// Any other keyword.
    Other(ThinStr),
}
