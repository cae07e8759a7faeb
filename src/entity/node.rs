//! Documents as located trees: every value with the line and the column where it is.

use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

use super::deserialize::Reader;
use super::{Error, Format, Path, json, yaml};

/// A value of a document in YAML or JSON, with its location.
///
/// ```
/// use domxml::entity::{Format, Location, Node};
///
/// let node = Node::parse("name: web\nmemory: { sizeMb: 2048 }\n", Format::Yaml)?;
/// assert_eq!(node.locate(&"memory.sizeMb".parse()?), Location { line: 2, column: 19 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the value begins.
    pub location: Location,
    /// The value.
    pub kind: NodeKind,
    /// The name of an application's tag in YAML, `!name`: a scalar of the same location.
    pub(super) tag: Option<Box<Node>>,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Line, from 1; 0 if the value comes from no text.
    pub line: usize,
    /// Column in characters, from 1; 0 if the value comes from no text.
    pub column: usize,
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
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// A text that is not of the format, a key that occurs twice in a mapping, several documents, and more than the
    /// limits: in YAML 64 levels, 250,000 values and 64 MiB of text, aliases expanded; in JSON 128 levels.
    pub fn parse(text: &str, format: Format) -> Result<Self, Error> {
        match format {
            Format::Json => json::parse(text),
            Format::Yaml => yaml::parse(text),
        }
    }

    /// Converts the tree to a value.
    ///
    /// # Errors
    ///
    /// An unknown or missing member, a value of another type: with its path and location.
    pub fn deserialize<T: DeserializeOwned>(&self) -> Result<T, Error> {
        T::deserialize(Reader(self)).map_err(|failure| failure.into_error(self.location))
    }

    /// The location of the value at a path; if there is no such value, of the nearest one around it.
    pub fn locate(&self, path: &Path) -> Location {
        path.deepest(self).location
    }

    /// The text of a scalar that has one.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Scalar(Scalar::Text(text) | Scalar::Plain(text) | Scalar::Quoted(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn new(location: Location, kind: NodeKind) -> Self {
        Self { location, kind, tag: None }
    }

    pub(super) fn scalar(location: Location, scalar: Scalar) -> Self {
        Self::new(location, NodeKind::Scalar(scalar))
    }
}

impl Member {
    /// The name.
    pub fn name(&self) -> &str {
        self.key.text().unwrap_or_default()
    }
}

impl Scalar {
    /// Whether it is null, `~`, or nothing at all.
    pub(super) fn is_null(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Plain(text) => is_null(text),
            _ => false,
        }
    }
}

/// Whether a plain scalar is null in YAML.
pub(super) fn is_null(text: &str) -> bool {
    text.is_empty() || text == "~" || text.eq_ignore_ascii_case("null")
}

/// A tree without locations.
impl From<Value> for Node {
    fn from(value: Value) -> Self {
        let nowhere = Location::default();
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
                        key: Self::scalar(nowhere, Scalar::Quoted(name)),
                        value: Self::from(value),
                    })
                    .collect(),
            ),
        };
        Self::new(nowhere, kind)
    }
}
