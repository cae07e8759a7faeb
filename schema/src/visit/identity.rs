//! Identities: values that tell an element apart from others of its name.

use std::borrow::Cow;
use std::collections::HashMap;

use super::look_up::{attributes_at, text_at};
use super::surroundings::Surroundings;
use crate::path::{Predicate, Step};
use crate::xml::{FieldKind, Fields, Identity};

/// The identity of an element, with the word for it, as predicates of a path: of the sure identities that it has
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

/// Returns `true` if the value at a place in an element is this one; the word of an identity (`@target`) is its values.
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

/// The values of an identity, one for each of its places, with the declared defaults where a value is absent from
/// an element that is there; nothing if a value that it needs is absent, or all are.
///
/// ```
/// use domxml_schema::Element;
/// use domxml_schema::device::Disk;
/// use domxml_schema::visit::identity_key;
///
/// let short = Disk::parse("<disk><target dev='vda'/></disk>")?;
/// let full = Disk::parse("<disk device='disk'><target dev='vda' bus='virtio'/></disk>")?;
/// let target = &Disk::DEF.identities[0];
/// assert_eq!(identity_key(&short, target), identity_key(&full, target));
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
pub fn identity_key(fields: &dyn Fields, identity: &Identity) -> Option<Vec<String>> {
    let around = Surroundings::new(vec![Some(fields)]);
    let mut key = Vec::with_capacity(identity.paths.len());
    for path in identity.paths {
        let (path, optional) = path.strip_suffix('?').map_or((*path, false), |path| (path, true));
        let value = match path.strip_suffix("/@*") {
            Some(element) => coordinates(&around, element),
            None => around.text_or_default(path).map(Cow::into_owned),
        };
        match value {
            Some(value) => key.push(value),
            None if optional => key.push(String::new()),
            None => return None,
        }
    }
    key.iter().any(|value| !value.is_empty()).then_some(key)
}

/// The attributes of the element at a place as one text, with their defaults; nothing if it has none.
fn coordinates(around: &Surroundings<'_>, place: &str) -> Option<String> {
    if attributes_at(around.element()?, place).is_empty() {
        return None;
    }
    let around = around.below(place)?;
    let element = around.element()?;
    let mut text = element.tag().map_or("", |(_, tag)| tag).to_owned();
    for field in element.def().fields {
        // As in `attributes_at`.
        if !matches!(field.kind, FieldKind::Attribute(_)) || field.name == "multifunction" {
            continue;
        }
        let value = element.attribute(field.name).or_else(|| around.default_of(field)?.text);
        if let Some(value) = value {
            text.extend([" ", field.name, "=", &value]);
        }
    }
    Some(text)
}

/// The steps that lead to siblings, and the number of each among those of its name, from 1.
pub fn steps(siblings: &[(Cow<'static, str>, &dyn Fields)]) -> Vec<(Step, usize)> {
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
