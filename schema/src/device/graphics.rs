//! Displays of a guest: `<graphics>`.

pub mod listen;
mod spice;

pub use listen::Listen;
pub use spice::{
    Channel, ChannelMode, ChannelName, FileTransfer, Image, ImageCompression, Jpeg, Playback, Streaming, StreamingMode,
    WanCompression, Zlib,
};

use crate::device::audio;
use crate::shared::{Clipboard, Mouse};
use crate::types::{ABS_FILE_PATH, DATE_TIME, DBUS_ADDR, DNS_NAME, IP_ADDR, PORT_NUMBER, YesNo};
use crate::xml::{Datatype, Extra};
use crate::{Element, Keyword, ThinStr};

const ADDR_IP_OR_NAME: Datatype = Datatype {
    name: "addrIPorName",
    doc: "An IPv4 or IPv6 address, or a host name.",
    terms: &[IP_ADDR.terms[0], IP_ADDR.terms[1], DNS_NAME.terms[0]],
};

/// A way to see and use the guest's screen: `<graphics>`.
///
/// The type decides which attributes and children are legal.
///
/// ```xml
/// <graphics type='vnc' port='-1' autoport='yes' keymap='en-us' passwd='secret'>
///   <listen type='address' address='127.0.0.1'/>
/// </graphics>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(
    one_of("@address", "@p2p"),
    one_of("@socket", "@port"),
    one_of("@socket", "@autoport"),
    one_of("@socket", "@websocket"),
    one_of("@socket", "@wait"),
    one_of("@socket", "@listen"),
    one_of("@socket", "@sharePolicy"),
    one_of("@socket", "@powerControl")
)]
#[xml(layout)]
pub struct Graphics {
    /// The kind of display.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Address of a D-Bus to use in place of a private one.
    #[xml(attr, datatype = DBUS_ADDR, when("@type" = "dbus"))]
    pub address: Option<String>,
    /// Whether clients connect to QEMU itself, through libvirt, in place of a D-Bus.
    #[xml(attr, when("@type" = "dbus"))]
    pub p2p: Option<YesNo>,
    /// Display of the host on which the window opens.
    #[xml(attr, when("@type" = "sdl" | "desktop"))]
    pub display: Option<String>,
    /// File with the authority for the host's display.
    #[xml(attr, when("@type" = "sdl"))]
    pub xauth: Option<String>,
    /// Whether the window fills the screen.
    #[xml(attr, when("@type" = "sdl"))]
    pub fullscreen: Option<YesNo>,
    /// Path of the UNIX socket to listen on; the first `<listen>` says the same.
    #[xml(attr, since = "0.8.8", datatype = ABS_FILE_PATH, when("@type" = "vnc"))]
    pub socket: Option<String>,
    /// TCP port to listen on; -1 has libvirt choose.
    #[xml(attr, datatype = PORT_NUMBER, when("@type" = "vnc" | "spice" | "rdp"))]
    pub port: Option<i32>,
    /// TCP port for connections with TLS; -1 has libvirt choose.
    #[xml(attr = "tlsPort", datatype = PORT_NUMBER, when("@type" = "spice"))]
    pub tls_port: Option<i32>,
    /// Whether libvirt chooses the ports.
    #[xml(attr, when("@type" = "vnc" | "spice" | "rdp"))]
    pub autoport: Option<YesNo>,
    /// Port for WebSocket clients; -1 has libvirt choose, whatever `autoport` says.
    #[xml(attr, since = "1.0.6", datatype = PORT_NUMBER, when("@type" = "vnc"))]
    pub websocket: Option<i32>,
    /// Whether the guest waits for a client before it boots (bhyve).
    #[xml(attr, since = "11.10.0", when("@type" = "vnc"))]
    pub wait: Option<YesNo>,
    /// Whether a new client takes over from the one that is connected (VirtualBox).
    #[xml(attr = "replaceUser", when("@type" = "rdp"))]
    pub replace_user: Option<YesNo>,
    /// Whether several clients may be connected (VirtualBox).
    #[xml(attr = "multiUser", when("@type" = "rdp"))]
    pub multi_user: Option<YesNo>,
    /// Address to listen on; the first `<listen>` says the same.
    #[xml(attr, datatype = ADDR_IP_OR_NAME, when("@type" = "vnc" | "spice" | "rdp"))]
    pub listen: Option<String>,
    /// Keyboard layout, such as `en-us`.
    #[xml(attr, when("@type" = "vnc" | "spice"))]
    pub keymap: Option<String>,
    /// Which connections channels without a `<channel>` of their own take; libvirt takes `any`.
    #[xml(attr = "defaultMode", since = "0.9.12", when("@type" = "spice"))]
    pub default_mode: Option<ChannelMode>,
    /// Whether clients share the display; QEMU takes `allow-exclusive` if it is not said.
    #[xml(attr = "sharePolicy", since = "1.0.6", when("@type" = "vnc"))]
    pub share_policy: Option<SharePolicy>,
    /// Whether clients may shut down, reboot and reset the guest.
    #[xml(attr = "powerControl", since = "7.1.0", when("@type" = "vnc"))]
    pub power_control: Option<YesNo>,
    /// Name with which a client logs in.
    #[xml(attr, since = "11.1.0", when("@type" = "rdp"))]
    pub username: Option<String>,
    /// Password in clear text; the empty one shuts clients of VNC and SPICE out. libvirt shows it only
    /// on demand.
    #[xml(attr, when("@type" = "vnc" | "spice" | "rdp"), later("11.1.0", "@type" = "rdp"))]
    pub passwd: Option<String>,
    /// When the password expires, in UTC.
    #[xml(attr = "passwdValidTo", datatype = DATE_TIME, when("@type" = "vnc" | "spice"))]
    pub passwd_valid_to: Option<String>,
    /// What a change of password does to connected clients; VNC knows `keep` only.
    #[xml(attr, since = "0.9.3", when("@type" = "vnc" | "spice"))]
    pub connected: Option<Connected>,
    /// Where clients connect.
    #[xml(children = "listen", since = "0.9.4", when("@type" = "vnc" | "spice" | "rdp"))]
    pub listens: Vec<Listen>,
    /// Which connections single channels take.
    #[xml(children, since = "0.8.6", when("@type" = "spice"))]
    pub channels: Vec<Channel>,
    /// Compression of images.
    #[xml(child, since = "0.9.1", when("@type" = "spice"))]
    pub image: Option<Box<Image>>,
    /// Lossy compression of images over slow networks.
    #[xml(child, since = "0.9.1", when("@type" = "spice"))]
    pub jpeg: Option<Box<Jpeg>>,
    /// Further compression of images over slow networks.
    #[xml(child, since = "0.9.1", when("@type" = "spice"))]
    pub zlib: Option<Box<Zlib>>,
    /// Compression of sound.
    #[xml(child, since = "0.9.1", when("@type" = "spice"))]
    pub playback: Option<Box<Playback>>,
    /// Which parts of the screen are sent as video.
    #[xml(child, since = "0.9.2", when("@type" = "spice"))]
    pub streaming: Option<Box<Streaming>>,
    /// Who draws the mouse pointer.
    #[xml(child, since = "0.9.11", when("@type" = "spice"))]
    pub mouse: Option<Box<Mouse>>,
    /// Clipboard shared with the client.
    #[xml(child, since = "0.9.3", when("@type" = "spice"))]
    pub clipboard: Option<Box<Clipboard>>,
    /// Files that the client sends.
    #[xml(child, since = "1.2.2", when("@type" = "spice"))]
    pub filetransfer: Option<Box<FileTransfer>>,
    /// Rendering by OpenGL.
    #[xml(
        child,
        since = "1.3.3",
        when("@type" = "sdl" | "spice" | "dbus" | "egl-headless"),
        later("5.0.0", "@type" = "egl-headless"),
        later("4.4.0", "@type" = "sdl")
    )]
    pub gl: Option<Box<Gl>>,
    /// Audio backend that the display carries.
    #[xml(child, since = "7.2.0", when("@type" = "vnc" | "dbus"))]
    pub audio: Option<audio::Reference>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Graphics {
    /// A display of a type, with nothing said but that.
    pub fn new(kind: Kind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// A VNC server on a port that libvirt chooses, reachable at an address of the host.
    ///
    /// ```
    /// use domxml_schema::device::graphics::Graphics;
    ///
    /// let display = Graphics::vnc("127.0.0.1");
    /// assert_eq!(display.addresses().collect::<Vec<_>>(), ["127.0.0.1"]);
    /// ```
    pub fn vnc(address: impl Into<String>) -> Self {
        Self::new(Kind::Vnc).listening(address.into())
    }

    /// A SPICE server on ports that libvirt chooses, reachable at an address of the host.
    pub fn spice(address: impl Into<String>) -> Self {
        Self::new(Kind::Spice).listening(address.into())
    }

    fn listening(self, address: String) -> Self {
        Self { autoport: Some(YesNo::Yes), listens: vec![Listen::address(address)], ..self }
    }

    /// The addresses that clients connect to: those of the `<listen>` elements, or else the attribute.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let attribute = self.listen.as_deref().filter(|_| self.listens.is_empty());
        self.listens.iter().filter_map(Listen::as_address).chain(attribute)
    }
}

