//! Remote storage.

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

/// Protocol of remote storage.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// Network Block Device (NBD).
    Nbd,
    /// iSCSI.
    #[xml(since = "1.0.4")]
    Iscsi,
    /// RADOS Block Device (RBD) of Ceph.
    Rbd,
    /// Sheepdog.
    Sheepdog,
    /// GlusterFS.
    Gluster,
    /// Veritas HyperScale.
    #[xml(since = "3.8.0")]
    Vxhs,
    /// NFS.
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
    /// TFTP.
    Tftp,
    /// File on a host, accessed by SSH.
    Ssh,
    /// Any other keyword.
    Other(ThinStr),
}

/// Host that serves remote storage: `<host>`.
///
/// Most protocols take one host; RBD takes all monitors of the cluster, GlusterFS several servers.
///
/// ```xml
/// <host name='mon1.example.org' port='6789'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(
    one_of("@name", "@socket"),
    one_of("@port", "@socket"),
    identity("name", "@name?", "@port?", "@socket?"),
    similar("name", "@name")
)]
pub struct Host {
    /// Host name or IP address.
    #[xml(
        attr,
        required_when("@transport" = "" | "tcp" | "rdma"),
        when("@transport" = "" | "tcp" | "rdma"),
        datatype = HOST_NAME
    )]
    pub name: Option<String>,
    /// Port.
    #[xml(
        attr,
        when("@transport" = "" | "tcp" | "rdma"),
        default("10809", "../@protocol" = "nbd", "@transport" = "" | "tcp", "../../@type" = "network"),
        default("3260", "../@protocol" = "iscsi", "@transport" = "" | "tcp", "../../@type" = "network"),
        default("24007", "../@protocol" = "gluster", "@transport" = "" | "tcp", "../../@type" = "network"),
        default("80", "../@protocol" = "http", "@transport" = "" | "tcp", "../../@type" = "network"),
        default("443", "../@protocol" = "https", "@transport" = "" | "tcp", "../../@type" = "network"),
        default("21", "../@protocol" = "ftp", "@transport" = "" | "tcp", "../../@type" = "network"),
        default("990", "../@protocol" = "ftps", "@transport" = "" | "tcp", "../../@type" = "network"),
        default("69", "../@protocol" = "tftp", "@transport" = "" | "tcp", "../../@type" = "network"),
        default("22", "../@protocol" = "ssh", "@transport" = "" | "tcp", "../../@type" = "network"),
        default("7000", "../@protocol" = "sheepdog", "@transport" = "" | "tcp", "../../@type" = "network"),
        default("9999", "../@protocol" = "vxhs", "@transport" = "" | "tcp", "../../@type" = "network")
    )]
    pub port: Option<u32>,
    /// Transport of the connection.
    #[xml(attr, dropped = "tcp")]
    pub transport: Option<Transport>,
    /// Path of a UNIX socket.
    #[xml(attr, required_when("@transport" = "unix"), when("@transport" = "unix"), datatype = ABS_FILE_PATH)]
    pub socket: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Transport of a connection to a host.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// TCP.
    Tcp,
    /// RDMA; GlusterFS only.
    Rdma,
    /// UNIX socket; GlusterFS and NBD only.
    Unix,
    /// Any other keyword.
    Other(ThinStr),
}

impl Host {
    /// Creates a host with a TCP connection.
    pub fn tcp(name: impl Into<String>, port: Option<u32>) -> Self {
        Self { name: Some(name.into()), port, ..Self::default() }
    }

    /// Creates a host with a UNIX socket.
    pub fn unix(socket: impl Into<String>) -> Self {
        Self { transport: Some(Transport::Unix), socket: Some(socket.into()), ..Self::default() }
    }
}

/// Snapshot of an RBD image, to read instead of the image: `<snapshot>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// Name of the snapshot.
    #[xml(attr, required, datatype = GENERIC_NAME)]
    pub name: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Configuration file of the storage client: `<config>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Path of the file.
    #[xml(attr, required, datatype = ABS_FILE_PATH)]
    pub file: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// iSCSI initiator: `<initiator>`.
///
/// ```xml
/// <initiator>
///   <iqn name='iqn.2026-01.org.example:host7'/>
/// </initiator>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "initiator")]
pub struct InitiatorInfo {
    /// Qualified name of the initiator.
    #[xml(child, required)]
    pub iqn: Option<Iqn>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// iSCSI qualified name (IQN): `<iqn>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Iqn {
    /// Qualified name.
    #[xml(attr, required)]
    pub name: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl InitiatorInfo {
    /// Creates an initiator with a qualified name.
    pub fn new(iqn: impl Into<String>) -> Self {
        Self { iqn: Some(Iqn { name: Some(iqn.into()), ..Iqn::default() }), ..Self::default() }
    }
}

/// TLS settings for HTTPS and FTPS: `<ssl>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Ssl {
    /// Enables verification of the server's certificate.
    #[xml(attr, required)]
    pub verify: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Cookies for HTTP requests: `<cookies>`.
///
/// ```xml
/// <cookies>
///   <cookie name='session'>a1b2c3</cookie>
/// </cookies>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cookies {
    /// Cookies.
    #[xml(children, required)]
    pub cookies: Vec<Cookie>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// HTTP cookie: `<cookie>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "@name"))]
pub struct Cookie {
    /// Name of the cookie.
    #[xml(attr, required, datatype = COOKIE_NAME)]
    pub name: Option<String>,
    /// Value of the cookie.
    #[xml(text, required, datatype = COOKIE_VALUE, secret("guarded"))]
    pub value: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Readahead buffer: `<readahead>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Readahead {
    /// Size of the buffer in bytes.
    #[xml(attr, required, datatype = POSITIVE_INTEGER, unit = "bytes")]
    pub size: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Timeout of a connection: `<timeout>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Timeout {
    /// Timeout in seconds.
    #[xml(attr, required, datatype = POSITIVE_INTEGER, unit = "seconds")]
    pub seconds: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Known host keys for SSH: `<knownHosts>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct KnownHosts {
    /// Path of the file with the keys.
    #[xml(attr, required, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// User identity for NFS or SSH: `<identity>`.
///
/// ```xml
/// <identity user='+107' group='+107'/>
/// <identity username='backup' keyfile='/etc/keys/backup'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("@keyfile", "@agentsock"))]
pub struct Identity {
    /// NFS user, by name or as `+` and a numeric ID.
    #[xml(attr, when("../@protocol" = "nfs"), datatype = GENERIC_NAME)]
    pub user: Option<String>,
    /// NFS group, by name or as `+` and a numeric ID.
    #[xml(attr, when("../@protocol" = "nfs"), datatype = GENERIC_NAME)]
    pub group: Option<String>,
    /// SSH user.
    #[xml(
        attr,
        since = "9.8.0",
        required_when("../@protocol" = "ssh"),
        when("../@protocol" = "ssh"),
        datatype = GENERIC_NAME
    )]
    pub username: Option<String>,
    /// Path of a private SSH key without a passphrase.
    #[xml(attr, since = "9.8.0", when("../@protocol" = "ssh"), datatype = ABS_FILE_PATH)]
    pub keyfile: Option<String>,
    /// Path of the socket of an SSH agent.
    #[xml(attr, since = "9.8.0", when("../@protocol" = "ssh"), datatype = ABS_FILE_PATH)]
    pub agentsock: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
