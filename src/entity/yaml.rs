//! YAML as a located tree, from the events of the parser.

use std::borrow::Cow;
use std::collections::HashMap;

use domxml_schema::report::{Code, Position};
use granit_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use super::error::duplicate;
use super::node::{Member, Node, NodeKind, Scalar, is_null};
use super::{Error, Path, Step};

/// Levels of lists and mappings.
const DEPTH: usize = 64;

/// Values of a document, those that aliases repeat and those that anchors name among them.
const NODES: usize = 250_000;

/// Bytes of all texts together.
const SIZE: usize = 64 << 20;

/// Reads a text that holds one document.
pub(super) fn parse(text: &str) -> Result<Node, Error> {
    let options = granit_parser::options! { emit_comments: false };
    let mut builder = Builder::default();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| {
            let at = position(error.marker(), error.marker());
            builder.error(Code::ILL_FORMED, &at, error.info())
        })?;
        builder.take(event, position(&span.start, &span.end))?;
    }
    let nothing = || Node::scalar(Position::at(1, 1), Scalar::Plain(String::new()));
    Ok(builder.root.unwrap_or_else(nothing))
}

fn position(start: &Marker, end: &Marker) -> Position {
    let range = start.byte_offset().unwrap_or_default()..end.byte_offset().unwrap_or_default();
    Position { range, line: start.line(), column: start.col() + 1 }
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    size: usize,
}

/// A list or mapping that has not ended.
struct Open {
    node: Node,
    anchor: usize,
    /// Of a mapping, the key whose value is next.
    key: Option<Node>,
    /// Of a mapping, its keys and their lines.
    keys: HashMap<String, usize>,
    /// Of a mapping, the values of its merge keys.
    merged: Vec<Node>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, at: Position) -> Result<(), Error> {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self.error(Code::ILL_FORMED, &at, "a second document begins here, expected one only"));
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.count(&at, 1, text.len())?;
                let node = self.scalar(at, text, style, tag.as_deref())?;
                self.add(node, anchor)?;
            }
            Event::SequenceStart(_, anchor, tag) => self.open(at, NodeKind::Sequence(Vec::new()), anchor, tag)?,
            Event::MappingStart(_, anchor, tag) => self.open(at, NodeKind::Mapping(Vec::new()), anchor, tag)?,
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let anchor = open.anchor;
                    self.add(open.finish(), anchor)?;
                }
            }
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor).cloned() else {
                    return Err(self.error(Code::ILL_FORMED, &at, "the alias refers to a value that contains it"));
                };
                let extent = Extent::of(&node);
                if self.open.len() + extent.depth > DEPTH {
                    return Err(self.too_deep(&at));
                }
                self.count(&at, extent.nodes, extent.size)?;
                self.add(node, 0)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds a complete node to what it is in.
    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Error> {
        if anchor != 0 {
            let extent = Extent::of(&node);
            self.count(&node.position, extent.nodes, extent.size)?;
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match (&mut open.node.kind, open.key.take()) {
            (NodeKind::Sequence(items), _) => items.push(node),
            (NodeKind::Mapping(members), Some(key)) => match is_merge(&key) {
                false => members.push(Member { key, value: node }),
                true if can_be_merged(&node) => open.merged.push(node),
                true => {
                    let message = "`<<` takes a mapping or a list of mappings";
                    let path = self.path().member("<<");
                    return Err(Error::new(Code::WRONG_TYPE, message, &path, &node.position));
                }
            },
            (NodeKind::Mapping(_), None) => return self.add_key(node),
            (NodeKind::Scalar(_), _) => {}
        }
        Ok(())
    }

    fn add_key(&mut self, key: Node) -> Result<(), Error> {
        let at = key.position.clone();
        let Some(name) = key.text().map(str::to_owned) else {
            return Err(self.error(Code::WRONG_TYPE, &at, "the key of a member must be a text"));
        };
        // What is merged may be given in several places.
        let merge = is_merge(&key);
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        open.key = Some(key);
        match open.keys.insert(name.clone(), at.line) {
            Some(line) if !merge => {
                open.key = None;
                Err(duplicate(&self.path(), &name, &at, line))
            }
            _ => Ok(()),
        }
    }

    fn open(&mut self, at: Position, kind: NodeKind, anchor: usize, tag: Option<Cow<'_, Tag>>) -> Result<(), Error> {
        self.count(&at, 1, 0)?;
        if self.open.len() == DEPTH {
            return Err(self.too_deep(&at));
        }
        let tag = tag.and_then(|tag| application_tag(&tag, &at));
        let node = Node { tag, ..Node::new(at, kind) };
        self.open.push(Open { node, anchor, key: None, keys: HashMap::new(), merged: Vec::new() });
        Ok(())
    }

    fn scalar(&self, at: Position, text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>) -> Result<Node, Error> {
        let text = text.into_owned();
        let Some(tag) = tag else {
            let plain = style == ScalarStyle::Plain;
            return Ok(Node::scalar(at, if plain { Scalar::Plain(text) } else { Scalar::Quoted(text) }));
        };
        let scalar = match (tag.core_suffix(), tag.suffix()) {
            (Some("str"), _) | (None, "!") => Some(Scalar::Text(text)),
            (Some("null"), _) => is_null(&text).then_some(Scalar::Null),
            (Some("bool" | "int" | "float"), _) => Scalar::Plain(text).guess(),
            (Some(_), _) => None,
            (None, _) if style == ScalarStyle::Plain => Some(Scalar::Plain(text)),
            (None, _) => Some(Scalar::Quoted(text)),
        };
        let Some(scalar) = scalar else {
            return Err(self.error(
                Code::WRONG_TYPE,
                &at,
                format!("the scalar is not of the type of its tag, `{}`", tag.original()),
            ));
        };
        let tag = application_tag(tag, &at);
        Ok(Node { tag, ..Node::scalar(at, scalar) })
    }

    fn count(&mut self, at: &Position, nodes: usize, size: usize) -> Result<(), Error> {
        self.nodes += nodes;
        self.size += size;
        if self.nodes > NODES {
            return Err(self.error(Code::TOO_LARGE, at, format!("the document has more than {NODES} values")));
        }
        if self.size > SIZE {
            return Err(self.error(
                Code::TOO_LARGE,
                at,
                format!("the texts of the document have more than {SIZE} bytes"),
            ));
        }
        Ok(())
    }

    fn too_deep(&self, at: &Position) -> Error {
        self.error(Code::TOO_DEEP, at, format!("lists and mappings are nested deeper than {DEPTH} levels"))
    }

    fn error(&self, code: Code, at: &Position, message: impl Into<String>) -> Error {
        Error::new(code, message, &self.path(), at)
    }

    /// The path of what is being read.
    fn path(&self) -> Path {
        let step = |open: &Open| match &open.node.kind {
            NodeKind::Sequence(items) => Some(Step::Index(items.len())),
            _ => open.key.as_ref().and_then(Node::text).map(|key| Step::Member(key.to_owned())),
        };
        self.open.iter().map_while(step).collect()
    }
}

