//! Secrets among the options of an argument.

use std::borrow::Cow;

use super::text::{hide_but_references, is_reference};
use super::{HIDDEN, is_named};

/// Options whose values are secrets, besides those whose names say so anywhere.
const NAMES: [&str; 1] = ["key"];

/// An argument without the values of its secret options: `secret,id=a,data=...` and its form in JSON.
pub(super) fn hide(argument: &str) -> Cow<'_, str> {
    let trimmed = argument.trim_start();
    if trimmed.starts_with('{') { json(argument) } else { list(argument) }
}

fn is_secret(name: &str, of_secret: bool) -> bool {
    NAMES.contains(&name) || (is_named(name) && !is_reference(name)) || (of_secret && name == "data")
}

/// Options separated by commas; a doubled comma is part of a value.
fn list(argument: &str) -> Cow<'_, str> {
    let of_secret = argument.starts_with("secret,") || argument.contains("qom-type=secret");
    let of_firmware = argument.starts_with("name=");
    let mut hidden = false;
    let mut options: Vec<String> = Vec::new();
    let mut rest = argument;
    while !rest.is_empty() || options.is_empty() {
        let end = end_of_option(rest);
        let option = &rest[..end];
        match option.split_once('=') {
            Some((name, value))
                if (is_secret(name, of_secret) || (of_firmware && name == "string")) && !value.is_empty() =>
            {
                hidden = true;
                options.push(format!("{name}={HIDDEN}"));
            }
            _ => {
                let shown = hide_but_references(option);
                hidden |= shown != option;
                options.push(shown.into_owned());
            }
        }
        if end == rest.len() {
            break;
        }
        rest = &rest[end + 1..];
    }
    if hidden { Cow::Owned(options.join(",")) } else { Cow::Borrowed(argument) }
}

fn end_of_option(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b',' if bytes.get(at + 1) == Some(&b',') => at += 2,
            b',' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn json(argument: &str) -> Cow<'_, str> {
    let Ok(mut value) = serde_json::from_str::<serde_json::Value>(argument) else {
        // What cannot be read may hold anything.
        return if is_named(argument) { Cow::Borrowed(HIDDEN) } else { hide_but_references(argument) };
    };
    let of_secret = value.get("qom-type").and_then(|kind| kind.as_str()).is_some_and(|kind| kind.starts_with("secret"));
    let mut hidden = false;
    hide_members(&mut value, of_secret, &mut hidden);
    if hidden { Cow::Owned(value.to_string()) } else { Cow::Borrowed(argument) }
}

/// As deep as serde_json reads.
fn hide_members(value: &mut serde_json::Value, of_secret: bool, hidden: &mut bool) {
    match value {
        serde_json::Value::Object(members) => {
            for (name, member) in members {
                if is_secret(name, of_secret) && member.is_string() {
                    *member = HIDDEN.into();
                    *hidden = true;
                } else {
                    hide_members(member, of_secret, hidden);
                }
            }
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| hide_members(item, of_secret, hidden)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secret_options_are_hidden_and_references_are_not() {
        for (argument, shown) in [
            ("secret,id=s0,data=abc,format=raw", "secret,id=s0,data=(secret),format=raw"),
            ("secret,id=s0,data=a,,b", "secret,id=s0,data=(secret)"),
            ("file.driver=ssh,password-secret=s0", "file.driver=ssh,password-secret=s0"),
            ("driver=rbd,file.password=x", "driver=rbd,file.password=(secret)"),
            ("data=abc", "data=abc"),
            ("-object", "-object"),
            ("", ""),
        ] {
            assert_eq!(hide(argument), shown);
        }
        let json = r#"{"qom-type":"secret","id":"s0","data":"abc"}"#;
        assert!(!hide(json).contains("abc") && hide(json).contains("s0"));
        assert_eq!(hide(r#"{"driver":"e1000"}"#), r#"{"driver":"e1000"}"#);
        assert_eq!(hide("{\"password\":"), HIDDEN, "damaged");
    }
}
