//! Characters, names and references of XML.

use std::borrow::Cow;

/// Prefix and local part of a qualified name.
pub(crate) fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Equality that looks at length and first byte before anything else.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.as_bytes().first() == b.as_bytes().first() && a == b
}

/// At most 60 characters of a text, on one line.
pub(crate) fn shorten(text: &str) -> Cow<'_, str> {
    if text.len() <= 60 && !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let line = text.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(60).collect();
    short.push_str("...");
    Cow::Owned(short)
}

pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Resolves references and line ends; the error is the place of a bad reference.
pub(crate) fn decode(raw: &str, attribute: bool) -> Result<Cow<'_, str>, usize> {
    let special = |byte: &u8| matches!(byte, b'&' | b'\r') || (attribute && matches!(byte, b'\n' | b'\t'));
    if !raw.as_bytes().iter().any(special) {
        return Ok(Cow::Borrowed(raw));
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.as_bytes().iter().position(special) {
        out.push_str(&rest[..at]);
        let here = &rest[at..];
        let used = match here.as_bytes()[0] {
            b'&' => {
                let (c, used) = reference(here).ok_or(raw.len() - here.len())?;
                out.push(c);
                used
            }
            b'\r' => {
                out.push(if attribute { ' ' } else { '\n' });
                if here.as_bytes().get(1) == Some(&b'\n') { 2 } else { 1 }
            }
            _ => {
                out.push(' ');
                1
            }
        };
        rest = &here[used..];
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

/// The character of the reference at the start of a text, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    let end = memchr::memchr(b';', text.as_bytes())?;
    let c = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        number => {
            let number = number.strip_prefix('#')?;
            let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |hex| (hex, 16));
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            char::from_u32(u32::from_str_radix(digits, radix).ok().filter(|_| plain)?).filter(|c| is_char(*c))?
        }
    };
    Some((c, end + 1))
}

pub(crate) fn unix_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

/// Returns `true` if XML allows a character.
pub fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

pub(crate) fn forbidden_character(source: &str) -> Option<usize> {
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    let bytes = source.as_bytes();
    // Blocks keep the common case free of branches.
    let suspect = |block: &[u8]| block.iter().fold(false, |found, byte| found | control(*byte) | (*byte == 0xef));
    for (block, start) in bytes.chunks(1024).zip((0..).step_by(1024)) {
        if suspect(block) {
            let bad = (start..start + block.len()).find(|at| {
                control(bytes[*at])
                    || (bytes[*at] == 0xef && matches!(bytes.get(at + 1..at + 3), Some([0xbf, 0xbe | 0xbf])))
            });
            if bad.is_some() {
                return bad;
            }
        }
    }
    None
}

pub(crate) fn first_char(text: &str) -> u32 {
    text.chars().next().map_or(0, u32::from)
}

/// Returns `true` if a text is a name of XML without colon: what an element or attribute can be called.
pub fn is_nc_name(name: &str) -> bool {
    let start = |c: char| {
        matches!(c, 'A'..='Z' | 'a'..='z' | '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}' | '\u{200d}' | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}')
    };
    let part = |c: char| {
        start(c) || matches!(c, '0'..='9' | '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}')
    };
    let mut chars = name.chars();
    chars.next().is_some_and(start) && chars.all(part)
}

/// Returns `true` if a text is valid between `<?` and `?>`.
pub(crate) fn is_instruction(text: &str) -> bool {
    let target = text.split([' ', '\t', '\n', '\r']).next().unwrap_or_default();
    is_nc_name(target) && !target.eq_ignore_ascii_case("xml") && !text.contains("?>")
}
