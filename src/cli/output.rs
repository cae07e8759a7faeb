//! Results: printed to standard output, or written to files.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use serde::Serialize;

use crate::schema::report::printable_within;
use crate::secret;

use super::Outcome;
use super::input::{self, Failure, Form, Input};
use super::{file, report};

/// Where the results for several documents go.
#[derive(Clone, Copy)]
pub(super) enum Target<'a> {
    /// Standard output.
    Stdout,
    /// Files in a folder.
    Folder(&'a Path),
    /// The files that the documents were read from.
    InPlace,
}

impl<'a> Target<'a> {
    /// The folder if there is one, else standard output.
    pub(super) fn new(folder: Option<&'a Path>) -> Self {
        folder.map_or(Self::Stdout, Self::Folder)
    }
}

/// Converts every document from one form to the other.
pub(super) fn transform(
    target: Target<'_>,
    paths: &[PathBuf],
    forms: (Form, Form),
    convert: impl Fn(&Input) -> Result<String, Failure> + Sync,
) -> Outcome {
    let stdin = [PathBuf::from("-")];
    let paths = if paths.is_empty() { &stdin } else { paths };
    if matches!(target, Target::Stdout) && !input::is_single(paths) {
        report::message("error: several documents need a folder for the results; use `--out-dir DIR`");
        return Outcome::Failed;
    }
    let mut inputs = input::gather(paths, forms.0);
    if let Target::Folder(folder) = target {
        refuse_overwriting(&mut inputs, folder, |input| name(input, forms));
    }
    let work = |input: &Input| {
        let text = convert(input)?;
        match (target, input) {
            (Target::Stdout, _) => return Ok(text),
            (Target::Folder(folder), _) => save_below(folder, &name(input, forms), &text)?,
            (Target::InPlace, Input::File { path, .. }) => save(path, &text)?,
            (Target::InPlace, Input::Stdin) => {
                return Err(Failure::Other("standard input cannot be written in place; give a file".to_owned()));
            }
        }
        Ok(String::new())
    };
    input::each(inputs, work, |_, text| print(&text).map(|()| Outcome::Success)).worst()
}

/// Refuses documents whose result would take the place of a document that is read, or of another result. `name` is the
/// path of a result in the folder.
pub(super) fn refuse_overwriting(
    inputs: &mut [Result<Input, (String, Failure)>],
    folder: &Path,
    name: impl Fn(&Input) -> PathBuf,
) {
    let canonical = |path: &Path| fs::canonicalize(path).ok();
    let sources: BTreeSet<PathBuf> = inputs.iter().flatten().filter_map(|input| canonical(input.path()?)).collect();
    let mut names = BTreeSet::new();
    for entry in inputs {
        let Ok(input) = entry else { continue };
        let name = name(input);
        let reason = if canonical(&folder.join(&name)).is_some_and(|target| sources.contains(&target)) {
            format!("the result would replace the document `{}`; choose another folder", folder.join(&name).display())
        } else if names.contains(&name) {
            format!("another document is written to `{}`, too; convert them separately", name.display())
        } else {
            names.insert(name);
            continue;
        };
        *entry = Err((input.label(), Failure::Other(reason)));
    }
}

/// The path of a result in the folder: the document's own, with the extension of its form.
fn name(input: &Input, (from, to): (Form, Form)) -> PathBuf {
    match input {
        Input::File { .. } if from == to => input.name().to_path_buf(),
        _ => input.name().with_extension(to.extension()),
    }
}

/// Result lines of a command.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line, without secrets and anything that a terminal acts on, and not much longer than a screen.
    pub(super) fn push(&mut self, line: impl Display) {
        let line = line.to_string();
        self.0.push_str(&printable_within(&secret::hide_text(&line), report::LONGEST_MESSAGE));
        self.0.push('\n');
    }

    /// Adds a value in JSON, on one line.
    pub(super) fn push_json(&mut self, row: &impl Serialize) -> Result<(), Failure> {
        let row = serde_json::to_string(row).map_err(|error| Failure::Other(error.to_string()))?;
        self.0.push_str(&row);
        self.0.push('\n');
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// Prints to standard output. If its reader has gone, as `head` does, the command ends.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => process::exit(0),
        result => result.map_err(Failure::Io),
    }
}

/// Writes a file in a folder, and creates the folders that it is in.
pub(super) fn save_below(folder: &Path, name: &Path, text: &str) -> Result<(), Failure> {
    let path = folder.join(name);
    file::create_folders(folder, name).map_err(|error| not_written(&path, &error))?;
    save(&path, text)
}

/// Writes a file.
pub(super) fn save(path: &Path, text: &str) -> Result<(), Failure> {
    file::write(path, text).map_err(|error| not_written(path, &error))
}

fn not_written(path: &Path, error: &io::Error) -> Failure {
    Failure::Other(format!("cannot write `{}`: {error}", path.display()))
}
