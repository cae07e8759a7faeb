//! The command line: thin, all work is library calls.
//!
//! Results go to standard output, messages to standard error. Exit codes: 0 good, 1 the documents
//! have findings, 2 something could not be read or written.

mod convert;
mod current;
mod drift;
mod fmt;
mod generate;
mod input;
mod output;
mod pairs;
mod placeholders;
mod properties;
mod recover;
mod report;
mod requires;
mod resolve;
mod schema;
mod single;
mod untyped;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::schema::types::Release;

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
    /// Convert between XML and the model's form in JSON, without loss both ways.
    ///
    /// Any element that its name determines converts. Results go where those of `fmt` go, with the
    /// extension of their form.
    Convert {
        /// The form of the results.
        #[arg(long, value_name = "FORM")]
        to: convert::To,
        /// Folder for the results.
        #[arg(long, value_name = "DIR")]
        out_dir: Option<PathBuf>,
        /// Documents and folders of documents (*.xml, or *.json with `--to xml`); `-` or nothing is
        /// standard input.
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
    /// List the open place-holders of a template: path, type of the slot, what is to be filled in.
    Placeholders {
        /// One JSON object a line: file, path, line, column, type, placeholder, kind, parameters, fact.
        #[arg(long)]
        json: bool,
        /// The template; `-` is standard input.
        #[arg(value_name = "FILE")]
        path: PathBuf,
    },
    /// Make the domain XML of a VM, with place-holders for what only the host knows.
    Generate {
        /// The VM, JSON (*.json) or YAML; `-` is standard input.
        #[arg(value_name = "VM")]
        vm: PathBuf,
        /// What surrounds the VM, JSON (*.json) or YAML; absent: all defaults.
        #[arg(long, value_name = "FILE")]
        context: Option<PathBuf>,
        /// File for the result; standard output if absent.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Say whether an XML is still what its VM would give; exit code 1 and what changed if it is not.
    Current {
        /// The VM, JSON (*.json) or YAML; `-` is standard input.
        #[arg(value_name = "VM")]
        vm: PathBuf,
        /// The document that was made of it, filled in or not; `-` is standard input.
        #[arg(value_name = "XML")]
        xml: PathBuf,
        /// What surrounds the VM, JSON (*.json) or YAML; absent: all defaults.
        #[arg(long, value_name = "FILE")]
        context: Option<PathBuf>,
    },
    /// Read the map of properties that engines sent to hosts before XML, or write that of a VM.
    ///
    /// What the map says that a VM cannot is kept in the VM, and comes back when its map is written; what is
    /// not known is reported, with exit code 1.
    #[command(group = clap::ArgGroup::new("source").required(true))]
    Properties {
        /// The map, JSON; `-` is standard input.
        #[arg(value_name = "MAP", group = "source")]
        map: Option<PathBuf>,
        /// What to make of the map.
        #[arg(long, value_name = "FORM", default_value = "vm", conflicts_with = "from")]
        to: properties::To,
        /// Write the map of this VM, JSON (*.json) or YAML; `-` is standard input.
        #[arg(long, value_name = "VM", group = "source")]
        from: Option<PathBuf>,
        /// What surrounds the VM, JSON (*.json) or YAML; absent: hosts of the oldest level.
        #[arg(long, value_name = "FILE")]
        context: Option<PathBuf>,
    },
    /// Compare what was asked with what runs, without the noise of what libvirt adds.
    /// Exit code 0 if there is no drift, 1 if there is, 2 if something could not be read. Both may be
    /// folders: documents belong together by their UUID, else by their names without ending.
    Drift {
        /// What was asked: a VM, JSON (*.json) or YAML, or a domain or template, XML; or a folder of these; `-`
        /// is standard input.
        #[arg(value_name = "VM")]
        vm: PathBuf,
        /// The domain that runs, or a folder of such; `-` is standard input.
        #[arg(value_name = "RUNNING")]
        running: PathBuf,
        /// What surrounds the VMs, JSON (*.json) or YAML; absent: all defaults.
        #[arg(long, value_name = "FILE")]
        context: Option<PathBuf>,
        /// One JSON object a domain: file, asked, findings, accounts, devices, secretsMissing.
        #[arg(long)]
        json: bool,
    },
    /// Fill in a template with what a host knows.
    Resolve {
        /// The template; `-` is standard input.
        #[arg(value_name = "TEMPLATE")]
        template: PathBuf,
        /// The host's facts, JSON (*.json) or YAML; `-` is standard input.
        #[arg(long, value_name = "FILE")]
        facts: Option<PathBuf>,
        /// What the facts do not say of system, identity, architecture and processor is read from this
        /// machine.
        #[arg(long)]
        this_machine: bool,
        /// Say what was changed besides place-holders.
        #[arg(short, long)]
        verbose: bool,
        /// File for the result; standard output if absent.
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Make the entities of running VMs again, of their XML.
    ///
    /// One document gives its VM on standard output, and on standard error what became of each device; several,
    /// or a folder, give a line each. Exit code 1 if there is something to know about a document.
    Recover {
        /// The VM as last known, JSON (*.json) or YAML; or a folder of VMs, each known by its id.
        #[arg(long, value_name = "VM")]
        known: Option<PathBuf>,
        /// One JSON object a document: file, vm, context, changes, devices, notes, account.
        #[arg(long)]
        json: bool,
        /// Folder for the VMs, in YAML, under the documents' names.
        #[arg(long, value_name = "DIR")]
        out_dir: Option<PathBuf>,
        /// Say what of each document an entity has no word for, and what became of every element.
        #[arg(long)]
        account: bool,
        /// Show the content of files that are given to guests, which may hold passwords.
        #[arg(long)]
        secrets: bool,
        /// Documents and folders of documents (*.xml); `-` is standard input.
        #[arg(value_name = "RUNNING", required = true)]
        paths: Vec<PathBuf>,
    },
    /// Say which release of libvirt knows all of a document.
    ///
    /// Without --libvirt it is the lowest such release, with the parts that ask for it; exit code 1 if
    /// there are parts that no release up to the modelled one knows. With --libvirt, all that this
    /// release does not know; exit code 1 if there is any.
    Requires {
        /// One JSON object a document: file, requires, parts of {path, line, column, what, text, since, because}.
        #[arg(long)]
        json: bool,
        /// A release, such as 9.0.0.
        #[arg(long, value_name = "VERSION")]
        libvirt: Option<Release>,
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
pub fn run() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Fmt { out_dir, paths } => fmt::run(out_dir.as_deref(), &paths),
        Command::Convert { to, out_dir, paths } => convert::run(to, out_dir.as_deref(), &paths),
        Command::Untyped { json, paths } => untyped::run(json, &paths),
        Command::Generate { vm, context, output } => generate::run(&vm, context.as_deref(), output.as_deref()),
        Command::Current { vm, xml, context } => current::run(&vm, &xml, context.as_deref()),
        Command::Drift { vm, running, context, json } => drift::run(&vm, &running, context.as_deref(), json),
        Command::Placeholders { json, path } => placeholders::run(json, &path),
        Command::Properties { map, to, from, context } => match (map, from) {
            (Some(map), _) => properties::read(&map, to, context.as_deref()),
            (None, Some(vm)) => properties::write(&vm, context.as_deref()),
            // The parser demands one of them.
            (None, None) => Outcome::Failed,
        },
        Command::Resolve { template, facts, this_machine, verbose, output } => {
            resolve::run(&template, facts.as_deref(), this_machine, verbose, output.as_deref())
        }
        Command::Recover { known, json, out_dir, account, secrets, paths } => {
            recover::run(&recover::Options { known, json, out_dir, secrets, account }, &paths)
        }
        Command::Requires { json, libvirt, paths } => requires::run(json, libvirt, &paths),
        Command::Schema { what } => schema::run(&what),
    };
    ExitCode::from(outcome as u8)
}
