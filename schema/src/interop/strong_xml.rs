//! The model inside of structs that derive strong-xml's traits.
//!
//! ```
//! use domxml_schema::device::Disk;
//! use strong_xml::{XmlRead, XmlWrite};
//!
//! #[derive(XmlRead, XmlWrite)]
//! #[xml(tag = "backup")]
//! struct Backup {
//!     #[xml(attr = "host")]
//!     host: String,
//!     #[xml(child = "disk")]
//!     disks: Vec<Disk>,
//! }
//!
//! let source = "<backup host=\"a\"><disk type='file'>\n  <sparkle/>\n</disk></backup>";
//! let backup = Backup::from_str(source)?;
//! assert_eq!(backup.disks[0].extra.nodes().count(), 1);
//! assert_eq!(backup.to_string()?, source);
//! # Ok::<(), strong_xml::XmlError>(())
//! ```
//!
//! strong-xml tells an element neither the name that its field expects nor the prefixes that are declared
//! around it: an element must have the name of its type, and must declare the prefixes that it
//! uses. Blanks of other kinds between the attributes of unknown elements become spaces.

use std::io::{self, Write};

use ::strong_xml::xmlparser::{ElementEnd, StrSpan, Token};
use ::strong_xml::{XmlError, XmlRead, XmlReader, XmlResult, XmlWrite, XmlWriter};

use crate::xml::{self, Element, KeptElement};

/// Items that the implementations refer to.
#[doc(hidden)]
pub use ::strong_xml as krate;

/// An error of reading an element in another document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("in the element at byte {start} of the document: {error}")]
pub struct Error {
    /// The place where the element begins.
    pub start: usize,
    /// The error; lines and columns count from its beginning.
    pub error: xml::Error,
}

impl<'a> XmlRead<'a> for KeptElement {
    fn from_reader(reader: &mut XmlReader<'a>) -> XmlResult<Self> {
        within(reader, Self::from_xml)
    }

    fn from_str(text: &'a str) -> XmlResult<Self> {
        Self::from_xml(text).map_err(wrong)
    }
}

impl XmlWrite for KeptElement {
    fn to_writer<W: Write>(&self, writer: &mut XmlWriter<W>) -> XmlResult<()> {
        write(self, writer)
    }
}

/// Reads the next element.
#[doc(hidden)]
pub fn read<T: Element>(reader: &mut XmlReader<'_>) -> XmlResult<T> {
    within(reader, T::parse)
}

/// Reads a document.
#[doc(hidden)]
pub fn from_str<T: Element>(text: &str) -> XmlResult<T> {
    T::parse(text).map_err(wrong)
}

/// Writes an element.
#[doc(hidden)]
pub fn write<T: Element, W: Write>(value: &T, writer: &mut XmlWriter<W>) -> XmlResult<()> {
    let text = value.to_xml().map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    Ok(writer.inner.write_all(text.strip_suffix('\n').unwrap_or(&text).as_bytes())?)
}

#[doc(hidden)]
#[macro_export]
macro_rules! __interop_strong_xml {
    ($element:ty) => {
        impl<'a> $crate::interop::strong_xml::krate::XmlRead<'a> for $element {
            #[inline]
            fn from_reader(
                reader: &mut $crate::interop::strong_xml::krate::XmlReader<'a>,
            ) -> $crate::interop::strong_xml::krate::XmlResult<Self> {
                $crate::interop::strong_xml::read(reader)
            }

            #[inline]
            fn from_str(text: &'a str) -> $crate::interop::strong_xml::krate::XmlResult<Self> {
                $crate::interop::strong_xml::from_str(text)
            }
        }

        impl $crate::interop::strong_xml::krate::XmlWrite for $element {
            fn to_writer<W: ::std::io::Write>(
                &self,
                writer: &mut $crate::interop::strong_xml::krate::XmlWriter<W>,
            ) -> $crate::interop::strong_xml::krate::XmlResult<()> {
                $crate::interop::strong_xml::write(self, writer)
            }
        }
    };
}

fn within<T>(reader: &mut XmlReader<'_>, parse: impl FnOnce(&str) -> Result<T, xml::Error>) -> XmlResult<T> {
    let (start, text) = source(reader)?;
    parse(&text).map_err(|error| wrong(Error { start, error }))
}

fn wrong(error: impl std::error::Error + Send + Sync + 'static) -> XmlError {
    XmlError::FromStr(Box::new(error))
}

/// The source text of the next element, and where it begins.
///
/// A text that is cut short is given as it is: the model's reader says what is wrong with it.
fn source(reader: &mut XmlReader<'_>) -> XmlResult<(usize, String)> {
    let (mut text, mut start, mut last_end, mut depth) = (String::new(), None, 0, 0_usize);
    while let Some(token) = reader.next() {
        let token = token?;
        let span = span(&token);
        match start {
            None => start = Some(span.start()),
            // Between attributes, blanks are no token.
            Some(_) => text.extend(std::iter::repeat_n(' ', span.start().saturating_sub(last_end))),
        }
        last_end = span.end();
        text.push_str(span.as_str());
        if let Token::ElementEnd { end, .. } = token {
            match end {
                ElementEnd::Open => depth += 1,
                ElementEnd::Close(..) => depth = depth.saturating_sub(1),
                ElementEnd::Empty => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    Ok((start.unwrap_or_default(), text))
}

fn span<'a>(token: &Token<'a>) -> StrSpan<'a> {
    match *token {
        Token::Declaration { span, .. }
        | Token::ProcessingInstruction { span, .. }
        | Token::Comment { span, .. }
        | Token::DtdStart { span, .. }
        | Token::EmptyDtd { span, .. }
        | Token::EntityDeclaration { span, .. }
        | Token::DtdEnd { span }
        | Token::ElementStart { span, .. }
        | Token::Attribute { span, .. }
        | Token::ElementEnd { span, .. }
        | Token::Cdata { span, .. }
        | Token::Text { text: span } => span,
    }
}
