//! Results: printed to standard output, or written to files.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use super::Outcome;
use super::input::{self, Failure, Form, Input};
use super::report;

/// Converts every document from one form to the other, to standard output or to files in a folder.
pub(super) fn transform(
    out_dir: Option<&Path>,
    paths: &[PathBuf],
    forms: (Form, Form),
    convert: impl Fn(&Input) -> Result<String, Failure> + Sync,
) -> Outcome {
    let stdin = [PathBuf::from("-")];
    let paths = if paths.is_empty() { &stdin } else { paths };
    if out_dir.is_none() && !input::is_single(paths) {
        report::message("error: several documents need a folder for the results; use `--out-dir DIR`");
        return Outcome::Failed;
    }
    let mut names = BTreeSet::new();
    let mut inputs = input::gather(paths, forms.0);
    for entry in &mut inputs {
        if let Ok(input) = entry
            && out_dir.is_some()
            && !names.insert(name(input, forms))
        {
            let name = name(input, forms).display().to_string();
            let reason = format!("another document is written to `{name}`, too; convert them separately");
            *entry = Err((input.label(), Failure::Other(reason)));
        }
    }
    let work = |input: &Input| {
        let text = convert(input)?;
        match out_dir {
            Some(folder) => save(&folder.join(name(input, forms)), &text).map(|()| String::new()),
            None => Ok(text),
        }
    };
    input::each(inputs, work, |_, text| print(&text).map(|()| Outcome::Success)).worst()
}

/// The path of a result in the folder: the document's own, with the extension of its form.
fn name(input: &Input, (from, to): (Form, Form)) -> PathBuf {
    match input {
        Input::File { .. } if from == to => input.name().to_path_buf(),
        _ => input.name().with_extension(to.extension()),
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

/// Writes a file, and creates the folders that it is in.
pub(super) fn save(path: &Path, text: &str) -> Result<(), Failure> {
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    };
    write().map_err(|error: io::Error| Failure::Other(format!("cannot write `{}`: {error}", path.display())))
}
