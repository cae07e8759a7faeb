//! Bytes to text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::error::{Code, Diagnostic, Error, Position};

/// The text of a document in any encoding that its byte order mark or XML declaration names.
///
/// # Errors
/// If the encoding is not known, or the bytes are not valid in it; the place is that of the first
/// wrong byte.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    match bytes {
        [b'<', 0, ..] => decode_as(encoding_rs::UTF_16LE, bytes),
        [0, b'<', ..] => decode_as(encoding_rs::UTF_16BE, bytes),
        _ => match declared(bytes) {
            None => decode_as(UTF_8, bytes),
            Some(label) => match Encoding::for_label(label) {
                // A declaration that could be read as bytes cannot be in UTF-16.
                Some(encoding) => decode_as(encoding.output_encoding(), bytes),
                None => {
                    let message = format!("the encoding `{}` is not known", String::from_utf8_lossy(label));
                    Err(error(message, Position { range: 0..0, line: 1, column: 1 }))
                }
            },
        },
    }
}

fn decode_as<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Result<Cow<'b, str>, Error> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|wrong| {
            let at = wrong.valid_up_to();
            let good = std::str::from_utf8(&bytes[..at]).unwrap_or_default();
            let place = Position { range: at..at + 1, ..Position::of(good, at..at) };
            error(format!("the byte 0x{:02x} is not valid UTF-8 here", bytes[at]), place)
        });
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(|| {
        let message = format!("the document is not valid {}", encoding.name());
        error(message, Position { range: 0..0, line: 1, column: 1 })
    })
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(b"<?xml")?;
    let declaration = &rest[..memchr::memmem::find(rest, b"?>")?];
    let label = &declaration[memchr::memmem::find(declaration, b"encoding")? + b"encoding".len()..];
    let quote = label.iter().position(|byte| matches!(byte, b'"' | b'\''))?;
    let value = &label[quote + 1..];
    Some(&value[..memchr::memchr(label[quote], value)?])
}

fn error(message: String, position: Position) -> Error {
    Error::new(Diagnostic {
        code: Code::Encoding,
        message,
        help: Some("save the document as UTF-8, or correct the encoding in its XML declaration".to_owned()),
        position,
        path: String::new(),
        text: String::new(),
    })
}
