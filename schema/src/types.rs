//! Value types that several elements share, and the value spaces of libvirt's schema.
//!
//! Types with a meaning of their own are Rust types ([`CpuSet`], [`MacAddress`], [`Release`], [`Unit`],
//! [`Uuid`], [`YesNo`], [`OnOff`]). Numbers and texts are Rust's, narrowed by one of the [`Datatype`] constants,
//! whose names are those of libvirt's schema.

mod cpu_set;
mod datatypes;
mod mac_address;
mod namespaces;

pub use crate::release::{ParseReleaseError, Release};
pub use crate::xml::{ParseUnitError, Unit};
pub use cpu_set::{CpuSet, CpuSetTerm, ParseCpuSetError};
pub use datatypes::*;
pub use mac_address::{MacAddress, ParseMacAddressError};
pub use namespaces::*;
pub use uuid::Uuid;

use crate::xml::{Datatype, Format, Term, Value};
use crate::{Keyword, ThinStr};

/// `yes` or `no`.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Any other keyword.
    Other(ThinStr),
}

/// `on` or `off`.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum OnOff {
    /// Switched on.
    On,
    /// Switched off.
    Off,
    /// Any other keyword.
    Other(ThinStr),
}

impl YesNo {
    /// Returns `true` if it is `yes`.
    pub fn is_yes(&self) -> bool {
        *self == Self::Yes
    }
}

impl OnOff {
    /// Returns `true` if it is `on`.
    pub fn is_on(&self) -> bool {
        *self == Self::On
    }
}

impl From<bool> for YesNo {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl From<bool> for OnOff {
    fn from(on: bool) -> Self {
        if on { Self::On } else { Self::Off }
    }
}

impl Value for Uuid {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "UUID",
        doc: "32 hexadecimal digits, plain or grouped 8-4-4-4-12 by hyphens.",
        terms: &[
            Term::Pattern("[a-fA-F0-9]{32}"),
            Term::Pattern(r"[a-fA-F0-9]{8}\-([a-fA-F0-9]{4}\-){3}[a-fA-F0-9]{12}"),
        ],
    };
    const PLAIN: bool = true;

    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        matches!(text.len(), 32 | 36).then(|| Self::try_parse(text).ok()).flatten()
    }

    fn write(&self, out: &mut String, _: Format) {
        out.push_str(self.hyphenated().encode_lower(&mut Self::encode_buffer()));
    }
}
