//! Files that are given to the guest, in the JSON form of entities: what initializes a guest has passwords in it.

use serde_json::Value;

use super::HIDDEN;
use super::text::hide_but_references;
use crate::entity::{Step, is_file_member, is_secret_name, visit_texts_mut};

/// Hides the secrets in the JSON form of an entity: the content of files for the guest, values of members whose names
/// say that they are secret, and what looks like a secret in a text.
pub fn redact_value(value: &mut Value) {
    hide_files(value, false);
    visit_texts_mut(value, &mut |path, text| {
        let is_named = path.steps().iter().any(|step| matches!(step, Step::Member(name) if is_secret_name(name)));
        let hidden = if is_named { HIDDEN.to_owned() } else { hide_but_references(text).into_owned() };
        *text = hidden;
    });
}

/// Hides all texts of a value, or those of files only; returns whether there were any.
pub(crate) fn hide_files(value: &mut Value, all: bool) -> bool {
    match value {
        Value::String(text) if all && text != HIDDEN => {
            HIDDEN.clone_into(text);
            true
        }
        Value::Object(members) => {
            let hidden = members
                .iter_mut()
                .filter_map(|(name, member)| hide_files(member, all || is_file_member(name)).then_some(()));
            hidden.count() > 0
        }
        Value::Array(items) => items.iter_mut().filter_map(|item| hide_files(item, all).then_some(())).count() > 0,
        _ => false,
    }
}
