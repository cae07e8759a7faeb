//! What does the work of a trusted platform module: `<backend>`.

use crate::types::{ABS_DIR_PATH, ABS_FILE_PATH, FILE_PATH, PROFILE_NAME, UINT8, Uuid, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// What does the work on the host: `<backend>` of a TPM, told apart by `type`.
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "backend")]
pub enum Backend {
    /// The TPM of the host, for this guest alone.
    #[xml(since = "1.0.5")]
    Passthrough(Passthrough),
    /// A `swtpm` of the guest's own that libvirt starts.
    #[xml(since = "4.5.0")]
    Emulator(Box<Emulator>),
    /// An emulator that someone else has started.
    #[xml(since = "9.0.0")]
    External(External),
    /// Of a type that libvirt does not know.
    #[xml(other)]
    Other(OtherBackend),
}

/// The TPM of the host.
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
    /// Device of the host; `/dev/tpm0` by default.
    #[xml(child)]
    pub device: Option<Device>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Device of the host: `<device>` of a backend.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Device {
    /// Path of the TPM; for a proxy of pSeries machines that of the resource manager, `/dev/tpmrm0`.
    #[xml(attr, datatype = FILE_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A `swtpm` of the guest's own.
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
    /// Version of the TPM; the default depends on hypervisor, architecture and model.
    #[xml(attr)]
    pub version: Option<Version>,
    /// Whether the state outlives a transient domain; `no` by default.
    #[xml(attr, since = "7.0.0")]
    pub persistent_state: Option<YesNo>,
    /// How much the emulator logs; not 0.
    #[xml(attr, since = "10.6.0", datatype = UINT8)]
    pub debug: Option<u8>,
    /// How the state is encrypted.
    #[xml(child, since = "5.6.0")]
    pub encryption: Option<Encryption>,
    /// Banks to activate at each start; without it they stay as they are. Of TPM 2.0 only.
    #[xml(child, since = "7.10.0")]
    pub active_pcr_banks: Option<ActivePcrBanks>,
    /// Where the state is kept; libvirt chooses a place if it is not said.
    #[xml(child, since = "10.10.0")]
    pub source: Option<Source>,
    /// What the TPM can do, fixed when its state is created. Of TPM 2.0 only.
    #[xml(child, since = "10.10.0")]
    pub profile: Option<Box<Profile>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// An emulator that someone else has started.
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
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Of a type that libvirt does not know; the rest is kept.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct OtherBackend {
    /// The type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// The rest.
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
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How the state is encrypted: `<encryption>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Encryption {
    /// UUID of the secret from which the key is derived.
    #[xml(attr, required)]
    pub secret: Option<Uuid>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Banks of PCRs that are activated: `<active_pcr_banks>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "active_pcr_banks")]
pub struct ActivePcrBanks {
    /// That of SHA-1.
    #[xml(flag)]
    pub sha1: bool,
    /// That of SHA-256.
    #[xml(flag)]
    pub sha256: bool,
    /// That of SHA-384.
    #[xml(flag)]
    pub sha384: bool,
    /// That of SHA-512.
    #[xml(flag)]
    pub sha512: bool,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Where the state or the emulator is: `<source>`, told apart by `type`.
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "type", name = "source")]
pub enum Source {
    /// A file or block device with the state, of an `emulator` backend.
    #[xml(since = "10.10.0")]
    File(SourceFile),
    /// A folder with the state, of an `emulator` backend.
    #[xml(since = "10.10.0")]
    Dir(SourceDir),
    /// The socket of the emulator, of an `external` backend.
    Unix(SourceUnix),
    /// Of a type that libvirt does not know.
    #[xml(other)]
    Other(OtherSource),
}

/// A file or block device with the state.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "source")]
pub struct SourceFile {
    /// Path of the file.
    #[xml(attr, required, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A folder with the state.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "source")]
pub struct SourceDir {
    /// Path of the folder.
    #[xml(attr, required, datatype = ABS_DIR_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// The socket of the emulator.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "source")]
pub struct SourceUnix {
    /// Who opens the connection.
    #[xml(attr)]
    pub mode: Option<SourceMode>,
    /// Path of the socket.
    #[xml(attr, required, datatype = FILE_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Who opens the connection to the emulator.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceMode {
    /// The hypervisor.
    Connect,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Of a type that libvirt does not know; the rest is kept.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "source")]
pub struct OtherSource {
    /// The type.
    #[xml(attr)]
    pub kind: Option<String>,
    /// The rest.
    #[xml(extra)]
    pub extra: Extra,
}

/// What the TPM can do: `<profile>`.
///
/// ```xml
/// <profile source='local:restricted' removeDisabled='check' name='custom:restricted'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Profile to take: a built-in one, or a file of the host behind `local:` or `distro:`.
    #[xml(attr, datatype = PROFILE_NAME)]
    pub source: Option<String>,
    /// Which algorithms are taken out of a `custom` profile.
    #[xml(attr = "removeDisabled")]
    pub remove_disabled: Option<RemoveDisabled>,
    /// Name that the profile gives itself; set by libvirt.
    #[xml(attr, datatype = PROFILE_NAME)]
    pub name: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Which algorithms are taken out of a profile.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum RemoveDisabled {
    /// Those that the host has disabled now.
    Check,
    /// All that a host in FIPS mode may have disabled.
    FipsHost,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
