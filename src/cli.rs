//! The command line: thin, all work is library calls.
//!
//! Results go to standard output, messages to standard error. Exit codes: 0 good, 1 the documents
//! have findings, 2 something could not be read or written.

mod fmt;
mod input;
mod report;
mod schema;
mod untyped;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// libvirt domain XML: typed, bidirectional, lossless.
#[derive(Parser)]
#[command(name = "domxml", version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read into the typed model and write libvirt's own formatting.
    ///
    /// One document goes to standard output; several, or a folder, need --out-dir, where they keep
    /// their names. What cannot be read is reported, and the rest is written.
    Fmt {
        /// Folder for the results.
        #[arg(long, value_name = "DIR")]
        out_dir: Option<PathBuf>,
        /// Documents and folders of documents (*.xml); `-` or nothing is standard input.
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
    },
    /// List everything that the model had to keep untyped; exit code 1 if there is any.
    Untyped {
        /// One JSON object a line: file, path, line, column, kind, text, reason.
        #[arg(long)]
        json: bool,
        /// Documents and folders of documents (*.xml); `-` is standard input.
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
    },
    /// What the model knows.
    Schema {
        #[command(subcommand)]
        what: schema::What,
    },
}

/// How a command ended, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Good,
    Findings,
    Failed,
}

/// Runs the command that the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Fmt { out_dir, paths } => fmt::run(out_dir.as_deref(), &paths),
        Command::Untyped { json, paths } => untyped::run(json, &paths),
        Command::Schema { what } => schema::run(&what),
    };
    ExitCode::from(outcome as u8)
}
