//! Secrets in metadata: the files of payloads, also in the record of the desired VM.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domxml_schema::Domain;
use domxml_schema::path::{Path, Pattern, Step};
use domxml_schema::xml::{Node, Tree, TreeNode};

use super::{HIDDEN, hide_files, is_file_member};
use crate::entity;
use crate::metadata::desired::DesiredRecord;
use crate::metadata::ovirt::{SECRETS, VM_NAMESPACE, VM_PREFIX};

static PATTERNS: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| SECRETS.iter().filter_map(|pattern| pattern.parse().ok()).collect());

/// Returns `true` if the text at a path, with the usual prefixes, is a secret.
pub(super) fn is_secret(path: &Path) -> bool {
    PATTERNS.iter().any(|pattern| pattern.matches(path))
}

/// Puts [`HIDDEN`] in place of the secrets, and returns their paths.
pub(super) fn redact(domain: &mut Domain) -> Vec<Path> {
    let mut paths = files(domain);
    let name = DesiredRecord::name(domain);
    if let (Some(name), Ok(Some(mut record))) = (name, DesiredRecord::read(domain))
        && hide_all(&mut record)
        && record.write(domain).is_ok()
    {
        paths.push(metadata().child(Step::new(name)));
    }
    paths
}

fn metadata() -> Path {
    Path::root("domain").child(Step::new("metadata"))
}

/// Hides the content of files in the record of the desired entity; returns whether there was any.
fn hide_all(record: &mut DesiredRecord) -> bool {
    let values = record.values_mut();
    let is_file = |step: &entity::Step| matches!(step, entity::Step::Member(name) if is_file_member(name));
    let hidden = values.filter_map(|(at, value)| hide_files(value, at.steps().iter().any(is_file)).then_some(()));
    hidden.count() > 0
}

fn files(domain: &mut Domain) -> Vec<Path> {
    let mut paths = Vec::new();
    let Some(metadata_element) = &mut domain.metadata else { return paths };
    for node in &mut metadata_element.nodes {
        let Node::Element(element) = node else { continue };
        if element.namespace().as_deref() != Some(VM_NAMESPACE) {
            continue;
        }
        // Content that was read as XML can be read as a tree; what a program made and is none holds no secret.
        let Ok(mut tree) = element.tree() else { continue };
        let before = paths.len();
        let place = Place { usual: metadata(), written: metadata() };
        below(&mut tree, place, 1, &mut paths);
        if paths.len() > before
            && let Ok(kept) = tree.to_kept(2)
        {
            *element = kept;
        }
    }
    paths
}

/// The path of an element: with the usual prefix of the vocabulary, and with the prefixes of the document.
#[derive(Clone)]
struct Place {
    usual: Path,
    written: Path,
}

/// Hides the secrets in an element, the numbered one of its name in the element at a place. Keys may have no
/// namespace, as older engines wrote them.
fn below(tree: &mut Tree, around: Place, number: usize, paths: &mut Vec<Path>) {
    let place = Place {
        usual: around.usual.child(Step::new(format!("{VM_PREFIX}:{}", tree.name))),
        written: around.written.child(Step::numbered(tree.qualified_name(), number)),
    };
    if is_secret(&place.usual) {
        let text = tree.text();
        if !text.is_empty() && text != HIDDEN {
            tree.nodes = vec![TreeNode::Text(HIDDEN.to_owned())];
            paths.push(place.written);
        }
        return;
    }
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for node in &mut tree.nodes {
        if let TreeNode::Element(child) = node {
            let number = numbers.entry(child.qualified_name()).or_default();
            *number += 1;
            below(child, place.clone(), *number, paths);
        }
    }
}
