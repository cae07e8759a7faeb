//! Places in documents as values: [`Path`] and [`Pattern`].
//!
//! A path is text that XPath reads as well, so it can be pasted into `xmllint --xpath` or a report:
//!
//! ```
//! use domxml_schema::path::Path;
//!
//! let path: Path = "/domain/devices/disk[target/@dev='vda']/driver/@cache".parse()?;
//! assert_eq!(path.attribute(), Some("cache"));
//! assert_eq!(path.parent().unwrap().to_string(), "/domain/devices/disk[target/@dev='vda']/driver");
//! # Ok::<(), domxml_schema::path::ParsePathError>(())
//! ```
//!
//! A step names an element; where several siblings share the name, it says which one is meant: by what tells it
//! apart (`disk[target/@dev='vda']`), by its number among them (`disk[2]`, counted from 1), or by both. Names of
//! foreign namespaces carry libvirt's usual prefix (`qemu:commandline`). The last step may be an attribute.
//!
//! [`visit`](crate::visit) makes paths of values, and finds values by paths and patterns.

mod parse;
mod pattern;

use std::borrow::Cow;
use std::fmt;

pub use parse::ParsePathError;
pub use pattern::Pattern;
pub(crate) use pattern::StepTest;

/// The place of an element or attribute in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    steps: Vec<Step>,
    attribute: Option<Cow<'static, str>>,
}

/// One element on the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// Name of the element, with the usual prefix of a foreign namespace.
    pub name: Cow<'static, str>,
    /// Predicates that tell it apart from its siblings of the same name.
    pub predicates: Vec<Predicate>,
    /// Its number, from 1, among the siblings of the name for which the predicates hold; 1 if absent.
    pub number: Option<usize>,
}

/// A condition on an element: the value at a place below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Predicate {
    /// The place, such as `target/@dev`, `@name` or `key`.
    pub place: Cow<'static, str>,
    /// The value that it has.
    pub value: String,
}

impl Step {
    /// A step without predicates or number.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), predicates: Vec::new(), number: None }
    }

    /// The step to the element of the name with a number, from 1.
    pub fn numbered(name: impl Into<Cow<'static, str>>, number: usize) -> Self {
        Self { number: (number > 1).then_some(number), ..Self::new(name) }
    }
}

/// Construction.
impl Path {
    /// The path of a root element.
    pub fn root(name: impl Into<Cow<'static, str>>) -> Self {
        Self { steps: vec![Step::new(name)], attribute: None }
    }

    /// The path of a child of the element. The path of an attribute loses the attribute first.
    #[must_use]
    pub fn child(mut self, step: Step) -> Self {
        self.attribute = None;
        self.steps.push(step);
        self
    }

    /// The path of an attribute of the element.
    #[must_use]
    pub fn with_attribute(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.attribute = Some(name.into());
        self
    }

    /// The path of what holds the element or attribute; nothing for a root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let mut parent = self.clone();
        if parent.attribute.take().is_none() {
            parent.steps.pop();
        }
        (!parent.steps.is_empty()).then_some(parent)
    }

    pub(crate) fn from_steps(steps: Vec<Step>, attribute: Option<Cow<'static, str>>) -> Self {
        Self { steps, attribute }
    }
}

/// Look at the parts.
impl Path {
    /// The elements on the way, from the root.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The name of the attribute, if it is the path of one.
    pub fn attribute(&self) -> Option<&str> {
        self.attribute.as_deref()
    }

    /// The name of the element or attribute (without `@`).
    pub fn name(&self) -> &str {
        match &self.attribute {
            Some(name) => name,
            None => self.steps.last().map_or("", |step| &step.name),
        }
    }

    /// Returns `true` if another path is that of the same element or of something in it.
    pub fn contains(&self, other: &Self) -> bool {
        match self.attribute {
            Some(_) => self == other,
            None => other.steps.starts_with(&self.steps),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for step in &self.steps {
            write!(f, "/{step}")?;
        }
        match &self.attribute {
            Some(name) => write!(f, "/@{name}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        for predicate in &self.predicates {
            write!(f, "[{predicate}]")?;
        }
        match self.number {
            Some(number) if number > 1 => write!(f, "[{number}]"),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, value } = self;
        match (value.contains('\''), value.contains('"')) {
            (false, _) => write!(f, "{place}='{value}'"),
            (true, false) => write!(f, "{place}=\"{value}\""),
            // As XPath 2.0 has it; XPath 1.0 cannot write such a text.
            (true, true) => write!(f, "{place}='{}'", value.replace('\'', "''")),
        }
    }
}
