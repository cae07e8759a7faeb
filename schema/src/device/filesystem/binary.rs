//! The daemon of virtiofs.

use crate::types::{ABS_FILE_PATH, OnOff, POSITIVE_INTEGER};
use crate::xml::{Datatype, Extra, Term};
use crate::{Element, Keyword, ThinStr};

const INTEGER: Datatype =
    Datatype { name: "integer", doc: "A whole number.", terms: &[Term::Integer { min: None, max: None }] };

/// Options of the daemon of virtiofs: `<binary>` of a `<filesystem>`.
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
    /// Whether the guest has extended attributes.
    #[xml(attr)]
    pub xattr: Option<OnOff>,
    /// What the guest may cache.
    #[xml(child)]
    pub cache: Option<Cache>,
    /// How the daemon is confined.
    #[xml(child, since = "7.2.0")]
    pub sandbox: Option<Sandbox>,
    /// Which locks reach the host.
    #[xml(child)]
    pub lock: Option<Lock>,
    /// Threads of the daemon.
    #[xml(child, since = "8.5.0")]
    pub thread_pool: Option<ThreadPool>,
    /// Limit of open files.
    #[xml(child, since = "10.6.0")]
    pub openfiles: Option<OpenFiles>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What the guest may cache: `<cache>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Cache {
    /// How much.
    #[xml(attr)]
    pub mode: Option<CacheMode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What a guest may cache of a virtiofs file system.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum CacheMode {
    /// Nothing.
    None,
    /// Data, metadata and names, for any time.
    Always,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// How the daemon is confined: `<sandbox>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Sandbox {
    /// The means.
    #[xml(attr)]
    pub mode: Option<SandboxMode>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// By what means the daemon of virtiofs is confined.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum SandboxMode {
    /// Name spaces of its own.
    Namespace,
    /// A changed root folder.
    Chroot,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Which locks of the guest reach the host: `<lock>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Lock {
    /// Locks of POSIX.
    #[xml(attr)]
    pub posix: Option<OnOff>,
    /// Locks of BSD.
    #[xml(attr)]
    pub flock: Option<OnOff>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Threads of the daemon: `<thread_pool>`.
///
/// They help where the storage answers slowly.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "thread_pool")]
pub struct ThreadPool {
    /// How many there are at most; 0 for none.
    #[xml(attr, datatype = INTEGER)]
    pub size: Option<i64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Limit of open files: `<openfiles>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "openfiles")]
pub struct OpenFiles {
    /// How many the daemon may have open.
    #[xml(attr, datatype = POSITIVE_INTEGER)]
    pub max: Option<u64>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}
