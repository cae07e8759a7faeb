//! Reports: one [`Finding`] for everything that is to be said about a document.

mod printable;

use std::fmt;
use std::ops::Range;

pub use printable::{is_active, printable, printable_within};

/// Bytes of each text of a finding that are written at most: a message is no copy of the document.
const LONGEST_TEXT: usize = 1000;

/// A place in a source text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Byte range.
    pub range: Range<usize>,
    /// Line, from 1; 0 if the text is not at hand.
    pub line: usize,
    /// Column in characters, from 1; 0 if the text is not at hand.
    pub column: usize,
}

impl Position {
    /// The place of a byte range in a text.
    pub fn of(source: &str, range: Range<usize>) -> Self {
        let start = floor(source, range.start);
        let before = &source[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = 1 + memchr::memchr_iter(b'\n', before.as_bytes()).count();
        Self { column: 1 + before[line_start..].chars().count(), line, range }
    }

    /// The place of a line and column, both from 1, without a byte range.
    pub fn at(line: usize, column: usize) -> Self {
        Self { range: 0..0, line, column }
    }

    /// Returns `true` if the line is known.
    pub fn is_known(&self) -> bool {
        self.line > 0
    }

    /// The places of byte ranges with ascending starts, in one pass over the text.
    pub(crate) fn all(source: &str, ranges: impl Iterator<Item = Range<usize>>) -> Vec<Self> {
        let (mut line, mut column, mut at) = (1, 1, 0);
        ranges
            .map(|range| {
                let start = floor(source, range.start);
                let piece = &source[at..start];
                if let Some(newline) = memchr::memrchr(b'\n', piece.as_bytes()) {
                    line += memchr::memchr_iter(b'\n', piece.as_bytes()).count();
                    column = 1 + piece[newline + 1..].chars().count();
                } else {
                    column += piece.chars().count();
                }
                at = start;
                Self { column, line, range }
            })
            .collect()
    }
}

fn floor(source: &str, at: usize) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The severity of a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information.
    Note,
    /// The document works, but probably not as intended.
    Warning,
    /// The document, or a part of it, cannot be used.
    #[default]
    Error,
}

impl Severity {
    /// The word for it: `note`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The stable name of a kind of finding, such as `unknown-attribute`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

impl Code {
    /// A code of that name, in kebab-case.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

/// Codes of reading and writing.
impl Code {
    /// The text is not well-formed XML, JSON or YAML.
    pub const ILL_FORMED: Self = Self("ill-formed");
    /// A document type declaration; refused, for it can define entities.
    pub const DOCTYPE_REFUSED: Self = Self("doctype-refused");
    /// The document is nested deeper than the limit.
    pub const TOO_DEEP: Self = Self("too-deep");
    /// The document is larger than the limit.
    pub const TOO_LARGE: Self = Self("too-large");
    /// The encoding is unknown, or the bytes are not valid in it.
    pub const ENCODING: Self = Self("encoding");
    /// The model does not know the root element.
    pub const UNKNOWN_ROOT: Self = Self("unknown-root");
    /// A value cannot be written as XML (a control character).
    pub const NOT_WRITABLE: Self = Self("not-writable");
    /// An attribute that the model does not know at its place.
    pub const UNKNOWN_ATTRIBUTE: Self = Self("unknown-attribute");
    /// An element that the model does not know at its place.
    pub const UNKNOWN_ELEMENT: Self = Self("unknown-element");
    /// One more of an element that may occur once.
    pub const SURPLUS_ELEMENT: Self = Self("surplus-element");
    /// An attribute of one of several elements that libvirt reads as one, which ignores it.
    pub const SURPLUS_ATTRIBUTE: Self = Self("surplus-attribute");
    /// Text in an element that holds none.
    pub const STRAY_TEXT: Self = Self("stray-text");
    /// A processing instruction.
    pub const PROCESSING_INSTRUCTION: Self = Self("processing-instruction");
    /// A value that is not of its type.
    pub const INVALID_VALUE: Self = Self("invalid-value");
    /// A word that is not among the known keywords.
    pub const UNKNOWN_KEYWORD: Self = Self("unknown-keyword");
    /// There are more findings than are listed.
    pub const MORE_FINDINGS: Self = Self("more-findings");
    /// A value of another kind than is expected at its place: a number for a text.
    pub const WRONG_TYPE: Self = Self("wrong-type");
    /// A key that is not known at its place.
    pub const UNKNOWN_KEY: Self = Self("unknown-key");
    /// A key that occurs twice.
    pub const DUPLICATE_KEY: Self = Self("duplicate-key");
    /// A key that is missing.
    pub const MISSING_KEY: Self = Self("missing-key");
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Something to be said about a document: a mistake, a difference, a note.
///
/// ```
/// use domxml_schema::report::{Code, Finding, Position, Severity};
///
/// let finding = Finding::new(Code::UNKNOWN_KEYWORD, "unknown bus `virtoi`")
///     .severity(Severity::Warning)
///     .path("/domain/devices/disk/target/@bus")
///     .help("did you mean `virtio`?")
///     .position(Position::at(12, 30));
/// assert_eq!(
///     finding.to_string(),
///     "12:30: warning[unknown-keyword]: unknown bus `virtoi` at /domain/devices/disk/target/@bus; \
///      help: did you mean `virtio`?"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The kind of finding.
    pub code: Code,
    /// Its severity.
    pub severity: Severity,
    /// The thing and what is wrong with it; the first word in lower case, without full stop.
    pub message: String,
    /// Help: a text to write or a step to take instead.
    pub help: Option<String>,
    /// Path of what it is about: of an element or attribute (`/domain/devices/disk[2]/target/@bus`, to be read as
    /// a [`Path`](crate::path::Path)), of a value of JSON (`$.domain.name`), or of a field of an entity
    /// (`disks[1].boot`); empty for the whole.
    pub path: String,
    /// Place in the source.
    pub position: Position,
    /// The text in question; empty if it is about more than one.
    pub text: String,
    /// Other places that it concerns.
    pub related: Vec<Related>,
}

/// Another place that a finding concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related {
    /// The document, as the caller named it; empty for the same document.
    pub document: String,
    /// Its part in the finding.
    pub message: String,
    /// Path in that document.
    pub path: String,
    /// Place in the source of that document.
    pub position: Position,
}

impl Finding {
    /// An error without path, place and help.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            help: None,
            path: String::new(),
            position: Position::default(),
            text: String::new(),
            related: Vec::new(),
        }
    }

    /// The finding with another severity.
    #[must_use]
    pub fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The finding with a help.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The finding with the question whether a similar word was meant, if there is one among `known`.
    #[must_use]
    pub fn did_you_mean<'a>(self, word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(word, known) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// The finding with a path.
    #[must_use]
    pub fn path(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// The finding with a place in the source.
    #[must_use]
    pub fn position(self, position: Position) -> Self {
        Self { position, ..self }
    }

    /// The finding with the text in question.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        Self { text: text.into(), ..self }
    }

    /// The finding with another place that it concerns.
    #[must_use]
    pub fn related(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }
}

