//! Secrets in domains: where they stand, how they are kept out of what people see, and whether they got lost.
//!
//! libvirt writes some of them only for those who ask for them (`--security-info`): what was dumped without
//! must not be written back, or the secret is gone.
//!
//! ```
//! use domxml::schema::{Domain, Element};
//! use domxml::secret;
//!
//! let asked = Domain::parse("<domain><devices><graphics type='vnc' passwd='s3cret'/></devices></domain>")?;
//! let mut shown = asked.clone();
//! assert_eq!(secret::redact(&mut shown), ["/domain/devices/graphics/@passwd"]);
//! assert!(!shown.to_xml()?.contains("s3cret"));
//! assert_eq!(secret::missing(&asked, &shown), ["/domain/devices/graphics/@passwd"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod files;
mod metadata;
mod options;
mod walk;

pub(crate) use files::{hide_files, is_file_member};
pub use walk::{missing, redact};

use std::borrow::Cow;

use crate::pattern;

/// What stands in the place of a secret.
pub const HIDDEN: &str = "(secret)";

/// A place where secrets stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Path from below `<domain>`; `**/` is any number of names.
    pub path: &'static str,
    /// How much of the value is secret.
    pub extent: Extent,
    /// Whether libvirt writes it only for those who ask for secrets.
    pub guarded: bool,
    /// What it is.
    pub what: &'static str,
}

/// How much of a value is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// The values of options that say that they are secrets, as in `-object secret,data=...`.
    Options,
    /// All of it, if the name beside it says that it is a secret.
    IfNamed,
}

const fn slot(path: &'static str, extent: Extent, guarded: bool, what: &'static str) -> Slot {
    Slot { path, extent, guarded, what }
}

/// Every place where secrets stand. Authentication and encryption of disks only refer to secrets that
/// libvirt keeps elsewhere.
pub const SLOTS: &[Slot] = &[
    slot("devices/graphics/@passwd", Extent::Whole, true, "password of a display"),
    slot("**/source/cookies/cookie", Extent::Whole, true, "cookie that opens remote storage"),
    slot("launchSecurity/dhCert", Extent::Whole, false, "key of the guest's owner"),
    slot("launchSecurity/session", Extent::Whole, false, "session of the guest's owner, with its keys"),
    slot("qemu:commandline/qemu:arg/@value", Extent::Options, false, "argument of QEMU with a password or key"),
    slot("qemu:commandline/qemu:env/@value", Extent::IfNamed, false, "variable of QEMU that is named as a secret"),
    slot("bhyve:commandline/bhyve:arg/@value", Extent::Options, false, "argument of bhyve with a password or key"),
    slot(
        "xen:commandline/xen:arg/@value",
        Extent::Options,
        false,
        "argument of the device model with a password or key",
    ),
    slot("os/initenv", Extent::IfNamed, false, "variable of a container that is named as a secret"),
    slot(
        "metadata/ovirt-vm:vm/ovirt-vm:device/ovirt-vm:payload/ovirt-vm:file",
        Extent::Whole,
        false,
        "file of a payload: what initializes a guest has passwords in it",
    ),
];

/// A value as people may see it; `names` is its path, from the last name to the first, attributes with or
/// without `@`. A value that only its sibling tells to be a secret is taken for one.
pub(crate) fn hide<'v, 'n>(names: impl Iterator<Item = &'n str> + Clone, value: &'v str) -> Cow<'v, str> {
    let bare = |name: &'n str| name.strip_prefix('@').unwrap_or(name);
    let slot = SLOTS.iter().find(|slot| pattern::matches(&slot.path.replace('@', ""), names.clone().map(bare)));
    match slot.map(|slot| slot.extent) {
        None => Cow::Borrowed(value),
        Some(Extent::Options) => options::hide(value),
        Some(Extent::Whole | Extent::IfNamed) => Cow::Borrowed(HIDDEN),
    }
}

/// Whether a name says that its value is a secret.
fn is_named(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["passw", "secret", "token", "credential", "private", "apikey", "api_key"].iter().any(|word| name.contains(word))
}
