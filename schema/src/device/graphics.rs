//! Graphical displays: `<graphics>`.

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

/// A graphical display of the guest: `<graphics>`.
///
/// The type determines the valid attributes and children.
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
    one_of("@socket", "@powerControl"),
    similar("form", "@type"),
    pairing = "order"
)]
#[xml(layout)]
pub struct Graphics {
    /// Kind of display.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Address of the D-Bus to use instead of a private one.
    #[xml(attr, datatype = DBUS_ADDR, when("@type" = "dbus"), assigned("start", "@type" = "dbus", "@p2p" = "!yes"))]
    pub address: Option<String>,
    /// Lets clients connect to QEMU directly, through libvirt, instead of a D-Bus.
    #[xml(attr, when("@type" = "dbus"))]
    pub p2p: Option<YesNo>,
    /// Display of the host that shows the window.
    #[xml(attr, when("@type" = "sdl" | "desktop"))]
    pub display: Option<String>,
    /// Path of the X authority file for the display of the host.
    #[xml(attr, when("@type" = "sdl"))]
    pub xauth: Option<String>,
    /// Shows the window in full screen.
    #[xml(attr, when("@type" = "sdl"))]
    pub fullscreen: Option<YesNo>,
    /// Path of the UNIX socket to listen on, the same as in the first `<listen>`.
    #[xml(
        attr,
        since = "0.8.8",
        datatype = ABS_FILE_PATH,
        when("@type" = "vnc"),
        default("./listen/@socket", "@type" = "vnc", "listen/@type" = "socket"),
        assigned("start", "@type" = "vnc", "listen/@type" = "socket")
    )]
    pub socket: Option<String>,
    /// TCP port to listen on; -1 selects automatic allocation by libvirt.
    #[xml(
        attr,
        datatype = PORT_NUMBER,
        when("@type" = "vnc" | "spice" | "rdp"),
        default("-1", "@type" = "vnc", "@socket" = "", "listen/@type" = "!socket" | "!none"),
        default("0", "@type" = "rdp"),
        assigned("start", "@type" = "vnc" | "spice" | "rdp", "@autoport" = "yes"),
        assigned("start", "@type" = "vnc" | "spice", "@port" = "-1")
    )]
    pub port: Option<i32>,
    /// TCP port for connections with TLS; -1 selects automatic allocation by libvirt.
    #[xml(
        attr = "tlsPort",
        datatype = PORT_NUMBER,
        when("@type" = "spice"),
        assigned("start", "@type" = "spice", "@autoport" = "yes"),
        assigned("start", "@type" = "spice", "@tlsPort" = "-1")
    )]
    pub tls_port: Option<i32>,
    /// Enables automatic allocation of the ports by libvirt.
    #[xml(
        attr,
        when("@type" = "vnc" | "spice" | "rdp"),
        default("yes", "@type" = "vnc", "@port" = "" | "-1", "@socket" = "", "listen/@type" = "!socket" | "!none"),
        default("no", "@type" = "vnc", "@port" = "*"),
        default("no", "@type" = "spice", "@port" = "*"),
        default("no", "@type" = "spice", "@tlsPort" = "*"),
        default("yes", "@type" = "rdp", "@port" = "")
    )]
    pub autoport: Option<YesNo>,
    /// Port for WebSocket clients; -1 selects automatic allocation by libvirt, independent of `autoport`.
    #[xml(
        attr,
        since = "1.0.6",
        datatype = PORT_NUMBER,
        when("@type" = "vnc"),
        assigned("start", "@type" = "vnc", "@websocket" = "-1")
    )]
    pub websocket: Option<i32>,
    /// Delays the boot of the guest until a client connects (bhyve).
    #[xml(attr, since = "11.10.0", when("@type" = "vnc"))]
    pub wait: Option<YesNo>,
    /// Lets a new client replace the connected one (VirtualBox).
    #[xml(attr = "replaceUser", when("@type" = "rdp"))]
    pub replace_user: Option<YesNo>,
    /// Allows several clients at the same time (VirtualBox).
    #[xml(attr = "multiUser", when("@type" = "rdp"))]
    pub multi_user: Option<YesNo>,
    /// Address to listen on, the same as in the first `<listen>` of type `address`.
    #[xml(
        attr,
        datatype = ADDR_IP_OR_NAME,
        when("@type" = "vnc" | "spice" | "rdp"),
        default("./listen/@address", "listen/@type" = "address" | "network"),
        assigned("start", "listen/@type" = "address" | "network" | "")
    )]
    pub listen: Option<String>,
    /// Keyboard layout, such as `en-us`.
    #[xml(attr, when("@type" = "vnc" | "spice"))]
    pub keymap: Option<String>,
    /// Connection mode of channels without a `<channel>` of their own.
    #[xml(attr = "defaultMode", since = "0.9.12", when("@type" = "spice"), dropped = "any")]
    pub default_mode: Option<ChannelMode>,
    /// Sharing policy for clients.
    #[xml(
        attr = "sharePolicy",
        since = "1.0.6",
        when("@type" = "vnc"),
        implied("allow-exclusive", "@type" = "vnc")
    )]
    pub share_policy: Option<SharePolicy>,
    /// Allows clients to shut down, reboot and reset the guest.
    #[xml(attr = "powerControl", since = "7.1.0", when("@type" = "vnc"), implied("no", "@type" = "vnc"))]
    pub power_control: Option<YesNo>,
    /// User name for the login of clients.
    #[xml(attr, since = "11.1.0", when("@type" = "rdp"))]
    pub username: Option<String>,
    /// Password in clear text; an empty one denies access to clients of VNC and SPICE.
    #[xml(
        attr,
        when("@type" = "vnc" | "spice" | "rdp"),
        later("11.1.0", "@type" = "rdp"),
        secret("guarded")
    )]
    pub passwd: Option<String>,
    /// Expiry time of the password, in UTC.
    #[xml(attr = "passwdValidTo", datatype = DATE_TIME, when("@type" = "vnc" | "spice"))]
    pub passwd_valid_to: Option<String>,
    /// Handling of connected clients when the password changes; VNC supports `keep` only.
    #[xml(attr, since = "0.9.3", when("@type" = "vnc" | "spice"))]
    pub connected: Option<Connected>,
    /// Listeners for clients.
    #[xml(children = "listen", since = "0.9.4", when("@type" = "vnc" | "spice" | "rdp"), merge = "all")]
    pub listens: Vec<Listen>,
    /// Connection modes of single channels.
    #[xml(children, since = "0.8.6", when("@type" = "spice"))]
    pub channels: Vec<Channel>,
    /// Compression of images.
    #[xml(child, since = "0.9.1", when("@type" = "spice"))]
    pub image: Option<Box<Image>>,
    /// Lossy compression of images for slow networks.
    #[xml(child, since = "0.9.1", when("@type" = "spice"))]
    pub jpeg: Option<Box<Jpeg>>,
    /// Additional lossless compression of images for slow networks.
    #[xml(child, since = "0.9.1", when("@type" = "spice"))]
    pub zlib: Option<Box<Zlib>>,
    /// Audio compression.
    #[xml(child, since = "0.9.1", when("@type" = "spice"))]
    pub playback: Option<Box<Playback>>,
    /// Video streaming of parts of the screen.
    #[xml(child, since = "0.9.2", when("@type" = "spice"))]
    pub streaming: Option<Box<Streaming>>,
    /// Mouse mode.
    #[xml(child, since = "0.9.11", when("@type" = "spice"), implied("@type" = "spice"))]
    pub mouse: Option<Box<Mouse>>,
    /// Clipboard sharing with the client.
    #[xml(child, since = "0.9.3", when("@type" = "spice"), implied("@type" = "spice"))]
    pub clipboard: Option<Box<Clipboard>>,
    /// File transfer from the client.
    #[xml(child, since = "1.2.2", when("@type" = "spice"), implied("@type" = "spice"))]
    pub filetransfer: Option<Box<FileTransfer>>,
    /// OpenGL rendering.
    #[xml(
        child,
        since = "1.3.3",
        when("@type" = "sdl" | "spice" | "dbus" | "egl-headless"),
        later("5.0.0", "@type" = "egl-headless"),
        later("4.4.0", "@type" = "sdl"),
        implied("@type" = "spice")
    )]
    pub gl: Option<Box<Gl>>,
    /// Audio backend of the display.
    #[xml(child, since = "7.2.0", when("@type" = "vnc" | "dbus"))]
    pub audio: Option<audio::Reference>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Graphics {
    /// Creates a display of a type without further settings.
    pub fn new(kind: Kind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// Creates a VNC server at an address of the host, on a port that libvirt allocates.
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

    /// Creates a SPICE server at an address of the host, on ports that libvirt allocates.
    pub fn spice(address: impl Into<String>) -> Self {
        Self::new(Kind::Spice).listening(address.into())
    }

    fn listening(self, address: String) -> Self {
        Self { autoport: Some(YesNo::Yes), listens: vec![Listen::address(address)], ..self }
    }

    /// Returns the addresses that clients connect to: those of the `<listen>` elements, or else the attribute.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        let attribute = self.listen.as_deref().filter(|_| self.listens.is_empty());
        self.listens.iter().filter_map(Listen::as_address).chain(attribute)
    }
}

