//! Results of one document each: to standard output, or into a folder under the documents' names.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Outcome;
use super::input::{self, Failure, Form, Input};
use super::report;

/// Makes a document of form `to` of every document of form `from`.
pub(super) fn transform(
    out_dir: Option<&Path>,
    paths: &[PathBuf],
    (from, to): (Form, Form),
    work: impl Fn(&Input) -> Result<String, Failure> + Sync,
) -> Outcome {
    let stdin = [PathBuf::from("-")];
    let paths = if paths.is_empty() { &stdin } else { paths };
    if out_dir.is_none() && !input::is_single(paths) {
        report::message("several documents need a folder for the results: --out-dir DIR");
        return Outcome::Failed;
    }
    let mut outcome = Outcome::Good;
    let mut names = BTreeSet::new();
    let mut inputs = input::gather(paths, from);
    for entry in &mut inputs {
        let twice = entry.as_ref().is_ok_and(|input| out_dir.is_some() && !names.insert(name(input, (from, to))));
        if twice && let Ok(input) = entry {
            let name = name(input, (from, to)).display().to_string();
            let reason = format!("the result would be {name}, as that of another document; give it a run of its own");
            *entry = Err((input.label(), Failure::Other(reason)));
        }
    }
    let work = |input: &Input| {
        let text = work(input)?;
        match out_dir {
            Some(folder) => save(&folder.join(name(input, (from, to))), &text).map(|()| String::new()),
            None => Ok(text),
        }
    };
    input::each(inputs, work, |result| {
        let written = match result {
            Ok((input, Ok(text))) => {
                io::stdout().lock().write_all(text.as_bytes()).map_err(|error| (input.label(), Failure::Io(error)))
            }
            Ok((input, Err(failure))) => Err((input.label(), failure)),
            Err((label, failure)) => {
                report::failure(label, failure);
                outcome = Outcome::Failed;
                return;
            }
        };
        if let Err((label, failure)) = written {
            report::failure(&label, &failure);
            outcome = Outcome::Failed;
        }
    });
    outcome
}

/// The place of a result in the folder: the document's own, with the extension of its form.
fn name(input: &Input, (from, to): (Form, Form)) -> PathBuf {
    match input {
        Input::File { .. } if from == to => input.name().to_path_buf(),
        _ => input.name().with_extension(to.extension()),
    }
}

/// Writes a file, and the folders that it is in.
pub(super) fn save(path: &Path, text: &str) -> Result<(), Failure> {
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    };
    write().map_err(|error: io::Error| Failure::Other(format!("cannot write {}: {error}", path.display())))
}
