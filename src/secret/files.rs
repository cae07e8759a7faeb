//! Files that are given to the guest, in the JSON form of entities: what initializes a guest has passwords in it.

use serde_json::Value;

use super::HIDDEN;
use crate::entity::is_file_member;

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
