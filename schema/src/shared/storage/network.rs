//! Storage that is reached over a network.

use crate::types::{ABS_FILE_PATH, DNS_NAME, GENERIC_NAME, IP_ADDR, POSITIVE_INTEGER, YesNo};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const HOST_NAME: Datatype = Datatype {
    name: "hostName",
    doc: "A host name or an IP address.",
    terms: &[DNS_NAME.terms[0], IP_ADDR.terms[0], IP_ADDR.terms[1]],
};

const COOKIE_NAME: Datatype = Datatype {
    name: "cookieName",
    doc: "Name of a cookie, a token of HTTP.",
    terms: &[Term::Pattern(r"[!#$%&'*+\-.0-9A-Z\^_`a-z|~]+")],
};

const COOKIE_VALUE: Datatype = Datatype {
    name: "cookieValue",
    doc: "Value of a cookie, plain or in double quotes.",
    terms: &[Term::Pattern(r#""?[!#$%&'()*+\-./0-9:>=<?@A-Z\^_`\[\]a-z|~]+"?"#)],
};

/// Protocol by which storage is reached.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// Network block device.
    Nbd,
    /// iSCSI.
    #[xml(since = "1.0.4")]
    Iscsi,
    /// RADOS block device of Ceph.
    Rbd,
    /// Sheepdog.
    Sheepdog,
    /// GlusterFS.
    Gluster,
    /// Veritas HyperScale.
    #[xml(since = "3.8.0")]
    Vxhs,
    /// Network file system.
    #[xml(since = "7.0.0")]
    Nfs,
    /// HTTP.
    Http,
    /// HTTP over TLS.
    Https,
    /// FTP.
    Ftp,
    /// FTP over TLS.
    Ftps,
    /// Trivial FTP.
    Tftp,
    /// A file on a host that is reached by SSH.
    Ssh,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// A host that serves the storage: `<host>`.
///
/// Most protocols take one; RBD takes all monitors of the cluster, GlusterFS several servers.
///
/// ```xml
/// <host name='mon1.example.org' port='6789'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@name", "@socket"), one_of("@port", "@socket"))]
pub struct Host {
    /// Name or address.
    #[xml(
        attr,
        required_when("@transport" = "" | "tcp" | "rdma"),
        when("@transport" = "" | "tcp" | "rdma"),
        datatype = HOST_NAME
    )]
    pub name: Option<String>,
    /// Port; each protocol has its own default.
    #[xml(attr, when("@transport" = "" | "tcp" | "rdma"))]
    pub port: Option<u32>,
    /// How the host is reached; TCP by default.
    #[xml(attr)]
    pub transport: Option<Transport>,
    /// Path of a UNIX socket.
    #[xml(attr, required_when("@transport" = "unix"), when("@transport" = "unix"), datatype = ABS_FILE_PATH)]
    pub socket: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How a host is reached.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// TCP.
    Tcp,
    /// Remote direct memory access; GlusterFS only.
    Rdma,
    /// A UNIX socket; GlusterFS and NBD only.
    Unix,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

impl Host {
    /// A host that is reached by TCP.
    pub fn tcp(name: impl Into<String>, port: Option<u32>) -> Self {
        Self { name: Some(name.into()), port, ..Self::default() }
    }

    /// A UNIX socket.
    pub fn unix(socket: impl Into<String>) -> Self {
        Self { transport: Some(Transport::Unix), socket: Some(socket.into()), ..Self::default() }
    }
}

/// A snapshot inside an RBD image, read in place of the image: `<snapshot>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// Its name.
    #[xml(attr, required, datatype = GENERIC_NAME)]
    pub name: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Configuration file for the client of the protocol: `<config>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Its path.
    #[xml(attr, required, datatype = ABS_FILE_PATH)]
    pub file: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Who we are to an iSCSI target: `<initiator>`.
///
/// ```xml
/// <initiator>
///   <iqn name='iqn.2026-01.org.example:host7'/>
/// </initiator>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "initiator")]
pub struct InitiatorInfo {
    /// The qualified name.
    #[xml(child, required)]
    pub iqn: Option<Iqn>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// An iSCSI qualified name: `<iqn>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Iqn {
    /// The name.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl InitiatorInfo {
    /// The initiator of that qualified name.
    pub fn new(iqn: impl Into<String>) -> Self {
        Self { iqn: Some(Iqn { name: Some(iqn.into()), ..Iqn::default() }), ..Self::default() }
    }
}

/// Settings of TLS for HTTPS and FTPS: `<ssl>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Ssl {
    /// Whether the server's certificate is verified.
    #[xml(attr, required)]
    pub verify: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Cookies that are sent with HTTP requests: `<cookies>`.
///
/// ```xml
/// <cookies>
///   <cookie name='session'>a1b2c3</cookie>
/// </cookies>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cookies {
    /// The cookies.
    #[xml(children, required)]
    pub cookies: Vec<Cookie>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// A cookie: `<cookie>`.
///
/// libvirt shows the value only to those who may see secrets.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cookie {
    /// Its name.
    #[xml(attr, required, datatype = COOKIE_NAME)]
    pub name: Option<String>,
    /// Its value.
    #[xml(text, required, datatype = COOKIE_VALUE)]
    pub value: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Buffer for reading ahead: `<readahead>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Readahead {
    /// Its size in bytes.
    #[xml(attr, required, datatype = POSITIVE_INTEGER)]
    pub size: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// How long a connection may take: `<timeout>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Timeout {
    /// The time in seconds.
    #[xml(attr, required, datatype = POSITIVE_INTEGER)]
    pub seconds: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Keys by which hosts are known to SSH: `<knownHosts>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct KnownHosts {
    /// Path of the file that holds them.
    #[xml(attr, required, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// In whose name files are opened by NFS or SSH: `<identity>`.
///
/// ```xml
/// <identity user='+107' group='+107'/>
/// <identity username='backup' keyfile='/etc/keys/backup'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@keyfile", "@agentsock"))]
pub struct Identity {
    /// User of NFS, by name or as `+` and a number.
    #[xml(attr, when("../@protocol" = "nfs"), datatype = GENERIC_NAME)]
    pub user: Option<String>,
    /// Group of NFS, by name or as `+` and a number.
    #[xml(attr, when("../@protocol" = "nfs"), datatype = GENERIC_NAME)]
    pub group: Option<String>,
    /// User of SSH.
    #[xml(
        attr,
        since = "9.8.0",
        required_when("../@protocol" = "ssh"),
        when("../@protocol" = "ssh"),
        datatype = GENERIC_NAME
    )]
    pub username: Option<String>,
    /// Path of a private key for SSH, without passphrase.
    #[xml(attr, since = "9.8.0", when("../@protocol" = "ssh"), datatype = ABS_FILE_PATH)]
    pub keyfile: Option<String>,
    /// Path of the socket of an agent that holds keys for SSH.
    #[xml(attr, since = "9.8.0", when("../@protocol" = "ssh"), datatype = ABS_FILE_PATH)]
    pub agentsock: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
