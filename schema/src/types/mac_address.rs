//! MAC addresses.

use std::fmt;
use std::str::FromStr;

use crate::xml::{Datatype, Format, Term, Value};

/// A MAC address: six bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddress(pub [u8; 6]);

impl MacAddress {
    /// Whether it addresses a group rather than one interface.
    pub fn is_multicast(self) -> bool {
        self.0[0] & 1 == 1
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
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}")
    }
}

impl Value for MacAddress {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "uniMacAddr",
        doc: "Six bytes in hexadecimal, separated by colons; the second digit is even.",
        terms: &[Term::Pattern("[a-fA-F0-9][02468aAcCeE](:[a-fA-F0-9]{2}){5}")],
    };

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn write(&self, out: &mut String, _: Format) {
        out.push_str(&self.to_string());
    }
}

/// A text that is no MAC address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no MAC address; write six bytes in hexadecimal, such as 52:54:00:12:34:56")]
pub struct ParseMacAddressError(Box<str>);