/// Kind of display.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A window on the host's own display.
    Sdl,
    /// A VNC server.
    Vnc,
    /// A SPICE server.
    #[xml(since = "0.8.6")]
    Spice,
    /// A server of the remote desktop protocol.
    Rdp,
    /// A window of VirtualBox on the host's own display.
    Desktop,
    /// Rendering by OpenGL for another display (VNC or SPICE) that shows it.
    #[xml(since = "4.6.0")]
    EglHeadless,
    /// A display on D-Bus.
    #[xml(since = "8.4.0")]
    Dbus,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Whether the clients of a VNC server share it.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SharePolicy {
    /// A client may ask to be the only one; the others are then dropped.
    AllowExclusive,
    /// Every client must ask for a shared session.
    ForceShared,
    /// Whatever clients ask for, all are let in.
    Ignore,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What a change of password does to connected clients.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Connected {
    /// They stay connected.
    Keep,
    /// They are disconnected.
    Disconnect,
    /// The change fails.
    Fail,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Rendering by OpenGL: `<gl>`.
///
/// ```xml
/// <gl enable='yes' rendernode='/dev/dri/renderD128'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Gl {
    /// Whether it is on.
    #[xml(
        attr,
        when("../@type" = "sdl" | "spice" | "dbus"),
        required_when("../@type" = "sdl" | "spice" | "dbus")
    )]
    pub enable: Option<YesNo>,
    /// Path of the host's device that renders; QEMU takes the first one if it is not said.
    #[xml(attr, since = "3.1.0", datatype = ABS_FILE_PATH, when("../@type" = "spice" | "dbus" | "egl-headless"))]
    pub rendernode: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
