//! Texts that readers of YAML 1.1 take for something else.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_saphyr::DoubleQuoted;

/// A value whose texts are quoted where a reader of YAML 1.1 would take them for numbers, dates or merge keys; the
/// serializer quotes what readers of YAML 1.2 would misread, and words such as `yes`.
pub(super) struct Quoted<'a>(pub(super) &'a Value);

impl Serialize for Quoted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::String(text) if is_misread(text) => DoubleQuoted(text).serialize(serializer),
            Value::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(&Quoted(item)))?;
                list.end()
            }
            Value::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(name, member)| map.serialize_entry(name, &Quoted(member)))?;
                map.end()
            }
            scalar => scalar.serialize(serializer),
        }
    }
}

/// Returns `true` if a plain scalar of this text is no text in YAML 1.1.
fn is_misread(text: &str) -> bool {
    matches!(text, "<<" | "=") || is_date(text) || is_number(text)
}

/// Years, months and days, with or without a time behind: `2026-1-31`.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let day = rest.split(['T', 't', ' ']).next().unwrap_or_default();
    year.len() == 4 && is_digits(year) && is_digits(month) && is_digits(day)
}

/// Numbers with underscores, of base 2, 8, 10, 16 or 60: `1_000`, `0b1`, `12:30:45`.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let of = |digits: &str, is_digit: fn(&u8) -> bool| {
        !digits.is_empty() && digits.bytes().all(|byte| byte == b'_' || is_digit(&byte))
    };
    let is_based = |(base, is_digit): (&str, fn(&u8) -> bool)| {
        digits.strip_prefix(base).is_some_and(|digits| of(digits, is_digit))
    };
    let decimal: fn(&u8) -> bool = |byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':');
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') && of(digits, decimal)
        || [
            ("0b", (|byte: &u8| matches!(byte, b'0' | b'1')) as fn(&u8) -> bool),
            ("0x", u8::is_ascii_hexdigit),
            ("0o", u8::is_ascii_digit),
        ]
        .into_iter()
        .any(is_based)
}

#[cfg(test)]
mod tests {
    use crate::entity::{Format, from_value, read, write};
    use serde_json::{Value, json};

    #[test]
    fn texts_stay_texts_for_readers_of_yaml_1_1() {
        for text in [
            "2020-01-01",
            "2020-1-1T10:00:00Z",
            "12:30:45",
            "52:54:00:12:34:56",
            "1_000",
            "0b101",
            "0x1f",
            "0o17",
            "<<",
            "=",
            "1.5",
            ".5",
            "+1",
            "-12:30",
        ] {
            let written = write(&json!({"a": text, "b": [text]}), Format::Yaml);
            assert_eq!(written.matches(&format!("\"{text}\"")).count(), 2, "{written}");
            let again: Value = read(&written, Format::Yaml).expect("it is YAML");
            assert_eq!(again, json!({"a": text, "b": [text]}));
        }
        let plain =
            json!({"id": "7d4e6225-c548-4d76-bbf0-000000000001", "mac": "52:54:00:1a:2b:3c", "v": "4.8-a", "size": 5});
        let written = write(&plain, Format::Yaml);
        assert!(!written.contains(['"', '\'']), "{written}");
        assert_eq!(from_value::<Value>(plain.clone()).ok(), Some(plain));
    }
}
