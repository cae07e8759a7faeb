//! Settings of SPICE displays.

use crate::types::{OnOff, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Connection mode of a SPICE channel: `<channel>` of a `<graphics>`.
///
/// ```xml
/// <channel name='main' mode='secure'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@name"))]
pub struct Channel {
    /// Name of the channel.
    #[xml(attr, required)]
    pub name: Option<ChannelName>,
    /// Connection mode.
    #[xml(attr, required)]
    pub mode: Option<ChannelMode>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// SPICE channel.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChannelName {
    /// Control of the session.
    #[xml(since = "0.8.6")]
    Main,
    /// Screen.
    #[xml(since = "0.8.6")]
    Display,
    /// Keyboard and mouse.
    #[xml(since = "0.8.6")]
    Inputs,
    /// Mouse pointer.
    #[xml(since = "0.8.6")]
    Cursor,
    /// Audio playback of the guest.
    #[xml(since = "0.8.6")]
    Playback,
    /// Audio recording from the client.
    #[xml(since = "0.8.6")]
    Record,
    /// Smart cards of the client.
    #[xml(since = "0.8.8")]
    Smartcard,
    /// USB devices of the client.
    #[xml(since = "0.9.12")]
    Usbredir,
    /// Any other keyword.
    Other(ThinStr),
}

/// Connection mode of SPICE channels.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChannelMode {
    /// TLS if possible, else without TLS.
    Any,
    /// TLS only.
    Secure,
    /// Without TLS only.
    Insecure,
    /// Any other keyword.
    Other(ThinStr),
}

/// Compression of images: `<image>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Image {
    /// Compression method.
    #[xml(attr, required)]
    pub compression: Option<ImageCompression>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Image compression of SPICE.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ImageCompression {
    /// QUIC or GLZ, selected for each image.
    #[xml(name = "auto_glz")]
    AutoGlz,
    /// QUIC or LZ, selected for each image.
    #[xml(name = "auto_lz")]
    AutoLz,
    /// QUIC.
    Quic,
    /// LZ with a global dictionary.
    Glz,
    /// LZ.
    Lz,
    /// No compression.
    Off,
    /// Any other keyword.
    Other(ThinStr),
}

/// Lossy compression of images for slow networks: `<jpeg>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Jpeg {
    /// Use of the compression.
    #[xml(attr, required)]
    pub compression: Option<WanCompression>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Additional lossless compression of images for slow networks: `<zlib>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Zlib {
    /// Use of the compression.
    #[xml(attr, required)]
    pub compression: Option<WanCompression>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Use of a compression for slow networks.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum WanCompression {
    /// On slow networks.
    Auto,
    /// Never.
    Never,
    /// Always.
    Always,
    /// Any other keyword.
    Other(ThinStr),
}

/// Audio compression: `<playback>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Playback {
    /// Compresses the audio stream.
    #[xml(attr, required)]
    pub compression: Option<OnOff>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Video streaming of parts of the screen: `<streaming>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Streaming {
    /// Streaming mode.
    #[xml(attr, required)]
    pub mode: Option<StreamingMode>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Video streaming mode of SPICE.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum StreamingMode {
    /// Areas that resemble video.
    Filter,
    /// All areas that change quickly.
    All,
    /// No streaming.
    Off,
    /// Any other keyword.
    Other(ThinStr),
}

/// File transfer from the client through the agent in the guest: `<filetransfer>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "filetransfer")]
pub struct FileTransfer {
    /// Allows the client to send files.
    #[xml(attr, required, implied = "yes")]
    pub enable: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
