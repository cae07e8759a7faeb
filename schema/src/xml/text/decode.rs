//! Bytes to text.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, UTF_8};

use crate::report::{Code, Finding, Position};
use crate::xml::text::error::Error;

/// The text of a document in any encoding that its byte order mark or XML declaration names.
///
/// # Errors
/// If the encoding is not known, or the bytes are not valid in it; the place is that of the first
/// wrong byte.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = decode_as(encoding, &bytes[mark..])?;
        // One is left for the parser to pass over, and this is not the one.
        return match text.starts_with('\u{feff}') {
            true => Err(error(
                "unexpected second byte order mark".to_owned(),
                Position { range: 0..mark, line: 1, column: 1 },
            )),
            false => Ok(text),
        };
    }
    match bytes {
        [b'<', 0, ..] => decode_as(encoding_rs::UTF_16LE, bytes),
        [0, b'<', ..] => decode_as(encoding_rs::UTF_16BE, bytes),
        _ => match declared(bytes) {
            None => decode_as(UTF_8, bytes),
            Some(label) => match Encoding::for_label(label) {
                Some(encoding) if is_iso(label) && encoding.is_single_byte() => decode_iso(encoding, bytes),
                // A declaration that could be read as bytes cannot be in UTF-16.
                Some(encoding) => decode_as(encoding.output_encoding(), bytes),
                None => {
                    let message = format!("unknown encoding `{}`", String::from_utf8_lossy(label));
                    Err(error(message, Position { range: 0..0, line: 1, column: 1 }))
                }
            },
        },
    }
}

/// Returns `true` if a label names an encoding of ISO 8859 (or ASCII), for which browsers take that of Windows.
fn is_iso(label: &[u8]) -> bool {
    let label = label.to_ascii_lowercase();
    !label.starts_with(b"windows") && !label.starts_with(b"cp12") && !label.starts_with(b"x-")
}

/// Decodes what ISO 8859 says: the bytes from 0x80 to 0x9f are control characters, not those of Windows.
fn decode_iso<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Result<Cow<'b, str>, Error> {
    let is_control = |byte: &u8| matches!(byte, 0x80..=0x9f);
    if !encoding.name().starts_with("windows") || !bytes.iter().any(is_control) {
        return decode_as(encoding, bytes);
    }
    let mut text = String::with_capacity(bytes.len());
    for run in bytes.chunk_by(|a, b| is_control(a) == is_control(b)) {
        match run.first().is_some_and(is_control) {
            true => text.extend(run.iter().map(|byte| char::from(*byte))),
            false => text.push_str(&decode_as(encoding, run)?),
        }
    }
    Ok(text.into())
}

fn decode_as<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Result<Cow<'b, str>, Error> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|wrong| {
            let at = wrong.valid_up_to();
            let good = std::str::from_utf8(&bytes[..at]).unwrap_or_default();
            let place = Position { range: at..at + 1, ..Position::of(good, at..at) };
            error(format!("byte 0x{:02x} is not valid UTF-8", bytes[at]), place)
        });
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| error(format!("invalid {} byte sequence", encoding.name()), damage(encoding, bytes)))
}

/// The place of the first bytes that are not valid.
fn damage(encoding: &'static Encoding, bytes: &[u8]) -> Position {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut good = String::with_capacity(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut good, true);
    let wrong = match result {
        DecoderResult::Malformed(wrong, ahead) => usize::from(wrong) + usize::from(ahead),
        DecoderResult::InputEmpty | DecoderResult::OutputFull => 0,
    };
    Position { range: read.saturating_sub(wrong)..read, ..Position::of(&good, good.len()..good.len()) }
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
    let help = "save the document as UTF-8, or correct the encoding in its XML declaration";
    Error::new(Finding::new(Code::ENCODING, message).help(help).position(position))
}
