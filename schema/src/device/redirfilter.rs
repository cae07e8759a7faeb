//! Filter for redirected devices: `<redirfilter>`.

use crate::types::YesNo;
use crate::xml::{Datatype, Extra, Format, Term, Value};
use crate::{Element, ThinStr};

/// Rules for the USB devices that may be redirected to the guest: `<redirfilter>`.
///
/// The first rule that matches a device applies.
///
/// ```xml
/// <redirfilter>
///   <usbdev class='0x08' vendor='0x15E1' product='0x2007' version='1.09' allow='yes'/>
///   <usbdev allow='no'/>
/// </redirfilter>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Redirfilter {
    /// Rules, in order of evaluation.
    #[xml(children)]
    pub usbdevs: Vec<Usbdev>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// A rule of the filter: `<usbdev>`. An absent attribute matches any device.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@class?", "@vendor?", "@product?", "@version?"), pairing = "order")]
pub struct Usbdev {
    /// USB class, such as 8 for mass storage.
    #[xml(attr, dropped = "-1")]
    pub class: Option<Match<u8>>,
    /// Vendor ID.
    #[xml(attr, dropped = "-1")]
    pub vendor: Option<Match<u16>>,
    /// Product ID.
    #[xml(attr, dropped = "-1")]
    pub product: Option<Match<u16>>,
    /// Device release number, not the version of the USB protocol.
    #[xml(attr, dropped = "-1")]
    pub version: Option<Version>,
    /// Allows or denies the redirection of matching devices.
    #[xml(attr, required)]
    pub allow: Option<YesNo>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// A number that a device must have to match a rule.
///
/// ```
/// use domxml_schema::Element;
/// use domxml_schema::device::redirfilter::{Match, Usbdev, Version};
///
/// let rule = Usbdev::parse("<usbdev class='10' vendor='-1' version='9.4' allow='yes'/>")?;
/// assert_eq!(rule.class, Some(Match::Only(10)));
/// assert_eq!(rule.vendor, Some(Match::Any));
/// assert_eq!(rule.version, Some(Version::Only { major: 9, minor: 40 }));
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Match<T> {
    /// Any number: `-1`.
    Any,
    /// This number.
    Only(T),
}

impl Value for Match<u8> {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "usbClass",
        doc: "Up to two hexadecimal digits, or -1 for any.",
        terms: &[Term::Pattern("(0x)?[0-9a-fA-F]{1,2}"), ANY],
    };

    fn read(text: &str) -> Option<Self> {
        read_number(text)
    }

    fn write(&self, out: &mut String, _: Format) {
        match self {
            Self::Any => out.push_str("-1"),
            Self::Only(number) => out.push_str(&format!("0x{number:02X}")),
        }
    }
}

impl Value for Match<u16> {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "usbId",
        doc: "Up to four hexadecimal digits, or -1 for any.",
        terms: &[Term::Pattern("(0x)?[0-9a-fA-F]{1,4}"), ANY],
    };

    fn read(text: &str) -> Option<Self> {
        read_number(text)
    }

    fn write(&self, out: &mut String, _: Format) {
        match self {
            Self::Any => out.push_str("-1"),
            Self::Only(number) => out.push_str(&format!("0x{number:04X}")),
        }
    }
}

const ANY: Term = Term::Pattern("-1");

/// Reads as libvirt does: decimal, octal after 0, hexadecimal after 0x; the schema also allows
/// hexadecimal digits without a prefix.
fn read_number<T: TryFrom<u32>>(text: &str) -> Option<Match<T>> {
    if text == "-1" {
        return Some(Match::Any);
    }
    let hex = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (radix, digits) = match hex {
        Some(digits) => (16, digits),
        None if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0') => (10, text),
        None if text.bytes().all(|byte| matches!(byte, b'0'..=b'7')) => (8, text),
        None => (16, text),
    };
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, radix).ok().filter(|_| plain)?;
    T::try_from(number).ok().map(Match::Only)
}

/// A device release number that a device must have to match a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// Any release: `-1`.
    Any,
    /// This release.
    Only {
        /// Number before the dot.
        major: u8,
        /// Number after the dot, in hundredths: 40 for `9.40`, also written `9.4`.
        minor: u8,
    },
    /// Text that the schema allows but libvirt cannot parse.
    Other(ThinStr),
}

impl Value for Version {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "usbVersion",
        doc: "A version: major and minor number; or -1 for any.",
        terms: &[Term::Pattern("[0-9]{1,2}.[0-9]{1,2}"), ANY],
    };

    fn read(text: &str) -> Option<Self> {
        if text == "-1" {
            return Some(Self::Any);
        }
        let part = |part: &str| {
            let plain = matches!(part.len(), 1 | 2) && part.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| part.parse::<u8>().ok()).flatten()
        };
        if let Some((major, minor)) = text.split_once('.') {
            let scale = if minor.len() == 1 { 10 } else { 1 };
            return Some(Self::Only { major: part(major)?, minor: part(minor)? * scale });
        }
        let mut chars = text.char_indices();
        let separated = chars.any(|(at, c)| part(&text[..at]).is_some() && part(&text[at + c.len_utf8()..]).is_some());
        separated.then(|| Self::Other(text.into()))
    }

    fn write(&self, out: &mut String, _: Format) {
        match self {
            Self::Any => out.push_str("-1"),
            Self::Only { major, minor } => out.push_str(&format!("{major}.{minor:02}")),
            Self::Other(text) => out.push_str(text),
        }
    }
}
