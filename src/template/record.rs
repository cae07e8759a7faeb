//! The record of a template's placeholders, which travels in its document.
//!
//! ```xml
//! <metadata>
//!   <template:open xmlns:template="https://github.com/domxml/domxml/template/1.0">
//!     <template:slot path="/domain/devices/lease/target/@offset">LEASE-OFFSET:web:red</template:slot>
//!   </template:open>
//! </metadata>
//! ```

use std::collections::BTreeMap;

use domxml_schema::Domain;
use domxml_schema::domain::Metadata;
use domxml_schema::xml::{Error, KeptAttribute, NamespaceDecl, Node, Tree, TreeNode};

/// Namespace of the record.
pub const NAMESPACE: &str = "https://github.com/domxml/domxml/template/1.0";

const PREFIX: &str = "template";

/// Placeholders by their numbered paths.
pub(super) type Record = BTreeMap<String, String>;

/// Removes the record from a domain and returns it; nothing if there is none.
pub(super) fn take(domain: &mut Domain) -> Result<Option<Record>, Error> {
    let Some(metadata) = &mut domain.metadata else { return Ok(None) };
    let elements = metadata.remove_namespace(NAMESPACE);
    if elements.is_empty() {
        return Ok(None);
    }
    if metadata.nodes.is_empty() && metadata.extra.is_empty() {
        domain.metadata = None;
    }
    let mut record = Record::new();
    for element in elements {
        for slot in element.tree()?.elements().filter(|slot| slot.is(Some(NAMESPACE), "slot")) {
            record.insert(slot.attribute("path").unwrap_or_default().to_owned(), slot.text());
        }
    }
    Ok(Some(record))
}

/// Adds the record to `<metadata>`.
pub(super) fn put(domain: &mut Domain, record: &Record) -> Result<(), Error> {
    let mut open = Tree::in_namespace(PREFIX, NAMESPACE, "open");
    open.declarations.push(NamespaceDecl { prefix: PREFIX.into(), uri: NAMESPACE.into() });
    for (path, placeholder) in record {
        let mut slot = Tree::in_namespace(PREFIX, NAMESPACE, "slot");
        slot.attributes.push(KeptAttribute::new("path", path));
        slot.push_text(placeholder);
        open.nodes.push(TreeNode::Element(slot));
    }
    domain.metadata.get_or_insert_with(Metadata::default).nodes.push(Node::Element(open.to_kept(2)?));
    Ok(())
}