impl fmt::Display for Finding {
    /// On one line: `LINE:COLUMN: severity[code]: message at PATH; help: ...`, without what is not known. Texts are
    /// [`printable`], and cut where they are very long.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.position.is_known() {
            write!(f, "{}:{}: ", self.position.line, self.position.column)?;
        }
        let cut = |text| printable_within(text, LONGEST_TEXT);
        write!(f, "{}[{}]: {}", self.severity, self.code, cut(&self.message))?;
        if !self.path.is_empty() {
            write!(f, " at {}", cut(&self.path))?;
        }
        match &self.help {
            Some(help) => write!(f, "; help: {}", cut(help)),
            None => Ok(()),
        }
    }
}

/// Findings that together are the reason why something could not be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Itself as the error, if there is any.
    ///
    /// # Errors
    /// If there is a finding.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self(vec![finding])
    }
}

impl fmt::Display for Findings {
    /// One a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, finding) in self.0.iter().enumerate() {
            write!(f, "{}{finding}", if at == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}

#[cfg(feature = "json")]
mod form {
    use serde::ser::{Serialize, SerializeMap, Serializer};

    use super::{Finding, Position, Related};

    impl Serialize for Finding {
        /// As an object: `code`, `severity`, `message`, and what is known of `help`, `path`, `line`, `column`,
        /// `text`, `related`.
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry("code", self.code.as_str())?;
            map.serialize_entry("severity", self.severity.as_str())?;
            map.serialize_entry("message", &self.message)?;
            if let Some(help) = &self.help {
                map.serialize_entry("help", help)?;
            }
            place(&mut map, &self.path, &self.position)?;
            if !self.text.is_empty() {
                map.serialize_entry("text", &self.text)?;
            }
            if !self.related.is_empty() {
                map.serialize_entry("related", &self.related)?;
            }
            map.end()
        }
    }

    impl Serialize for Related {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            if !self.document.is_empty() {
                map.serialize_entry("document", &self.document)?;
            }
            map.serialize_entry("message", &self.message)?;
            place(&mut map, &self.path, &self.position)?;
            map.end()
        }
    }

    fn place<M: SerializeMap>(map: &mut M, path: &str, position: &Position) -> Result<(), M::Error> {
        if !path.is_empty() {
            map.serialize_entry("path", path)?;
        }
        if position.is_known() {
            map.serialize_entry("line", &position.line)?;
            map.serialize_entry("column", &position.column)?;
        }
        Ok(())
    }
}

/// The word among `legal` that is nearest to `word`, if one is near enough to be meant; letter case does not count.
pub fn nearest<'a>(word: &str, legal: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 64;
    let letters = |word: &str| -> Vec<char> { word.chars().flat_map(char::to_lowercase).collect() };
    let word = Some(letters(word)).filter(|word| word.len() <= LONGEST)?;
    let limit = 1 + word.len() / 4;
    let near = |candidate: &&str| candidate.chars().count().abs_diff(word.len()) <= limit;
    legal
        .into_iter()
        .filter(near)
        .map(|candidate| (distance(&word, &letters(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edits between two words.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
