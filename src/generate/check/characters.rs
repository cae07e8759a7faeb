//! Characters that XML cannot carry, in any text of the entity or its context.

use domxml_schema::xml::is_char;
use serde_json::Value;

use crate::entity::canonical;
use crate::generate::input::Input;
use crate::generate::problem::Problems;

/// Looks at all texts; comes last, so that what has its own message already is not named again.
pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    let mut vm = canonical(&*input.vm);
    // What is given to the guest at its first start travels encoded.
    for path in [&["initialization"][..], &["runOnce", "initialization"]] {
        remove(&mut vm, path);
    }
    texts(&vm, String::new(), problems);
    texts(&canonical(input.context), "context".to_owned(), problems);
}

fn remove(value: &mut Value, path: &[&str]) {
    match path {
        [] => {}
        [last] => {
            value.as_object_mut().and_then(|members| members.remove(*last));
        }
        [first, rest @ ..] => {
            if let Some(member) = value.get_mut(first) {
                remove(member, rest);
            }
        }
    }
}

fn texts(value: &Value, path: String, problems: &mut Problems) {
    match value {
        Value::String(text) => characters(text, path, problems),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                texts(item, format!("{path}[{at}]"), problems);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                characters(key, path.clone(), problems);
                let dot = if path.is_empty() { "" } else { "." };
                texts(member, format!("{path}{dot}{key}"), problems);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn characters(text: &str, path: String, problems: &mut Problems) {
    if let Some(c) = text.chars().find(|c| !is_char(*c)) {
        if problems.0.iter().all(|problem| problem.field != path) {
            let message = format!("has the character U+{:04X} in it, which XML cannot carry", u32::from(c));
            problems.add(path, text, message, "take it out");
        }
    }
}