impl Open {
    /// The complete node, with what is merged into it: its own members go first, then what is given first.
    fn finish(mut self) -> Node {
        if let NodeKind::Mapping(members) = &mut self.node.kind {
            for source in self.merged {
                let sources = match source.kind {
                    NodeKind::Sequence(items) => items,
                    kind => vec![Node::new(source.position, kind)],
                };
                for source in sources {
                    let NodeKind::Mapping(others) = source.kind else { continue };
                    let new = |member: &Member| self.keys.insert(member.name().to_owned(), 0).is_none();
                    members.extend(others.into_iter().filter(new));
                }
            }
        }
        self.node
    }
}

/// Returns `true` if a key is the merge key of YAML 1.1, whose value gives further members.
fn is_merge(key: &Node) -> bool {
    key.tag.is_none() && matches!(&key.kind, NodeKind::Scalar(Scalar::Plain(text)) if text == "<<")
}

fn can_be_merged(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Mapping(_) => true,
        NodeKind::Sequence(items) => items.iter().all(can_be_merged),
        NodeKind::Scalar(scalar) => scalar.is_null(),
    }
}

/// The name of an application's tag, `!name`.
fn application_tag(tag: &Tag, at: &Position) -> Option<Box<Node>> {
    let name = Some(tag.suffix()).filter(|name| tag.core_suffix().is_none() && *name != "!")?;
    Some(Box::new(Node::scalar(at.clone(), Scalar::Text(name.to_owned()))))
}

/// The size of a node.
#[derive(Default)]
struct Extent {
    nodes: usize,
    size: usize,
    /// Levels of lists and mappings.
    depth: usize,
}

