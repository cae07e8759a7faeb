//! Texts with names in braces that stand for values.

use std::fmt;
use std::str::FromStr;

use domxml_schema::report::nearest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::template::is_path_part;

/// The names that are allowed in patterns.
const NAMES: [&str; 8] = ["vm", "channel", "target", "network", "pool", "domain", "image", "volume"];

/// A text with names in braces that stand for values, such as `/images/{domain}/{image}/{volume}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Pattern {
    text: String,
}

impl Pattern {
    /// The text with values for its names. A value is one part of a path, so that the result is below what the
    /// pattern begins with.
    ///
    /// # Errors
    ///
    /// A name without a value, or a value that is no part of a path, such as `..`.
    pub fn fill(&self, values: &[(&str, &str)]) -> Result<String, String> {
        let mut filled = String::new();
        for piece in pieces(&self.text) {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Name(name) => match values.iter().find(|(known, _)| *known == name) {
                    Some((_, value)) if is_path_part(value) => filled.push_str(value),
                    Some((_, value)) => return Err(format!("`{value}` is not a possible `{{{name}}}`")),
                    None => return Err(format!("`{{{name}}}` has no value here")),
                },
            }
        }
        Ok(filled)
    }
}

impl Pattern {
    /// The directory that all its texts are below: up to the last slash before the first name.
    pub(in crate::host) fn directory(&self) -> &str {
        let fixed = self.text.split('{').next().unwrap_or_default();
        fixed.rfind('/').map_or("", |at| &fixed[..=at])
    }
}

/// Returns `true` if a path is below a directory that ends in a slash, without leading out of it again.
pub(in crate::host) fn is_below(path: &str, directory: &str) -> bool {
    directory.starts_with('/')
        && path
            .strip_prefix(directory)
            .is_some_and(|rest| rest.split('/').all(|part| part.is_empty() || is_path_part(part)))
}

enum Piece<'a> {
    Text(&'a str),
    Name(&'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        pieces.extend([Piece::Text(before), Piece::Name(name)]);
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

impl FromStr for Pattern {
    type Err = ParsePatternError;

    /// # Errors
    ///
    /// An unknown name in braces.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        for piece in pieces(text) {
            if let Piece::Name(name) = piece
                && !NAMES.contains(&name)
            {
                return Err(ParsePatternError { name: name.to_owned() });
            }
        }
        Ok(Self { text: text.to_owned() })
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Pattern {
    type Error = ParsePatternError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.text
    }
}

/// An unknown name in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePatternError {
    name: String,
}

impl fmt::Display for ParsePatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown name `{{{}}}`; ", self.name)?;
        match nearest(&self.name, NAMES) {
            Some(near) => write!(f, "did you mean `{{{near}}}`?"),
            None => write!(f, "known are `{{{}}}`", NAMES.join("}`, `{")),
        }
    }
}

impl std::error::Error for ParsePatternError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in() {
        let pattern: Pattern = "/run/{vm}.{channel}.sock".parse().expect("it is right");
        assert_eq!(pattern.fill(&[("vm", "a"), ("channel", "{vm}")]).as_deref(), Ok("/run/a.{vm}.sock"));
        assert_eq!(pattern.fill(&[("vm", "a")]), Err("`{channel}` has no value here".to_owned()));
        assert_eq!("a{b".parse::<Pattern>().map(|pattern| pattern.to_string()).as_deref(), Ok("a{b"));
    }

    #[test]
    fn unknown_names_are_mistakes() {
        let error = "/{chanel}".parse::<Pattern>().expect_err("it is wrong").to_string();
        assert_eq!(error, "unknown name `{chanel}`; did you mean `{channel}`?");
    }
}
