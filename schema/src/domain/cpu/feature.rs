//! Features in addition to those of the model.

use crate::types::FEATURE_NAME;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Feature of the guest's CPU: `<feature>` of `<cpu>`.
///
/// ```xml
/// <feature policy='disable' name='lahf_lm'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@name"))]
pub struct Feature {
    /// Policy of the feature.
    #[xml(
        attr,
        required,
        later("0.8.5", "may be absent"),
        default = "require",
        assigned("start", "@policy" = "optional")
    )]
    pub policy: Option<FeaturePolicy>,
    /// Name of the feature, such as `vmx`.
    #[xml(attr, required, datatype = FEATURE_NAME)]
    pub name: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Feature {
    /// Creates a feature with a policy.
    pub fn new(name: impl Into<String>, policy: FeaturePolicy) -> Self {
        Self { policy: Some(policy), name: Some(name.into()), ..Self::default() }
    }
}

/// Policy of a CPU feature.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum FeaturePolicy {
    /// Present, even if the host's CPU lacks it.
    Force,
    /// Present; the domain does not start if the host's CPU lacks it.
    Require,
    /// Present if the host's CPU has it.
    Optional,
    /// Absent.
    Disable,
    /// Absent; the domain does not start if the host's CPU has it.
    Forbid,
    /// Any other keyword.
    Other(ThinStr),
}
