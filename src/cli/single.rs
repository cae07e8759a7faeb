//! Commands on single documents: entities in, one result out.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::entity::{Document, Format};

use super::input::{Failure, Input};
use super::{Outcome, file, output, report};

/// The document at a path; `-` is standard input.
pub(super) fn input(path: &Path) -> Input {
    if path.as_os_str() == "-" { Input::Stdin } else { Input::File { path: path.to_owned(), name: path.to_owned() } }
}

/// Reads an entity, a context or facts, in the format of the file's extension.
pub(super) fn entity<T: DeserializeOwned>(path: &Path) -> Result<T, (String, Failure)> {
    document(path).map(|(document, _)| document.value)
}

/// Reads an entity, a context or facts with the positions of its parts, and the text.
pub(super) fn document<T: DeserializeOwned>(path: &Path) -> Result<(Document<T>, String), (String, Failure)> {
    let input = input(path);
    let text = input.read().map_err(|failure| (input.label(), failure))?;
    match Document::read(&text, Format::of(path)) {
        Ok(document) => Ok((document, text)),
        Err(error) => Err((input.label(), Failure::Entity { errors: vec![error], source: Some(text) })),
    }
}

/// Reads an entity if there is a path, else returns the defaults.
pub(super) fn entity_or_default<T: DeserializeOwned + Default>(path: Option<&Path>) -> Result<T, (String, Failure)> {
    path.map_or_else(|| Ok(T::default()), entity)
}

/// Writes a result to a file, which is none of `inputs`, or to standard output.
pub(super) fn write(path: Option<&Path>, inputs: &[&Path], text: &str) -> Result<(), (String, Failure)> {
    let Some(path) = path else {
        return output::print(text).map_err(|failure| ("<stdout>".to_owned(), failure));
    };
    let failed = |failure| (path.display().to_string(), failure);
    if inputs.iter().any(|input| file::is_same(input, path)) {
        return Err(failed(Failure::Other("the result would replace a document that it is made from".to_owned())));
    }
    output::save(path, text).map_err(failed)
}

/// The outcome of a command; a failure is reported.
pub(super) fn outcome(result: Result<Outcome, (String, Failure)>) -> Outcome {
    result.unwrap_or_else(|(label, failure)| {
        report::failure(&label, &failure);
        Outcome::Failed
    })
}
