//! Units of sizes.

use std::fmt;
use std::str::FromStr;

use super::table::{Datatype, Format, Term};
use super::value::Value;

/// Unit of a size: bytes, or a decimal (`KB`) or binary (`KiB`) multiple of them.
///
/// A single letter such as `M` means the binary multiple; case is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Unit {
    Bytes,
    KB,
    KiB,
    MB,
    MiB,
    GB,
    GiB,
    TB,
    TiB,
    PB,
    PiB,
    EB,
    EiB,
}

impl Unit {
    const ALL: [(Self, &'static str, u64); 13] = [
        (Self::Bytes, "bytes", 1),
        (Self::KB, "KB", 1000),
        (Self::KiB, "KiB", 1 << 10),
        (Self::MB, "MB", 1000_u64.pow(2)),
        (Self::MiB, "MiB", 1 << 20),
        (Self::GB, "GB", 1000_u64.pow(3)),
        (Self::GiB, "GiB", 1 << 30),
        (Self::TB, "TB", 1000_u64.pow(4)),
        (Self::TiB, "TiB", 1 << 40),
        (Self::PB, "PB", 1000_u64.pow(5)),
        (Self::PiB, "PiB", 1 << 50),
        (Self::EB, "EB", 1000_u64.pow(6)),
        (Self::EiB, "EiB", 1 << 60),
    ];

    /// The spellings that libvirt writes.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(_, name, _)| *name)
    }

    /// Returns the number of bytes in one unit.
    pub fn bytes(self) -> u64 {
        Self::ALL.iter().find(|(unit, ..)| *unit == self).map_or(1, |(.., bytes)| *bytes)
    }

    /// Returns libvirt's spelling.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(unit, ..)| *unit == self).map_or("bytes", |(_, name, _)| name)
    }
}

impl FromStr for Unit {
    type Err = ParseUnitError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if ["b", "byte", "bytes"].iter().any(|name| name.eq_ignore_ascii_case(text)) {
            return Ok(Self::Bytes);
        }
        let letter = |name: &str| name.strip_suffix("iB").is_some_and(|letter| letter.eq_ignore_ascii_case(text));
        let spelled = |name: &str| name.eq_ignore_ascii_case(text) || letter(name);
        Self::ALL
            .iter()
            .find(|(_, name, _)| spelled(name))
            .map(|(unit, ..)| *unit)
            .ok_or_else(|| ParseUnitError(text.into()))
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Value for Unit {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "unit",
        doc: "bytes, KB, KiB, MB, MiB, GB, GiB, TB, TiB, PB, PiB, EB or EiB; a single letter means the binary multiple.",
        terms: &[Term::Pattern("([bB]([yY][tT][eE][sS]?)?)|([kKmMgGtTpPeE]([iI]?[bB])?)")],
    };
    const PLAIN: bool = true;

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn write(&self, out: &mut String, format: Format) {
        let name = self.as_str();
        out.push_str(if format == Format::Letter { name.strip_suffix("iB").unwrap_or(name) } else { name });
    }
}

/// The text is not a unit of size.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown unit `{0}`; expected bytes, KiB, MiB, GiB, ... or KB, MB, GB, ...")]
pub struct ParseUnitError(Box<str>);
