//! One difference between what was asked and what runs.

use std::fmt;

use serde::Serialize;

/// What became of a part of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// It was asked, and is another now.
    Changed,
    /// It runs, and was not asked.
    Added,
    /// It was asked, and does not run.
    Missing,
    /// It runs, was not asked, and the model does not know it.
    Kept,
}

impl Class {
    /// The word for it: `changed`, `added`, `missing` or `kept`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Missing => "missing",
            Self::Kept => "kept",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What became of it.
    pub class: Class,
    /// Path in the running domain, such as `/domain/devices/disk[2]/target/@bus`; of what is missing, the
    /// path in the asked one.
    pub path: String,
    /// What was asked: a value, or an element on one line. Secrets are not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// What runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running: Option<String>,
    /// Line and column in the running document, from 1; of what is missing, those of what was around it. 0
    /// if the document is not at hand.
    pub line: usize,
    /// See `line`.
    pub column: usize,
    /// Path of the running element that it is about or that is nearest to it.
    #[serde(skip)]
    pub(super) near: String,
    /// Its path without numbers, from below `/domain`.
    #[serde(skip)]
    pub(super) pattern: String,
}

impl Finding {
    /// What kind of difference it is, whichever device it is about: `changed devices/disk/target/@bus`.
    pub fn kind(&self) -> String {
        format!("{} {}", self.class, self.pattern)
    }
}

impl fmt::Display for Finding {
    /// `12:7: /domain/memory changed: asked 4194304 KiB, runs 8388608 KiB`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{}:{}: ", self.line, self.column)?;
        }
        write!(f, "{} {}", self.path, self.class)?;
        match (&self.asked, &self.running) {
            (Some(asked), Some(running)) => write!(f, ": asked `{asked}`, runs `{running}`"),
            (Some(text), None) | (None, Some(text)) => write!(f, ": `{text}`"),
            (None, None) => Ok(()),
        }
    }
}
