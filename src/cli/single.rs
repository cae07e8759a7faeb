//! What commands on single documents share: entities in, one result out.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use domxml::entity::{Entity, Format};

use super::Outcome;
use super::input::{Failure, Input};
use super::report;

/// The document at a path; `-` is standard input.
pub(super) fn input(path: &Path) -> Input {
    if path.as_os_str() == "-" { Input::Stdin } else { Input::File { path: path.to_owned(), name: path.to_owned() } }
}

/// Reads an entity, a context or facts; the ending of the file's name tells JSON from YAML.
pub(super) fn entity<T: Entity>(path: &Path) -> Result<T, (String, Failure)> {
    let input = input(path);
    let text = input.read().map_err(|failure| (input.label(), failure))?;
    let read = T::read(&text, Format::of(path)).map_err(|error| (input.label(), Failure::Other(error.to_string())))?;
    Ok(read.value)
}

/// Reads one if there is a path, else it is all defaults.
pub(super) fn entity_or_default<T: Entity + Default>(path: Option<&Path>) -> Result<T, (String, Failure)> {
    path.map_or_else(|| Ok(T::default()), entity)
}

/// Writes a result to a file or standard output.
pub(super) fn write(path: Option<&Path>, text: &str) -> Result<(), (String, Failure)> {
    let (label, written) = match path {
        Some(path) => (path.display().to_string(), fs::write(path, text)),
        None => ("<stdout>".to_owned(), io::stdout().lock().write_all(text.as_bytes())),
    };
    written.map_err(|error| (label, Failure::Io(error)))
}

/// How a command ended; a failure is reported.
pub(super) fn outcome(result: Result<Outcome, (String, Failure)>) -> Outcome {
    result.unwrap_or_else(|(label, failure)| {
        report::failure(&label, &failure);
        Outcome::Failed
    })
}
