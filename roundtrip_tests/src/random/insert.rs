//! Things that no model knows, put anywhere into a document that stays well-formed.

use roxmltree::{Document, Node};

use super::Choices;

/// Puts one thing somewhere; `mark` makes its names differ from those put in before.
///
/// # Panics
/// If the document is not well-formed.
pub fn one(source: &str, mark: usize, choices: &mut Choices<'_>) -> String {
    let document = Document::parse(source).unwrap_or_else(|error| panic!("{error} in {source}"));
    let root = document.root_element();
    let elements: Vec<Node<'_, '_>> = root.descendants().filter(Node::is_element).collect();
    let element = choices.pick(&elements);
    let value = choices.pick(&["v", "", "&lt;&amp;&gt;", "&quot;é&apos;", "a&#10;b&#9;c", " x  y ", "&#x10400;"]);
    let kind = choices.below(14);
    let (at, piece) = match kind {
        0 => (end_of_name(source, element), format!(" x-odd{mark}='{value}'")),
        1 if !binds(element, &format!("f{mark}")) => {
            (end_of_name(source, element), format!(" xmlns:f{mark}='urn:f' f{mark}:odd{mark}=\"{value}\""))
        }
        // A prefix that the document may use means something else from here on.
        2 => {
            let prefix = choices.pick(&["qemu", "xen", "f0", "f1", "p"]);
            if binds(element, prefix) {
                (source.len(), format!("<!--{mark}-->"))
            } else {
                (end_of_name(source, element), format!(" xmlns:{prefix}='urn:other{mark}'"))
            }
        }
        3 => (end_of_name(source, element), format!(" xml:lang{mark}='{value}'")),
        4 => return outside(source, root, mark, choices),
        5 if element != root => {
            // A copy of a known element behind or before it, or at the end of its parent.
            let copy = &source[element.range()];
            let parent = element.parent_element().unwrap_or(root);
            let end = places(source, parent).pop().unwrap_or(element.range().end);
            (choices.pick(&[element.range().end, element.range().start, end]), copy.to_owned())
        }
        6 if element != root => {
            // A known element behind all its siblings.
            let parent = element.parent_element().unwrap_or(root);
            let end = places(source, parent).pop().unwrap_or(element.range().end);
            let (from, to) = (element.range().start, element.range().end);
            return format!("{}{}{}{}", &source[..from], &source[to..end], &source[from..to], &source[end..]);
        }
        _ => return inside(source, element, &content(mark, value, choices), choices),
    };
    let mut out = source.to_owned();
    out.insert_str(at, &piece);
    out
}

/// Returns `true` if a prefix is bound at an element, there or further out.
fn binds(element: Node<'_, '_>, prefix: &str) -> bool {
    element.namespaces().any(|namespace| namespace.name() == Some(prefix))
}

/// Something to stand among the children of an element.
fn content(mark: usize, value: &str, choices: &mut Choices<'_>) -> String {
    let odd = choices.pick(&[
        "stray",
        "<!-- remark MARK -->",
        "<?app remark MARK?>",
        "<x-odd k='VALUE'/>",
        "<x-odd>VALUE<name/>\n   <!--inner MARK-->text<?inner MARK?></x-odd>",
        "<f:odd xmlns:f='urn:f' f:k='VALUE' k='2'><f:a/><b/></f:odd>",
        "<odd xmlns='urn:d'><a k=\"VALUE\"/></odd>",
        "<![CDATA[<raw> & VALUE]]>",
        "  two  words VALUE\n",
        "<name>again</name>",
        "<!----><?a?>",
        "VALUE<!-- between MARK -->VALUE",
        "<source file='/odd'/>",
        "\u{a0}",
        "<!-- first --><x-odd/>\n<?second?>\n\t<model/>",
    ]);
    odd.replace("MARK", &mark.to_string()).replace("VALUE", value)
}

/// Comments and processing instructions are all that may stand around the root.
fn outside(source: &str, root: Node<'_, '_>, mark: usize, choices: &mut Choices<'_>) -> String {
    let remark = choices.pick(&["<!-- around MARK -->", "<?around MARK?>", "\n<!--around\n  MARK-->\n"]);
    let at = choices.pick(&[root.range().start, root.range().end, source.len()]);
    format!("{}{}{}", &source[..at], remark.replace("MARK", &mark.to_string()), &source[at..])
}

fn inside(source: &str, element: Node<'_, '_>, piece: &str, choices: &mut Choices<'_>) -> String {
    let places = places(source, element);
    if places.is_empty() {
        let end = element.range().end;
        let name = &source[element.range().start + 1..end_of_name(source, element)];
        return format!("{}>{piece}</{name}>{}", &source[..end - "/>".len()], &source[end..]);
    }
    let at = choices.pick(&places);
    format!("{}{piece}{}", &source[..at], &source[at..])
}

/// Offset behind the name in the start tag.
fn end_of_name(source: &str, element: Node<'_, '_>) -> usize {
    let start = element.range().start;
    let name = source[start..].find([' ', '\t', '\r', '\n', '/', '>']);
    start + name.unwrap_or_default()
}

/// Offsets at which content may stand: behind the start tag, around children, in the middle of text,
/// before the end tag; none if there is an empty-element tag.
fn places(source: &str, element: Node<'_, '_>) -> Vec<usize> {
    let text = &source[element.range()];
    let start = element.range().start;
    let Some(end_of_start) = end_of_start_tag(text).filter(|at| !text[..*at].ends_with("/>")) else {
        return Vec::new();
    };
    let Some(end) = text.rfind("</") else {
        return Vec::new();
    };
    let mut places = vec![start + end_of_start];
    for child in element.children().filter(|child| !child.is_text()) {
        places.extend([child.range().start, child.range().end]);
    }
    if element.children().all(|child| child.is_text()) && !text[end_of_start..end].contains(['&', '<']) {
        let middle = (start + end_of_start + start + end) / 2;
        places.extend((middle..start + end).find(|at| source.is_char_boundary(*at)));
    }
    places.push(start + end);
    places
}

fn end_of_start_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::numbers;

    #[test]
    fn every_result_is_well_formed_and_differs() {
        let source = "<a k='>'>te xt<b/><!-- c --><c>d</c></a>";
        for seed in 0..500 {
            let result = one(source, 1, &mut Choices::new(&numbers(seed, 12)));
            assert!(Document::parse(&result).is_ok(), "{result}");
            assert!(result != source || source.ends_with("</c></a>"), "{result}");
        }
    }
}
