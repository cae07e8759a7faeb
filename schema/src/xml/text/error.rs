//! Mistakes, with their place and remedy.

use std::fmt;
use std::ops::Range;

/// A place in a source text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Byte range.
    pub range: Range<usize>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
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

/// Kind of a mistake; [`Code::as_str`] is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    /// The text is not well-formed XML, or JSON.
    IllFormed,
    /// A document type declaration; refused, for it can define entities.
    DoctypeRefused,
    /// The document is nested deeper than the limit.
    TooDeep,
    /// The document is larger than the limit.
    TooLarge,
    /// The bytes are in an encoding that is not known, or not valid in it.
    Encoding,
    /// The root element is not one that the model knows.
    UnknownRoot,
    /// A value cannot be written as XML (a control character).
    NotWritable,
    /// An attribute that the model does not know at its place.
    UnknownAttribute,
    /// An element that the model does not know at its place.
    UnknownElement,
    /// One more of an element that may stand once.
    SurplusElement,
    /// Text where the model knows none.
    StrayText,
    /// A processing instruction.
    ProcessingInstruction,
    /// A value that is not of its type.
    InvalidValue,
    /// A word that is not among the known keywords.
    UnknownKeyword,
    /// There are more findings than are listed.
    MoreFindings,
    /// JSON of another kind than is wanted at its place: a number for a text.
    WrongType,
    /// A key of JSON that the model does not know at its place.
    UnknownKey,
    /// A key of JSON that stands twice.
    DuplicateKey,
}

impl Code {
    /// The stable name, such as `unknown-attribute`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::IllFormed => "ill-formed",
            Self::DoctypeRefused => "doctype-refused",
            Self::TooDeep => "too-deep",
            Self::TooLarge => "too-large",
            Self::Encoding => "encoding",
            Self::UnknownRoot => "unknown-root",
            Self::NotWritable => "not-writable",
            Self::UnknownAttribute => "unknown-attribute",
            Self::UnknownElement => "unknown-element",
            Self::SurplusElement => "surplus-element",
            Self::StrayText => "stray-text",
            Self::ProcessingInstruction => "processing-instruction",
            Self::InvalidValue => "invalid-value",
            Self::UnknownKeyword => "unknown-keyword",
            Self::MoreFindings => "more-findings",
            Self::WrongType => "wrong-type",
            Self::UnknownKey => "unknown-key",
            Self::DuplicateKey => "duplicate-key",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A finding in a document that was read all the same, or the reason why it was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Kind of mistake.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do about it, if that can be said.
    pub help: Option<String>,
    /// Place in the source.
    pub position: Position,
    /// Path of the element or attribute, such as `/domain/devices/disk[2]/target/@bus`.
    pub path: String,
    /// The text in question.
    pub text: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.position.line > 0 {
            write!(f, "{}:{}: ", self.position.line, self.position.column)?;
        }
        f.write_str(&self.message)?;
        if !self.path.is_empty() {
            write!(f, " at {}", self.path)?;
        }
        if let Some(help) = &self.help {
            write!(f, "; {help}")?;
        }
        Ok(())
    }
}

/// Why a document could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Diagnostic>);

impl Error {
    pub(crate) fn new(diagnostic: Diagnostic) -> Self {
        Self(Box::new(diagnostic))
    }

    /// Kind, place, path and remedy.
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.0
    }

    /// Kind of the mistake.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Place in the source.
    pub fn position(&self) -> &Position {
        &self.0.position
    }

    /// Path of the element or attribute; empty if it is not known.
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

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
