//! Host side of character devices.

use crate::shared::storage::Reconnect;
use crate::shared::{Clipboard, DeviceSeclabel, Mouse};
use crate::types::{ABS_FILE_PATH, OnOff, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Host side of a character device.
///
/// Serial and parallel ports, consoles, channels, redirected devices, smart card readers and the
/// backends of random number generators have these fields.
///
/// ```
/// use domxml_schema::Element;
/// use domxml_schema::device::serial::Serial;
/// use domxml_schema::shared::chardev::Chardev;
///
/// let serial = Serial { chardev: Chardev::listen_unix("/run/demo/serial.sock"), ..Serial::default() };
/// let xml = "<serial type='unix'>\n  <source mode='bind' path='/run/demo/serial.sock'/>\n</serial>\n";
/// assert_eq!(serial.to_xml()?, xml);
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
// Of the elements that have these fields only <smartcard> has @mode, the <backend> of <rng> @model,
// <redirdev> @bus.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(group)]
pub struct Chardev {
    /// Type of the host side.
    #[xml(
        attr,
        when("@mode" = "" | "passthrough", "@model" = "" | "egd"),
        required_when("@mode" = "passthrough"),
        required_when("@model" = "egd"),
        required_when("@bus" = "usb"),
        default("pty", "@mode" = "", "@model" = "", "@bus" = "")
    )]
    pub kind: Option<Kind>,
    /// Host end of the device; type `udp` may have two, one that listens and one that sends.
    #[xml(
        children,
        when("@mode" = "" | "passthrough", "@model" = "" | "egd"),
        later("1.0.6", "may be absent from a virtio channel of type `unix`"),
        assigned("start", "@type" = "pty" | "", "@mode" = "", "@model" = ""),
        assigned("start", "@type" = "unix", "target/@type" = "virtio")
    )]
    pub sources: Vec<Source>,
    /// Protocol of a TCP connection.
    #[xml(child, when("@mode" = "" | "passthrough", "@model" = "" | "egd"), default("@type" = "tcp"))]
    pub protocol: Option<Box<Protocol>>,
    /// Log file of all output of the guest, for every type.
    #[xml(child, since = "1.3.3", when("@mode" = "" | "passthrough", "@model" = "" | "egd"))]
    pub log: Option<Box<Log>>,
}

impl Chardev {
    /// Creates a host side that needs no source, or whose source libvirt assigns.
    pub fn new(kind: Kind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// Creates a pseudo terminal that libvirt allocates.
    pub fn pty() -> Self {
        Self::new(Kind::Pty)
    }

    /// Creates an output to a file of the host.
    pub fn file(path: impl Into<String>) -> Self {
        Self::with_source(Kind::File, Source { path: Some(path.into()), ..Source::default() })
    }

    /// Creates a UNIX socket on which the hypervisor listens.
    pub fn listen_unix(path: impl Into<String>) -> Self {
        Self::unix("bind", path.into())
    }

    /// Creates a connection to a UNIX socket.
    pub fn connect_unix(path: impl Into<String>) -> Self {
        Self::unix("connect", path.into())
    }

    /// Creates a TCP port on which the hypervisor listens.
    pub fn listen_tcp(host: impl Into<String>, port: u16) -> Self {
        Self::tcp("bind", host.into(), port)
    }

    /// Creates a connection to a TCP port.
    pub fn connect_tcp(host: impl Into<String>, port: u16) -> Self {
        Self::tcp("connect", host.into(), port)
    }

    /// Returns the first source.
    pub fn source(&self) -> Option<&Source> {
        self.sources.first()
    }

    /// Returns the path of the first source: of a file, device, pipe or UNIX socket.
    pub fn path(&self) -> Option<&str> {
        self.source()?.path.as_deref()
    }

    fn unix(mode: &str, path: String) -> Self {
        Self::with_source(Kind::Unix, Source { mode: Some(mode.into()), path: Some(path), ..Source::default() })
    }

    fn tcp(mode: &str, host: String, port: u16) -> Self {
        let source =
            Source { mode: Some(mode.into()), host: Some(host), service: Some(port.to_string()), ..Source::default() };
        let protocol = Protocol { kind: Some(ProtocolKind::Raw), ..Protocol::default() };
        Self { protocol: Some(Box::new(protocol)), ..Self::with_source(Kind::Tcp, source) }
    }

    fn with_source(kind: Kind, source: Source) -> Self {
        Self { kind: Some(kind), sources: vec![source], ..Self::default() }
    }
}

/// Type of the host side of a character device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Character device of the host.
    Dev,
    /// File for output.
    File,
    /// Named pipe.
    Pipe,
    /// UNIX socket.
    Unix,
    /// TCP connection.
    Tcp,
    /// UDP packets, without guaranteed delivery.
    Udp,
    /// Null device: no input, discarded output.
    Null,
    /// Log of the domain, for output only.
    Stdio,
    /// Text console in the window of the guest's display.
    Vc,
    /// Pseudo terminal.
    Pty,
    /// SPICE channel whose purpose depends on the device.
    #[xml(since = "0.8.8")]
    Spicevmc,
    /// Named SPICE channel.
    #[xml(since = "1.2.2")]
    Spiceport,
    /// Null modem device pair of FreeBSD.
    #[xml(since = "1.2.4")]
    Nmdm,
    /// SPICE agent protocol, implemented by QEMU itself.
    #[xml(since = "8.4.0")]
    QemuVdagent,
    /// Named channel of the D-Bus display.
    #[xml(since = "8.4.0")]
    Dbus,
    /// Any other keyword.
    Other(ThinStr),
}

