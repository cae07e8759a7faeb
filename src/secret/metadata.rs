//! Secrets in what the engine keeps in `<metadata>`: the files of payloads, also in the record of the desired entity.

use domxml_schema::Domain;
use domxml_schema::xml::{Node, Tree, TreeNode};

use super::{HIDDEN, hide_files, is_file_member};
use crate::metadata::desired::DesiredRecord;
use crate::metadata::ovirt::VM_NAMESPACE;

/// Names from the engine's element down to what is secret.
const STEPS: [&str; 3] = ["device", "payload", "file"];

/// Puts [`HIDDEN`] in place of the files, and says where they stand.
pub(super) fn redact(domain: &mut Domain) -> Vec<String> {
    let mut paths = files(domain);
    if let Ok(Some(mut record)) = DesiredRecord::read(domain)
        && hide_all(&mut record)
        && record.write(domain).is_ok()
    {
        paths.push("/domain/metadata/asked:entity".to_owned());
    }
    paths
}

/// Hides the content of files in the record of the desired entity; returns whether there was any.
fn hide_all(record: &mut DesiredRecord) -> bool {
    let values = record.values_mut();
    let hidden = values.filter_map(|(at, value)| hide_files(value, at.split('/').any(is_file_member)).then_some(()));
    hidden.count() > 0
}

fn files(domain: &mut Domain) -> Vec<String> {
    let mut paths = Vec::new();
    let Some(metadata) = &mut domain.metadata else { return paths };
    for node in &mut metadata.nodes {
        let Node::Element(element) = node else { continue };
        if element.namespace().as_deref() != Some(VM_NAMESPACE) {
            continue;
        }
        // What was read as XML can be read as a tree; what a program made and is none holds no secret.
        let Ok(mut tree) = element.tree() else { continue };
        let before = paths.len();
        let path = format!("/domain/metadata/{}", tree.qualified_name());
        below(&mut tree, &STEPS, &path, &mut paths);
        if paths.len() > before
            && let Ok(kept) = tree.to_kept(2)
        {
            *element = kept;
        }
    }
    paths
}

fn below(tree: &mut Tree, steps: &[&str], path: &str, paths: &mut Vec<String>) {
    let Some((step, rest)) = steps.split_first() else {
        let text = tree.text();
        if !text.is_empty() && text != HIDDEN {
            tree.nodes = vec![TreeNode::Text(HIDDEN.to_owned())];
            paths.push(path.to_owned());
        }
        return;
    };
    let mut number = 0;
    for node in &mut tree.nodes {
        if let TreeNode::Element(child) = node
            && *child.name == **step
        {
            number += 1;
            let name = child.qualified_name();
            let path = if number == 1 { format!("{path}/{name}") } else { format!("{path}/{name}[{number}]") };
            below(child, rest, &path, paths);
        }
    }
}
