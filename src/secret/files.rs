//! Files that are given to the guest, in the JSON form of entities: what initializes a guest has passwords in it.

use serde_json::Value;

use super::HIDDEN;

/// Members of an entity that hold the content of files, by path or alone.
const MEMBERS: [&str; 4] = ["cloudInit", "files", "ignition", "sysprep"];

/// Returns `true` if a step of a path is a member that holds the content of files.
pub(crate) fn is_file_member(step: &str) -> bool {
    MEMBERS.contains(&step)
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
