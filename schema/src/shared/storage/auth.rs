//! Who is it that asks for remote data.

use crate::types::{GENERIC_NAME, OBJECT_NAME, Uuid};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// The user in whose name remote storage is opened: `<auth>`.
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
    /// The secret that holds the password or key.
    #[xml(child, required)]
    pub secret: Option<Secret>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A secret object of libvirt, which holds what the XML does not show: `<secret>` of `<auth>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@uuid", "@usage"))]
pub struct Secret {
    /// What the secret is for.
    #[xml(attr, required)]
    pub kind: Option<SecretKind>,
    /// The secret, by its UUID.
    #[xml(attr)]
    pub uuid: Option<Uuid>,
    /// The secret, by the usage that was given to it.
    #[xml(attr, datatype = OBJECT_NAME)]
    pub usage: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What a secret is for.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SecretKind {
    /// A key for a Ceph cluster.
    Ceph,
    /// A CHAP password for an iSCSI target.
    Iscsi,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

impl Auth {
    /// A user whose secret is found by its UUID.
    pub fn with_uuid(username: impl Into<String>, kind: SecretKind, uuid: Uuid) -> Self {
        Self::with_secret(username.into(), Secret { kind: Some(kind), uuid: Some(uuid), ..Secret::default() })
    }

    /// A user whose secret is found by its usage.
    pub fn with_usage(username: impl Into<String>, kind: SecretKind, usage: impl Into<String>) -> Self {
        let secret = Secret { kind: Some(kind), usage: Some(usage.into()), ..Secret::default() };
        Self::with_secret(username.into(), secret)
    }

    fn with_secret(username: String, secret: Secret) -> Self {
        Self { username: Some(username), secret: Some(secret), ..Self::default() }
    }
}
