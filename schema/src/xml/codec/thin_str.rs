//! Texts that are rarely there.

use std::fmt;
use std::ops::Deref;

use crate::xml::codec::table::{Datatype, Format};
use crate::xml::codec::value::Value;

/// An owned text, one pointer wide: for texts that few documents have.
///
/// A `String` takes three words whether it is there or not, and a device has room for dozens. This one
/// takes one word, and one more allocation where there is a text. It is read as a `str`, and made of one.
///
/// ```
/// use domxml_schema::ThinStr;
/// use domxml_schema::device::disk::Bus;
///
/// let bus = Bus::Other("warp".into());
/// assert!(matches!(&bus, Bus::Other(word) if *word == "warp"));
/// assert_eq!(size_of::<Option<ThinStr>>(), size_of::<usize>());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThinStr(Box<Text>);

/// The text, with the length that a thin pointer has no room for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Text(Box<str>);

impl ThinStr {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0.0
    }
}

impl Deref for ThinStr {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for ThinStr {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl From<Box<str>> for ThinStr {
    fn from(text: Box<str>) -> Self {
        Self(Box::new(Text(text)))
    }
}

impl From<&str> for ThinStr {
    fn from(text: &str) -> Self {
        Self::from(Box::from(text))
    }
}

impl From<String> for ThinStr {
    fn from(text: String) -> Self {
        Self::from(text.into_boxed_str())
    }
}

impl From<ThinStr> for String {
    fn from(text: ThinStr) -> Self {
        text.0.0.into()
    }
}

impl PartialEq<str> for ThinStr {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for ThinStr {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Display for ThinStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for ThinStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Value for ThinStr {
    const DATATYPE: &'static Datatype = String::DATATYPE;
    const EXACT: bool = true;

    fn read(text: &str) -> Option<Self> {
        Some(text.into())
    }

    fn write(&self, out: &mut String, _: Format) {
        out.push_str(self);
    }
}
