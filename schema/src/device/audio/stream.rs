//! How an audio backend plays or records.

use crate::types::{DEVICE_NAME, FILE_PATH, UINT32, YesNo};
use crate::xml::{Datatype, Extra};
use crate::{Element, Keyword, ThinStr};

const AUDIO_DEV: Datatype = Datatype {
    name: "filePath",
    doc: "Name or path of a device of the host.",
    terms: &[FILE_PATH.terms[0], DEVICE_NAME.terms[0]],
};

/// How an audio backend records or plays: `<input>` or `<output>` of an `<audio>`.
///
/// ```xml
/// <output mixingEngine='yes' fixedSettings='yes' voices='2' bufferLength='10000'>
///   <settings frequency='48000' channels='2' format='s16'/>
/// </output>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "output")]
pub struct Stream {
    /// Whether the host's mixer converts formats and rates.
    #[xml(attr = "mixingEngine")]
    pub mixing_engine: Option<YesNo>,
    /// Whether the mixer keeps to `<settings>`; only with the mixer on.
    #[xml(attr = "fixedSettings")]
    pub fixed_settings: Option<YesNo>,
    /// Number of voices, mostly 1 if it is not said.
    #[xml(attr, datatype = UINT32)]
    pub voices: Option<u32>,
    /// Length of the buffer in microseconds.
    #[xml(attr = "bufferLength", datatype = UINT32)]
    pub buffer_length: Option<u32>,
    /// The host's device.
    #[xml(attr, datatype = AUDIO_DEV, when("../@type" = "alsa" | "oss"))]
    pub dev: Option<String>,
    /// Number of buffers.
    #[xml(attr = "bufferCount", datatype = UINT32, when("../@type" = "coreaudio" | "oss" | "sdl"))]
    pub buffer_count: Option<u32>,
    /// Whether the device is polled.
    #[xml(attr = "tryPoll", when("../@type" = "oss"))]
    pub try_poll: Option<YesNo>,
    /// Name of the daemon's sink or source.
    #[xml(attr, when("../@type" = "pipewire" | "pulseaudio"))]
    pub name: Option<String>,
    /// Name of the guest's stream.
    #[xml(attr = "streamName", when("../@type" = "pipewire" | "pulseaudio"))]
    pub stream_name: Option<String>,
    /// Delay to aim at, in microseconds.
    #[xml(attr, datatype = UINT32, when("../@type" = "pipewire" | "pulseaudio"))]
    pub latency: Option<u32>,
    /// Name of the Jack server.
    #[xml(attr = "serverName", when("../@type" = "jack"))]
    pub server_name: Option<String>,
    /// Name of the guest as a client; the server may change it.
    #[xml(attr = "clientName", when("../@type" = "jack"))]
    pub client_name: Option<String>,
    /// Regular expression of the ports to connect to.
    #[xml(attr = "connectPorts", when("../@type" = "jack"))]
    pub connect_ports: Option<String>,
    /// Whether the server must not change the client's name.
    #[xml(attr = "exactName", when("../@type" = "jack"))]
    pub exact_name: Option<YesNo>,
    /// The fixed settings.
    #[xml(child)]
    pub settings: Option<Settings>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Settings that the mixer of an audio backend keeps to: `<settings>`.
///
/// ```xml
/// <settings frequency='44100' channels='2' format='s16'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Samples in a second, mostly 44100 if it is not said.
    #[xml(attr, datatype = UINT32)]
    pub frequency: Option<u32>,
    /// Number of channels, mostly 2 if it is not said.
    #[xml(attr, datatype = UINT32)]
    pub channels: Option<u32>,
    /// Form of a sample.
    #[xml(attr)]
    pub format: Option<SampleFormat>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Form of an audio sample.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SampleFormat {
    /// 8 bits with sign.
    S8,
    /// 8 bits without sign.
    U8,
    /// 16 bits with sign.
    S16,
    /// 16 bits without sign.
    U16,
    /// 32 bits with sign.
    S32,
    /// 32 bits without sign.
    U32,
    /// A floating point number of 32 bits.
    F32,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
