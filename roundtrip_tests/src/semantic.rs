//! Equality of meaning: the comparison that the round trips are held to.
//!
//! Names count with their name space, attributes in any order, runs of text that are not blank to the
//! letter, children of one name in their order. Blank text, quotes, prefixes and the order between
//! children of different names do not count; below `<metadata>` and `<cookie>` that order counts too.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};

/// All differences, one line each.
pub fn differences(a: &str, b: &str) -> Vec<String> {
    let (a, b) = match (Document::parse(a), Document::parse(b)) {
        (Ok(a), Ok(b)) => (a, b),
        (a, b) => return vec![format!("not comparable: {:?} {:?}", a.err(), b.err())],
    };
    let mut lines = Vec::new();
    compare(a.root_element(), b.root_element(), "", false, &mut lines);
    lines
}

/// Comments and processing instructions, in the order of the document.
pub fn remarks(text: &str) -> Vec<String> {
    let Ok(document) = Document::parse(text) else { return Vec::new() };
    let remark = |node: Node<'_, '_>| match (node.is_comment(), node.pi()) {
        (true, _) => node.text().map(str::to_owned),
        (false, Some(pi)) => Some(format!("?{} {}", pi.target, pi.value.unwrap_or_default())),
        (false, None) => None,
    };
    document.root().descendants().filter_map(remark).collect()
}

fn compare(a: Node<'_, '_>, b: Node<'_, '_>, path: &str, ordered: bool, lines: &mut Vec<String>) {
    let path = format!("{path}/{}", name(a));
    if name(a) != name(b) {
        lines.push(format!("{path}: became {}", name(b)));
        return;
    }
    let (left, right) = (attributes(a), attributes(b));
    for (name, value) in &left {
        match right.get(name) {
            Some(other) if other == value => {}
            Some(other) => lines.push(format!("{path}/@{name}: {value:?} became {other:?}")),
            None => lines.push(format!("{path}/@{name}: {value:?} was lost")),
        }
    }
    for name in right.keys().filter(|name| !left.contains_key(*name)) {
        lines.push(format!("{path}/@{name}: was added"));
    }
    let (left, right) = (texts(a), texts(b));
    if left != right {
        lines.push(format!("{path}: text {left:?} became {right:?}"));
    }
    let ordered = ordered || matches!(a.tag_name().name(), "metadata" | "cookie");
    let (left, right) = (children(a, ordered), children(b, ordered));
    for (name, nodes) in &left {
        let others = right.get(name).map_or(&[][..], Vec::as_slice);
        if nodes.len() != others.len() {
            lines.push(format!("{path}/{name}: {} became {}", nodes.len(), others.len()));
        }
        for (a, b) in nodes.iter().zip(others) {
            compare(*a, *b, &path, ordered, lines);
        }
    }
    for name in right.keys().filter(|name| !left.contains_key(*name)) {
        lines.push(format!("{path}/{name}: was added"));
    }
}

fn name(node: Node<'_, '_>) -> String {
    match node.tag_name().namespace() {
        Some(uri) => format!("{{{uri}}}{}", node.tag_name().name()),
        None => node.tag_name().name().to_owned(),
    }
}

fn attributes(node: Node<'_, '_>) -> BTreeMap<String, String> {
    let name = |attribute: &roxmltree::Attribute<'_, '_>| match attribute.namespace() {
        Some(uri) => format!("{{{uri}}}{}", attribute.name()),
        None => attribute.name().to_owned(),
    };
    node.attributes().map(|attribute| (name(&attribute), attribute.value().to_owned())).collect()
}

/// Runs of text between elements; comments do not interrupt a run.
fn texts(node: Node<'_, '_>) -> Vec<String> {
    let mut runs = vec![String::new()];
    for child in node.children() {
        if child.is_element() {
            runs.push(String::new());
        } else if child.is_text()
            && let (Some(run), Some(text)) = (runs.last_mut(), child.text())
        {
            run.push_str(text);
        }
    }
    runs.retain(|run| !run.trim_matches([' ', '\t', '\r', '\n']).is_empty());
    runs
}

fn children<'a, 'i>(node: Node<'a, 'i>, ordered: bool) -> BTreeMap<String, Vec<Node<'a, 'i>>> {
    let mut groups: BTreeMap<String, Vec<Node<'a, 'i>>> = BTreeMap::new();
    for child in node.children().filter(Node::is_element) {
        let group = if ordered { "*".to_owned() } else { name(child) };
        groups.entry(group).or_default().push(child);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn order_between_names_does_not_count_and_among_them_does() {
        assert!(differences("<a><b/><c x='1' y='2'/></a>", "<a> <c y='2' x='1'/><b/> </a>").is_empty());
        assert_eq!(differences("<a><b i='1'/><b/></a>", "<a><b/><b i='1'/></a>").len(), 2);
    }

    #[test]
    fn a_lost_or_changed_piece_is_named() {
        assert_eq!(differences("<a><b x='1'/></a>", "<a><b/></a>"), ["/a/b/@x: \"1\" was lost"]);
        assert_eq!(differences("<a>1</a>", "<a>2</a>"), ["/a: text [\"1\"] became [\"2\"]"]);
        assert_eq!(differences("<a><b/></a>", "<a/>"), ["/a/b: 1 became 0"]);
    }
}
