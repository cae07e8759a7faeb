//! Use of iommufd by host devices: `<iommufd>`.

use crate::Element;
use crate::types::YesNo;
use crate::xml::Extra;

/// Use of iommufd (`/dev/iommu`) by host devices assigned through VFIO: `<iommufd>`.
///
/// It applies to all of them, unless `iommufd` of a device's driver overrides it.
///
/// ```xml
/// <iommufd enabled='yes'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Iommufd {
    /// Enables iommufd.
    #[xml(attr, required, implied = "no")]
    pub enabled: Option<YesNo>,
    /// Name of a file descriptor group with an opened `/dev/iommu` that the caller associated with the domain; libvirt
    /// opens one itself if absent. The caller then has to take care of the limit of locked memory.
    #[xml(attr)]
    pub fdgroup: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
