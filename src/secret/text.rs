//! Secrets in texts of any kind: values behind names that say so, and passwords in addresses.

use std::borrow::Cow;
use std::ops::Range;

#[cfg(feature = "cli")]
use super::is_file_member;
use super::{HIDDEN, is_named};

/// A text with [`HIDDEN`] in place of what looks like a secret: values of attributes, elements, keys and options whose
/// names say so, and passwords in addresses.
pub(crate) fn hide_text(text: &str) -> Cow<'_, str> {
    hide(text, |_| false)
}

/// The same, but names of secrets that are kept elsewhere, as in `password-secret=id`, are no secrets.
pub(super) fn hide_but_references(text: &str) -> Cow<'_, str> {
    hide(text, is_reference)
}

/// Returns `true` if a name says that its value names a secret that is kept elsewhere.
pub(super) fn is_reference(name: &str) -> bool {
    name.ends_with("-secret") || name.ends_with("passwordid")
}

fn hide(text: &str, is_spared: fn(&str) -> bool) -> Cow<'_, str> {
    let found = secrets(text, is_spared);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for Range { start, end } in found {
        out.push_str(&text[at..start]);
        out.push_str(HIDDEN);
        at = end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// The source of a document with asterisks at the bytes of what looks like a secret; none if it may have files for the
/// guest, whose secrets have no names.
#[cfg(feature = "cli")]
pub(crate) fn mask(source: &str) -> Option<String> {
    let names = source.split(|c: char| !is_name_char(c));
    if names.into_iter().any(is_file_member) {
        return None;
    }
    let (mut out, mut at) = (String::with_capacity(source.len()), 0);
    for Range { start, end } in secrets(source, |_| false) {
        out.push_str(&source[at..start]);
        out.extend(source[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { '*' }));
        at = end;
    }
    out.push_str(&source[at..]);
    Some(out)
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// The places of secrets in a text, in order, none in another.
fn secrets(text: &str, is_spared: fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut rest = 0;
    for (start, name) in names(text) {
        if start < rest || !is_named(name) || is_spared(name) {
            continue;
        }
        if let Some(value) = value_behind(text, start, start + name.len()).filter(|value| !value.is_empty()) {
            rest = value.end;
            found.push(value);
        }
    }
    // A password may be in a value that is a secret as a whole, or have one in it.
    found.extend(passwords(text));
    found.sort_by_key(|range| range.start);
    found.dedup_by(|next, range| {
        let overlaps = next.start < range.end;
        range.end = if overlaps { range.end.max(next.end) } else { range.end };
        overlaps
    });
    found.retain(|range| &text[range.clone()] != HIDDEN);
    found
}

/// The names in a text, and where they begin.
fn names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(is_name_char)?;
        let end = text[start..].find(|c| !is_name_char(c)).map_or(text.len(), |length| start + length);
        rest = end;
        Some((start, &text[start..end]))
    })
}

/// The value behind a name, if it has one: up to its closing quote, its end tag, or the end of the word.
fn value_behind(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let behind = text[end..].trim_start_matches([' ', '\t', '"', '\'']);
    let sign = behind.chars().next()?;
    let from = text.len() - behind.len() + 1;
    if sign == '>' {
        // A start tag, not an end tag.
        let length = text[from..].find('<').unwrap_or(text.len() - from);
        return (!text[..start].ends_with('/')).then_some(from..from + length);
    }
    // A colon is behind many things, such as the name of a file.
    let is_key = || text[end..].starts_with(['"', '\'']) || text[start..end].chars().all(char::is_alphanumeric);
    if sign != '=' && (sign != ':' || !is_key()) {
        return None;
    }
    let value = text[from..].trim_start_matches([' ', '\t']);
    let from = text.len() - value.len();
    let (from, is_end): (usize, fn(char) -> bool) = match value.chars().next() {
        Some('"') => (from + 1, |c| matches!(c, '"' | '\n')),
        Some('\'') => (from + 1, |c| matches!(c, '\'' | '\n')),
        _ => (from, |c| c.is_whitespace() || matches!(c, ',' | '&' | '<' | '>' | '"' | '\'' | '`' | '}' | ']')),
    };
    let length = text[from..].find(is_end).unwrap_or(text.len() - from);
    Some(from..from + length)
}

/// The passwords of `user:password@host`, one at most of each word.
fn passwords(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '<' | '>' | '?' | '`' | '=' | ',');
    let mut start = 0;
    text.split_inclusive(is_end).filter_map(move |word| {
        let begin = start;
        start += word.len();
        let (login, _) = word.rsplit_once('@')?;
        let (user, password) = login.split_once(':')?;
        let end = begin + login.len();
        (!user.is_empty() && !password.is_empty()).then(|| end - password.len()..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &[(&str, &str)] = &[
        ("<graphics passwd='abc' port='1'/>", "<graphics passwd='*' port='1'/>"),
        ("<graphics passwd='abc\n<b/>", "<graphics passwd='*\n<b/>"),
        ("<x:password>abc</x:password>", "<x:password>*</x:password>"),
        ("{\"apiKey\": \"abc\", \"name\": 1}", "{\"apiKey\": \"*\", \"name\": 1}"),
        ("rootPassword: abc # x", "rootPassword: * # x"),
        ("password=äb&name=c", "password=*&name=c"),
        ("rbd://u:abc@host/x", "rbd://u:*@host/x"),
        ("user:abc@host", "user:*@host"),
        ("user:abc@def@host", "user:*@host"),
        ("password=u:abc@host", "password=*"),
        ("https://host/x?X-Amz-Signature=abc", "https://host/x?X-Amz-Signature=*"),
        ("user,id=n,smbpass=abc", "user,id=n,smbpass=*"),
        ("pw=abc password=def", "pw=* password=*"),
        ("ds=nocloud;password=abc", "ds=nocloud;password=*"),
        (
            "<name>web</name> at /domain/devices/graphics/@passwd",
            "<name>web</name> at /domain/devices/graphics/@passwd",
        ),
        ("initenv[@name='ROOT_PASSWORD']/@value", "initenv[@name='ROOT_PASSWORD']/@value"),
        ("passwd", "passwd"),
        ("my-secrets.xml:1:2: error", "my-secrets.xml:1:2: error"),
        ("passwd=", "passwd="),
        ("password=(secret)", "password=(secret)"),
    ];

    #[test]
    fn what_looks_like_a_secret_is_hidden_and_nothing_else() {
        for (text, expected) in TEXTS {
            assert_eq!(hide_text(text), expected.replace('*', HIDDEN), "{text}");
            assert_eq!(hide_text(&hide_text(text)), expected.replace('*', HIDDEN), "{text}");
        }
        assert_eq!(hide_but_references("password-secret=s0,password=a"), "password-secret=s0,password=(secret)");
    }

    #[test]
    fn texts_of_any_length_are_searched_once() {
        let long = "@".repeat(1_000_000) + &"a:@".repeat(100_000) + &"u:p@h ".repeat(100_000) + &"pw=".repeat(100_000);
        assert!(hide_text(&long).len() > 1_000_000);
    }

    #[cfg(feature = "cli")]
    #[test]
    fn sources_are_masked_at_their_bytes() {
        for (text, _) in TEXTS {
            let masked = mask(text).expect("no files");
            assert_eq!(masked.len(), text.len());
            assert!(!masked.contains("abc") && !masked.contains("def"), "{masked}");
        }
        assert_eq!(mask("cloudInit: { a: x }"), None);
    }
}
