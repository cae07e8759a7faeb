//! Paths of values in the tree of an entity.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use domxml_schema::types::Uuid;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::node::{Node, NodeKind};

/// The path of a value in the tree of an entity, such as `memory.sizeMb` or
/// `disks[0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e01].qos`.
///
/// ```
/// use domxml::entity::Path;
/// use serde_json::json;
///
/// let vm = json!({"disks": [{"id": "a", "boot": true}, {"id": "b"}]});
/// let path: Path = "disks[a].boot".parse()?;
/// assert_eq!(path, Path::root().member("disks").id("a").member("boot"));
/// assert_eq!(path.get(&vm), Some(&json!(true)));
/// # Ok::<(), domxml::entity::ParsePathError>(())
/// ```
///
/// # Grammar
///
/// A path is a list of steps; the root is the empty text.
///
/// | step | text |
/// |---|---|
/// | member of a mapping | its name, behind a dot unless the path begins with it |
/// | item of a list, by its member `id` | `[ID]` |
/// | item of a list, by its number | `[NUMBER]` in decimal digits |
///
/// The number of an item is its member `index` where all items of the list have one, all different and none an `id`;
/// else it is the position of the item, from 0.
///
/// `.`, `[`, `]`, `%`, blanks and characters that cannot be seen are written as `%XX` in names and ids, the bytes of
/// their UTF-8 in hexadecimal; so is the first digit of an id of digits only. A name or id that is empty is `%`. When
/// a path is read, any character but `.`, `[`, `]` and `%` may be written as it is.
///
/// With `{:#}`, all characters but ASCII letters and digits, `_` and `-` are written as `%XX`: what depends on no
/// version of Unicode, and may be in a list with any separator.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Path(Vec<Step>);

/// A step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To a member of a mapping, by its name.
    Member(String),
    /// To an item of a list, by its member `id`. UUIDs are compared as such.
    Id(String),
    /// To an item of a list, by its number: its member `index`, or its position.
    Index(usize),
}

impl Path {
    /// The path of the whole tree.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// The path of a member.
    #[must_use]
    pub fn member(mut self, name: impl Into<String>) -> Self {
        self.0.push(Step::Member(name.into()));
        self
    }

    /// The path of an item by its `id`.
    #[must_use]
    pub fn id(mut self, id: impl fmt::Display) -> Self {
        self.0.push(Step::Id(id.to_string()));
        self
    }

    /// The path of an item by its number.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Step::Index(index));
        self
    }

    /// The path of what is below this one.
    #[must_use]
    pub fn join(mut self, below: &Self) -> Self {
        self.0.extend_from_slice(&below.0);
        self
    }

    /// The steps, from the root.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Adds a step.
    pub fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    /// Removes the last step; none at the root.
    pub fn pop(&mut self) -> Option<Step> {
        self.0.pop()
    }

    /// Returns `true` if this is the path of the whole tree.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns `true` if the value is `other`, or within it.
    pub fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// The value at the path.
    pub fn get<'a>(&self, root: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(root, |value, step| child(value, step))
    }

    /// The value at the path.
    pub fn get_mut<'a>(&self, root: &'a mut Value) -> Option<&'a mut Value> {
        self.0.iter().try_fold(root, |value, step| child_mut(value, step))
    }

    /// The node at the path, or the nearest around it.
    pub(super) fn deepest<'a>(&self, root: &'a Node) -> &'a Node {
        let mut node = root;
        for step in &self.0 {
            let Some(next) = child(node, step) else { break };
            node = next;
        }
        node
    }
}

impl FromIterator<Step> for Path {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

/// A tree that paths lead through.
pub(super) trait Tree: Sized {
    fn member(&self, name: &str) -> Option<&Self>;
    fn items(&self) -> Option<&[Self]>;
    fn text(&self) -> Option<&str>;
    fn number(&self) -> Option<usize>;
}

impl Tree for Value {
    fn member(&self, name: &str) -> Option<&Self> {
        self.as_object()?.get(name)
    }

    fn items(&self) -> Option<&[Self]> {
        self.as_array().map(Vec::as_slice)
    }

    fn text(&self) -> Option<&str> {
        self.as_str()
    }

    fn number(&self) -> Option<usize> {
        self.as_u64().and_then(|number| number.try_into().ok())
    }
}

impl Tree for Node {
    fn member(&self, name: &str) -> Option<&Self> {
        let NodeKind::Mapping(members) = &self.kind else { return None };
        members.iter().find(|member| member.name() == name).map(|member| &member.value)
    }

    fn items(&self) -> Option<&[Self]> {
        let NodeKind::Sequence(items) = &self.kind else { return None };
        Some(items)
    }

    fn text(&self) -> Option<&str> {
        Self::text(self)
    }

