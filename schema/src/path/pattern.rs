//! Patterns of paths.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::parse::{ParsePathError, Reader};
use super::{Path, Predicate, Step};

/// A set of places: a path with wildcards.
///
/// | part | stands for |
/// |---|---|
/// | `/` at the beginning | the first step is the root; without it, it is a child of any root |
/// | `*` | any one element |
/// | `**` | any number of elements, also none |
/// | `@*` | any attribute |
/// | `disk[@device='cdrom']` | those with this value |
/// | `disk[2]` | the second one of the name (of those with the values) |
///
/// ```
/// use domxml_schema::path::Pattern;
/// use domxml_schema::{Domain, Element};
///
/// let domain = Domain::parse(
///     "<domain><devices>
///        <disk><driver cache='none'/><target dev='vda'/></disk>
///        <disk><driver cache='unsafe'/><target dev='vdb'/></disk>
///      </devices></domain>",
/// )?;
/// let pattern: Pattern = "devices/disk/driver/@cache".parse()?;
/// let unsafe_disks: Vec<String> =
///     pattern.find(&domain).filter(|node| node.text() == "unsafe").map(|node| node.path().to_string()).collect();
/// assert_eq!(unsafe_disks, ["/domain/devices/disk[target/@dev='vdb']/driver/@cache"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    rooted: bool,
    steps: Vec<Step>,
    attribute: Option<Cow<'static, str>>,
}

impl Pattern {
    /// Returns `true` if a place is one of those that the pattern stands for.
    ///
    /// Of a path only is known what it says: a predicate holds if the path has the same one.
    pub fn matches(&self, path: &Path) -> bool {
        let steps: Vec<&dyn StepTest> = path.steps().iter().map(|step| step as &dyn StepTest).collect();
        self.matches_steps(&steps, path.attribute())
    }

    /// The elements on the way; wildcards are steps named `*` and `**`.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The name of the attribute, `*` for any; nothing if the pattern is about elements.
    pub fn attribute(&self) -> Option<&str> {
        self.attribute.as_deref()
    }

    /// The last name (without `@`), which may be a wildcard.
    pub fn name(&self) -> &str {
        match &self.attribute {
            Some(name) => name,
            None => self.steps.last().map_or("", |step| &step.name),
        }
    }

    /// Returns `true` if the pattern is about attributes.
    pub fn is_of_attribute(&self) -> bool {
        self.attribute.is_some()
    }

    /// Returns `true` if the place to which steps lead from the root is one of them.
    pub(crate) fn matches_steps(&self, steps: &[&dyn StepTest], attribute: Option<&str>) -> bool {
        let same = match (self.attribute.as_deref(), attribute) {
            (None, None) => true,
            (Some(wanted), Some(name)) => wanted == "*" || wanted == name,
            _ => false,
        };
        let Some(steps) = (if self.rooted { Some(steps) } else { steps.get(1..) }) else { return false };
        same && matches(&self.steps, steps)
    }

    /// Returns `true` if something at or below the elements may match.
    pub(crate) fn may_match_below(&self, steps: &[&dyn StepTest]) -> bool {
        let Some(steps) = (if self.rooted { Some(steps) } else { steps.get(1..) }) else { return true };
        let mut wanted = self.steps.iter();
        for step in steps {
            match wanted.next() {
                Some(wanted) if wanted.name == "**" => return true,
                Some(wanted) if test(wanted, *step) => {}
                _ => return false,
            }
        }
        true
    }
}

/// Returns `true` if steps are those that are wanted.
fn matches(wanted: &[Step], steps: &[&dyn StepTest]) -> bool {
    // The last step tells most places apart.
    if let (Some(last), Some(step)) = (wanted.last(), steps.last())
        && last.name != "**"
        && !test(last, *step)
    {
        return false;
    }
    let (mut at, mut step) = (0, 0);
    // The last `**`, and how many steps it and what is before it take.
    let mut any: Option<(usize, usize)> = None;
    while step < steps.len() {
        match wanted.get(at) {
            Some(wanted) if wanted.name == "**" => {
                any = Some((at, step));
                at += 1;
            }
            Some(wanted) if test(wanted, steps[step]) => (at, step) = (at + 1, step + 1),
            _ => match any {
                Some((any_at, taken)) => {
                    any = Some((any_at, taken + 1));
                    (at, step) = (any_at + 1, taken + 1);
                }
                None => return false,
            },
        }
    }
    wanted[at..].iter().all(|wanted| wanted.name == "**")
}

fn test(wanted: &Step, step: &dyn StepTest) -> bool {
    (wanted.name == "*" || step.is_named(&wanted.name))
        && ((wanted.predicates.is_empty() && wanted.number.is_none()) || step.holds(&wanted.predicates, wanted.number))
}

/// A step of a path or of a walk, as patterns see it.
pub(crate) trait StepTest {
    /// Returns `true` if the element has the name.
    fn is_named(&self, name: &str) -> bool;
    /// Returns `true` if predicates hold of it, and it is the numbered one of those of which they hold.
    fn holds(&self, predicates: &[Predicate], number: Option<usize>) -> bool;
}

impl StepTest for Step {
    fn is_named(&self, name: &str) -> bool {
        self.name == name
    }

    fn holds(&self, predicates: &[Predicate], number: Option<usize>) -> bool {
        predicates.iter().all(|predicate| self.predicates.contains(predicate))
            && number.is_none_or(|number| number == self.number.unwrap_or(1))
    }
}

impl From<Path> for Pattern {
    fn from(path: Path) -> Self {
        Self { rooted: true, steps: path.steps, attribute: path.attribute }
    }
}

impl FromStr for Pattern {
    type Err = ParsePathError;

    fn from_str(text: &str) -> Result<Self, ParsePathError> {
        let mut reader = Reader::new(text);
        let rooted = reader.eat("/");
        let (steps, attribute) = reader.steps()?;
        Ok(Self { rooted, steps, attribute })
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            let slash = if at > 0 || self.rooted { "/" } else { "" };
            write!(f, "{slash}{step}")?;
        }
        match &self.attribute {
            Some(name) if self.steps.is_empty() && !self.rooted => write!(f, "@{name}"),
            Some(name) => write!(f, "/@{name}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_paths() {
        let path: Path = "/domain/devices/disk[target/@dev='vda']/source[2]/@file".parse().unwrap();
        for (pattern, expected) in [
            ("devices/disk/source/@file", true),
            ("/domain/devices/disk/source/@file", true),
            ("/domain/**/@file", true),
            ("**/source/@*", true),
            ("**/@file", true),
            ("**/devices/**/source/@file", true),
            ("devices/*/source/@file", true),
            ("devices/disk[target/@dev='vda']/source[2]/@file", true),
            ("devices/disk[target/@dev='vdb']/source/@file", false),
            ("devices/disk/source[3]/@file", false),
            ("devices/disk/source", false),
            ("disk/source/@file", false),
            ("/devices/disk/source/@file", false),
            ("devices/*/*/*/@file", false),
            ("**", false),
        ] {
            let parsed: Pattern = pattern.parse().unwrap();
            assert_eq!(parsed.matches(&path), expected, "{pattern}");
            assert_eq!(parsed.to_string(), pattern);
        }
        assert!("@type".parse::<Pattern>().unwrap().matches(&"/domain/@type".parse().unwrap()));
        assert_eq!("@type".parse::<Pattern>().unwrap().to_string(), "@type");
    }
}
