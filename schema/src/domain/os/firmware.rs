//! Selection of a firmware by libvirt.

use crate::types::YesNo;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Kind of firmware.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum FirmwareKind {
    /// BIOS.
    Bios,
    /// UEFI.
    Efi,
    /// Any other keyword.
    Other(ThinStr),
}

/// Features that the firmware selected by libvirt must have or lack: `<firmware>`.
///
/// Features that are not listed do not affect the selection.
///
/// ```xml
/// <firmware>
///   <feature enabled='yes' name='secure-boot'/>
///   <feature enabled='no' name='enrolled-keys'/>
/// </firmware>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Firmware {
    /// The features.
    #[xml(children, required, assigned = "definition")]
    pub features: Vec<FirmwareFeature>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Feature of a firmware: `<feature>` of `<firmware>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "feature", identity("name", "@name"))]
pub struct FirmwareFeature {
    /// Requires the feature to be present or absent.
    #[xml(attr, required)]
    pub enabled: Option<YesNo>,
    /// Name of the feature.
    #[xml(attr, required)]
    pub name: Option<FirmwareFeatureName>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Name of a feature of a firmware.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum FirmwareFeatureName {
    /// Default keys enrolled in the variable store's template, so that secure boot is enforced.
    EnrolledKeys,
    /// Support of UEFI secure boot.
    SecureBoot,
    /// Any other keyword.
    Other(ThinStr),
}

impl Firmware {
    /// Returns the requirement on a feature; `None` if it is not listed.
    ///
    /// ```
    /// use domxml_schema::Element;
    /// use domxml_schema::domain::os::{Firmware, FirmwareFeatureName};
    /// use domxml_schema::types::YesNo;
    ///
    /// let firmware = Firmware::parse("<firmware><feature enabled='yes' name='secure-boot'/></firmware>")?;
    /// assert_eq!(firmware.enabled(&FirmwareFeatureName::SecureBoot), Some(&YesNo::Yes));
    /// assert_eq!(firmware.enabled(&FirmwareFeatureName::EnrolledKeys), None);
    /// # Ok::<(), domxml_schema::xml::Error>(())
    /// ```
    pub fn enabled(&self, name: &FirmwareFeatureName) -> Option<&YesNo> {
        self.features.iter().find(|feature| feature.name.as_ref() == Some(name))?.enabled.as_ref()
    }
}
