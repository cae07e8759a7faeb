//! JSON as a tree that keeps what a map would lose: the order of keys, and duplicate keys.

use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::error::{Error, Mistake, Step, path};
use crate::report::{Code, Position};
use crate::xml::Limits;
use crate::xml::inside::shorten;

/// A value, with the number of its first token in the text.
#[derive(Debug)]
pub struct Tree {
    /// Number of the first token, from 0; see [`positions`].
    pub token: usize,
    /// The value.
    pub kind: Kind,
}

/// The value of a [`Tree`].
#[derive(Debug)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Whole(i128),
    /// A number with a fraction or an exponent, or beyond what is kept exactly.
    Other(f64),
    /// A text.
    Text(String),
    /// An array.
    List(Vec<Tree>),
    /// An object, with the members in the order of the text; keys may be repeated.
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// Number of the key's token.
    pub token: usize,
    /// The key.
    pub key: String,
    /// The value.
    pub value: Tree,
}

/// Levels of JSON beyond those of XML: lists and unions are levels of their own, but none of the elements
/// that hold themselves is in a list or a union.
const MORE_LEVELS: usize = 16;

impl Tree {
    /// Reads a text.
    ///
    /// # Errors
    /// If the text is not JSON, or exceeds the limits; 16 levels more than those of XML are allowed.
    pub fn read(source: &str, limits: Limits) -> Result<Self, Error> {
        if source.len() > limits.size {
            let message = format!("the document has {} bytes, more than the limit of {}", source.len(), limits.size);
            let help = "raise the limit if the source is trusted".to_owned();
            return Err(Error::single(
                Code::TOO_LARGE,
                message,
                help,
                Position { line: 1, column: 1, range: 0..0 },
                "",
            ));
        }
        let mut state = State::new(limits);
        let mut json = serde_json::Deserializer::from_str(source);
        json.disable_recursion_limit();
        let tree = Seed(&mut state).deserialize(&mut json).and_then(|tree| json.end().map(|()| tree));
        tree.map_err(|error| {
            let text = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            let message = text.strip_suffix(&place).unwrap_or(&text).to_owned();
            let (code, help) = match state.too_deep {
                true => (Code::TOO_DEEP, "documents of libvirt have fewer than 64 levels"),
                false if error.is_eof() => (Code::ILL_FORMED, "the document is cut short"),
                false => (Code::ILL_FORMED, "correct the JSON here"),
            };
            let end = source.len()..source.len();
            let range = if error.is_eof() { end } else { range(source, error.line(), error.column()) };
            Error::single(code, message, help.to_owned(), Position::of(source, range), &path(&state.path))
        })
    }

    /// Takes the value that a deserializer gives.
    pub(super) fn take<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Seed(&mut State::new(Limits::default())).deserialize(deserializer)
    }

    /// Its description in messages.
    pub(super) fn describe(&self) -> String {
        match &self.kind {
            Kind::Null => "null".to_owned(),
            Kind::Bool(value) => value.to_string(),
            Kind::Whole(number) => format!("the number {number}"),
            Kind::Other(number) => format!("the number {number:?}"),
            Kind::Text(text) => format!("\"{}\"", printable(text)),
            Kind::List(_) => "an array".to_owned(),
            Kind::Object(_) => "an object".to_owned(),
        }
    }

    /// A mistake at this value.
    pub(super) fn mistake(&self, code: Code, message: String, help: Option<String>) -> Mistake {
        Mistake { token: self.token, code, message, help }
    }
}

