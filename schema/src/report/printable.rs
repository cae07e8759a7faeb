//! Texts of documents as terminals and logs may see them.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text in which nothing has an effect on a terminal or breaks a line: control characters, separators of lines and
/// paragraphs, and characters that change the direction of text are escaped, as `\u{1b}`.
///
/// ```
/// use domxml_schema::report::printable;
///
/// assert_eq!(printable("web"), "web");
/// assert_eq!(printable("a\nb \u{1b}]0;title\u{7} \u{202e}"), r"a\nb \u{1b}]0;title\u{7} \u{202e}");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_active) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.extend(c.escape_default()),
            c if is_active(c) => drop(write!(out, "\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A [`printable`] text of at most so many bytes; if it is longer, its end is `...`.
pub fn printable_within(text: &str, most: usize) -> Cow<'_, str> {
    // What is cut need not be looked at.
    let whole = printable(floor(text, most));
    if text.len() <= most && whole.len() <= most {
        return whole;
    }
    Cow::Owned(format!("{}...", floor(&whole, most.saturating_sub(3))))
}

/// The beginning of a text, of at most so many bytes.
fn floor(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Returns `true` if a character is not just shown.
pub fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts_on_a_terminal() {
        for code in (0..=0x20u32).chain(0x7f..=0xa0).chain([0x61c]).chain(0x2000..=0x2070) {
            let c = char::from_u32(code).expect("a character");
            let text = format!("a{c}b");
            let shown = printable(&text);
            assert!(!shown.chars().any(is_active), "{shown:?}");
            assert_eq!(shown == text, !is_active(c), "{code:x}");
        }
        assert_eq!(printable("\u{9b}31m \u{2028} \u{2066} \r"), r"\u{9b}31m \u{2028} \u{2066} \r");
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(printable_within("abcdef", 6), "abcdef");
        assert_eq!(printable_within("abcdefg", 6), "abc...");
        assert_eq!(printable_within("äääää", 6), "ä...");
        assert_eq!(printable_within("\u{1b}\u{1b}", 8), "\\u{1b...");
        assert_eq!(printable_within("a", 0), "...");
    }
}
