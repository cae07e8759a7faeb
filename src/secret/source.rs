//! Secrets in the text of a document that may not be readable.

use super::{is_file_member, is_named};

/// The text of a document in which what looks like a secret is masked, at the same bytes: values of attributes,
/// elements, keys and options whose names say so, and passwords in URLs. None if it may have files for the guest,
/// whose secrets have no names.
pub(crate) fn mask(source: &str) -> Option<String> {
    let mut bytes = source.as_bytes().to_vec();
    let mut at = 0;
    while let Some(start) = (at..bytes.len()).find(|at| is_name_byte(bytes[*at])) {
        let end = (start..bytes.len()).find(|at| !is_name_byte(bytes[*at])).unwrap_or(bytes.len());
        let name = source.get(start..end).unwrap_or_default();
        if is_file_member(name) {
            return None;
        }
        if is_named(name)
            && let Some(value) = value_behind(&bytes, start, end)
        {
            mask_value(&mut bytes, value);
        }
        at = end;
    }
    mask_user_info(&mut bytes);
    // Whole runs of bytes are replaced by ASCII, from one boundary of characters to another.
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || byte >= 0x80
}

/// The place where the value of a name begins, if the name has one.
fn value_behind(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let skip = |from: usize| (from..bytes.len()).find(|at| !matches!(bytes[*at], b' ' | b'\t' | b'"' | b'\''));
    let sign = skip(end)?;
    match bytes[sign] {
        b'=' | b':' => Some(sign + 1),
        // A start tag, not an end tag.
        b'>' if start > 0 && bytes[start - 1] != b'/' => Some(sign + 1),
        _ => None,
    }
}

/// Masks a value up to its closing quote, its closing tag, or the end of the line.
fn mask_value(bytes: &mut [u8], start: usize) {
    let of_element = start > 0 && bytes[start - 1] == b'>';
    let first = (start..bytes.len()).find(|at| !matches!(bytes[*at], b' ' | b'\t')).unwrap_or(bytes.len());
    let quote = bytes.get(first).copied().filter(|byte| !of_element && matches!(byte, b'"' | b'\''));
    let from = if quote.is_some() { first + 1 } else { first };
    let is_end = |byte: u8| match quote {
        Some(quote) => byte == quote || byte == b'\n',
        None if of_element => byte == b'<',
        None => byte.is_ascii_whitespace() || matches!(byte, b',' | b'&' | b'<' | b'>' | b'"' | b'\'' | b'}' | b']'),
    };
    let to = (from..bytes.len()).find(|at| is_end(bytes[*at])).unwrap_or(bytes.len());
    bytes[from..to].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b'*');
}

/// Masks the password of `scheme://user:password@host`.
fn mask_user_info(bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(3).position(|window| window == b"://") {
        let start = at + found + 3;
        let is_end = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'' | b'<' | b'>' | b'?');
        let end = (start..bytes.len()).find(|at| is_end(bytes[*at])).unwrap_or(bytes.len());
        let host = bytes[start..end].iter().rposition(|byte| *byte == b'@').map(|at| start + at);
        if let Some(host) = host
            && let Some(colon) = (start..host).find(|at| bytes[*at] == b':')
        {
            bytes[colon + 1..host].fill(b'*');
        }
        at = end.max(start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_secret_is_masked_at_its_bytes() {
        for (source, expected) in [
            ("<graphics passwd='abc' port='1'/>", "<graphics passwd='***' port='1'/>"),
            ("<graphics passwd='abc\n<b/>", "<graphics passwd='***\n<b/>"),
            ("<x:password>ab\nc</x:password>", "<x:password>**\n*</x:password>"),
            ("{\"apiKey\": \"abc\", \"name\": 1}", "{\"apiKey\": \"***\", \"name\": 1}"),
            ("rootPassword: abc # x", "rootPassword: *** # x"),
            ("password=äb&name=c", "password=***&name=c"),
            ("rbd://u:abc@host/x", "rbd://u:***@host/x"),
            ("https://host/x?token=abc", "https://host/x?token=***"),
            ("<name>web</name>", "<name>web</name>"),
            ("passwd", "passwd"),
            ("passwd=", "passwd="),
        ] {
            let masked = mask(source).expect("no files");
            assert_eq!((masked.as_str(), masked.len()), (expected, source.len()));
        }
        assert_eq!(mask("cloudInit: { a: x }"), None);
    }
}
