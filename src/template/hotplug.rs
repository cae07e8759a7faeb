//! Documents about single devices of a running VM: `<hotplug>` and `<hotunplug>`.

use domxml_schema::Element;
use domxml_schema::domain::{Devices, Metadata};
use domxml_schema::xml::Extra;

/// A device to plug into a running VM, or to change there: `<hotplug>`.
///
/// ```xml
/// <hotplug>
///   <devices>
///     <interface type='bridge'/>
///   </devices>
/// </hotplug>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "hotplug")]
pub struct Hotplug {
    /// The device; two for a failover pair of NICs.
    #[xml(child)]
    pub devices: Option<Devices>,
    /// Metadata of the device, for the host.
    #[xml(child)]
    pub metadata: Option<Metadata>,
    /// Unrecognized content.
    #[xml(extra)]
    pub extra: Extra,
}

/// A device to take out of a running VM, by its alias only: `<hotunplug>`.
///
/// ```xml
/// <hotunplug>
///   <devices>
///     <disk>
///       <alias name='ua-7d4e6225-c548-4d76-bbf0-48a247bd1418'/>
///     </disk>
///   </devices>
/// </hotunplug>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "hotunplug")]
pub struct Hotunplug {
    /// The device; two for a failover pair of NICs.
    #[xml(child)]
    pub devices: Option<Devices>,
    /// Unrecognized content.
    #[xml(extra)]
    pub extra: Extra,
}
