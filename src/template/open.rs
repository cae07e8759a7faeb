//! Open slots of a document.

use domxml_schema::Domain;
use domxml_schema::report::nearest;
use domxml_schema::xml::{Outcome, SourceMap};

use super::error::line_and_column;
use super::record::Record;
use super::slot::{Place, places};
use super::{Error, Errors, Placeholder, PlaceholderKind};

/// A slot with a place-holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// Path of the slot, such as `/domain/devices/lease/target/@offset`.
    pub path: String,
    /// Type of the value that belongs there, by the schema's name, such as `unsignedInt`.
    pub value_type: &'static str,
    /// What is to be filled in.
    pub placeholder: Placeholder,
    /// Line and column in the document, from 1; 0 if [`Open::locate`] was not asked.
    pub line: usize,
    /// See `line`.
    pub column: usize,
}

impl Open {
    /// Says where in a document its open slots are.
    pub fn locate(open: &mut [Self], source: &str) {
        let paths: Vec<&str> = open.iter().map(|open| &*open.path).collect();
        let places = SourceMap::new(source).places(&paths);
        for (open, place) in open.iter_mut().zip(places) {
            (open.line, open.column) = line_and_column(place.as_ref());
        }
    }
}

impl From<Found> for Open {
    fn from(found: Found) -> Self {
        let Found { place, placeholder } = found;
        Self { value_type: place.value_type(), path: place.path, placeholder, line: 0, column: 0 }
    }
}

/// A slot with a place-holder, to fill it.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) place: Place,
    pub(crate) placeholder: Placeholder,
}

impl Place {
    /// Puts a value in place of a place-holder.
    pub(crate) fn put(&self, domain: &mut Domain, placeholder: &Placeholder, text: &str) -> Result<(), Error> {
        if text.parse::<Placeholder>().is_ok_and(|other| self.kinds.contains(&other.kind())) {
            let message = format!("was given `{text}`, which is a place-holder, too");
            return Err(self.error(&message, "give it a value"));
        }
        match self.fill(domain, text) {
            Some(Outcome::Invalid) => {
                let remedy = format!("give {} a value of the type {}", placeholder.kind().word(), self.value_type());
                Err(self.error(&format!("was given `{text}`, which does not belong there"), &remedy))
            }
            Some(_) => Ok(()),
            None => Err(self.error("is no longer there", "fill in before changing the document")),
        }
    }

    /// A mistake at this place.
    pub(crate) fn error(&self, message: &str, remedy: &str) -> Error {
        Error {
            path: self.path.clone(),
            placeholder: self.text.clone(),
            message: message.to_owned(),
            remedy: remedy.to_owned(),
            ..Error::default()
        }
    }
}

/// What is open by slot and grammar, and what is meant to be and is not.
pub(super) fn by_grammar(domain: &Domain, root: &str) -> Vec<Result<Found, Error>> {
    let classified =
        places(domain, root).into_iter().filter_map(|place| classify(&place).map(|result| (place, result)));
    classified.map(|(place, result)| result.map(|placeholder| Found { place, placeholder })).collect()
}

/// What a record says is open.
pub(super) fn by_record(domain: &Domain, root: &str, record: &Record) -> Result<Vec<Found>, Errors> {
    let (mut found, mut errors, mut missing) = (Vec::new(), Errors::default(), record.clone());
    for place in places(domain, root) {
        let Some(wanted) = missing.remove(&place.path) else { continue };
        if place.text != wanted {
            errors.0.push(moved(&place.path, &wanted, &format!("the slot holds `{}`", place.text)));
            continue;
        }
        match classify(&place) {
            Some(Ok(placeholder)) => found.push(Found { place, placeholder }),
            Some(Err(error)) => errors.0.push(error),
            None => errors.0.push(moved(&place.path, &wanted, "that is not a place-holder")),
        }
    }
    errors.0.extend(missing.iter().map(|(path, wanted)| moved(path, wanted, "there is no such slot")));
    errors.into_result().map(|()| found)
}

fn moved(path: &str, wanted: &str, why: &str) -> Error {
    Error {
        path: path.to_owned(),
        placeholder: wanted.to_owned(),
        message: format!("is what the template's record says, but {why}"),
        remedy: "generate the template again, or take the record out of its metadata".to_owned(),
        ..Error::default()
    }
}

/// Place-holders that are still in a domain, looked for by slot and grammar: none, if all were filled in
/// and no value looks like one.
pub(crate) fn remaining(domain: &Domain, root: &str) -> Vec<Found> {
    by_grammar(domain, root).into_iter().filter_map(Result::ok).collect()
}

/// What a text in a slot is: a place-holder, meant as one, or a value.
fn classify(place: &Place) -> Option<Result<Placeholder, Error>> {
    let (word, _) = Placeholder::without_slash(&place.text).split_once(':')?;
    let is_word = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_uppercase());
    if !word.split('-').all(is_word) {
        return None;
    }
    let legal = || {
        let forms: Vec<String> = place.kinds.iter().map(|kind| format!("`{}`", kind.form())).collect();
        forms.join(" or ")
    };
    match place.text.parse::<Placeholder>() {
        Ok(placeholder) if place.kinds.contains(&placeholder.kind()) => Some(Ok(placeholder)),
        Ok(_) => Some(Err(place.error("must not stand here", &format!("legal here is {}", legal())))),
        Err(_) => {
            let near = nearest(word, place.kinds.iter().map(|kind| kind.word()))
                .or_else(|| nearest(word, PlaceholderKind::ALL.iter().map(|kind| kind.word())));
            // Any text may be a serial number.
            if near.is_none() && place.is_free_text() {
                return None;
            }
            let remedy = match near.and_then(PlaceholderKind::of_word) {
                Some(kind) if place.kinds.contains(&kind) => format!("did you mean `{}`?", kind.form()),
                _ => format!("legal here is {}", legal()),
            };
            Some(Err(place.error("is not a place-holder", &remedy)))
        }
    }
}
