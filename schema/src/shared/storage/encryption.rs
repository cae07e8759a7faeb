//! Encryption of stored data.

use crate::types::Uuid;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// How the data is encrypted: `<encryption>`.
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
    /// Who encrypts and decrypts.
    #[xml(attr, since = "7.9.0")]
    pub engine: Option<EncryptionEngine>,
    /// The secrets that hold the passphrases.
    #[xml(children)]
    pub secrets: Vec<EncryptionSecret>,
    /// The cipher; given only where a volume is created, not for disks.
    #[xml(child, since = "2.1.0")]
    pub cipher: Option<Cipher>,
    /// How initialisation vectors are made; given only where a volume is created, not for disks.
    #[xml(child, since = "2.1.0")]
    pub ivgen: Option<Ivgen>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Format of an encryption.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum EncryptionFormat {
    /// What fits the format of the volume; only where a volume is created.
    Default,
    /// That of qcow images; broken, libvirt 4.5.0 and later refuse it for disks.
    #[xml(later("4.5.0", "is refused for disks"))]
    Qcow,
    /// LUKS of version 1.
    #[xml(since = "2.1.0")]
    Luks,
    /// LUKS of version 2; only by librbd.
    #[xml(since = "7.9.0")]
    Luks2,
    /// LUKS of either version, as found; only by librbd.
    LuksAny,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Who encrypts and decrypts.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum EncryptionEngine {
    /// QEMU.
    Qemu,
    /// The RBD library.
    Librbd,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// The secret object of libvirt that holds a passphrase: `<secret>` of `<encryption>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "secret", one_of("@uuid", "@usage"))]
pub struct EncryptionSecret {
    /// What the secret holds.
    #[xml(attr, required)]
    pub kind: Option<EncryptionSecretKind>,
    /// The secret, by its UUID.
    #[xml(attr)]
    pub uuid: Option<Uuid>,
    /// The secret, by the usage that was given to it.
    #[xml(attr)]
    pub usage: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What the secret of an encryption holds.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum EncryptionSecretKind {
    /// A passphrase.
    Passphrase,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// A cipher: `<cipher>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cipher {
    /// Name, such as `aes`.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Bits of the key.
    #[xml(attr, required)]
    pub size: Option<u32>,
    /// Mode, such as `cbc` or `xts`.
    #[xml(attr)]
    pub mode: Option<String>,
    /// Hash of the key, such as `sha256`.
    #[xml(attr)]
    pub hash: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How initialisation vectors are made: `<ivgen>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Ivgen {
    /// Name of the algorithm, such as `plain64` or `essiv`.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Hash that it uses, such as `sha256`.
    #[xml(attr)]
    pub hash: Option<String>,
    /// What the model does not know.
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
