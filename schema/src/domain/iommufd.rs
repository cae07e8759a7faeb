//! Host devices through `/dev/iommu`: `<iommufd>`.

use crate::Element;
use crate::types::YesNo;
use crate::xml::Extra;

/// Whether host devices (VFIO) go through `/dev/iommu`: `<iommufd>`.
///
/// It holds for all of them, unless `iommufd` of a device's driver says otherwise.
///
/// ```xml
/// <iommufd enabled='yes'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Iommufd {
    /// Whether they do.
    #[xml(attr, required)]
    pub enabled: Option<YesNo>,
    /// Name of an opened `/dev/iommu` that the caller associated with the domain; without it libvirt
    /// opens one itself. The limit on locked memory is then the caller's business.
    #[xml(attr)]
    pub fdgroup: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
