//! Where the sound of a guest is played and recorded: `<audio>`.

mod stream;

pub use stream::{SampleFormat, Settings, Stream};

use crate::types::{FILE_PATH, UINT8, UINT32, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A backend of the host that plays and records for sound cards: `<audio>` in `<devices>`.
///
/// ```xml
/// <audio id='1' type='pulseaudio' serverName='sound.example.org'>
///   <input streamName='microphone'/>
///   <output streamName='speaker' latency='20000'/>
/// </audio>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Audio {
    /// Number by which sound cards and displays name it, from 1.
    #[xml(attr, required, datatype = UINT8)]
    pub id: Option<u8>,
    /// The kind of backend.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Period of the timer in microseconds; the least possible one if it is not said.
    #[xml(attr = "timerPeriod", datatype = UINT32)]
    pub timer_period: Option<u32>,
    /// Driver that SDL uses.
    #[xml(attr, when("@type" = "sdl"))]
    pub driver: Option<SdlDriver>,
    /// Path of the file that is recorded to.
    #[xml(attr, datatype = FILE_PATH, when("@type" = "file"))]
    pub path: Option<String>,
    /// Whether data goes to the device through mapped memory.
    #[xml(attr = "tryMMap", when("@type" = "oss"))]
    pub try_mmap: Option<YesNo>,
    /// Whether nobody else may use the device.
    #[xml(attr, when("@type" = "oss"))]
    pub exclusive: Option<YesNo>,
    /// Timing policy from -1 to 10: low numbers mean little delay and much work, -1 means fragments.
    #[xml(attr = "dspPolicy", when("@type" = "oss"))]
    pub dsp_policy: Option<i32>,
    /// Folder with the socket of the PipeWire daemon.
    #[xml(attr = "runtimeDir", datatype = FILE_PATH, when("@type" = "pipewire"))]
    pub runtime_dir: Option<String>,
    /// Host of the PulseAudio server.
    #[xml(attr = "serverName", when("@type" = "pulseaudio"))]
    pub server_name: Option<String>,
    /// How sound is recorded.
    #[xml(child)]
    pub input: Option<Box<Stream>>,
    /// How sound is played.
    #[xml(child)]
    pub output: Option<Box<Stream>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Audio {
    /// A backend of a type, with a number.
    pub fn new(id: u8, kind: Kind) -> Self {
        Self { id: Some(id), kind: Some(kind), ..Self::default() }
    }

    /// What a sound card or display says to use this backend.
    pub fn reference(&self) -> Reference {
        Reference { id: self.id, ..Reference::default() }
    }
}

/// The backend that a sound card or display uses: `<audio>` of a `<sound>` or `<graphics>`.
///
/// ```xml
/// <audio id='1'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "audio")]
pub struct Reference {
    /// Number of the backend.
    #[xml(attr, required, datatype = UINT8)]
    pub id: Option<u8>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of audio backend.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing of the host; remote displays can still carry sound.
    #[xml(since = "7.2.0")]
    None,
    /// ALSA.
    #[xml(since = "7.2.0")]
    Alsa,
    /// CoreAudio of macOS.
    #[xml(since = "7.2.0")]
    Coreaudio,
    /// A D-Bus display.
    #[xml(since = "8.4.0")]
    Dbus,
    /// A Jack daemon.
    #[xml(since = "7.2.0")]
    Jack,
    /// OSS.
    #[xml(since = "6.7.0", later("7.2.0", "hypervisor" = "qemu"))]
    Oss,
    /// A PipeWire daemon.
    #[xml(since = "9.10.0")]
    Pipewire,
    /// A PulseAudio daemon.
    #[xml(since = "7.2.0")]
    Pulseaudio,
    /// The library SDL.
    #[xml(since = "7.2.0")]
    Sdl,
    /// A SPICE display.
    #[xml(since = "7.2.0")]
    Spice,
    /// A file, of what is played only.
    #[xml(since = "7.2.0")]
    File,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Audio driver of SDL.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SdlDriver {
    /// The Enlightened Sound Daemon.
    Esd,
    /// ALSA.
    Alsa,
    /// The aRts daemon.
    Arts,
    /// PulseAudio.
    Pulseaudio,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
