//! Documents as located trees: every value with its position in the text.

use domxml_schema::report::Position;
use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

use super::deserialize::Reader;
use super::{Error, Format, Path, json, yaml};

/// A value of a document in YAML or JSON, with its position.
///
/// ```
/// use domxml::entity::{Format, Node};
///
/// let node = Node::parse("name: web\nmemory: { sizeMb: 2048 }\n", Format::Yaml)?;
/// let position = node.position_of(&"memory.sizeMb".parse()?);
/// assert_eq!((position.line, position.column), (2, 19));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The place where the value begins; the default if it comes from no text.
    pub position: Position,
    /// The value.
    pub kind: NodeKind,
    /// The name of an application's tag in YAML, `!name`: a scalar at the same position.
    pub(super) tag: Option<Box<Node>>,
}

/// The value of a [`Node`].
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// A text, a number, a boolean or null.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Members by name, in the order of the document; names are unique.
    Mapping(Vec<Member>),
}

/// A scalar as it is written. In YAML the type that is asked for decides what a scalar is, so its text is kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// `null` in JSON.
    Null,
    /// `true` or `false` in JSON.
    Bool(bool),
    /// A number in JSON.
    Number(Number),
    /// A text that is nothing else: in JSON, or tagged `!!str` in YAML.
    Text(String),
    /// A text in YAML without quotes.
    Plain(String),
    /// A text in YAML in quotes or as a block, or the name of a member in JSON. It is read as a number or a boolean
    /// where one is asked for.
    Quoted(String),
}

/// A member of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The name, always a scalar.
    pub key: Node,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Reads a document. Positions are those in the text behind a byte order mark.
    ///
    /// # Errors
    ///
    /// A text that is not of the format, a key that occurs twice in a mapping, several documents, and more than the
    /// limits: in YAML 64 levels, 250,000 values and 64 MiB of text, aliases expanded; in JSON 128 levels.
    pub fn parse(text: &str, format: Format) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match format {
            Format::Json => json::parse(text),
            Format::Yaml => yaml::parse(text),
        }
    }

    /// Converts the tree to a value.
    ///
    /// # Errors
    ///
    /// An unknown or missing member, a value of another type: with its path and position.
    pub fn deserialize<T: DeserializeOwned>(&self) -> Result<T, Error> {
        T::deserialize(Reader(self)).map_err(|failure| failure.into_error(&self.position))
    }

    /// The position of the value at a path; if there is no such value, of the nearest one around it.
    pub fn position_of(&self, path: &Path) -> &Position {
        &path.deepest(self).position
    }

    /// The text of a scalar that has one.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar(Scalar::Text(text) | Scalar::Plain(text) | Scalar::Quoted(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn new(position: Position, kind: NodeKind) -> Self {
        Self { position, kind, tag: None }
    }

    pub(super) fn scalar(position: Position, scalar: Scalar) -> Self {
        Self::new(position, NodeKind::Scalar(scalar))
    }
}

impl Member {
    /// The name.
    pub fn name(&self) -> &str {
        self.key.text().unwrap_or_default()
    }
}

impl Scalar {
    /// Returns `true` if it is null, `~`, or nothing at all.
    pub(super) fn is_null(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Plain(text) => is_null(text),
            _ => false,
        }
    }
}

/// Returns `true` if a plain scalar is null in YAML.
pub(super) fn is_null(text: &str) -> bool {
    text.is_empty() || text == "~" || text.eq_ignore_ascii_case("null")
}

/// A tree without positions.
impl From<Value> for Node {
    fn from(value: Value) -> Self {
        let nowhere = Position::default;
        let kind = match value {
            Value::Null => NodeKind::Scalar(Scalar::Null),
            Value::Bool(value) => NodeKind::Scalar(Scalar::Bool(value)),
            Value::Number(number) => NodeKind::Scalar(Scalar::Number(number)),
            Value::String(text) => NodeKind::Scalar(Scalar::Text(text)),
            Value::Array(items) => NodeKind::Sequence(items.into_iter().map(Self::from).collect()),
            Value::Object(members) => NodeKind::Mapping(
                members
                    .into_iter()
                    .map(|(name, value)| Member {
                        key: Self::scalar(nowhere(), Scalar::Quoted(name)),
                        value: Self::from(value),
                    })
                    .collect(),
            ),
        };
        Self::new(nowhere(), kind)
    }
}