    fn number(&self) -> Option<usize> {
        self.integer(0, usize::MAX as i128).ok().and_then(|number| number.try_into().ok())
    }
}

/// The steps to the items of a list: their own identities if all have one, all of one kind and all different, else
/// their positions.
pub(super) fn steps_to<T: Tree>(items: &[T]) -> Vec<Step> {
    identities(items).unwrap_or_else(|| (0..items.len()).map(Step::Index).collect())
}

/// The steps to the items of a list, if all have an identity of their own.
pub(super) fn identities<T: Tree>(items: &[T]) -> Option<Vec<Step>> {
    let steps: Vec<Step> = items.iter().map_while(identity).collect();
    let kind = steps.first().map(std::mem::discriminant);
    let alike = steps.iter().all(|step| Some(std::mem::discriminant(step)) == kind);
    let different = steps.iter().collect::<HashSet<_>>().len() == items.len();
    (alike && different).then_some(steps)
}

/// The step that tells an item from others of its list.
pub(super) fn identity<T: Tree>(item: &T) -> Option<Step> {
    match item.member("id").and_then(T::text) {
        Some(id) => Some(Step::Id(id.to_owned())),
        None => item.member("index").and_then(T::number).map(Step::Index),
    }
}

/// The position of the item that a step leads to.
pub(super) fn position<T: Tree>(items: &[T], step: &Step) -> Option<usize> {
    match step {
        Step::Member(_) => None,
        Step::Id(id) => {
            items.iter().position(|item| item.member("id").and_then(T::text).is_some_and(|it| same(it, id)))
        }
        Step::Index(index) => match identities(items).filter(|steps| matches!(steps.first(), Some(Step::Index(_)))) {
            Some(numbers) => numbers.iter().position(|number| number == step),
            None => (*index < items.len()).then_some(*index),
        },
    }
}

/// Returns `true` if two ids are the same one, in whatever spelling of a UUID.
fn same(one: &str, other: &str) -> bool {
    one == other || one.parse::<Uuid>().is_ok_and(|one| other.parse() == Ok(one))
}

fn child<'a, T: Tree>(value: &'a T, step: &Step) -> Option<&'a T> {
    match step {
        Step::Member(name) => value.member(name),
        item => {
            let items = value.items()?;
            items.get(position(items, item)?)
        }
    }
}

pub(super) fn child_mut<'a>(value: &'a mut Value, step: &Step) -> Option<&'a mut Value> {
    match (value, step) {
        (Value::Object(members), Step::Member(name)) => members.get_mut(name),
        (Value::Array(items), item) => {
            let at = position(items, item)?;
            items.get_mut(at)
        }
        _ => None,
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Member(name) => {
                    f.write_str(if at == 0 { "" } else { "." })?;
                    write_name(f, name, false)?;
                }
                Step::Id(id) => {
                    f.write_str("[")?;
                    write_name(f, id, !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()))?;
                    f.write_str("]")?;
                }
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Writes a name or id, its first character as bytes if need be.
fn write_name(f: &mut fmt::Formatter<'_>, name: &str, first_as_bytes: bool) -> fmt::Result {
    if name.is_empty() {
        return f.write_str("%");
    }
    let strict = f.alternate();
    for (at, c) in name.char_indices() {
        let plain = matches!(c, '_' | '-') || c.is_ascii_alphanumeric() || (!strict && is_plain(c));
        if plain && !(at == 0 && first_as_bytes) {
            fmt::Write::write_char(f, c)?;
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            write!(f, "%{byte:02X}")?;
        }
    }
    Ok(())
}

/// Returns `true` if a character is seen as what it is, and means nothing in a path.
fn is_plain(c: char) -> bool {
    let visible = matches!(c, '"' | '\'' | '\\') || c.escape_debug().len() == 1;
    visible && !c.is_whitespace() && !matches!(c, '.' | '[' | ']' | '%')
}

impl FromStr for Path {
    type Err = ParsePathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = |what| ParsePathError { what };
        let (mut path, mut rest) = (Self::root(), text);
        while !rest.is_empty() {
            if let Some(item) = rest.strip_prefix('[') {
                let (item, after) = item.split_once(']').ok_or(wrong("`[` without `]`"))?;
                path.push(match !item.is_empty() && item.bytes().all(|byte| byte.is_ascii_digit()) {
                    true => Step::Index(item.parse().map_err(|_| wrong("a number that is too large"))?),
                    false => Step::Id(read_name(item)?),
                });
                rest = after;
                continue;
            }
            let name = match rest.strip_prefix('.') {
                Some(name) if !path.is_root() => name,
                None if path.is_root() => rest,
                Some(_) => return Err(wrong("a dot at its beginning")),
                None => return Err(wrong("a name without a dot before it")),
            };
            let end = name.find(['.', '[']).unwrap_or(name.len());
            path.push(Step::Member(read_name(&name[..end])?));
            rest = &name[end..];
        }
        Ok(path)
    }
}

