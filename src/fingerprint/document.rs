//! The fingerprint in a document: an element of its own namespace in `<metadata>`.

use domxml_schema::Domain;
use domxml_schema::xml::{self, KeptAttribute, Tree, TreeNode};

use super::Fingerprint;

const NAMESPACE: &str = "https://github.com/domxml/domxml/made-from/1.0";
const PREFIX: &str = "made-from";

impl Fingerprint {
    /// The fingerprint that a document carries; none if it carries none.
    ///
    /// # Errors
    ///
    /// An element that should be one and is not.
    pub fn read(domain: &Domain) -> Result<Option<Self>, ReadFingerprintError> {
        let Some(metadata) = &domain.metadata else { return Ok(None) };
        let mut elements = metadata.of_namespace(NAMESPACE);
        let Some(element) = elements.next() else { return Ok(None) };
        if elements.next().is_some() {
            return Err(ReadFingerprintError("there are two of them".to_owned()));
        }
        let tree = element.tree().map_err(|error| ReadFingerprintError(error.to_string()))?;
        Self::from_tree(&tree).map(Some)
    }

    /// Puts the fingerprint into a document, in place of another.
    ///
    /// # Errors
    ///
    /// A text that XML cannot carry.
    pub fn write(&self, domain: &mut Domain) -> Result<(), xml::Error> {
        let kept = self.tree().to_kept(2)?;
        domain.metadata.get_or_insert_default().put(kept);
        Ok(())
    }

    fn tree(&self) -> Tree {
        let element = |name: &str| Tree::in_namespace(PREFIX, NAMESPACE, name);
        let mut root = element("entity");
        root.attributes.push(KeptAttribute::new("rules", &self.rules.to_string()));
        root.attributes.push(KeptAttribute::new("digest", &self.digest));
        let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
        for (path, digest) in &self.parts {
            let (group, name) = path.rsplit_once('.').unwrap_or(("", path));
            match groups.iter_mut().find(|(known, _)| *known == group) {
                Some((_, values)) => values.push(format!("{name}={digest}")),
                None => groups.push((group, vec![format!("{name}={digest}")])),
            }
        }
        for (path, values) in groups {
            let mut part = element("part");
            part.attributes.push(KeptAttribute::new("path", path));
            part.push_text(&values.join(" "));
            root.nodes.push(TreeNode::Element(part));
        }
        root
    }

    fn from_tree(tree: &Tree) -> Result<Self, ReadFingerprintError> {
        let attribute = |tree: &Tree, name: &str| {
            let missing = || ReadFingerprintError(format!("<{}> has no attribute `{name}`", tree.name));
            tree.attribute(name).map(str::to_owned).ok_or_else(missing)
        };
        let rules = attribute(tree, "rules")?;
        let rules = rules.parse().map_err(|_| ReadFingerprintError(format!("rules `{rules}` is no number")))?;
        let mut parts = std::collections::BTreeMap::new();
        for part in tree.elements() {
            let group = attribute(part, "path")?;
            for value in part.text().split_ascii_whitespace() {
                let wrong = || ReadFingerprintError(format!("`{value}` is not a name and its digest"));
                let (name, digest) = value.rsplit_once('=').ok_or_else(wrong)?;
                let path = if group.is_empty() { name.to_owned() } else { format!("{group}.{name}") };
                parts.insert(path, digest.to_owned());
            }
        }
        Ok(Self { rules, digest: attribute(tree, "digest")?, parts })
    }
}

/// A fingerprint in a document that was tampered with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record in <metadata> of what the document was made from is damaged: {0}; generate it again")]
pub struct ReadFingerprintError(String);
