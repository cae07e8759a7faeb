//! Encryption of storage.

use crate::types::Uuid;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Encryption of a storage source: `<encryption>`.
///
/// ```xml
/// <encryption format='luks'>
///   <secret type='passphrase' uuid='8b1f0d3c-52a4-4d3e-9a54-7a0fb1f1c0aa'/>
/// </encryption>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(expanded, together("cipher", "ivgen"))]
pub struct Encryption {
    /// Format of the encryption.
    #[xml(attr, required)]
    pub format: Option<EncryptionFormat>,
    /// Engine that encrypts and decrypts.
    #[xml(attr, since = "7.9.0", default("qemu", "hypervisor" = "qemu" | "kvm" | "hvf"))]
    pub engine: Option<EncryptionEngine>,
    /// Secrets that hold the passphrases.
    #[xml(children)]
    pub secrets: Vec<EncryptionSecret>,
    /// Cipher; only for the creation of volumes, not for disks.
    #[xml(child, since = "2.1.0")]
    pub cipher: Option<Cipher>,
    /// Generation of initialization vectors; only for the creation of volumes, not for disks.
    #[xml(child, since = "2.1.0")]
    pub ivgen: Option<Ivgen>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Format of an encryption.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum EncryptionFormat {
    /// Format that suits the volume; only for the creation of volumes.
    Default,
    /// Built-in encryption of qcow images; insecure.
    #[xml(later("4.5.0", "is refused for disks"))]
    Qcow,
    /// LUKS version 1.
    #[xml(since = "2.1.0")]
    Luks,
    /// LUKS version 2; only with librbd.
    #[xml(since = "7.9.0")]
    Luks2,
    /// LUKS of either version, detected; only with librbd.
    LuksAny,
    /// Any other keyword.
    Other(ThinStr),
}

/// Engine that encrypts and decrypts.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum EncryptionEngine {
    /// QEMU.
    Qemu,
    /// librbd.
    Librbd,
    /// Any other keyword.
    Other(ThinStr),
}

/// Reference to a secret object of libvirt: `<secret>` of `<encryption>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "secret", one_of("@uuid", "@usage"), identity("name", "@uuid?", "@usage?"))]
pub struct EncryptionSecret {
    /// Type of the secret.
    #[xml(attr, required)]
    pub kind: Option<EncryptionSecretKind>,
    /// UUID of the secret.
    #[xml(attr)]
    pub uuid: Option<Uuid>,
    /// Usage of the secret, instead of its UUID.
    #[xml(attr)]
    pub usage: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of the secret of an encryption.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum EncryptionSecretKind {
    /// Passphrase.
    Passphrase,
    /// Any other keyword.
    Other(ThinStr),
}

/// Cipher of an encryption: `<cipher>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cipher {
    /// Name of the cipher, such as `aes`.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Size of the key in bits.
    #[xml(attr, required)]
    pub size: Option<u32>,
    /// Mode of the cipher, such as `cbc` or `xts`.
    #[xml(attr)]
    pub mode: Option<String>,
    /// Hash algorithm of the key, such as `sha256`.
    #[xml(attr)]
    pub hash: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Generation of initialization vectors: `<ivgen>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Ivgen {
    /// Name of the algorithm, such as `plain64` or `essiv`.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Hash algorithm, such as `sha256`.
    #[xml(attr)]
    pub hash: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Encryption {
    /// Encryption in a format, with a passphrase that is found by the UUID of its secret.
    pub fn with_uuid(format: EncryptionFormat, uuid: Uuid) -> Self {
        let kind = Some(EncryptionSecretKind::Passphrase);
        let secret = EncryptionSecret { kind, uuid: Some(uuid), ..EncryptionSecret::default() };
        Self { format: Some(format), secrets: vec![secret], ..Self::default() }
    }
}
