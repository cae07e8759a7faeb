//! Texts of the user that become values in the document.

use domxml_schema::xml::is_char;
use serde_json::Value;

use crate::generate::problem::Problems;
pub(super) use crate::generate::problem::shown;
use crate::template::PlaceholderKind;

/// Calls `look` with each text of a value and the path of the place, and with the keys of its members and the path
/// of what has them.
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

/// A path on the host: absolute, without control characters, and nothing that reads as a place-holder,
/// with the slash of a path or without.
pub(super) fn path(problems: &mut Problems, field: &str, path: &str) {
    if !plain(problems, field, path) {
        return;
    }
    let bare = path.strip_prefix('/').unwrap_or(path);
    if bare.split_once(':').is_some_and(|(word, _)| PlaceholderKind::of_word(word).is_some()) {
        let remedy = "give the path itself; place-holders are put in where they are wanted";
        problems.add(field, shown(path), "reads as a place-holder", remedy);
    } else if bare.len() == path.len() {
        problems.add(field, shown(path), "is not an absolute path", "begin it with `/`");
    }
}

/// A text without line feeds, tabs and other control characters; whether it is one. Characters that XML
/// cannot carry at all are looked at for all texts at once.
pub(super) fn plain(problems: &mut Problems, field: &str, text: &str) -> bool {
    let plain = !text.chars().any(|c| c.is_control() && is_char(c));
    if !plain {
        problems.add(field, shown(text), "has a control character", "remove it");
    }
    plain
}
