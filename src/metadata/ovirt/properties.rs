//! Properties by name, such as custom ones.

use std::collections::HashSet;
use std::fmt;

use domxml_schema::xml::{Tree, TreeNode, is_nc_name};
use yaserde::Result;

use super::keys::{Keys, Record, Unknown};

/// Values by name, in the order in which they were added: `<ovirt-vm:custom>`, `<ovirt-vm:specParams>`.
///
/// Each is an element, whose name is that of the property.
///
/// ```
/// use domxml::metadata::ovirt::Properties;
///
/// let mut custom = Properties::default();
/// custom.insert("sap_agent", "true")?;
/// assert_eq!(custom.get("sap_agent"), Some("true"));
/// assert_eq!(
///     custom.insert("2nd nic", "x").unwrap_err().to_string(),
///     "`2nd nic` cannot be the name of a property: it becomes the name of an XML element, so it begins with a \
///      letter or `_` and holds letters, digits, `_`, `-` and `.`"
/// );
/// # Ok::<(), domxml::metadata::ovirt::PropertyName>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties {
    list: Vec<(Box<str>, Value)>,
    /// Content that is not a property: elements with elements in them, and the like.
    pub unknown: Unknown,
}

impl Properties {
    /// The text of a property.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.value(name).map(Value::as_str)
    }

    /// The value of a property.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.list.iter().find(|(other, _)| **other == *name).map(|(_, value)| value)
    }

    /// Sets a property, in its place if it has one; returns the value that it had.
    ///
    /// # Errors
    /// If the name cannot be that of an XML element.
    pub fn insert(&mut self, name: &str, value: impl Into<Value>) -> std::result::Result<Option<Value>, PropertyName> {
        if !is_nc_name(name) {
            return Err(PropertyName(name.to_owned()));
        }
        let value = value.into();
        if let Some((_, old)) = self.list.iter_mut().find(|(other, _)| **other == *name) {
            return Ok(Some(std::mem::replace(old, value)));
        }
        self.list.push((name.into(), value));
        Ok(None)
    }

    /// Adds properties whose names are all different, behind those that are there; those with a name that is there
    /// already, or cannot be that of an XML element, are returned.
    pub(crate) fn extend<'a>(&mut self, new: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<PropertyName> {
        let known: HashSet<Box<str>> = self.list.iter().map(|(name, _)| name.clone()).collect();
        let (mut refused, mut added) = (Vec::new(), HashSet::new());
        for (name, value) in new {
            if is_nc_name(name) && !known.contains(name) && added.insert(name) {
                self.list.push((name.into(), value.into()));
            } else {
                refused.push(PropertyName(name.to_owned()));
            }
        }
        refused
    }

    /// Removes a property.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.list.iter().position(|(other, _)| **other == *name)?;
        Some(self.list.remove(at).1)
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.list.iter().map(|(name, value)| (&**name, value))
    }

    /// The number of properties.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns whether there is no property.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// An invalid name of a property: it is not the name of an XML element.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` cannot be the name of a property: it becomes the name of an XML element, so it begins with a letter or `_` \
     and holds letters, digits, `_`, `-` and `.`"
)]
pub struct PropertyName(pub String);

/// A value with the type that its element names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    text: String,
    kind: ValueKind,
}

/// Type of a [`Value`]: the attribute `type` of its element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// A text; there is no attribute.
    #[default]
    Text,
    /// `int`: a whole number.
    Int,
    /// `float`: a number.
    Float,
    /// `bool`: `True` or `False`.
    Bool,
}

impl ValueKind {
    /// The word that the attribute holds.
    pub fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Int => Some("int"),
            Self::Float => Some("float"),
            Self::Bool => Some("bool"),
        }
    }
}

impl Value {
    /// The text, as it was read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The type that it was given.
    pub fn kind(&self) -> ValueKind {
        self.kind
    }

    /// The whole number that the text is, whatever its type says.
    pub fn as_int(&self) -> Option<i64> {
        self.text.trim().parse().ok()
    }

    /// The number that the text is.
    pub fn as_float(&self) -> Option<f64> {
        self.text.trim().parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The boolean that the text stands for: `true` or `false`, `1` or `0`, `yes` or `no`, in small letters or capitals.
    pub fn as_bool(&self) -> Option<bool> {
        boolean(&self.text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self { text, kind: ValueKind::Text }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self { text: number.to_string(), kind: ValueKind::Int }
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self { text: if yes { "True" } else { "False" }.to_owned(), kind: ValueKind::Bool }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The boolean that a text stands for.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => None,
    }
}

impl Record for Properties {
    fn keys(&mut self, keys: &mut Keys<'_>) -> Result<()> {
        let list = &mut self.list;
        let elements: Vec<(Box<str>, Value)> = list.clone();
        keys.each(
            |element| {
                let Some(value) = value(element) else { return Ok(false) };
                if list.iter().any(|(name, _)| *name == element.name) {
                    return Err("this property stands twice; keep one of them".into());
                }
                let value = value?;
                list.push((element.name.clone(), value));
                Ok(true)
            },
            |keys| elements.iter().map(|(name, value)| element(keys, name, value)).collect(),
        )
    }

    fn unknown(&mut self) -> &mut Unknown {
        &mut self.unknown
    }
}

/// The value of a property; nothing if the element is not one.
fn value(element: &Tree) -> Option<Result<Value>> {
    let kind = match &element.attributes[..] {
        [] => ValueKind::Text,
        [attribute] if attribute.namespace.is_none() && *attribute.name == *"type" => {
            let kinds = [ValueKind::Int, ValueKind::Float, ValueKind::Bool];
            kinds.into_iter().find(|kind| kind.as_str() == Some(&attribute.value))?
        }
        _ => return None,
    };
    if element.nodes.iter().any(|node| !matches!(node, TreeNode::Text(_))) {
        return None;
    }
    let value = Value { text: element.text(), kind };
    let good = match kind {
        ValueKind::Text => true,
        ValueKind::Int => value.as_int().is_some(),
        ValueKind::Float => value.as_float().is_some(),
        ValueKind::Bool => value.as_bool().is_some(),
    };
    let wrong = || format!("`{}` is not of the type `{}`", value.text, kind.as_str().unwrap_or_default());
    Some(if good { Ok(value) } else { Err(wrong().into()) })
}

fn element(keys: &Keys<'_>, name: &str, value: &Value) -> Tree {
    let mut element = keys.element(name);
    if let Some(kind) = value.kind.as_str() {
        element.attributes.push(domxml_schema::xml::KeptAttribute::new("type", kind));
    }
    if !value.text.is_empty() {
        element.push_text(&value.text);
    }
    element
}
