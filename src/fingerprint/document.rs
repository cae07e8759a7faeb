//! The fingerprint in a document: an element of its own namespace in `<metadata>`.

use std::collections::BTreeMap;

use domxml_schema::Domain;
use domxml_schema::xml::{self, KeptAttribute, Tree};

use super::{Fingerprint, Part, decode, encode};

const NAMESPACE: &str = "https://github.com/domxml/domxml/made-from/2.0";
const PREFIX: &str = "made-from";

/// The namespace of fingerprints whose digests were of each value. Of them the number of the rules counts.
const OLD_NAMESPACE: &str = "https://github.com/domxml/domxml/made-from/1.0";

impl Fingerprint {
    /// The fingerprint that a document carries; none if it carries none.
    ///
    /// # Errors
    ///
    /// An element that should be one and is not.
    pub fn read(domain: &Domain) -> Result<Option<Self>, ReadFingerprintError> {
        let Some(metadata) = &domain.metadata else { return Ok(None) };
        let read = |namespace, has_digests: bool| {
            let mut elements = metadata.of_namespace(namespace);
            let Some(element) = elements.next() else { return Ok(None) };
            if elements.next().is_some() {
                return Err(ReadFingerprintError("it occurs twice".to_owned()));
            }
            let tree = element.tree().map_err(|error| ReadFingerprintError(error.to_string()))?;
            Self::from_tree(&tree, has_digests).map(Some)
        };
        Ok(read(NAMESPACE, true)?.or(read(OLD_NAMESPACE, false)?))
    }

    /// Puts the fingerprint into a document, in place of another.
    ///
    /// # Errors
    ///
    /// A text that XML cannot carry.
    pub fn write(&self, domain: &mut Domain) -> Result<(), xml::Error> {
        let mut element = Tree::in_namespace(PREFIX, NAMESPACE, "entity");
        element.attributes.push(KeptAttribute::new(Part::Rules.name(), &self.rules.to_string()));
        for (part, digest) in &self.digests {
            element.attributes.push(KeptAttribute::new(part.name(), &encode(*digest)));
        }
        let kept = element.to_kept(2)?;
        domain.metadata.get_or_insert_default().put(kept);
        Ok(())
    }

    fn from_tree(tree: &Tree, has_digests: bool) -> Result<Self, ReadFingerprintError> {
        let name = Part::Rules.name();
        let rules = tree.attribute(name);
        let rules = rules.ok_or_else(|| ReadFingerprintError(format!("<{}> has no attribute `{name}`", tree.name)))?;
        let wrong = |name: &str, text: &str| ReadFingerprintError(format!("invalid value `{text}` of `{name}`"));
        let rules = rules.parse().map_err(|_| wrong(name, rules))?;
        let mut digests = BTreeMap::new();
        for part in Part::DIGESTS.into_iter().filter(|_| has_digests) {
            if let Some(text) = tree.attribute(part.name()) {
                digests.insert(part, decode(text).ok_or_else(|| wrong(part.name(), text))?);
            }
        }
        Ok(Self { rules, digests })
    }
}

/// A fingerprint in a document that was tampered with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the fingerprint in <metadata> is damaged: {0}; generate the document again")]
pub struct ReadFingerprintError(String);
