//! The host's side of every character device.

use crate::shared::storage::Reconnect;
use crate::shared::{Clipboard, DeviceSeclabel, Mouse};
use crate::types::{ABS_FILE_PATH, OnOff, YesNo};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// The host's side of a character device: what it is connected to, and how.
///
/// The same fields stand in serial and parallel ports, consoles, channels, redirected devices, smart
/// card readers and the backends of random number generators.
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
    /// What the device is connected to.
    #[xml(
        attr,
        when("@mode" = "" | "passthrough", "@model" = "" | "egd"),
        required_when("@mode" = "passthrough"),
        required_when("@model" = "egd"),
        required_when("@bus" = "usb")
    )]
    pub kind: Option<Kind>,
    /// The far end; of type `udp` there may be two, one that listens and one that sends.
    #[xml(
        children,
        when("@mode" = "" | "passthrough", "@model" = "" | "egd"),
        later("1.0.6", "may be absent from a virtio channel of type `unix`")
    )]
    pub sources: Vec<Source>,
    /// What is spoken on a TCP connection.
    #[xml(child, when("@mode" = "" | "passthrough", "@model" = "" | "egd"))]
    pub protocol: Option<Box<Protocol>>,
    /// File that receives all that the guest writes, whatever the type is.
    #[xml(child, since = "1.3.3", when("@mode" = "" | "passthrough", "@model" = "" | "egd"))]
    pub log: Option<Box<Log>>,
}

impl Chardev {
    /// Of a type that needs no source, or whose source libvirt finds.
    pub fn new(kind: Kind) -> Self {
        Self { kind: Some(kind), ..Self::default() }
    }

    /// On a pseudo terminal that libvirt allocates.
    pub fn pty() -> Self {
        Self::new(Kind::Pty)
    }

    /// Writes to a file of the host.
    pub fn file(path: impl Into<String>) -> Self {
        Self::with_source(Kind::File, Source { path: Some(path.into()), ..Source::default() })
    }

    /// Waits for a client on a UNIX socket.
    pub fn listen_unix(path: impl Into<String>) -> Self {
        Self::unix("bind", path.into())
    }

    /// Connects to a UNIX socket.
    pub fn connect_unix(path: impl Into<String>) -> Self {
        Self::unix("connect", path.into())
    }

    /// Waits for a client on a TCP port.
    pub fn listen_tcp(host: impl Into<String>, port: u16) -> Self {
        Self::tcp("bind", host.into(), port)
    }

    /// Connects to a TCP port.
    pub fn connect_tcp(host: impl Into<String>, port: u16) -> Self {
        Self::tcp("connect", host.into(), port)
    }

    /// The first source.
    pub fn source(&self) -> Option<&Source> {
        self.sources.first()
    }

    /// Path of the first source: of a file, a device, a pipe or a UNIX socket.
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

/// What a character device is connected to on the host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A character device of the host.
    Dev,
    /// A file that receives the output.
    File,
    /// A named pipe.
    Pipe,
    /// A UNIX socket.
    Unix,
    /// A TCP connection.
    Tcp,
    /// UDP packets, which may get lost.
    Udp,
    /// Nothing: input is empty, output is dropped.
    Null,
    /// The log of the domain, for output only.
    Stdio,
    /// A text console in the window of the guest's display.
    Vc,
    /// A pseudo terminal.
    Pty,
    /// A channel of SPICE with a purpose of its own, chosen by the device.
    #[xml(since = "0.8.8")]
    Spicevmc,
    /// A named channel of SPICE.
    #[xml(since = "1.2.2")]
    Spiceport,
    /// A pair of terminals that a null modem joins, on FreeBSD.
    #[xml(since = "1.2.4")]
    Nmdm,
    /// The agent protocol of SPICE, served by QEMU itself.
    #[xml(since = "8.4.0")]
    QemuVdagent,
    /// A named channel of the D-Bus display.
    #[xml(since = "8.4.0")]
    Dbus,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// The far end of a character device: `<source>`.
///
/// Which fields count depends on the type of the device.
///
/// ```xml
/// <source mode='connect' host='log.example.com' service='2445' tls='yes'>
///   <reconnect enabled='yes' timeout='5'/>
/// </source>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// `bind` to wait for a client, `connect` to be one.
    #[xml(attr)]
    pub mode: Option<String>,
    /// Path of the file, device, pipe or UNIX socket; of a running pseudo terminal, the one that
    /// libvirt allocated.
    #[xml(attr)]
    pub path: Option<String>,
    /// Whether a restart of the domain adds to the file instead of emptying it; `off` by default.
    #[xml(attr, since = "1.3.1")]
    pub append: Option<OnOff>,
    /// Name of the channel of SPICE or D-Bus.
    #[xml(attr, since = "1.2.2")]
    pub channel: Option<String>,
    /// Name or address of the host to listen on or to connect to.
    #[xml(attr)]
    pub host: Option<String>,
    /// Number or name of the port.
    #[xml(attr)]
    pub service: Option<String>,
    /// Whether a TCP connection is encrypted with the certificates that the host has been given;
    /// without it the configuration of the host decides.
    #[xml(attr, since = "2.4.0")]
    pub tls: Option<YesNo>,
    /// Terminal of a null modem pair that the hypervisor opens.
    #[xml(attr, since = "1.2.4")]
    pub master: Option<String>,
    /// Terminal of a null modem pair that is left to clients.
    #[xml(attr, since = "1.2.4")]
    pub slave: Option<String>,
    /// How the path is labelled, other than the domain.
    #[xml(children)]
    pub seclabels: Vec<DeviceSeclabel>,
    /// What happens when a connection that this side opened is lost.
    #[xml(child, since = "3.7.0")]
    pub reconnect: Option<Box<Reconnect>>,
    /// Sharing of the clipboard, with the agent that QEMU serves.
    #[xml(child, since = "8.4.0")]
    pub clipboard: Option<Box<Clipboard>>,
    /// Handling of the mouse, with the agent that QEMU serves.
    #[xml(child, since = "8.4.0")]
    pub mouse: Option<Box<Mouse>>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What is spoken on a TCP connection: `<protocol>`.
///
/// ```xml
/// <protocol type='telnet'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Protocol {
    /// The protocol; `raw` by default.
    #[xml(attr)]
    pub kind: Option<ProtocolKind>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Protocol of a TCP connection.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum ProtocolKind {
    /// The bare bytes.
    Raw,
    /// Telnet.
    Telnet,
    /// Telnet over TLS.
    #[xml(since = "0.8.5")]
    Telnets,
    /// The bare bytes over TLS.
    #[xml(since = "0.8.5")]
    Tls,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// File that receives all that the guest writes: `<log>`.
///
/// ```xml
/// <log file='/var/log/demo/serial0.log' append='on'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// Path of the file.
    #[xml(attr, required, datatype = ABS_FILE_PATH)]
    pub file: Option<String>,
    /// Whether a restart of the domain adds to the file instead of emptying it; `off` by default.
    #[xml(attr)]
    pub append: Option<OnOff>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
