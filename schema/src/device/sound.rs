//! Sound cards: `<sound>`.

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
pub struct Sound {
    /// The hardware that is emulated.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Whether a card of model `usb` has several channels.
    #[xml(attr, since = "9.4.0")]
    pub multichannel: Option<YesNo>,
    /// Number of streams of a card of model `virtio`; 2 if it is not said.
    #[xml(attr, since = "10.4.0", datatype = UINT32)]
    pub streams: Option<u32>,
    /// Codecs of a card of model `ich6` or `ich9`; one that plays and records if there are none.
    #[xml(children, since = "0.9.13")]
    pub codecs: Vec<Codec>,
    /// The backend that plays and records; the domain's default one if it is not said.
    #[xml(child, since = "6.7.0", later("7.2.0", "hypervisor" = "qemu"))]
    pub audio: Option<audio::Reference>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// Options of a card of model `virtio`.
    #[xml(child, since = "10.4.0")]
    pub driver: Option<Box<VirtioDriver>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Sound {
    /// A card of a model.
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
    /// The PC's speaker.
    Pcspk,
    /// Intel 82801AA, on PCI.
    #[xml(since = "0.6.0")]
    Ac97,
    /// Intel ICH6 with high definition audio.
    #[xml(since = "0.8.8")]
    Ich6,
    /// Intel ICH7 with high definition audio (bhyve).
    #[xml(since = "6.7.0")]
    Ich7,
    /// Intel ICH9 with high definition audio.
    #[xml(since = "1.1.3")]
    Ich9,
    /// A USB device.
    #[xml(since = "1.2.8")]
    Usb,
    /// virtio.
    #[xml(since = "10.4.0")]
    Virtio,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// A codec of a sound card: `<codec>`.
///
/// ```xml
/// <codec type='micro'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Codec {
    /// What the codec offers.
    #[xml(attr, required)]
    pub kind: Option<CodecKind>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What a codec of a sound card offers the guest.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CodecKind {
    /// A line in and a line out.
    Duplex,
    /// A speaker and a microphone.
    Micro,
    /// A line out.
    #[xml(since = "4.4.0")]
    Output,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