/// Kind of display.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Window on a display of the host.
    Sdl,
    /// VNC server.
    Vnc,
    /// SPICE server.
    #[xml(since = "0.8.6")]
    Spice,
    /// RDP server.
    Rdp,
    /// VirtualBox window on a display of the host.
    Desktop,
    /// Offscreen OpenGL rendering for another display (VNC or SPICE).
    #[xml(since = "4.6.0")]
    EglHeadless,
    /// D-Bus display.
    #[xml(since = "8.4.0")]
    Dbus,
    /// Any other keyword.
    Other(ThinStr),
}

/// Sharing policy of a VNC server.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SharePolicy {
    /// Exclusive access on request; the other clients are then disconnected.
    AllowExclusive,
    /// Shared sessions only; exclusive requests are refused.
    ForceShared,
    /// All clients admitted, whatever they request.
    Ignore,
    /// Any other keyword.
    Other(ThinStr),
}

/// Handling of connected clients when the password changes.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Connected {
    /// Keeps them connected.
    Keep,
    /// Disconnects them.
    Disconnect,
    /// Fails the change.
    Fail,
    /// Any other keyword.
    Other(ThinStr),
}

/// OpenGL rendering: `<gl>`.
///
/// ```xml
/// <gl enable='yes' rendernode='/dev/dri/renderD128'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Gl {
    /// Enables OpenGL rendering.
    #[xml(
        attr,
        when("../@type" = "sdl" | "spice" | "dbus"),
        required_when("../@type" = "sdl" | "spice" | "dbus"),
        implied("no", "../@type" = "spice")
    )]
    pub enable: Option<YesNo>,
    /// Path of the render node of the host; if absent, QEMU uses the first one.
    #[xml(attr, since = "3.1.0", datatype = ABS_FILE_PATH, when("../@type" = "spice" | "dbus" | "egl-headless"))]
    pub rendernode: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
