//! The values of a tree by their paths.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::entity::visit_scalars;

/// The scalars of a tree, in JSON, by their [`Path`](crate::entity::Path)s in ASCII; null is none.
pub(super) fn parts(tree: &Value) -> BTreeMap<String, String> {
    parts_of("", tree)
}

/// The same of the value at a path.
pub(super) fn parts_of(path: &str, tree: &Value) -> BTreeMap<String, String> {
    let mut parts = BTreeMap::new();
    visit_scalars(tree, &mut |below, scalar| {
        if !scalar.is_null() {
            let below = format!("{below:#}");
            let dot = if path.is_empty() || below.is_empty() || below.starts_with('[') { "" } else { "." };
            parts.insert(format!("{path}{dot}{below}"), scalar.to_string());
        }
    });
    parts
}
