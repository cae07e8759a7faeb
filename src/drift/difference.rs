//! One difference between the desired and the actual domain.

use std::fmt;

use domxml_schema::path::Path;
use domxml_schema::report::{Code, Finding, Severity};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::frame::Sides;

/// The kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// It is desired, and has another value.
    Changed,
    /// It is there, and not desired.
    Added,
    /// It is desired, and not there.
    Missing,
    /// It is there, not desired, and the model does not know it.
    Kept,
    /// The guest has changed it by itself.
    Volatile,
}

impl Class {
    /// The word for it: `changed`, `added`, `missing`, `kept` or `volatile`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Missing => "missing",
            Self::Kept => "kept",
            Self::Volatile => "volatile",
        }
    }

    /// The code of findings of the kind, such as `drift-changed`; `drift-unknown` for what the model does not know.
    pub fn code(self) -> Code {
        match self {
            Self::Changed => Code::new("drift-changed"),
            Self::Added => Code::new("drift-added"),
            Self::Missing => Code::new("drift-missing"),
            Self::Kept => Code::new("drift-unknown"),
            Self::Volatile => Code::new("drift-volatile"),
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The kind.
    pub class: Class,
    /// The desired value, or the element on one line. Secrets are not shown.
    pub desired: Option<String>,
    /// The actual value, or the element on one line. Secrets are not shown.
    pub actual: Option<String>,
    /// The difference as a warning, with its path in the actual domain, such as
    /// `/domain/devices/disk[target/@dev='vda']/target/@bus`; of what is missing, the path in the desired one. Its
    /// position is that in the actual document; of what is missing, that of what is around it. The position in the
    /// desired document is a related place.
    pub finding: Finding,
    /// The paths by numbers, in the two documents, of the element that it is about or that is nearest to it.
    near: Sides<Path>,
    /// The path without predicates, from below `/domain`.
    pattern: String,
}

impl Difference {
    pub(super) fn new(
        class: Class,
        (desired, actual): (Option<&str>, Option<&str>),
        path: &Path,
        near: Sides<Path>,
        pattern: String,
    ) -> Self {
        let shown = |text: Option<&str>| text.map_or(String::new(), |text| format!(": `{text}`"));
        let message = match class {
            Class::Changed => {
                format!("desired `{}`, actual `{}`", desired.unwrap_or_default(), actual.unwrap_or_default())
            }
            Class::Added => format!("not desired{}", shown(actual)),
            Class::Missing => format!("missing{}", shown(desired)),
            Class::Kept => format!("not desired, and unknown{}", shown(actual)),
            Class::Volatile => format!("changed by the guest{}", shown(actual)),
        };
        let finding = Finding::new(class.code(), message).severity(Severity::Warning).path(path.to_string());
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self { class, desired: owned(desired), actual: owned(actual), finding, near, pattern }
    }

    /// The kind of the difference, whichever device it is about: `changed devices/disk/target/@bus`.
    pub fn kind(&self) -> String {
        format!("{} {}", self.class, self.pattern)
    }

    /// As one that the guest has made.
    pub(super) fn volatile(mut self) -> Self {
        self.class = Class::Volatile;
        self.finding.code = self.class.code();
        self.finding.severity = Severity::Note;
        self
    }

    /// The path by numbers of the actual element that it is about or that is nearest to it, for a
    /// [`SourceMap`](domxml_schema::xml::SourceMap).
    pub fn near(&self) -> &Path {
        &self.near.actual
    }

    /// The same in the desired document.
    pub fn near_desired(&self) -> &Path {
        &self.near.desired
    }
}

impl fmt::Display for Difference {
    /// As the [finding](Self::finding).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.finding.fmt(f)
    }
}

impl Serialize for Difference {
    /// With the names of older versions beside those of today.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("class", &self.class)?;
        map.serialize_entry("code", self.finding.code.as_str())?;
        map.serialize_entry("severity", self.finding.severity.as_str())?;
        map.serialize_entry("message", &self.finding.message)?;
        map.serialize_entry("path", &self.finding.path)?;
        for (key, older, text) in [("desired", "asked", &self.desired), ("actual", "running", &self.actual)] {
            if let Some(text) = text {
                map.serialize_entry(key, text)?;
                map.serialize_entry(older, text)?;
            }
        }
        map.serialize_entry("line", &self.finding.position.line)?;
        map.serialize_entry("column", &self.finding.position.column)?;
        if let Some(desired) = self.finding.related.first().filter(|desired| desired.position.is_known()) {
            map.serialize_entry("desiredLine", &desired.position.line)?;
            map.serialize_entry("desiredColumn", &desired.position.column)?;
        }
        map.end()
    }
}
