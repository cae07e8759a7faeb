//! Driver settings of a controller.

use crate::Element;
use crate::shared::{IothreadMapping, VirtioOptions};
use crate::types::OnOff;
use crate::xml::Extra;

/// Driver settings of a controller: `<driver>` of a `<controller>`.
///
/// ```xml
/// <driver queues='4' cmd_per_lun='64' max_sectors='512' ioeventfd='on'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Number of queues; preferably the number of vCPUs.
    #[xml(attr, since = "1.0.5")]
    pub queues: Option<u32>,
    /// Maximum number of commands queued on the devices of the controller.
    #[xml(attr, since = "1.2.7")]
    pub cmd_per_lun: Option<u32>,
    /// Maximum transfer size of one command, in 512-byte sectors.
    #[xml(attr, since = "1.2.7", unit = "sectors")]
    pub max_sectors: Option<u32>,
    /// Handles I/O asynchronously (`ioeventfd`).
    #[xml(attr, since = "1.2.18")]
    pub ioeventfd: Option<OnOff>,
    /// Id of the I/O thread for the controller (model `virtio-scsi`) and all its disks.
    #[xml(attr, since = "1.3.5")]
    pub iothread: Option<u32>,
    /// Options shared by all virtio devices.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// I/O threads of the controller, instead of a single one.
    #[xml(child, since = "11.2.0")]
    pub iothreads: Option<IothreadMapping>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
