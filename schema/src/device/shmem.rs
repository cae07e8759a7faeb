//! Shared memory device: `<shmem>`.

use crate::shared::{Acpi, Address, Alias};
use crate::types::{ABS_FILE_PATH, OnOff, Unit};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const SHMEM_NAME: Datatype =
    Datatype { name: "shmemName", doc: "A name without a slash.", terms: &[Term::Pattern("[^/]*")] };

/// A shared memory device, for several guests and the host: `<shmem>`.
///
/// ```xml
/// <shmem name='demo' role='peer'>
///   <model type='ivshmem-plain'/>
///   <size unit='M'>4</size>
/// </shmem>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@name"), pairing = "identity")]
pub struct Shmem {
    /// Name of the memory on the host; not `.` or `..`.
    #[xml(attr, required, datatype = SHMEM_NAME)]
    pub name: Option<String>,
    /// Role of the domain in a migration.
    #[xml(attr, since = "6.6.0")]
    pub role: Option<Role>,
    /// Emulated device.
    #[xml(child, since = "2.5.0", default)]
    pub model: Option<Model>,
    /// Size of the memory; a power of two, at least 1 MiB.
    #[xml(child, default("4194304", "model/@type" = "ivshmem-plain", "hypervisor" = "qemu" | "kvm" | "hvf"))]
    pub size: Option<Size>,
    /// Server that provides the memory.
    #[xml(child)]
    pub server: Option<Server>,
    /// Message signaled interrupts (MSI); requires a server.
    #[xml(child, default("model/@type" = "ivshmem-doorbell", "hypervisor" = "qemu" | "kvm" | "hvf"))]
    pub msi: Option<Msi>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Size of the memory: `<size>`; libvirt writes it in MiB (`M`).
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Size {
    /// Unit of the size.
    #[xml(attr, letter)]
    pub unit: Option<Unit>,
    /// Size in that unit.
    #[xml(text, required, unit = "bytes")]
    pub value: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Role of a domain in the migration of shared memory.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Master: the memory migrates with the domain; one domain should be the master.
    Master,
    /// Peer: the domain cannot migrate while it has the device.
    Peer,
    /// Any other keyword.
    Other(ThinStr),
}

/// Emulated device behind shared memory: `<model>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Name of the device model.
    #[xml(attr, required, default = "ivshmem")]
    pub kind: Option<ModelKind>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Name of the device model behind shared memory.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ModelKind {
    /// With or without a server; removed from current QEMU.
    Ivshmem,
    /// Without a server.
    IvshmemPlain,
    /// With a server.
    IvshmemDoorbell,
    /// Any other keyword.
    Other(ThinStr),
}

/// Server that provides the memory: `<server>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Server {
    /// Path of its UNIX socket; if absent, derived from the name of the memory.
    #[xml(attr, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Message signaled interrupts (MSI): `<msi>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Msi {
    /// Number of interrupt vectors.
    #[xml(attr)]
    pub vectors: Option<u32>,
    /// Enables ioeventfd.
    #[xml(attr, default("on", "hypervisor" = "qemu" | "kvm" | "hvf"))]
    pub ioeventfd: Option<OnOff>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
