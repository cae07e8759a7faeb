//! Memory shared between guests: `<shmem>`.

use crate::shared::{Acpi, Address, Alias};
use crate::types::{ABS_FILE_PATH, OnOff, Unit};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const SHMEM_NAME: Datatype =
    Datatype { name: "shmemName", doc: "A name without a slash.", terms: &[Term::Pattern("[^/]*")] };

/// Memory that several guests and the host share: `<shmem>`.
///
/// ```xml
/// <shmem name='demo' role='peer'>
///   <model type='ivshmem-plain'/>
///   <size unit='M'>4</size>
/// </shmem>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Shmem {
    /// Name of the memory on the host; not `.` or `..`.
    #[xml(attr, required, datatype = SHMEM_NAME)]
    pub name: Option<String>,
    /// Whether the memory migrates with this domain.
    #[xml(attr, since = "6.6.0")]
    pub role: Option<Role>,
    /// The hardware that is emulated.
    #[xml(child, since = "2.5.0")]
    pub model: Option<Model>,
    /// Size of the memory, bytes without unit; a power of two, at least 1 MiB.
    #[xml(child)]
    pub size: Option<Size>,
    /// Server that hands the memory out.
    #[xml(child)]
    pub server: Option<Server>,
    /// Interrupts by message; only with a server.
    #[xml(child)]
    pub msi: Option<Msi>,
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

/// Size of the memory: `<size>`; libvirt writes it in `M`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Size {
    /// Unit of the number; without it, bytes.
    #[xml(attr, letter)]
    pub unit: Option<Unit>,
    /// The number.
    #[xml(text, required)]
    pub value: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Whether shared memory migrates with a domain.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It does; one domain should be the master.
    Master,
    /// The domain cannot migrate as long as it has the device.
    Peer,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Hardware behind shared memory: `<model>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Name of the hardware.
    #[xml(attr, required)]
    pub kind: Option<ModelKind>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Name of the hardware behind shared memory.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ModelKind {
    /// With or without server; newer QEMU has the other two instead.
    Ivshmem,
    /// Without server.
    IvshmemPlain,
    /// With server.
    IvshmemDoorbell,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Server that hands the memory out: `<server>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Server {
    /// Path of its UNIX socket; libvirt makes one up from the name of the memory.
    #[xml(attr, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Interrupts by message: `<msi>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Msi {
    /// Number of interrupt vectors.
    #[xml(attr)]
    pub vectors: Option<u32>,
    /// Whether ioeventfd is used.
    #[xml(attr)]
    pub ioeventfd: Option<OnOff>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
