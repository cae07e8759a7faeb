//! Choice of a firmware by libvirt.

use crate::types::YesNo;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Kind of firmware.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum FirmwareKind {
    /// A BIOS.
    Bios,
    /// UEFI.
    Efi,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What a firmware that libvirt chooses must, or must not, be able to do: `<firmware>`.
///
/// Features that are not listed play no part in the choice.
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
    #[xml(children, required)]
    pub features: Vec<FirmwareFeature>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A feature of a firmware: `<feature>` of `<firmware>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "feature")]
pub struct FirmwareFeature {
    /// Whether it must be there, or must not.
    #[xml(attr, required)]
    pub enabled: Option<YesNo>,
    /// Which feature.
    #[xml(attr, required)]
    pub name: Option<FirmwareFeatureName>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Name of a feature of a firmware.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum FirmwareFeatureName {
    /// The template of the variable store holds the usual keys, so that secure boot is in force.
    EnrolledKeys,
    /// UEFI secure boot is implemented.
    SecureBoot,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

impl Firmware {
    /// Whether a feature is asked for; `None` if it plays no part.
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
