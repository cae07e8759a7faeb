//! Cryptographic accelerator: `<crypto>`.

use crate::shared::{Acpi, Address, Alias, VirtioDriver};
use crate::types::POSITIVE_INTEGER;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A cryptographic accelerator: `<crypto>`.
///
/// ```xml
/// <crypto model='virtio' type='qemu'>
///   <backend model='builtin' queues='2'/>
/// </crypto>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Crypto {
    /// The hardware that is emulated.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Who emulates it.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// What does the work on the host.
    #[xml(child, required)]
    pub backend: Option<Backend>,
    /// Options of the virtio device.
    #[xml(child)]
    pub driver: Option<Box<VirtioDriver>>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of a cryptographic accelerator.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// virtio.
    #[xml(since = "9.0.0")]
    Virtio,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Who emulates a cryptographic accelerator.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// QEMU.
    #[xml(since = "9.0.0")]
    Qemu,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What does the work on the host: `<backend>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Backend {
    /// Which library or kernel interface it is.
    #[xml(attr, required)]
    pub model: Option<BackendModel>,
    /// Number of virtqueues.
    #[xml(attr, datatype = POSITIVE_INTEGER)]
    pub queues: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What does the work of a cryptographic accelerator.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum BackendModel {
    /// The library that QEMU is built with.
    Builtin,
    /// The keyring of the Linux kernel.
    Lkcf,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
