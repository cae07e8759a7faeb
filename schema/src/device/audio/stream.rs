//! Recording and playback settings of an audio backend.

use crate::types::{DEVICE_NAME, FILE_PATH, UINT32, YesNo};
use crate::xml::{Datatype, Extra};
use crate::{Element, Keyword, ThinStr};

const AUDIO_DEV: Datatype = Datatype {
    name: "filePath",
    doc: "Name or path of a host device.",
    terms: &[FILE_PATH.terms[0], DEVICE_NAME.terms[0]],
};

/// Recording or playback settings of an audio backend: `<input>` or `<output>` of an `<audio>`.
///
/// ```xml
/// <output mixingEngine='yes' fixedSettings='yes' voices='2' bufferLength='10000'>
///   <settings frequency='48000' channels='2' format='s16'/>
/// </output>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "output")]
pub struct Stream {
    /// Converts formats and sampling rates in the host's mixing engine.
    #[xml(attr = "mixingEngine", implied = "yes")]
    pub mixing_engine: Option<YesNo>,
    /// Restricts the mixing engine to `<settings>`; requires the mixing engine.
    #[xml(attr = "fixedSettings")]
    pub fixed_settings: Option<YesNo>,
    /// Number of voices.
    #[xml(attr, datatype = UINT32, implied = "1")]
    pub voices: Option<u32>,
    /// Buffer length, in microseconds.
    #[xml(attr = "bufferLength", datatype = UINT32, unit = "microseconds")]
    pub buffer_length: Option<u32>,
    /// Host device.
    #[xml(attr, datatype = AUDIO_DEV, when("../@type" = "alsa" | "oss"))]
    pub dev: Option<String>,
    /// Number of buffers.
    #[xml(attr = "bufferCount", datatype = UINT32, when("../@type" = "coreaudio" | "oss" | "sdl"))]
    pub buffer_count: Option<u32>,
    /// Polls the device.
    #[xml(attr = "tryPoll", when("../@type" = "oss"))]
    pub try_poll: Option<YesNo>,
    /// Name of the sink or source of the daemon.
    #[xml(attr, when("../@type" = "pipewire" | "pulseaudio"))]
    pub name: Option<String>,
    /// Name of the stream of the guest.
    #[xml(attr = "streamName", when("../@type" = "pipewire" | "pulseaudio"))]
    pub stream_name: Option<String>,
    /// Desired latency, in microseconds.
    #[xml(attr, datatype = UINT32, when("../@type" = "pipewire" | "pulseaudio"), unit = "microseconds")]
    pub latency: Option<u32>,
    /// Name of the JACK server.
    #[xml(attr = "serverName", when("../@type" = "jack"))]
    pub server_name: Option<String>,
    /// Client name of the guest; the server may change it.
    #[xml(attr = "clientName", when("../@type" = "jack"))]
    pub client_name: Option<String>,
    /// Regular expression of the ports to connect to.
    #[xml(attr = "connectPorts", when("../@type" = "jack"))]
    pub connect_ports: Option<String>,
    /// Requires the server to keep the client name.
    #[xml(attr = "exactName", when("../@type" = "jack"))]
    pub exact_name: Option<YesNo>,
    /// Fixed settings of the mixing engine.
    #[xml(child)]
    pub settings: Option<Settings>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Fixed settings of the mixing engine: `<settings>`.
///
/// ```xml
/// <settings frequency='44100' channels='2' format='s16'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Sampling rate, in Hz.
    #[xml(attr, datatype = UINT32, implied = "44100", unit = "Hz")]
    pub frequency: Option<u32>,
    /// Number of channels.
    #[xml(attr, datatype = UINT32, implied = "2")]
    pub channels: Option<u32>,
    /// Sample format.
    #[xml(attr)]
    pub format: Option<SampleFormat>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Audio sample format.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SampleFormat {
    /// Signed, 8 bits.
    S8,
    /// Unsigned, 8 bits.
    U8,
    /// Signed, 16 bits.
    S16,
    /// Unsigned, 16 bits.
    U16,
    /// Signed, 32 bits.
    S32,
    /// Unsigned, 32 bits.
    U32,
    /// Floating point, 32 bits.
    F32,
    /// Any other keyword.
    Other(ThinStr),
}
