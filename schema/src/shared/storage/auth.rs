//! Authentication for remote storage.

use crate::types::{GENERIC_NAME, OBJECT_NAME, Uuid};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Authentication for remote storage: `<auth>`.
///
/// ```xml
/// <auth username='web'>
///   <secret type='ceph' usage='web-images'/>
/// </auth>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Auth {
    /// Name of the user.
    #[xml(attr, required, datatype = GENERIC_NAME)]
    pub username: Option<String>,
    /// Secret that holds the password or key.
    #[xml(child, required)]
    pub secret: Option<Secret>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Reference to a secret object of libvirt: `<secret>` of `<auth>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@uuid", "@usage"))]
pub struct Secret {
    /// Type of the secret.
    #[xml(attr, required)]
    pub kind: Option<SecretKind>,
    /// UUID of the secret.
    #[xml(attr)]
    pub uuid: Option<Uuid>,
    /// Usage of the secret, instead of its UUID.
    #[xml(attr, datatype = OBJECT_NAME)]
    pub usage: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of a secret.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SecretKind {
    /// Key for a Ceph cluster.
    Ceph,
    /// CHAP password for an iSCSI target.
    Iscsi,
    /// Any other keyword.
    Other(ThinStr),
}

impl Auth {
    /// Creates an authentication with a secret that is found by its UUID.
    pub fn with_uuid(username: impl Into<String>, kind: SecretKind, uuid: Uuid) -> Self {
        Self::with_secret(username.into(), Secret { kind: Some(kind), uuid: Some(uuid), ..Secret::default() })
    }

    /// Creates an authentication with a secret that is found by its usage.
    pub fn with_usage(username: impl Into<String>, kind: SecretKind, usage: impl Into<String>) -> Self {
        let secret = Secret { kind: Some(kind), usage: Some(usage.into()), ..Secret::default() };
        Self::with_secret(username.into(), secret)
    }

    fn with_secret(username: String, secret: Secret) -> Self {
        Self { username: Some(username), secret: Some(secret), ..Self::default() }
    }
}