fn read_name(text: &str) -> Result<String, ParsePathError> {
    let wrong = |what| ParsePathError { what };
    match text {
        "" => return Err(wrong("a name or id that is empty; write it as `%`")),
        "%" => return Ok(String::new()),
        _ => {}
    }
    if text.contains(['.', '[', ']']) {
        return Err(wrong("`.`, `[` or `]` in a name or id; write them as `%2E`, `%5B` and `%5D`"));
    }
    let mut pieces = text.split('%');
    let mut bytes: Vec<u8> = pieces.next().unwrap_or_default().into();
    for piece in pieces {
        let digits = piece.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.ok_or(wrong("`%` without two hexadecimal digits"))?);
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).map_err(|_| wrong("bytes that are not UTF-8"))
}

impl TryFrom<String> for Path {
    type Error = ParsePathError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Path> for String {
    fn from(path: Path) -> Self {
        path.to_string()
    }
}

/// The error of a text that is not a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a path: it has {what}")]
pub struct ParsePathError {
    what: &'static str,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn path(text: &str) -> Path {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn paths_are_written_as_they_are_read() {
        let id = "0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e01";
        let steps = Path::root().member("vm").member("disks").id(id).member("qos");
        assert_eq!(steps.to_string(), format!("vm.disks[{id}].qos"));
        assert_eq!(path(&steps.to_string()), steps);
        assert_eq!(path("[1][2].a"), Path::root().index(1).index(2).member("a"));
        assert_eq!((path(""), Path::root().to_string().as_str()), (Path::root(), ""));
        assert_eq!(path("a b.c/d"), Path::root().member("a b").member("c/d"));
    }

    #[test]
    fn any_name_and_any_id_come_back() {
        let names = [
            "",
            "%",
            "%25",
            ".",
            "..",
            "[",
            "]",
            "a.b",
            "a[0]",
            "x]y",
            "'",
            "\"",
            "\\",
            " ",
            "\n",
            "\u{0}",
            "\u{202e}",
            "0",
            "007",
            "12345678901234567890123456789",
            "größe",
            "日本",
            "e\u{301}",
            "\u{301}",
            "\u{10ffff}",
            "<<",
            "-",
            "_",
        ];
        for one in names {
            for other in names {
                let whole = Path::root().member(one).id(other).index(7).member(other).id(one);
                for text in [format!("{whole}"), format!("{whole:#}")] {
                    assert_eq!(path(&text), whole, "{text}");
                    assert!(!text.contains(char::is_whitespace), "{text}");
                }
                assert!(format!("{whole:#}").is_ascii());
            }
        }
        assert_eq!(Path::root().member("grö ße").id("12").to_string(), "grö%20ße[%312]");
        assert_eq!(format!("{:#}", Path::root().member("ü.x")), "%C3%BC%2Ex");
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in [
            ".",
            ".a",
            "a.",
            "a..b",
            "a[",
            "a]",
            "a[]",
            "a[1",
            "a[b]c",
            "a%",
            "a%2",
            "a%zz",
            "%FF",
            "[%]x",
            "a[b.c]",
            "a[b[c]]",
            "[99999999999999999999999]",
            "a%+1",
        ] {
            assert!(text.parse::<Path>().is_err(), "{text}");
        }
        let error = "a..b".parse::<Path>().expect_err("it is wrong").to_string();
        assert_eq!(error, "not a path: it has a name or id that is empty; write it as `%`");
    }

    #[test]
    fn items_are_found_by_id_number_and_position() {
        let mut tree = json!({
            "disks": [{"id": "a"}, {"id": "b", "boot": true}],
            "nodes": [{"index": 3, "memory": 1}, {"index": 0, "memory": 2}],
            "words": ["x", "y"],
            "same": [{"id": "a", "n": 1}, {"id": "a", "n": 2}],
        });
        for (text, value) in [
            ("disks[b].boot", Some(json!(true))),
            ("disks[1].boot", Some(json!(true))),
            ("disks[c]", None),
            ("disks[2]", None),
            ("nodes[3].memory", Some(json!(1))),
            ("nodes[0].memory", Some(json!(2))),
            ("nodes[1]", None),
            ("words[1]", Some(json!("y"))),
            ("words[y]", None),
            ("same[1].n", Some(json!(2))),
            ("disks.b", None),
            ("words[1].x", None),
        ] {
            assert_eq!(path(text).get(&tree), value.as_ref(), "{text}");
            assert_eq!(path(text).get_mut(&mut tree).cloned(), value, "{text}");
        }
    }

    #[test]
    fn long_paths_are_no_burden() {
        let text = "a[b]".repeat(100_000).replace("]a", "].a");
        let path = path(&text);
        assert_eq!((path.steps().len(), path.to_string()), (200_000, text));
        assert_eq!(path.get(&json!({"a": []})), None);
    }
}
