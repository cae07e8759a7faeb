//! What a SPICE display has of its own.

use crate::types::{OnOff, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Which connections one channel of SPICE takes: `<channel>` of a `<graphics>`.
///
/// ```xml
/// <channel name='main' mode='secure'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Channel {
    /// The channel.
    #[xml(attr, required)]
    pub name: Option<ChannelName>,
    /// The connections.
    #[xml(attr, required)]
    pub mode: Option<ChannelMode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A channel of SPICE.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChannelName {
    /// Control of the session.
    #[xml(since = "0.8.6")]
    Main,
    /// The screen.
    #[xml(since = "0.8.6")]
    Display,
    /// Keyboard and mouse.
    #[xml(since = "0.8.6")]
    Inputs,
    /// The mouse pointer.
    #[xml(since = "0.8.6")]
    Cursor,
    /// Sound of the guest.
    #[xml(since = "0.8.6")]
    Playback,
    /// Sound of the client.
    #[xml(since = "0.8.6")]
    Record,
    /// Smart cards of the client.
    #[xml(since = "0.8.8")]
    Smartcard,
    /// USB devices of the client.
    #[xml(since = "0.9.12")]
    Usbredir,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Which connections a channel of SPICE takes.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ChannelMode {
    /// With TLS if that can be, else without.
    Any,
    /// With TLS only.
    Secure,
    /// Without TLS only.
    Insecure,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Compression of images: `<image>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Image {
    /// The method.
    #[xml(attr, required)]
    pub compression: Option<ImageCompression>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How SPICE compresses images.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ImageCompression {
    /// By QUIC or GLZ, chosen for each image.
    #[xml(name = "auto_glz")]
    AutoGlz,
    /// By QUIC or LZ, chosen for each image.
    #[xml(name = "auto_lz")]
    AutoLz,
    /// By QUIC.
    Quic,
    /// By LZ with a dictionary over all images.
    Glz,
    /// By LZ.
    Lz,
    /// Not at all.
    Off,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Lossy compression of images over slow networks: `<jpeg>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Jpeg {
    /// When it is used.
    #[xml(attr, required)]
    pub compression: Option<WanCompression>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Further compression of images over slow networks: `<zlib>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Zlib {
    /// When it is used.
    #[xml(attr, required)]
    pub compression: Option<WanCompression>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// When a compression for slow networks is used.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum WanCompression {
    /// When the network is slow.
    Auto,
    /// Never.
    Never,
    /// Always.
    Always,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Compression of sound: `<playback>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Playback {
    /// Whether sound is compressed.
    #[xml(attr, required)]
    pub compression: Option<OnOff>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Which parts of the screen are sent as video: `<streaming>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Streaming {
    /// The parts.
    #[xml(attr, required)]
    pub mode: Option<StreamingMode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Which parts of the screen SPICE sends as video.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum StreamingMode {
    /// Those that look like video.
    Filter,
    /// All that change quickly.
    All,
    /// None.
    Off,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Files that the client sends, through the agent in the guest: `<filetransfer>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "filetransfer")]
pub struct FileTransfer {
    /// Whether the client can send files; it can if this is not said.
    #[xml(attr, required)]
    pub enable: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
