//! The record of the desired entity in a document: an element of its own namespace in `<metadata>`.
//!
//! It holds the differences between the entity that a document was generated from and the entity that an import of
//! the document gives: names, profiles, devices that are configured only, and what the host decides.

use domxml_schema::Domain;
use domxml_schema::types::Uuid;
use domxml_schema::xml::{self, KeptElement, Tree};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::entity::{Path, Step};

const NAMESPACE: &str = "https://github.com/domxml/domxml/desired/2.0";
const PREFIX: &str = "desired";
/// Namespace and prefix in documents of earlier versions.
const EARLIER: (&str, &str) = ("https://github.com/domxml/domxml/asked/1.0", "asked");

/// The differences between the desired entity and the import of its document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct DesiredRecord(pub(crate) Vec<Difference>);

/// A difference between the desired entity and the import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Difference {
    /// The path in the entity of the value, or of the item of a list.
    #[serde(deserialize_with = "path")]
    pub(crate) at: Path,
    #[serde(flatten)]
    pub(crate) correction: Correction,
}

/// A correction of the import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Correction {
    /// The desired entity has an item of a list, and the import has not.
    Add { add: Value },
    /// The import has one value, the desired entity another; null is none.
    Value { was: Value, is: Value },
    /// The import has an item of a list, and the desired entity has not.
    Drop { drop: bool },
}

impl DesiredRecord {
    /// The record that a document carries; none if it carries none.
    ///
    /// # Errors
    ///
    /// An element that should be one and is not.
    pub(crate) fn read(domain: &Domain) -> Result<Option<Self>, String> {
        let Some((element, _)) = element(domain) else { return Ok(None) };
        let tree = element.tree().map_err(|error| error.to_string())?;
        serde_json::from_str(&tree.text()).map(Some).map_err(|error| error.to_string())
    }

    /// Puts the record into a document, in place of another.
    ///
    /// # Errors
    ///
    /// A text that XML cannot carry.
    pub(crate) fn write(&self, domain: &mut Domain) -> Result<(), xml::Error> {
        let mut element = Tree::in_namespace(PREFIX, NAMESPACE, "entity");
        element.push_text(&serde_json::to_string(self).unwrap_or_default());
        let kept = element.to_kept(2)?;
        let metadata = domain.metadata.get_or_insert_default();
        metadata.remove_namespace(EARLIER.0);
        metadata.put(kept);
        Ok(())
    }

    /// The name of the element of the record, with its usual prefix.
    pub(crate) fn name(domain: &Domain) -> Option<String> {
        element(domain).map(|(_, prefix)| format!("{prefix}:entity"))
    }

    /// All values, each with the path of its difference.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = (&Path, &mut Value)> {
        self.0.iter_mut().flat_map(|difference| {
            let at = &difference.at;
            let values: Vec<&mut Value> = match &mut difference.correction {
                Correction::Add { add } => vec![add],
                Correction::Value { was, is } => vec![was, is],
                Correction::Drop { .. } => Vec::new(),
            };
            values.into_iter().map(move |value| (at, value))
        })
    }
}

/// The element of the record, with its prefix.
fn element(domain: &Domain) -> Option<(&KeptElement, &'static str)> {
    let metadata = domain.metadata.as_ref()?;
    let of = |(namespace, prefix)| metadata.of_namespace(namespace).next().map(|element| (element, prefix));
    of((NAMESPACE, PREFIX)).or_else(|| of(EARLIER))
}

/// Reads a path. Earlier versions had names of members and ids of devices, each behind a slash.
fn path<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Path, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.strip_prefix('/') {
        Some(steps) => Ok(earlier(steps)),
        None => text.parse().map_err(D::Error::custom),
    }
}

fn earlier(steps: &str) -> Path {
    let mut path = Path::root();
    for (at, step) in steps.split('/').enumerate() {
        let name = step.replace("~1", "/").replace("~0", "~");
        match name.parse() {
            // Lists are members of the whole, and have items with ids or numbers.
            Ok(number) if at == 1 => path.push(Step::Index(number)),
            Err(_) if at == 1 && name.parse::<Uuid>().is_ok() => path.push(Step::Id(name)),
            _ => path.push(Step::Member(name)),
        }
    }
    path
}