/// Host end of a character device: `<source>`.
///
/// The applicable fields depend on the type of the device.
///
/// ```xml
/// <source mode='connect' host='log.example.com' service='2445' tls='yes'>
///   <reconnect enabled='yes' timeout='5'/>
/// </source>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// `bind` to listen for a client, `connect` to connect to a server.
    #[xml(
        attr,
        default("connect", "../@type" = "tcp", "@host" = "!"),
        default("connect", "../@type" = "unix", "@path" = "!"),
        assigned("start", "../@type" = "unix", "../target/@type" = "virtio")
    )]
    pub mode: Option<String>,
    /// Path of the file, device, pipe or UNIX socket; in a running domain also of the pseudo terminal.
    #[xml(
        attr,
        assigned("start", "../@type" = "pty" | ""),
        assigned(
            "start", "../@type" = "unix", "../target/@type" = "virtio",
            "@path" = ""
                | "/run/libvirt/qemu/channel/*"
                | "/var/run/libvirt/qemu/channel/*"
                | "/var/lib/libvirt/qemu/channel/target/*"
        )
    )]
    pub path: Option<String>,
    /// Appends to the file at a restart of the domain instead of truncating it.
    #[xml(attr, since = "1.3.1", implied("off", "../@type" = "file"))]
    pub append: Option<OnOff>,
    /// Name of the SPICE or D-Bus channel.
    #[xml(attr, since = "1.2.2")]
    pub channel: Option<String>,
    /// Host name or address to listen on or to connect to.
    #[xml(attr)]
    pub host: Option<String>,
    /// Port number or service name.
    #[xml(attr)]
    pub service: Option<String>,
    /// Enables TLS for a TCP connection; if absent, the configuration of the host applies.
    #[xml(attr, since = "2.4.0", assigned("start", "../@type" = "tcp"))]
    pub tls: Option<YesNo>,
    /// Null modem device that the hypervisor opens.
    #[xml(attr, since = "1.2.4")]
    pub master: Option<String>,
    /// Null modem device that clients open.
    #[xml(attr, since = "1.2.4")]
    pub slave: Option<String>,
    /// Security labels of the path, which override those of the domain.
    #[xml(children)]
    pub seclabels: Vec<DeviceSeclabel>,
    /// Reconnection when an outgoing connection is lost.
    #[xml(child, since = "3.7.0")]
    pub reconnect: Option<Box<Reconnect>>,
    /// Clipboard sharing; type `qemu-vdagent`.
    #[xml(child, since = "8.4.0", implied("../@type" = "qemu-vdagent"))]
    pub clipboard: Option<Box<Clipboard>>,
    /// Mouse mode; type `qemu-vdagent`.
    #[xml(child, since = "8.4.0")]
    pub mouse: Option<Box<Mouse>>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Protocol of a TCP connection: `<protocol>`.
///
/// ```xml
/// <protocol type='telnet'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Protocol {
    /// Name of the protocol.
    #[xml(attr, default = "raw")]
    pub kind: Option<ProtocolKind>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Protocol of a TCP connection.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ProtocolKind {
    /// Raw bytes.
    Raw,
    /// Telnet.
    Telnet,
    /// Telnet over TLS.
    #[xml(since = "0.8.5")]
    Telnets,
    /// Raw bytes over TLS.
    #[xml(since = "0.8.5")]
    Tls,
    /// Any other keyword.
    Other(ThinStr),
}

/// Log file of all output of the guest: `<log>`.
///
/// ```xml
/// <log file='/var/log/demo/serial0.log' append='on'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// Path of the file.
    #[xml(attr, required, datatype = ABS_FILE_PATH)]
    pub file: Option<String>,
    /// Appends to the file at a restart of the domain instead of truncating it.
    #[xml(attr, implied = "off")]
    pub append: Option<OnOff>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
