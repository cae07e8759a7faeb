//! Sound card: `<sound>`.

use crate::device::audio;
use crate::shared::{Acpi, Address, Alias, VirtioDriver};
use crate::types::{UINT32, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A sound card: `<sound>`.
///
/// ```xml
/// <sound model='ich9'>
///   <codec type='duplex'/>
///   <audio id='1'/>
/// </sound>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@model"))]
pub struct Sound {
    /// Model of the emulated card.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Enables multichannel mode; model `usb`.
    #[xml(attr, since = "9.4.0")]
    pub multichannel: Option<YesNo>,
    /// Number of streams; model `virtio`.
    #[xml(attr, since = "10.4.0", datatype = UINT32, default("2", "@model" = "virtio"))]
    pub streams: Option<u32>,
    /// Codecs of models `ich6` and `ich9`.
    #[xml(children, since = "0.9.13", implied("@model" = "ich6" | "ich9"))]
    pub codecs: Vec<Codec>,
    /// Audio backend of the card.
    #[xml(child, since = "6.7.0", later("7.2.0", "hypervisor" = "qemu"))]
    pub audio: Option<audio::Reference>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Options of model `virtio`.
    #[xml(child, since = "10.4.0", dropped)]
    pub driver: Option<Box<VirtioDriver>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Sound {
    /// Creates a card of a model.
    pub fn new(model: Model) -> Self {
        Self { model: Some(model), ..Self::default() }
    }
}

/// Model of a sound card.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// Sound Blaster 16, on ISA.
    Sb16,
    /// Ensoniq ES1370, on PCI.
    Es1370,
    /// PC speaker.
    Pcspk,
    /// Intel 82801AA, on PCI.
    #[xml(since = "0.6.0")]
    Ac97,
    /// Intel ICH6 with High Definition Audio.
    #[xml(since = "0.8.8")]
    Ich6,
    /// Intel ICH7 with High Definition Audio (bhyve).
    #[xml(since = "6.7.0")]
    Ich7,
    /// Intel ICH9 with High Definition Audio.
    #[xml(since = "1.1.3")]
    Ich9,
    /// USB audio device.
    #[xml(since = "1.2.8")]
    Usb,
    /// virtio.
    #[xml(since = "10.4.0")]
    Virtio,
    /// Any other keyword.
    Other(ThinStr),
}

/// A codec of a sound card: `<codec>`.
///
/// ```xml
/// <codec type='micro'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@type"), pairing = "order")]
pub struct Codec {
    /// Type of the codec.
    #[xml(attr, required, implied("duplex", "../@model" = "ich6" | "ich9"))]
    pub kind: Option<CodecKind>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Type of a codec of a sound card.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CodecKind {
    /// Line in and line out.
    Duplex,
    /// Speaker and microphone.
    Micro,
    /// Line out.
    #[xml(since = "4.4.0")]
    Output,
    /// Any other keyword.
    Other(ThinStr),
}
