//! What is wrong with a text that should be an entity.

use std::fmt;

use domxml_schema::report::nearest;

/// What is wrong with a text that should be an entity, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub message: String,
    /// Path of the value, such as `disks[1].storage`; empty for the whole.
    pub path: String,
    /// Line, from 1; 0 if it is not known.
    pub line: usize,
    /// Column, from 1; 0 if it is not known.
    pub column: usize,
    /// What to do about it, if that can be said.
    pub help: Option<String>,
}

impl Error {
    /// An error from what a deserializer says; what is legal is taken from serde's own wording.
    pub(super) fn new(message: &str, path: String, line: usize, column: usize) -> Self {
        let unknown = message.starts_with("unknown field") || message.starts_with("unknown variant");
        let (what, legal) = message.split_once(", expected ").unwrap_or((message, ""));
        let legal = legal.strip_prefix("one of ").unwrap_or(legal);
        let legal: Vec<&str> = legal.split([',', ' ']).map(|word| word.trim_matches('`')).collect();
        let legal: Vec<&str> = legal.into_iter().filter(|word| !word.is_empty() && *word != "or").collect();
        let help = what.split('`').nth(1).filter(|_| unknown && !legal.is_empty()).map(|word| {
            match nearest(word, legal.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", legal.join(", ")),
            }
        });
        let message = if unknown { what.to_owned() } else { in_words(message) };
        // An unknown part of a path says nothing.
        let path = path.trim_matches(['?', '.']).to_owned();
        Self { message, path, line, column, help }
    }
}

/// A message with the numbers that it expects in words, for `u64` is one of programmers.
fn in_words(message: &str) -> String {
    let Some((what, kind)) = message.rsplit_once(", expected ") else { return message.to_owned() };
    let (least, most) = match kind {
        "u8" => (0, u64::from(u8::MAX)),
        "u16" => (0, u64::from(u16::MAX)),
        "u32" => (0, u64::from(u32::MAX)),
        "u64" | "usize" => (0, u64::MAX),
        "i32" => (i64::from(i32::MIN), 0x7fff_ffff),
        "i64" => (i64::MIN, 0x7fff_ffff_ffff_ffff),
        "f64" => return format!("{what}, expected a number"),
        "bool" | "boolean" | "a boolean" => return format!("{what}, expected true or false"),
        _ => return message.to_owned(),
    };
    format!("{what}, expected a whole number from {least} to {most}")
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}: ", self.line, self.column)?;
        }
        f.write_str(&self.message)?;
        if !self.path.is_empty() && self.path != "." {
            write!(f, " at {}", self.path)?;
        }
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}
