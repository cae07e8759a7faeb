//! A second, much simpler writer: typed fields and nothing else, all on one line.
//!
//! What it writes is canonical in every value, so that a reader has nothing to keep.

use domxml_schema::types;
use domxml_schema::xml::{Case, FieldKind, Fields, Format, Namespace, Node, Slot};

/// The name spaces that the model knows.
pub const NAMESPACES: [&Namespace; 5] = [&types::QEMU, &types::LXC, &types::XEN, &types::BHYVE, &types::VMWARE];

/// The typed fields of an element as XML, with all known name spaces declared on it.
pub fn typed_only(fields: &dyn Fields, name: &str) -> String {
    let mut out = String::new();
    element(&Frame { fields, parent: None }, name, None, &mut out);
    out
}

struct Frame<'a> {
    fields: &'a dyn Fields,
    parent: Option<&'a Frame<'a>>,
}

impl Frame<'_> {
    fn attribute(&self, up: u8, name: &str) -> Option<String> {
        if up > 0 {
            return self.parent?.attribute(up - 1, name);
        }
        if let Some((_, value)) = self.fields.tag().filter(|(tag, _)| *tag == name) {
            return Some(value.to_owned());
        }
        let fields = self.fields.def().fields.iter().enumerate();
        let mut named = fields.filter(|(_, it)| it.name == name && matches!(it.kind, FieldKind::Attribute(_)));
        let (index, field) = named.next()?;
        match self.fields.slot(index) {
            Slot::Value(slot) if slot.count() > 0 => {
                let mut text = String::new();
                slot.write(0, &mut text, field.format);
                Some(text)
            }
            _ => None,
        }
    }

    fn format(&self, format: Format, decimal_when: &[Case]) -> Format {
        let decimal = decimal_when.iter().any(|case| case.holds(|up, name| self.attribute(up, name).map(Into::into)));
        if decimal { Format::Plain } else { format }
    }
}

fn element(frame: &Frame<'_>, name: &str, namespace: Option<&Namespace>, out: &mut String) {
    let name = qualified(name, namespace);
    out.push_str(&format!("<{name}"));
    if frame.parent.is_none() {
        for Namespace { prefix, uri } in NAMESPACES {
            out.push_str(&format!(" xmlns:{prefix}='{uri}'"));
        }
    }
    if let Some((tag, value)) = frame.fields.tag() {
        out.push_str(&format!(" {tag}='{value}'"));
    }
    let (mut text, mut content) = (String::new(), String::new());
    for (index, field) in frame.fields.def().fields.iter().enumerate() {
        match (field.kind, frame.fields.slot(index)) {
            (kind, Slot::Value(slot)) => {
                for i in 0..slot.count() {
                    let mut value = String::new();
                    slot.write(i, &mut value, frame.format(field.format, field.decimal_when));
                    let value = escaped(&value);
                    match kind {
                        FieldKind::Attribute(_) => out.push_str(&format!(" {}='{value}'", field.name)),
                        FieldKind::Text(_) => text = value,
                        _ => content.push_str(&simple(field.name, field.namespace, &value)),
                    }
                }
            }
            (_, Slot::Flag(true)) => content.push_str(&simple(field.name, field.namespace, "")),
            (_, Slot::Element(slot)) => {
                for child in (0..slot.count()).filter_map(|i| slot.get(i)) {
                    let name = child.element_name().unwrap_or(field.name);
                    element(&Frame { fields: child, parent: Some(frame) }, name, field.namespace, &mut content);
                }
            }
            (_, Slot::Nodes(nodes)) => nodes.iter().for_each(|node| foreign(node, &mut content)),
            _ => {}
        }
    }
    out.push_str(&format!(">{text}{content}</{name}>"));
}

fn simple(name: &str, namespace: Option<&Namespace>, text: &str) -> String {
    let name = qualified(name, namespace);
    format!("<{name}>{text}</{name}>")
}

fn qualified(name: &str, namespace: Option<&Namespace>) -> String {
    namespace.map_or_else(|| name.to_owned(), |namespace| format!("{}:{name}", namespace.prefix))
}

fn foreign(node: &Node, out: &mut String) {
    match node {
        Node::Element(kept) => out.push_str(kept.text()),
        Node::Text(text) => out.push_str(&escaped(text)),
        Node::Comment(text) => out.push_str(&format!("<!--{text}-->")),
        Node::ProcessingInstruction(text) => out.push_str(&format!("<?{text}?>")),
    }
}

fn escaped(text: &str) -> String {
    let pairs = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&apos;"), ("\"", "&quot;")];
    let text = pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace('\n', "&#10;").replace('\t', "&#9;").replace('\r', "&#13;")
}
