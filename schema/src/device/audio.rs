//! Audio backends of the host: `<audio>`.

mod stream;

pub use stream::{SampleFormat, Settings, Stream};

use crate::types::{FILE_PATH, UINT8, UINT32, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// An audio backend of the host, which plays and records for sound cards: `<audio>` in `<devices>`.
///
/// ```xml
/// <audio id='1' type='pulseaudio' serverName='sound.example.org'>
///   <input streamName='microphone'/>
///   <output streamName='speaker' latency='20000'/>
/// </audio>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@id"), pairing = "order")]
pub struct Audio {
    /// Id by which sound cards and displays refer to the backend, from 1.
    #[xml(attr, required, datatype = UINT8)]
    pub id: Option<u8>,
    /// Kind of backend.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Timer period, in microseconds.
    #[xml(attr = "timerPeriod", datatype = UINT32, unit = "microseconds")]
    pub timer_period: Option<u32>,
    /// Audio driver of SDL.
    #[xml(attr, when("@type" = "sdl"))]
    pub driver: Option<SdlDriver>,
    /// Path of the file to write to.
    #[xml(attr, datatype = FILE_PATH, when("@type" = "file"))]
    pub path: Option<String>,
    /// Accesses the device through mapped memory.
    #[xml(attr = "tryMMap", when("@type" = "oss"))]
    pub try_mmap: Option<YesNo>,
    /// Opens the device for exclusive use.
    #[xml(attr, when("@type" = "oss"))]
    pub exclusive: Option<YesNo>,
    /// Timing policy, from -1 to 10: low values trade CPU time for low latency, -1 selects the fragment mode.
    #[xml(attr = "dspPolicy", when("@type" = "oss"))]
    pub dsp_policy: Option<i32>,
    /// Folder with the socket of the PipeWire daemon.
    #[xml(attr = "runtimeDir", datatype = FILE_PATH, when("@type" = "pipewire"))]
    pub runtime_dir: Option<String>,
    /// Host of the PulseAudio server.
    #[xml(attr = "serverName", when("@type" = "pulseaudio"))]
    pub server_name: Option<String>,
    /// Recording settings.
    #[xml(child)]
    pub input: Option<Box<Stream>>,
    /// Playback settings.
    #[xml(child)]
    pub output: Option<Box<Stream>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Audio {
    /// Creates a backend of a type with an id.
    pub fn new(id: u8, kind: Kind) -> Self {
        Self { id: Some(id), kind: Some(kind), ..Self::default() }
    }

    /// Returns the reference by which a sound card or display uses this backend.
    pub fn reference(&self) -> Reference {
        Reference { id: self.id, ..Reference::default() }
    }
}

/// Reference to the audio backend of a sound card or display: `<audio>` of a `<sound>` or `<graphics>`.
///
/// ```xml
/// <audio id='1'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "audio")]
pub struct Reference {
    /// Id of the backend.
    #[xml(attr, required, datatype = UINT8)]
    pub id: Option<u8>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of audio backend.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// No audio device of the host; remote displays can still carry sound.
    #[xml(since = "7.2.0")]
    None,
    /// ALSA.
    #[xml(since = "7.2.0")]
    Alsa,
    /// CoreAudio of macOS.
    #[xml(since = "7.2.0")]
    Coreaudio,
    /// D-Bus display.
    #[xml(since = "8.4.0")]
    Dbus,
    /// JACK daemon.
    #[xml(since = "7.2.0")]
    Jack,
    /// OSS.
    #[xml(since = "6.7.0", later("7.2.0", "hypervisor" = "qemu"))]
    Oss,
    /// PipeWire daemon.
    #[xml(since = "9.10.0")]
    Pipewire,
    /// PulseAudio daemon.
    #[xml(since = "7.2.0")]
    Pulseaudio,
    /// SDL library.
    #[xml(since = "7.2.0")]
    Sdl,
    /// SPICE display.
    #[xml(since = "7.2.0")]
    Spice,
    /// File that receives the playback; no recording.
    #[xml(since = "7.2.0")]
    File,
    /// Any other keyword.
    Other(ThinStr),
}

/// Audio driver of SDL.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SdlDriver {
    /// Enlightened Sound Daemon.
    Esd,
    /// ALSA.
    Alsa,
    /// aRts daemon.
    Arts,
    /// PulseAudio.
    Pulseaudio,
    /// Any other keyword.
    Other(ThinStr),
}
