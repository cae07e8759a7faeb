//! virtiofs daemon.

use crate::types::{ABS_FILE_PATH, OnOff, POSITIVE_INTEGER};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const INTEGER: Datatype =
    Datatype { name: "integer", doc: "A whole number.", terms: &[Term::Integer { min: None, max: None }] };

/// Options of the virtiofs daemon: `<binary>` of a `<filesystem>`.
///
/// ```xml
/// <binary path='/usr/libexec/virtiofsd' xattr='on'>
///   <cache mode='always'/>
///   <sandbox mode='namespace'/>
///   <lock posix='on' flock='on'/>
///   <thread_pool size='8'/>
///   <openfiles max='65536'/>
/// </binary>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Binary {
    /// Path of the daemon.
    #[xml(attr, datatype = ABS_FILE_PATH)]
    pub path: Option<String>,
    /// Enables extended attributes.
    #[xml(attr)]
    pub xattr: Option<OnOff>,
    /// Caching in the guest.
    #[xml(child)]
    pub cache: Option<Cache>,
    /// Sandbox of the daemon.
    #[xml(child, since = "7.2.0")]
    pub sandbox: Option<Sandbox>,
    /// Locks that are passed to the host.
    #[xml(child)]
    pub lock: Option<Lock>,
    /// Thread pool of the daemon.
    #[xml(child, since = "8.5.0")]
    pub thread_pool: Option<ThreadPool>,
    /// Limit of open files.
    #[xml(child, since = "10.6.0")]
    pub openfiles: Option<OpenFiles>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Caching in the guest: `<cache>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cache {
    /// Cache mode.
    #[xml(attr)]
    pub mode: Option<CacheMode>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Cache mode of a virtiofs filesystem.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CacheMode {
    /// No caching.
    None,
    /// Unlimited caching of data, metadata and paths.
    Always,
    /// Any other keyword.
    Other(ThinStr),
}

/// Sandbox of the daemon: `<sandbox>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Sandbox {
    /// Sandbox mode.
    #[xml(attr)]
    pub mode: Option<SandboxMode>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Sandbox mode of the virtiofs daemon.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SandboxMode {
    /// Separate namespaces.
    Namespace,
    /// Changed root directory.
    Chroot,
    /// Any other keyword.
    Other(ThinStr),
}

/// Locks of the guest that are passed to the host: `<lock>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Lock {
    /// POSIX locks.
    #[xml(attr)]
    pub posix: Option<OnOff>,
    /// BSD locks (`flock`).
    #[xml(attr)]
    pub flock: Option<OnOff>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Thread pool of the daemon: `<thread_pool>`.
///
/// It helps with storage of high latency.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "thread_pool")]
pub struct ThreadPool {
    /// Maximum number of threads; 0 disables the pool.
    #[xml(attr, datatype = INTEGER)]
    pub size: Option<i64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Limit of open files: `<openfiles>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "openfiles")]
pub struct OpenFiles {
    /// Maximum number of files that the daemon has open.
    #[xml(attr, datatype = POSITIVE_INTEGER)]
    pub max: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}
