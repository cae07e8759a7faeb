//! The releases that the model names at each of its places.

use std::collections::BTreeMap;

use domxml_schema::Domain;
use domxml_schema::types::Release;
use domxml_schema::xml::{KeywordDef, Later, shape};

use crate::oracle::{Oracle, Space, Term};

/// The releases of one place.
#[derive(Clone, Debug, Default)]
pub struct Releases {
    /// The first that knows it, if that is known.
    pub since: Option<Release>,
    /// Those that brought more of it.
    pub later: Vec<Release>,
}

/// Every place of the model: elements (`domain/os`), attributes (`domain/os/@firmware`), and keywords of
/// attributes (`domain/os/@firmware='efi'`) and of texts (`domain/on_crash='preserve'`).
///
/// # Panics
/// If the model names something that is not a release.
pub fn of_the_model() -> BTreeMap<String, Releases> {
    let mut places = BTreeMap::new();
    for element in shape::<Domain>() {
        let path = element.path;
        places.insert(path.clone(), releases(element.since, element.later));
        for keyword in element.text.iter().flat_map(|text| text.words(element.since)) {
            places.insert(word(&path, keyword.name), of_keyword(keyword));
        }
        for attribute in element.attributes {
            let path = format!("{path}/@{}", attribute.name);
            for keyword in attribute.value.words(attribute.since) {
                places.insert(word(&path, keyword.name), of_keyword(keyword));
            }
            places.insert(path, releases(attribute.since, attribute.later));
        }
    }
    places
}

/// Every place of a grammar, named alike.
pub fn places(oracle: &Oracle) -> Vec<String> {
    let keywords = |path: &str, space: &Space| -> Vec<String> {
        let keyword = |term: &Term| if let Term::Keyword(name) = term { Some(word(path, name)) } else { None };
        space.terms.iter().filter_map(keyword).collect()
    };
    let mut places = Vec::new();
    for element in oracle.elements() {
        places.push(element.path.clone());
        places.extend(element.text.iter().flat_map(|space| keywords(&element.path, space)));
        for (name, attribute) in &element.attributes {
            let path = format!("{}/@{name}", element.path);
            places.extend(keywords(&path, &attribute.space));
            places.push(path);
        }
    }
    places.sort();
    places
}

fn word(path: &str, keyword: &str) -> String {
    format!("{path}='{keyword}'")
}

fn of_keyword(keyword: KeywordDef) -> Releases {
    releases(keyword.since, keyword.later)
}

fn releases<'a>(since: Option<&str>, later: impl IntoIterator<Item = &'a Later>) -> Releases {
    let parse = |text: &str| text.parse().unwrap_or_else(|error| panic!("{error}"));
    Releases { since: since.map(parse), later: later.into_iter().map(|later| parse(later.since)).collect() }
}
