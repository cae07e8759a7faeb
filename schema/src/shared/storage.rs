//! Storage sources of disks, backing chains, mirrors, firmware images and host devices.

mod access;
mod auth;
mod encryption;
mod form;
mod format;
mod limits;
mod network;
mod source;

pub use access::{Reconnect, Reservations, UnixSocket, UnixSocketKind, UnixSocketMode};
pub use auth::{Auth, Secret, SecretKind};
pub use encryption::{
    Cipher, Encryption, EncryptionEngine, EncryptionFormat, EncryptionSecret, EncryptionSecretKind, Ivgen,
};
pub use form::{Network, SourceForm};
pub use format::{Format, MetadataCache, STORAGE_FORMAT, StorageFormat};
pub use limits::{BurstLengths, IoLimits};
pub use network::{
    Config, Cookie, Cookies, Host, Identity, InitiatorInfo, Iqn, KnownHosts, Protocol, Readahead, Snapshot, Ssl,
    Timeout, Transport,
};
pub use source::{
    AddressKind, DataStore, PciAddress, Slice, SliceKind, Slices, Source, SourceKind, StartupPolicy, VolumeMode,
};
