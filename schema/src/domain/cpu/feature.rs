//! Features beside those of the model.

use crate::types::FEATURE_NAME;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A feature of the guest's CPU: `<feature>` of `<cpu>`.
///
/// ```xml
/// <feature policy='disable' name='lahf_lm'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Feature {
    /// Whether the guest has it; libvirt takes `require` if it is not said.
    #[xml(attr, required, later("0.8.5", "may be absent"))]
    pub policy: Option<FeaturePolicy>,
    /// Name of the feature in libvirt's list, such as `vmx`.
    #[xml(attr, required, datatype = FEATURE_NAME)]
    pub name: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Feature {
    /// A feature with its policy.
    pub fn new(name: impl Into<String>, policy: FeaturePolicy) -> Self {
        Self { policy: Some(policy), name: Some(name.into()), ..Self::default() }
    }
}

/// Whether the guest has a feature.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum FeaturePolicy {
    /// It has it, even if the host has not.
    Force,
    /// It has it, or the domain does not start.
    Require,
    /// It has it if the host has.
    Optional,
    /// It does not have it.
    Disable,
    /// It does not have it, and the domain does not start if the host has.
    Forbid,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
