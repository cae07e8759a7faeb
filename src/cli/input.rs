//! The documents that a command is given: files, folders, standard input; read in parallel.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::schema::json;
use crate::schema::xml::{Error, Limits, decode};

use super::{Outcome, report};

/// Form of the documents that a command reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Xml,
    Json,
}

impl Form {
    /// Extension of the files that hold it.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            Self::Json => "json",
        }
    }
}

/// One document to read.
#[derive(Clone, Debug)]
pub(super) enum Input {
    Stdin,
    File {
        path: PathBuf,
        /// Its place in an output folder: the name, or the path below the folder that was given.
        name: PathBuf,
    },
}

/// Why a document is not there.
#[derive(Debug)]
pub(super) enum Failure {
    Io(io::Error),
    Xml {
        error: Error,
        /// The text, if there is one to show a piece of.
        source: Option<String>,
    },
    Json {
        error: json::Error,
        source: Option<String>,
    },
    Other(String),
}

impl Input {
    /// How messages call it.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File { path, .. } => path.display().to_string(),
        }
    }

    /// Its place in an output folder.
    pub(super) fn name(&self) -> &Path {
        match self {
            Self::Stdin => Path::new("stdin"),
            Self::File { name, .. } => name,
        }
    }

    /// The text of the document.
    pub(super) fn read(&self) -> Result<String, Failure> {
        let limit = Limits::default().size as u64;
        let mut bytes = Vec::new();
        match self {
            Self::Stdin => io::stdin().lock().take(limit + 1).read_to_end(&mut bytes),
            Self::File { path, .. } => {
                fs::File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes))
            }
        }
        .map_err(Failure::Io)?;
        match decode(&bytes) {
            Ok(text) => Ok(text.into_owned()),
            Err(error) => Err(Failure::Xml { error, source: None }),
        }
    }
}

/// The documents behind the paths; a path that leads nowhere is a failure of its own.
pub(super) fn gather(paths: &[PathBuf], form: Form) -> Vec<Result<Input, (String, Failure)>> {
    gather_files(paths, &[form.extension()])
}

/// As [`gather`], with the extensions of the files that are taken from folders.
pub(super) fn gather_files(paths: &[PathBuf], extensions: &[&str]) -> Vec<Result<Input, (String, Failure)>> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Ok(Input::Stdin));
        } else if path.is_dir() {
            let before = inputs.len();
            folder(path, path, extensions, &mut inputs);
            if inputs.len() == before {
                let reason = format!("there is no document (*.{}) in this folder", extensions.join(", *."));
                inputs.push(Err((path.display().to_string(), Failure::Other(reason))));
            }
        } else {
            let name = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            inputs.push(Ok(Input::File { path: path.clone(), name }));
        }
    }
    inputs
}

/// Whether the paths name exactly one document, so that its result can go to standard output.
pub(super) fn is_single(paths: &[PathBuf]) -> bool {
    matches!(paths, [] | [_]) && !paths.iter().any(|path| path.is_dir())
}

fn folder(root: &Path, folder_path: &Path, extensions: &[&str], inputs: &mut Vec<Result<Input, (String, Failure)>>) {
    let entries = match fs::read_dir(folder_path).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(error) => {
            inputs.push(Err((folder_path.display().to_string(), Failure::Io(error))));
            return;
        }
    };
    let mut paths: Vec<(PathBuf, bool)> =
        entries.iter().map(|entry| (entry.path(), entry.file_type().is_ok_and(|kind| kind.is_dir()))).collect();
    paths.sort();
    for (path, is_folder) in paths {
        if is_folder {
            folder(root, &path, extensions, inputs);
        } else if extensions.iter().any(|extension| path.extension() == Some(OsStr::new(extension))) {
            // To read a pipe would wait for somebody to write into it.
            if fs::metadata(&path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
                let reason = "this is no regular file; name it by itself to read it all the same";
                inputs.push(Err((path.display().to_string(), Failure::Other(reason.to_owned()))));
                continue;
            }
            let name = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
            inputs.push(Ok(Input::File { path, name }));
        }
    }
}

/// Writes what `work` says of every document behind the paths to standard output, in order; returns
/// the worst outcome.
pub(super) fn list(paths: &[PathBuf], work: impl Fn(&Input) -> Result<(String, Outcome), Failure> + Sync) -> Outcome {
    let mut outcome = Outcome::Good;
    each(gather(paths, Form::Xml), work, |result| {
        let failed = match result {
            Ok((input, Ok((text, found)))) => {
                outcome = outcome.max(found);
                let written = io::stdout().lock().write_all(text.as_bytes());
                written.err().map(|error| (input.label(), Failure::Io(error)))
            }
            Ok((input, Err(failure))) => Some((input.label(), failure)),
            Err((label, failure)) => {
                report::failure(label, failure);
                outcome = Outcome::Failed;
                None
            }
        };
        if let Some((label, failure)) = failed {
            report::failure(&label, &failure);
            outcome = Outcome::Failed;
        }
    });
    outcome
}

/// Does `work` for every document on all cores, and `take`s the results in order.
pub(super) fn each<R: Send>(
    inputs: Vec<Result<Input, (String, Failure)>>,
    work: impl Fn(&Input) -> R + Sync,
    mut take: impl FnMut(Result<(&Input, R), &(String, Failure)>),
) {
    const BATCH: usize = 512;
    let progress = Progress::new(inputs.len());
    for batch in inputs.chunks(BATCH) {
        let results: Vec<Option<R>> = batch
            .par_iter()
            .map(|input| {
                let result = input.as_ref().ok().map(&work);
                progress.step();
                result
            })
            .collect();
        progress.hide_while(|| {
            for (input, result) in batch.iter().zip(results) {
                match (input, result) {
                    (Ok(input), Some(result)) => take(Ok((input, result))),
                    (Err(failure), _) => take(Err(failure)),
                    (Ok(_), None) => {}
                }
            }
        });
    }
    progress.bar.finish_and_clear();
}

/// A bar on a terminal, once the work takes longer than a moment.
struct Progress {
    bar: ProgressBar,
    started: Instant,
}

impl Progress {
    fn new(documents: usize) -> Self {
        let bar = ProgressBar::new(documents as u64);
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len} documents, {eta} left");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
        Self { bar, started: Instant::now() }
    }

    fn step(&self) {
        if self.bar.is_hidden() && self.started.elapsed() > Duration::from_millis(700) {
            // Shown on standard error, and only if that is a terminal.
            self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    fn hide_while(&self, work: impl FnOnce()) {
        self.bar.suspend(work);
    }
}
