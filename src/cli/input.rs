//! The documents that a command is given: files, folders, standard input; read in parallel.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::schema::json;
use crate::schema::report::Findings;
use crate::schema::xml::{Error, Limits, decode};

use super::{Outcome, output, report};
use crate::entity;

/// Format of the documents that a command reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Xml,
    Json,
}

impl Form {
    /// The extension of its files.
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
        /// Path in an output folder: the file name, or the path below the folder that was given.
        name: PathBuf,
    },
}

/// Reason why a document cannot be read, generated or written.
#[derive(Debug)]
pub(super) enum Failure {
    Io(io::Error),
    Xml {
        error: Error,
        /// The text, if a piece of it can be shown.
        source: Option<String>,
    },
    Json {
        error: json::Error,
        source: Option<String>,
    },
    Entity {
        errors: Vec<entity::Error>,
        source: Option<String>,
    },
    /// An entity that cannot become a domain.
    Findings {
        findings: Findings,
        source: Option<String>,
    },
    Other(String),
}

impl Input {
    /// Its name in messages.
    pub(super) fn label(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File { path, .. } => path.display().to_string(),
        }
    }

    /// The path that it is read from; none for standard input.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::File { path, .. } => Some(path),
        }
    }

    /// Its path in an output folder.
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

/// The documents at the paths; a folder without documents is a failure.
pub(super) fn gather(paths: &[PathBuf], form: Form) -> Vec<Result<Input, (String, Failure)>> {
    gather_files(paths, &[form.extension()])
}

/// As [`gather`], with several extensions of files in folders.
pub(super) fn gather_files(paths: &[PathBuf], extensions: &[&str]) -> Vec<Result<Input, (String, Failure)>> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Ok(Input::Stdin));
        } else if path.is_dir() {
            let before = inputs.len();
            folder(path, path, extensions, &mut inputs);
            if inputs.len() == before {
                let reason = format!("the folder has no documents (*.{})", extensions.join(", *."));
                inputs.push(Err((path.display().to_string(), Failure::Other(reason))));
            }
        } else {
            let name = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            inputs.push(Ok(Input::File { path: path.clone(), name }));
        }
    }
    inputs
}

/// Returns whether the paths are one document, whose result can go to standard output.
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
            // Reading a pipe would wait for a writer.
            if fs::metadata(&path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
                let reason = "not a regular file; to read it nevertheless, give its path";
                inputs.push(Err((path.display().to_string(), Failure::Other(reason.to_owned()))));
                continue;
            }
            let name = path.strip_prefix(root).unwrap_or(&path).to_path_buf();
            inputs.push(Ok(Input::File { path, name }));
        }
    }
}

/// Outcomes of documents, counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally([usize; 3]);

impl Tally {
    /// The number of documents with an outcome.
    pub(super) fn count(self, outcome: Outcome) -> usize {
        self.0[outcome as usize]
    }

    /// The worst outcome.
    pub(super) fn worst(self) -> Outcome {
        let outcomes = [Outcome::Failed, Outcome::Findings];
        outcomes.into_iter().find(|outcome| self.count(*outcome) > 0).unwrap_or(Outcome::Success)
    }
}

/// Prints the text that `work` makes of every document at the paths, in order; returns the worst outcome.
pub(super) fn list(paths: &[PathBuf], work: impl Fn(&Input) -> Result<(String, Outcome), Failure> + Sync) -> Outcome {
    let print = |_: &Input, (text, outcome): (String, Outcome)| output::print(&text).map(|()| outcome);
    each(gather(paths, Form::Xml), work, print).worst()
}

/// Calls `work` for every document on all cores, and `take` with the results in order. Failures are reported.
pub(super) fn each<R: Send>(
    inputs: Vec<Result<Input, (String, Failure)>>,
    work: impl Fn(&Input) -> Result<R, Failure> + Sync,
    mut take: impl FnMut(&Input, R) -> Result<Outcome, Failure>,
) -> Tally {
    const BATCH: usize = 512;
    let progress = Progress::new(inputs.len());
    let mut tally = Tally::default();
    let mut finish = |input: Result<Input, (String, Failure)>, result: Option<Result<R, Failure>>| {
        let outcome = match (input, result) {
            (Ok(input), Some(result)) => {
                result.and_then(|result| take(&input, result)).map_err(|failure| (input.label(), failure))
            }
            (Err(failure), _) => Err(failure),
            (Ok(_), None) => return,
        };
        let outcome = outcome.unwrap_or_else(|(label, failure)| {
            report::failure(&label, &failure);
            Outcome::Failed
        });
        tally.0[outcome as usize] += 1;
    };
    let mut inputs = inputs.into_iter().peekable();
    while inputs.peek().is_some() {
        let batch: Vec<_> = inputs.by_ref().take(BATCH).collect();
        let work = |input: &Result<Input, (String, Failure)>| {
            let result = input.as_ref().ok().map(&work);
            progress.step();
            result
        };
        let results: Vec<Option<Result<R, Failure>>> = batch.par_iter().map(work).collect();
        progress.hide_while(|| batch.into_iter().zip(results).for_each(|(input, result)| finish(input, result)));
    }
    progress.bar.finish_and_clear();
    tally
}

/// A progress bar on a terminal, shown once the work takes a while.
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
