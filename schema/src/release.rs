//! Releases of libvirt.

use std::fmt;
use std::str::FromStr;

/// A release of libvirt, such as 9.0.0; releases are ordered as they came out.
///
/// ```
/// use domxml_schema::types::Release;
///
/// let (old, new): (Release, Release) = ("9.10.0".parse()?, "10.0.0".parse()?);
/// assert!(old < new);
/// assert_eq!(old.to_string(), "9.10.0");
/// # Ok::<(), domxml_schema::types::ParseReleaseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    /// Major number.
    pub major: u16,
    /// Minor number.
    pub minor: u16,
    /// Micro number.
    pub micro: u16,
}

impl Release {
    /// The first release.
    pub const FIRST: Self = Self { major: 0, minor: 0, micro: 1 };

    /// Returns the release of libvirt that the model describes.
    pub fn modelled() -> Self {
        Self::known(crate::LIBVIRT_VERSION)
    }

    /// Parses a release of the tables.
    pub(crate) fn known(text: &str) -> Self {
        text.parse().unwrap_or(Self::FIRST)
    }
}

/// The text is not a release of libvirt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid release of libvirt `{0}`; expected three numbers separated by dots, such as 9.0.0")]
pub struct ParseReleaseError(String);

impl FromStr for Release {
    type Err = ParseReleaseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten();
        let parts: Vec<Option<u16>> = text.split('.').map(number).collect();
        match parts[..] {
            [Some(major), Some(minor), Some(micro)] => Ok(Self { major, minor, micro }),
            _ => Err(ParseReleaseError(text.to_owned())),
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.micro)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_three_numbers_are_a_release() {
        for wrong in ["", "9", "9.0", "9.0.0.0", "v9.0.0", "9.0.x", "9..0", "+9.0.0", "9.0.70000", " 9.0.0"] {
            assert_eq!(wrong.parse::<Release>(), Err(ParseReleaseError(wrong.to_owned())));
        }
        assert_eq!("0.0.1".parse(), Ok(Release::FIRST));
    }
}