impl Extent {
    fn of(node: &Node) -> Self {
        let size = node.text().map_or(0, str::len);
        let parts: Vec<&Node> = match &node.kind {
            NodeKind::Scalar(_) => return Self { nodes: 1, size, depth: 0 },
            NodeKind::Sequence(items) => items.iter().collect(),
            NodeKind::Mapping(members) => members.iter().flat_map(|member| [&member.key, &member.value]).collect(),
        };
        let whole = Self { nodes: 1, size, depth: 1 };
        parts.into_iter().map(Self::of).fold(whole, |sum, part| Self {
            nodes: sum.nodes + part.nodes,
            size: sum.size + part.size,
            depth: sum.depth.max(part.depth + 1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Format;

    /// The tree without locations, as JSON would be read.
    fn value(text: &str) -> Result<serde_json::Value, String> {
        Node::parse(text, Format::Yaml).and_then(|node| node.deserialize()).map_err(|error| error.to_string())
    }

    #[test]
    fn aliases_repeat_values() {
        let text = "a: &x { b: 1, c: &y [1, 2] }\nd: *x\ne: *y\n? &k f\n: 1\ng: *k";
        let expected = serde_json::json!({
            "a": {"b": 1, "c": [1, 2]}, "d": {"b": 1, "c": [1, 2]}, "e": [1, 2], "f": 1, "g": "f",
        });
        assert_eq!(value(text), Ok(expected));
        assert_eq!(
            value("a: &x [*x]"),
            Err("1:8: error[ill-formed]: the alias refers to a value that contains it at a[0]".to_owned())
        );
        assert!(value("a: *x").is_err_and(|error| error.starts_with("1:4: ")));
    }

    #[test]
    fn merge_keys_give_further_members() {
        let text = "base: &b { x: 1, y: 2 }\nmore: &m { y: 3, z: 4, <<: *b }\none: { x: 0, <<: [*m, *b] }\ntwo: { <<: *b, <<: *m, <<: ~ }";
        let value = value(text).expect("it is right");
        assert_eq!(value["one"], serde_json::json!({"x": 0, "y": 3, "z": 4}));
        assert_eq!(value["two"], serde_json::json!({"x": 1, "y": 2, "z": 4}));
        let theirs: serde_json::Value = serde_saphyr::from_str(text).expect("it is right");
        assert_eq!(value, theirs);
        let error = Node::parse("a: { <<: 1 }", Format::Yaml).expect_err("it is wrong").to_string();
        assert_eq!(error, "1:10: error[wrong-type]: `<<` takes a mapping or a list of mappings at a.<<");
    }

    #[test]
    fn documents_are_single() {
        for text in ["", "---", "# nothing", "---\n...\n", "\u{feff}~"] {
            assert_eq!(value(text), Ok(serde_json::Value::Null), "{text}");
        }
        assert_eq!(
            value("a: 1\n---\nb: 2"),
            Err("2:1: error[ill-formed]: a second document begins here, expected one only".to_owned())
        );
        assert_eq!(value("--- { a: 1 }\n...\n"), Ok(serde_json::json!({"a": 1})));
    }

    #[test]
    fn keys_are_texts_and_unique() {
        let error =
            "4:5: error[duplicate-key]: duplicate key `b` at a[1].b; help: keep one of them, the other is at line 3";
        assert_eq!(value("a:\n- { b: 1 }\n- { b: 1,\n    b: 2 }"), Err(error.to_owned()));
        assert_eq!(value("? [a]\n: 1"), Err("1:3: error[wrong-type]: the key of a member must be a text".to_owned()));
        assert!(value("{ 'a': 1, a: 2 }").is_err_and(|error| error.starts_with("1:11: error[duplicate-key]: ")));
    }

    #[test]
    fn tags_tell_the_type_of_a_scalar() {
        let expected = serde_json::json!(["5", 5, true, null, "no", "x", ["z"]]);
        assert_eq!(value("[!!str 5, !!int '5', !!bool yes, !!null ~, ! no, !own x, !own [z]]"), Ok(expected));
        let error = "1:8: error[wrong-type]: the scalar is not of the type of its tag, `!!int`".to_owned();
        assert_eq!(value("!!int  x"), Err(error));
    }

    #[test]
    fn hostile_documents_are_refused() {
        let laughs = (1..9).fold("- &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, n| {
            text + &format!("- &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "))
        });
        assert!(value(&laughs).is_err_and(|error| error.contains("more than 250000 values")));
        let deep = format!("{}{}", "[".repeat(65), "]".repeat(65));
        let error = "1:65: error[too-deep]: lists and mappings are nested deeper than 64 levels at [0]";
        assert!(value(&deep).is_err_and(|found| found.starts_with(error)));
        let fits = format!("{}{}", "[".repeat(64), "]".repeat(64));
        assert!(value(&fits).is_ok());
        let alias = format!("- &a {}{}\n- {}*a{}", "[".repeat(40), "]".repeat(40), "[".repeat(40), "]".repeat(40));
        assert!(value(&alias).is_err_and(|error| error.contains("nested deeper")));
        assert!(value(&"{a: ".repeat(100_000)).is_err());
        assert!(value(&"- ".repeat(100_000)).is_err());
    }
}
