//! Filter of what may be redirected: `<redirfilter>`.

use crate::types::YesNo;
use crate::xml::{Datatype, Extra, Format, Term, Value};
use crate::{Element, ThinStr};

/// Rules for the USB devices that may be redirected to the guest: `<redirfilter>`.
///
/// The first rule that fits a device decides.
///
/// ```xml
/// <redirfilter>
///   <usbdev class='0x08' vendor='0x15E1' product='0x2007' version='1.09' allow='yes'/>
///   <usbdev allow='no'/>
/// </redirfilter>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Redirfilter {
    /// The rules, in order.
    #[xml(children)]
    pub usbdevs: Vec<Usbdev>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// One rule of a filter: `<usbdev>`. What is not said fits any device.
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Usbdev {
    /// USB class, such as 8 for mass storage.
    #[xml(attr)]
    pub class: Option<Match<u8>>,
    /// Number of the vendor.
    #[xml(attr)]
    pub vendor: Option<Match<u16>>,
    /// Number of the product.
    #[xml(attr)]
    pub product: Option<Match<u16>>,
    /// Revision of the device (not of the USB protocol).
    #[xml(attr)]
    pub version: Option<Version>,
    /// Whether the device may be redirected.
    #[xml(attr, required)]
    pub allow: Option<YesNo>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What a number of a device has to be for a rule to fit.
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
    /// Whatever it is: `-1`.
    Any,
    /// That number.
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

/// Reads as libvirt does: digits are decimal, behind 0 octal, behind 0x hexadecimal; what is neither
/// is still hexadecimal by the schema.
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

/// Revision of a device that a rule wants.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Version {
    /// Whatever it is: `-1`.
    Any,
    /// That revision.
    Only {
        /// The part before the dot.
        major: u8,
        /// The part behind the dot in hundredths: 40 for `9.40`, also written `9.4`.
        minor: u8,
    },
    /// A text that the schema admits and libvirt cannot read.
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
