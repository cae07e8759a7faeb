//! Damage to values of JSON, for documents of the model's form in it.

use super::Choices;

/// Texts that stand for anything: numbers in other notations, pieces of markup, names that are none.
pub const TEXTS: &[&str] = &[
    "",
    " ",
    "x",
    "5",
    "0x5",
    "-1",
    "9007199254740993",
    "99999999999999999999999999999999999999999999",
    "yes",
    "on",
    "other",
    "extra",
    "kind",
    "disk",
    "a b",
    "a='1' b",
    "xmlns",
    "xmlns:a",
    "xml",
    "a:b",
    "--",
    "-",
    "?>",
    "xml version='1.0'",
    "a ?> <b/> <?c",
    "<a/>",
    "<a/><b/>",
    "<a",
    "</domain>",
    "</metadata><metadata>",
    "<p:a xmlns:q='urn:q' q:k='v'/>",
    "<a>&nbsp;</a>",
    "<!DOCTYPE a><a/>",
    "<![CDATA[x]]>",
    "é<",
    "<é",
    "\u{1}",
    "\u{1b}[31m",
    "\u{fffe}",
    "\r\n",
    "line\nline",
    "\u{10400}",
];

/// Breaks a text of JSON in one place: a value becomes another, a key is renamed, goes or comes.
///
/// It works on the text, so that keys may stand twice; the result is JSON again.
pub fn damage(source: &str, choices: &mut Choices<'_>) -> String {
    let tokens = tokens(source);
    let (from, to) = choices.pick(&tokens);
    let is_key = source[to..].trim_start().starts_with(':');
    let text = quoted(choices.pick(TEXTS));
    let (other_from, other_to) = choices.pick(&tokens);
    let other = &source[other_from..other_to];
    let other_is_key = source[other_to..].trim_start().starts_with(':');
    let piece = match (is_key, choices.below(8)) {
        (true, 0 | 1) if other_is_key => other.to_owned(),
        (true, 2) => format!("{text}: 1, {}", &source[from..to]),
        (true, 3) => format!("\"extra\": {{}}, {}", &source[from..to]),
        (true, _) => text,
        (false, 0) => choices.pick(&["null", "true", "false"]).to_owned(),
        (false, 1) => {
            choices.pick(&["0", "-1", "5", "300", "1.5", "1e3", "1e300", "-0", "18446744073709551615"]).to_owned()
        }
        (false, 2) => choices.pick(&["9007199254740993", "18446744073709551616", "99999999999999999999999"]).to_owned(),
        (false, 3) => choices.pick(&["[]", "{}", "[[]]", "[{}]", "{\"extra\": {}}"]).to_owned(),
        (false, 4) => format!("[{}]", &source[from..to]),
        (false, 5) if !other_is_key => other.to_owned(),
        (false, _) => text,
    };
    format!("{}{piece}{}", &source[..from], &source[to..])
}

/// A text as JSON has it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Byte ranges of keys, texts, numbers and words, and of lists and objects as a whole.
fn tokens(source: &str) -> Vec<(usize, usize)> {
    let (mut ranges, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    let bytes = source.as_bytes();
    while at < bytes.len() {
        let start = at;
        match bytes[at] {
            b'{' | b'[' => open.push(at),
            b'}' | b']' => ranges.extend(open.pop().map(|start| (start, at + 1))),
            b'"' => {
                at += 1;
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                ranges.push((start, at + 1));
            }
            b' ' | b'\n' | b',' | b':' => {}
            _ => {
                while at + 1 < bytes.len() && !matches!(bytes[at + 1], b' ' | b'\n' | b',' | b'}' | b']') {
                    at += 1;
                }
                ranges.push((start, at + 1));
            }
        }
        at += 1;
    }
    ranges
}
