//! Texts of the user that become values in the document.

use domxml_schema::report::Findings;
use domxml_schema::xml::is_char;
use serde_json::Value;

use crate::generate::problem::Problems as _;
pub(super) use crate::generate::problem::shown;
use crate::template::PlaceholderKind;

/// Calls `look` with each text of a value and its path, and with each key of an object and the object's path.
pub(super) fn each_text(value: &Value, path: &str, look: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::String(text) => look(text, path),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                each_text(item, &format!("{path}[{at}]"), look);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                look(key, path);
                let dot = if path.is_empty() { "" } else { "." };
                each_text(member, &format!("{path}{dot}{key}"), look);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Checks a path on the host: absolute, without control characters, and not like a placeholder, with the
/// leading slash or without.
pub(super) fn path(problems: &mut Findings, field: &str, path: &str) {
    if path.is_empty() {
        return problems.add(field, path, "the path is empty", "give an absolute path");
    }
    if !plain(problems, field, path) {
        return;
    }
    let bare = path.strip_prefix('/').unwrap_or(path);
    if bare.split_once(':').is_some_and(|(word, _)| PlaceholderKind::of_word(word).is_some()) {
        let help = "give the path itself; placeholders are generated where they are needed";
        problems.add(field, path, format!("path `{}` reads as a placeholder", shown(path)), help);
    } else if bare.len() == path.len() {
        problems.add(field, path, format!("path `{}` is not absolute", shown(path)), "begin it with `/`");
    }
}

/// Checks a text for line feeds, tabs and other control characters, and returns whether it has none. Characters
/// that XML cannot represent at all are checked in all texts together.
pub(super) fn plain(problems: &mut Findings, field: &str, text: &str) -> bool {
    let plain = !text.chars().any(|c| c.is_control() && is_char(c));
    if !plain {
        problems.add(field, text, format!("`{}` contains a control character", shown(text)), "remove it");
    }
    plain
}
