//! Cryptographic accelerators: `<crypto>`.

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
#[xml(similar("form", "@model?", "@type?"), pairing = "order")]
pub struct Crypto {
    /// Model of the emulated device.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Emulator of the device.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Backend on the host.
    #[xml(child, required)]
    pub backend: Option<Backend>,
    /// Options of the virtio device.
    #[xml(child)]
    pub driver: Option<Box<VirtioDriver>>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of a cryptographic accelerator.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// virtio crypto device.
    #[xml(since = "9.0.0")]
    Virtio,
    /// Any other keyword.
    Other(ThinStr),
}

/// Emulator of a cryptographic accelerator.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// QEMU.
    #[xml(since = "9.0.0")]
    Qemu,
    /// Any other keyword.
    Other(ThinStr),
}

/// Backend on the host: `<backend>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Backend {
    /// Library or kernel interface of the backend.
    #[xml(attr, required)]
    pub model: Option<BackendModel>,
    /// Number of virtqueues.
    #[xml(attr, datatype = POSITIVE_INTEGER, implied = "1")]
    pub queues: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Backend of a cryptographic accelerator.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum BackendModel {
    /// Cryptographic library that QEMU is built with.
    Builtin,
    /// Keyring of the Linux kernel.
    Lkcf,
    /// Any other keyword.
    Other(ThinStr),
}
