//! `domxml convert`.

use std::path::PathBuf;

use crate::schema::json;
use crate::schema::parse_any;
use crate::schema::xml::Limits;

use super::Outcome;
use super::input::{Failure, Form, Input};
use super::output::{self, Target};

/// Convert between XML and JSON, without loss both ways
///
/// Any element that its name determines can be converted. Results are written as by `domxml fmt`, with the extension
/// of their format.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  domxml convert --to json web.xml | jq .domain.name
  domxml convert --to xml --out-dir xml json/")]
pub(super) struct Args {
    /// Format of the results
    #[arg(long, value_name = "FORM")]
    to: To,
    /// Folder for the results
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// Documents, and folders of documents (*.xml, or *.json with `--to xml`); standard input if absent or `-`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum To {
    /// JSON from XML
    Json,
    /// XML from JSON
    Xml,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        let target = Target::new(self.out_dir.as_deref());
        match self.to {
            To::Json => output::transform(target, &self.paths, (Form::Xml, Form::Json), to_json),
            To::Xml => output::transform(target, &self.paths, (Form::Json, Form::Xml), to_xml),
        }
    }
}

fn to_json(input: &Input) -> Result<String, Failure> {
    let source = input.read()?;
    match parse_any(&source, Limits::default()) {
        Ok(parsed) => parsed.value.to_json().map_err(|error| Failure::Json { error, source: None }),
        Err(error) => Err(Failure::Xml { error, source: Some(source) }),
    }
}

fn to_xml(input: &Input) -> Result<String, Failure> {
    let source = input.read()?;
    match json::parse_any(&source, Limits::default()) {
        // The positions of such an error are those of the XML, which is not written.
        Ok(value) => value.to_xml().map_err(|error| Failure::Xml { error, source: None }),
        Err(error) => Err(Failure::Json { error, source: Some(source) }),
    }
}
