//! Security labels of the domain: `<seclabel>`.

use crate::types::YesNo;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// How a security driver confines the domain: `<seclabel>` of `<domain>`.
///
/// There is one for each driver, told apart by the model.
///
/// ```xml
/// <seclabel type='static' model='dac' relabel='yes'>
///   <label>qemu:qemu</label>
/// </seclabel>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Seclabel {
    /// Where the label comes from; the driver decides if it is not said.
    #[xml(attr)]
    pub kind: Option<Kind>,
    /// Security model: `selinux`, `apparmor` or `dac`.
    #[xml(attr)]
    pub model: Option<String>,
    /// Whether the domain's resources are labelled; always with `dynamic`, by default not with `static`.
    #[xml(attr)]
    pub relabel: Option<YesNo>,
    /// The label: an SELinux context, an AppArmor profile, or user and group joined by a colon.
    #[xml(value, when("@type" = "dynamic" | "static" | ""), required_when("@type" = "static"))]
    pub label: Option<String>,
    /// Label of the domain's resources; only in the XML of a domain that runs.
    #[xml(value, when("@type" = "dynamic" | "static" | ""))]
    pub imagelabel: Option<String>,
    /// Label from which a dynamic one is made.
    #[xml(value, when("@type" = "dynamic" | ""))]
    pub baselabel: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Seclabel {
    /// A fixed label.
    pub fn fixed(model: impl Into<String>, label: impl Into<String>) -> Self {
        Self { kind: Some(Kind::Static), model: Some(model.into()), label: Some(label.into()), ..Self::default() }
    }

    /// No confinement by a driver.
    pub fn none(model: impl Into<String>) -> Self {
        Self { kind: Some(Kind::None), model: Some(model.into()), ..Self::default() }
    }
}

/// Where the security label of a domain comes from.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// libvirt makes one that no other domain has.
    #[xml(since = "0.6.1")]
    Dynamic,
    /// From the document.
    #[xml(since = "0.6.2")]
    Static,
    /// There is none.
    #[xml(since = "0.9.10")]
    None,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
