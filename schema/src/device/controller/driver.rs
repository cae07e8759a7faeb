//! How the hypervisor runs a controller.

use crate::Element;
use crate::shared::{IothreadMapping, VirtioOptions};
use crate::types::OnOff;
use crate::xml::Extra;

/// How the hypervisor runs a controller: `<driver>` of a `<controller>`.
///
/// ```xml
/// <driver queues='4' cmd_per_lun='64' max_sectors='512' ioeventfd='on'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Driver {
    /// Number of queues; one for each CPU of the guest is best.
    #[xml(attr, since = "1.0.5")]
    pub queues: Option<u32>,
    /// How many commands may wait on the controller's devices.
    #[xml(attr, since = "1.2.7")]
    pub cmd_per_lun: Option<u32>,
    /// How much one command may transfer at most, in sectors of 512 bytes.
    #[xml(attr, since = "1.2.7")]
    pub max_sectors: Option<u32>,
    /// Whether input and output are handled asynchronously.
    #[xml(attr, since = "1.2.18")]
    pub ioeventfd: Option<OnOff>,
    /// Number of the I/O thread that serves the controller (of model `virtio-scsi`) and all its disks.
    #[xml(attr, since = "1.3.5")]
    pub iothread: Option<u32>,
    /// Options that all virtio devices share.
    #[xml(group)]
    pub virtio: VirtioOptions,
    /// Several I/O threads in place of one.
    #[xml(child, since = "11.2.0")]
    pub iothreads: Option<IothreadMapping>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
