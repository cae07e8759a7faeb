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

/// A random number generator that provides entropy of the host: `<rng>`.
///
/// ```xml
/// <rng model='virtio'>
///   <rate bytes='1024' period='1000'/>
///   <backend model='random'>/dev/urandom</backend>
/// </rng>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@model?", "backend/@model?", "backend?"), pairing = "order")]
pub struct Rng {
    /// Model of the emulated device.
    #[xml(attr, required)]
    pub model: Option<VirtioModel>,
    /// Rate limit for the guest.
    #[xml(child, since = "1.0.4")]
    pub rate: Option<Rate>,
    /// Source of entropy.
    #[xml(child, required)]
    pub backend: Option<Backend>,
    /// Options of the virtio device.
    #[xml(child, since = "3.5.0", dropped)]
    pub driver: Option<Box<VirtioDriver>>,
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

/// Rate limit for the guest: `<rate>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Rate {
    /// Number of bytes per period.
    #[xml(attr, required, datatype = POSITIVE_INTEGER, unit = "bytes")]
    pub bytes: Option<u64>,
    /// Length of a period, in milliseconds.
    #[xml(attr, datatype = POSITIVE_INTEGER, implied = "1000", unit = "milliseconds")]
    pub period: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Source of entropy: `<backend>`, a union by `model`.
#[derive(Element, Clone, Debug, PartialEq)]
#[xml(tag = "model", name = "backend")]
pub enum Backend {
    /// Non-blocking character device of the host.
    #[xml(later("1.3.4", "may be any device; before, only /dev/random and /dev/hwrng"))]
    Random(Random),
    /// Entropy gathering daemon (EGD).
    Egd(Box<Egd>),
    /// Built-in generator of QEMU, from the kernel of the host.
    #[xml(since = "6.1.0")]
    Builtin(Builtin),
    /// Backend of any other model.
    #[xml(other)]
    Other(OtherBackend),
}

impl Backend {
    /// Creates a backend on a character device of the host, such as `/dev/urandom`.
    pub fn random(path: impl Into<String>) -> Self {
        Self::Random(Random { path: Some(path.into()), ..Random::default() })
    }
}

/// Non-blocking character device of the host.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct Random {
    /// Path of the device.
    #[xml(text, datatype = BACKEND_PATH, default = "/dev/random")]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Entropy gathering daemon (EGD).
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
    /// Connection to the daemon.
    #[xml(group)]
    pub chardev: Chardev,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Built-in generator of QEMU, from the kernel of the host.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct Builtin {
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Backend of any other model; its content is preserved.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "backend")]
pub struct OtherBackend {
    /// Name of the model.
    #[xml(attr)]
    pub model: Option<String>,
    /// Content of the backend.
    #[xml(extra)]
    pub extra: Extra,
}