/// A piece of a text for a message: one line, nothing that a terminal would act on.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::new();
    for c in shorten(text).chars() {
        if c.is_control() { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

/// The character at a line and a column in bytes, both from 1.
fn range(source: &str, line: usize, column: usize) -> Range<usize> {
    let start = match line {
        0 | 1 => 0,
        line => memchr::memchr_iter(b'\n', source.as_bytes()).nth(line - 2).map_or(source.len(), |at| at + 1),
    };
    let start = (start + column.saturating_sub(1)).min(source.len());
    let start = (0..=start).rev().find(|at| source.is_char_boundary(*at)).unwrap_or_default();
    start..start + source[start..].chars().next().map_or(0, char::len_utf8)
}

struct State {
    tokens: usize,
    /// The place of the reader; after an error, the place where it stopped.
    path: Vec<Step>,
    depth: usize,
    too_deep: bool,
}

impl State {
    fn new(limits: Limits) -> Self {
        let depth = limits.depth.min(Limits::MAX_DEPTH) + MORE_LEVELS;
        Self { tokens: 0, path: Vec::new(), depth, too_deep: false }
    }

    fn token(&mut self) -> usize {
        self.tokens += 1;
        self.tokens - 1
    }

    fn nest<E: serde::de::Error>(&mut self) -> Result<(), E> {
        self.too_deep = self.path.len() >= self.depth;
        if self.too_deep { Err(E::custom("values are nested deeper than the limit")) } else { Ok(()) }
    }
}

struct Seed<'a>(&'a mut State);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        let token = self.0.token();
        deserializer.deserialize_any(self).map(|kind| Tree { token, kind })
    }
}

/// The only key of what serde_json gives for a number if its feature `arbitrary_precision` is on.
const NUMBER: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Kind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Kind, E> {
        Ok(Kind::Null)
    }

    fn visit_none<E>(self) -> Result<Kind, E> {
        Ok(Kind::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kind, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Kind, E> {
        Ok(Kind::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Kind, E> {
        Ok(Kind::Whole(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Kind, E> {
        Ok(Kind::Whole(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Kind, E> {
        Ok(Kind::Other(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Kind, E> {
        Ok(Kind::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Kind, E> {
        Ok(Kind::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Kind, A::Error> {
        let state = self.0;
        state.nest()?;
        let mut list = Vec::new();
        loop {
            state.path.push(Step::Index(list.len()));
            let Some(item) = access.next_element_seed(Seed(&mut *state))? else { break };
            list.push(item);
            state.path.pop();
        }
        // The seed for the item that was not there has taken no token.
        state.path.pop();
        Ok(Kind::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Kind, A::Error> {
        let state = self.0;
        state.nest()?;
        let mut members: Vec<Member> = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            if key == NUMBER && members.is_empty() {
                let digits = access.next_value::<String>()?;
                let whole = digits.parse().map(Kind::Whole);
                return whole.or_else(|_| digits.parse().map(Kind::Other).map_err(A::Error::custom));
            }
            let token = state.token();
            state.path.push(Step::Key(key));
            let value = access.next_value_seed(Seed(&mut *state))?;
            if let Some(Step::Key(key)) = state.path.pop() {
                members.push(Member { token, key, value });
            }
        }
        Ok(Kind::Object(members))
    }
}

/// The positions of all tokens of a text in JSON, by their numbers: keys, texts, numbers, words, and the brackets that
/// open an array or an object.
pub fn positions(source: &str) -> Vec<Position> {
    Position::all(source, Tokens { source: source.as_bytes(), at: 0 })
}

/// Byte ranges of tokens by their numbers, which ascend.
pub(super) fn ranges(source: &str, wanted: &[usize]) -> Vec<Range<usize>> {
    let mut ranges = Vec::with_capacity(wanted.len());
    for (token, range) in (Tokens { source: source.as_bytes(), at: 0 }).enumerate() {
        while wanted.get(ranges.len()) == Some(&token) {
            ranges.push(range.clone());
        }
        if ranges.len() == wanted.len() {
            break;
        }
    }
    ranges
}

/// The byte ranges of all tokens.
struct Tokens<'a> {
    source: &'a [u8],
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b']' | b'}');
        let start = self.at + self.source.get(self.at..)?.iter().position(|byte| !between(byte))?;
        let rest = &self.source[start..];
        let length = match rest[0] {
            b'[' | b'{' => 1,
            b'"' => {
                let mut escaped = false;
                let end = rest[1..].iter().position(|byte| {
                    let end = *byte == b'"' && !escaped;
                    escaped = *byte == b'\\' && !escaped;
                    end
                });
                end.map_or(rest.len(), |end| end + 2)
            }
            _ => rest.iter().position(between).unwrap_or(rest.len()),
        };
        self.at = start + length;
        Some(start..self.at)
    }
}
