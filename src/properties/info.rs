//! The description of a key: its names, its values, its meaning, and the field that it is read into.

use std::fmt::{self, Write as _};

use domxml_schema::report::Finding;
use serde_json::{Map, Value};

use super::finding::error;
use super::object;
use super::value_type::{ValueType, is_blank};

/// The description of a key.
#[derive(Clone, Copy, Debug)]
pub struct KeyInfo {
    pub(super) name: &'static str,
    pub(super) old: &'static [&'static str],
    pub(super) value_type: ValueType,
    pub(super) default: Option<&'static str>,
    pub(super) meaning: &'static str,
    pub(super) target: Target,
    pub(super) checked: bool,
}

/// The field that a key is read into and written from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A field of the VM.
    Vm(FieldPath),
    /// A field of the device.
    Device(FieldPath),
    /// A field of the context.
    Context(FieldPath),
    /// None: the value is preserved.
    Preserved,
    /// None: this value is written with a map; any other value is preserved.
    Constant(&'static str),
    /// None: the value is derived by this rule when a map is written; any other value is preserved.
    Derived(&'static str),
    /// None: a host reported the value for a running VM; it is preserved.
    Runtime,
}

/// The path of a field, such as `memory.sizeMb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldPath(pub(super) &'static str);

impl Target {
    pub(super) const fn vm(path: &'static str) -> Self {
        Self::Vm(FieldPath(path))
    }

    pub(super) const fn device(path: &'static str) -> Self {
        Self::Device(FieldPath(path))
    }

    pub(super) const fn context(path: &'static str) -> Self {
        Self::Context(FieldPath(path))
    }

    /// Returns true if there is a field.
    pub fn is_field(&self) -> bool {
        matches!(self, Self::Vm(_) | Self::Device(_) | Self::Context(_))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vm(path) => write!(f, "VM `{path}`"),
            Self::Device(path) => write!(f, "device `{path}`"),
            Self::Context(path) => write!(f, "context `{path}`"),
            Self::Preserved => f.write_str("preserved"),
            Self::Constant(word) => write!(f, "preserved; defaults to `{word}`"),
            Self::Derived(rule) => write!(f, "preserved; defaults to {rule}"),
            Self::Runtime => f.write_str("preserved; reported by hosts"),
        }
    }
}

impl fmt::Display for FieldPath {
    /// The path in the spelling of entities, from that of the code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = self.0.split('_');
        f.write_str(words.next().unwrap_or_default())?;
        for word in words {
            let mut letters = word.chars();
            letters.next().map_or(Ok(()), |first| f.write_char(first.to_ascii_uppercase()))?;
            f.write_str(letters.as_str())?;
        }
        Ok(())
    }
}

impl KeyInfo {
    /// The name; dots separate nested objects, as in `specParams.vram`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The names that older engines used.
    pub fn old_names(&self) -> &'static [&'static str] {
        self.old
    }

    /// The meaning, as a phrase.
    pub fn meaning(&self) -> &'static str {
        self.meaning
    }

    /// The description of the allowed values.
    pub fn values(&self) -> String {
        match self.value_type {
            ValueType::List(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|member| format!("`{}` {} ({})", member.name, member.meaning, member.value_type))
                    .collect();
                format!("{}: {}", self.value_type, members.join("; "))
            }
            value_type => value_type.to_string(),
        }
    }

    /// The value that an absent key stands for, if there is one.
    pub fn default(&self) -> Option<&'static str> {
        self.default
    }

    /// The field that the key is read into.
    pub fn target(&self) -> Target {
        self.target
    }

    /// Returns true if a value that the VM does not represent is reported; false for values that follow from others or
    /// only apply in some cases.
    pub fn is_checked(&self) -> bool {
        self.checked
    }

    /// The name and all old names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.old.iter().copied())
    }

    /// The value in a map, and the name that it has there.
    pub(super) fn look_up<'a>(&self, map: &'a Map<String, Value>) -> Option<(&'static str, &'a Value)> {
        let found = self.names().filter_map(|name| Some((name, object::get(map, name)?)));
        // The name goes before old names, unless its value is blank.
        found.reduce(|found, next| if is_blank(found.1) { next } else { found })
    }

    /// The normal form of the value in a map; the default, if the value is blank or absent.
    pub(super) fn normal(&self, map: &Map<String, Value>, path: &str) -> Result<Option<Value>, Finding> {
        let Some((name, value)) = self.look_up(map) else { return Ok(self.default_value()) };
        match self.value_type.normal(value) {
            Ok(normal) => Ok(normal.or_else(|| self.default_value())),
            Err(mismatch) => {
                let error = error(mismatch.message, format!("{path}{name}{}", mismatch.at));
                Err(Finding { help: mismatch.help, ..error })
            }
        }
    }

    pub(super) fn default_value(&self) -> Option<Value> {
        self.default.map(Value::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_in_the_spelling_of_entities() {
        assert_eq!(FieldPath("memory.size_mb").to_string(), "memory.sizeMb");
        assert_eq!(FieldPath("numa_nodes[].pinned_host_nodes").to_string(), "numaNodes[].pinnedHostNodes");
    }
}
