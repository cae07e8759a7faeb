//! The secrets of a domain.

use std::borrow::Cow;
use std::collections::BTreeSet;

use domxml_schema::Domain;
use domxml_schema::path::{Path, Predicate};
use domxml_schema::visit::{Flow, Node, identity, visit, visit_mut};
use domxml_schema::xml::{Extent, Secret};

use super::text::hide_but_references;
use super::{HIDDEN, is_named, metadata, options, unknown};

/// Removes the secrets of a domain, and returns their paths. A value that is a secret as a whole is removed, as
/// libvirt does it; in one that contains secrets, each becomes [`HIDDEN`].
pub fn redact(domain: &mut Domain) -> Vec<Path> {
    let mut paths = Vec::new();
    visit_mut(
        domain,
        "domain",
        |node| secret_in(node).is_some() || has_secret(node),
        |node| {
            match node.field().and_then(|field| field.meaning.secret).map(|secret| secret.extent) {
                Some(Extent::Options) => {
                    let shown = options::hide(node.text()).into_owned();
                    node.set_text(&shown);
                }
                Some(Extent::Whole | Extent::IfNamed) => {
                    node.remove();
                }
                None => {
                    let shown = hide_but_references(node.text()).into_owned();
                    node.set_text(&shown);
                }
            }
            paths.push(node.path().clone());
        },
    );
    paths.extend(metadata::redact(domain));
    paths.extend(unknown::redact(domain));
    paths
}

/// The paths of secrets of the desired domain that the actual one lacks, although it has their devices: its XML
/// was dumped without them, and writing it back loses them.
pub fn missing(desired: &Domain, actual: &Domain) -> Vec<Path> {
    let (mut present, mut devices) = (BTreeSet::new(), BTreeSet::new());
    visit(actual, "domain", |node| {
        if node.is_element() && node.device_index().is_some() && node.ancestors().count() == DEVICE_STEPS - 1 {
            devices.insert(node.path());
        } else if secret_in(node).is_some() {
            present.insert(key(node));
        }
        Flow::Enter
    });
    let mut missing = Vec::new();
    visit(desired, "domain", |node| {
        if secret_in(node).is_some_and(|secret| secret.guarded) {
            let path = node.path();
            if !present.contains(&key(node)) && device_of(&path).is_some_and(|device| devices.contains(&device)) {
                missing.push(path);
            }
        }
        Flow::Enter
    });
    missing
}

/// The names and numbers on the way to a value, and what tells each element apart, also from siblings that only the
/// other domain has.
type Key = (Vec<(String, Option<usize>)>, Vec<Option<Vec<Predicate>>>);

fn key(node: &Node<'_>) -> Key {
    let steps = node.path().steps().iter().map(|step| (step.name.to_string(), step.number)).collect();
    let elements = std::iter::once(node.element()).chain(node.ancestors());
    (steps, elements.map(|element| identity(element).map(|(_, predicates)| predicates)).collect())
}

/// Steps of the path of a device.
const DEVICE_STEPS: usize = 3;

/// The path of the device around a place.
fn device_of(path: &Path) -> Option<Path> {
    let mut device = path.clone();
    while device.attribute().is_some() || device.steps().len() > DEVICE_STEPS {
        device = device.parent()?;
    }
    (device.steps().len() == DEVICE_STEPS).then_some(device)
}

/// Returns `true` if a value that is no secret itself has what looks like one in it.
fn has_secret(node: &Node<'_>) -> bool {
    let is_value = !node.is_element() && node.field().is_some() && node.meaning().secret.is_none();
    is_value && matches!(hide_but_references(&node.text()), Cow::Owned(_))
}

/// The declaration of the secret that a value is or contains.
fn secret_in(node: &Node<'_>) -> Option<Secret> {
    let secret = node.meaning().secret.filter(|_| !node.is_element())?;
    let text = node.text();
    let is_secret = match secret.extent {
        Extent::Whole => true,
        Extent::Options => options::hide(&text) != text,
        Extent::IfNamed => node.element().attribute("name").is_some_and(|name| is_named(&name)),
    };
    (is_secret && !text.is_empty() && text != HIDDEN).then_some(secret)
}
