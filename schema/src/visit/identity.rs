//! What tells an element apart from others of its name.

use std::borrow::Cow;
use std::collections::HashMap;

use super::look_up::{attributes_at, text_at};
use crate::path::{Predicate, Step};
use crate::xml::{Fields, Identity};

/// What tells an element apart, with the word for it, as predicates of a path: of the sure identities that it has
/// values for the shortest, else the first that is declared, else the alias.
///
/// ```
/// use domxml_schema::Element;
/// use domxml_schema::device::Disk;
/// use domxml_schema::visit::identity;
///
/// let disk = Disk::parse("<disk><target dev='vda'/></disk>")?;
/// let (by, predicates) = identity(&disk).unwrap();
/// assert_eq!((by, predicates[0].to_string()), ("target", "target/@dev='vda'".to_owned()));
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
pub fn identity(fields: &dyn Fields) -> Option<(&'static str, Vec<Predicate>)> {
    let declared = fields.def().identities.iter().filter_map(|it| Some((it.sure, it.by, values(fields, it)?)));
    let declared = declared.min_by_key(|(sure, _, values)| if *sure { values.len() } else { usize::MAX });
    declared.map(|(_, by, values)| (by, values)).or_else(|| {
        let alias = text_at(fields, "alias/@name")?;
        Some(("alias", vec![predicate("alias/@name", alias)]))
    })
}

/// An element in a word or two of prose: `disk vda`, `controller scsi 0`, or its name alone.
pub fn describe(name: &str, fields: &dyn Fields) -> String {
    match identity(fields) {
        Some((_, predicates)) => {
            let values: Vec<&str> = predicates.iter().map(|predicate| &*predicate.value).collect();
            format!("{name} {}", values.join(" "))
        }
        None => name.to_owned(),
    }
}

/// The values of an identity, if all that it needs are there and something tells the element apart.
fn values(fields: &dyn Fields, identity: &Identity) -> Option<Vec<Predicate>> {
    let mut predicates = Vec::new();
    for path in identity.paths {
        let (path, optional) = path.strip_suffix('?').map_or((*path, false), |path| (path, true));
        match path.strip_suffix("/@*") {
            Some(element) => {
                let values = attributes_at(fields, element);
                if values.is_empty() && !optional {
                    return None;
                }
                predicates.extend(
                    values
                        .into_iter()
                        .map(|(name, value)| Predicate { place: Cow::Owned(format!("{element}/@{name}")), value }),
                );
            }
            None => match text_at(fields, path) {
                Some(value) => predicates.push(predicate(path, value)),
                None if optional => {}
                None => return None,
            },
        }
    }
    (!predicates.is_empty()).then_some(predicates)
}

fn predicate(place: &'static str, value: Cow<'_, str>) -> Predicate {
    Predicate { place: Cow::Borrowed(place), value: value.into_owned() }
}

/// Whether the value at a place in an element is this one; the word of an identity (`@target`) is its values.
pub(super) fn is(fields: &dyn Fields, place: &str, wanted: &str) -> bool {
    if let Some(value) = text_at(fields, place) {
        return value == wanted;
    }
    let Some(by) = place.strip_prefix('@') else { return false };
    fields.def().identities.iter().filter(|identity| identity.by == by).any(|identity| {
        values(fields, identity).is_some_and(|predicates| {
            let values: Vec<&str> = predicates.iter().map(|predicate| &*predicate.value).collect();
            values.join(" ") == wanted
        })
    })
}

/// The steps that lead to siblings, and the number of each among those of its name, from 1.
pub(super) fn steps(siblings: &[(Cow<'static, str>, &dyn Fields)]) -> Vec<(Step, usize)> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut seen: HashMap<(&str, Vec<Predicate>), usize> = HashMap::new();
    let mut steps = Vec::with_capacity(siblings.len());
    for (name, fields) in siblings {
        let number = numbers.entry(name).or_default();
        *number += 1;
        let predicates = identity(*fields).map(|(_, predicates)| predicates).unwrap_or_default();
        let step = if predicates.is_empty() {
            Step::numbered(name.clone(), *number)
        } else {
            let same = seen.entry((name, predicates.clone())).or_default();
            *same += 1;
            Step { name: name.clone(), predicates, number: (*same > 1).then_some(*same) }
        };
        steps.push((step, *number));
    }
    steps
}
