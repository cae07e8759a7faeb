//! MAC addresses.

use std::fmt;
use std::str::FromStr;

use crate::xml::{Datatype, Format, Term, Value};

/// A MAC address: six bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddress(pub [u8; 6]);

impl MacAddress {
    /// Returns whether it is a multicast address.
    pub fn is_multicast(self) -> bool {
        self.0[0] & 1 == 1
    }

    fn text(self) -> [u8; 17] {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b':'; 17];
        for (byte, place) in self.0.into_iter().zip(text.chunks_mut(3)) {
            place[0] = DIGITS[usize::from(byte >> 4)];
            place[1] = DIGITS[usize::from(byte & 15)];
        }
        text
    }
}

impl FromStr for MacAddress {
    type Err = ParseMacAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ParseMacAddressError(text.into());
        let mut bytes = [0; 6];
        let mut parts = text.split(':');
        for byte in &mut bytes {
            let part =
                parts.next().filter(|part| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_hexdigit()));
            *byte = part.and_then(|part| u8::from_str_radix(part, 16).ok()).ok_or_else(wrong)?;
        }
        if parts.next().is_some() { Err(wrong()) } else { Ok(Self(bytes)) }
    }
}

impl fmt::Display for MacAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(as_str(&self.text()))
    }
}

impl Value for MacAddress {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "uniMacAddr",
        doc: "Six bytes in hexadecimal, separated by colons; the second digit is even.",
        terms: &[Term::Pattern("[a-fA-F0-9][02468aAcCeE](:[a-fA-F0-9]{2}){5}")],
    };
    const PLAIN: bool = true;

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn write(&self, out: &mut String, _: Format) {
        out.push_str(as_str(&self.text()));
    }
}

fn as_str(text: &[u8]) -> &str {
    str::from_utf8(text).unwrap_or_default()
}

/// The text is not a MAC address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid MAC address `{0}`; expected six bytes in hexadecimal, such as 52:54:00:12:34:56")]
pub struct ParseMacAddressError(Box<str>);
