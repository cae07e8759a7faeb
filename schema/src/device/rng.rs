//! Random number generator: `<rng>`.

use crate::Element;
use crate::shared::chardev::Chardev;
use crate::shared::{Acpi, Address, Alias, VirtioDriver, VirtioModel};
use crate::types::POSITIVE_INTEGER;
use crate::xml::{Datatype, Extra, Term};

const BACKEND_PATH: Datatype = Datatype {
    name: "absFilePath",
    doc: "An absolute path, or nothing.",
    terms: &[Term::Pattern(r"(/|[a-zA-Z]:\\).+"), Term::Empty],
};

/// A device that feeds randomness of the host to the guest: `<rng>`.
///
/// ```xml
/// <rng model='virtio'>
///   <rate bytes='1024' period='1000'/>
///   <backend model='random'>/dev/urandom</backend>
/// </rng>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Rng {
    /// The hardware that is emulated.
    #[xml(attr, required)]
    pub model: Option<VirtioModel>,
    /// How much the guest may consume.
    #[xml(child, since = "1.0.4")]
    pub rate: Option<Rate>,
    /// Source of the randomness.
    #[xml(child, required)]
    pub backend: Option<Backend>,
    /// Options of the virtio device.
    #[xml(child, since = "3.5.0")]
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

/// How much randomness the guest may consume: `<rate>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Rate {
    /// Bytes in one period.
    #[xml(attr, required, datatype = POSITIVE_INTEGER)]
    pub bytes: Option<u64>,
    /// Length of a period in milliseconds; 1000 by default.
    #[xml(attr, datatype = POSITIVE_INTEGER)]
    pub period: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Source of the randomness: `<backend>`, told apart by `model`.
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "model", name = "backend")]
pub enum Backend {
    /// A character device of the host that never blocks.
    #[xml(later("1.3.4", "may be any device; before, only /dev/random and /dev/hwrng"))]
    Random(Random),
    /// An entropy gathering daemon.
    Egd(Box<Egd>),
    /// What QEMU gets from the kernel of the host.
    #[xml(since = "6.1.0")]
    Builtin(Builtin),
    /// Of a model that libvirt does not know.
    #[xml(other)]
    Other(OtherBackend),
}

impl Backend {
    /// A character device of the host, such as `/dev/urandom`.
    pub fn random(path: impl Into<String>) -> Self {
        Self::Random(Random { path: Some(path.into()), ..Random::default() })
    }
}

/// A character device of the host that never blocks.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct Random {
    /// Path of the device; without it the hypervisor takes its own, QEMU `/dev/random`.
    #[xml(text, datatype = BACKEND_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// An entropy gathering daemon.
///
/// ```xml
/// <backend model='egd' type='tcp'>
///   <source mode='connect' host='entropy.example.com' service='708'/>
///   <protocol type='raw'/>
/// </backend>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct Egd {
    /// Where the daemon is.
    #[xml(group)]
    pub chardev: Chardev,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What QEMU gets from the kernel of the host.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct Builtin {
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Of a model that libvirt does not know; the rest is kept.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct OtherBackend {
    /// The model.
    #[xml(attr)]
    pub model: Option<String>,
    /// The rest.
    #[xml(extra)]
    pub extra: Extra,
}
