//! Secrets in domains: which values are secret, how they are hidden, and whether they got lost.
//!
//! The fields of the model declare which of them hold secrets ([`Meaning::secret`]). Authentication and
//! encryption of disks only refer to secrets that libvirt keeps elsewhere.
//!
//! libvirt writes some secrets only on request (`virsh dumpxml --security-info`): XML that was dumped without
//! them must not be written back, or they are lost.
//!
//! ```
//! use domxml::schema::{Domain, Element};
//! use domxml::secret;
//!
//! let desired = Domain::parse("<domain><devices><graphics type='vnc' passwd='s3cret'/></devices></domain>")?;
//! let mut shown = desired.clone();
//! let redacted = secret::redact(&mut shown);
//! assert_eq!(redacted[0].to_string(), "/domain/devices/graphics[@type='vnc']/@passwd");
//! assert!(!shown.to_xml()?.contains("s3cret"));
//! assert_eq!(secret::missing(&desired, &shown), redacted);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Meaning::secret`]: domxml_schema::xml::Meaning::secret

mod files;
mod find;
mod hide;
mod metadata;
mod options;
mod text;
mod unknown;

pub use crate::entity::HIDDEN;
pub(crate) use crate::entity::is_file_member;
use crate::entity::is_secret_name as is_named;
pub(crate) use files::hide_files;
pub use files::redact_value;
pub use find::{missing, redact};

pub(crate) use hide::{hide, hide_at};
#[cfg(feature = "cli")]
pub(crate) use text::{hide_text, mask};
