//! The record of the desired entity in a document: an element of its own namespace in `<metadata>`.
//!
//! It holds the differences between the entity that a document was generated from and the entity that an import of
//! the document gives: names, profiles, devices that are configured only, and what the host decides.

use domxml_schema::Domain;
use domxml_schema::xml::{self, Tree};
use serde::{Deserialize, Serialize};
use serde_json::Value;

const NAMESPACE: &str = "https://github.com/domxml/domxml/asked/1.0";
const PREFIX: &str = "asked";

/// The differences between the desired entity and the import of its document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct DesiredRecord(pub(crate) Vec<Difference>);

/// A difference between the desired entity and the import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Difference {
    /// Its path: names of members and ids of devices, each behind a slash.
    pub(crate) at: String,
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
        let Some(metadata) = &domain.metadata else { return Ok(None) };
        let Some(element) = metadata.of_namespace(NAMESPACE).next() else { return Ok(None) };
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
        domain.metadata.get_or_insert_default().put(kept);
        Ok(())
    }

    /// All values, each with the path of its difference.
    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.0.iter_mut().flat_map(|difference| {
            let at = difference.at.as_str();
            let values: Vec<&mut Value> = match &mut difference.correction {
                Correction::Add { add } => vec![add],
                Correction::Value { was, is } => vec![was, is],
                Correction::Drop { .. } => Vec::new(),
            };
            values.into_iter().map(move |value| (at, value))
        })
    }
}
