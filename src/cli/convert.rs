//! `domxml convert`.

use std::path::{Path, PathBuf};

use crate::schema::json;
use crate::schema::parse_any;
use crate::schema::xml::Limits;

use super::Outcome;
use super::input::{Failure, Form, Input};
use super::output;

/// What documents are converted to.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum To {
    /// XML becomes JSON.
    Json,
    /// JSON becomes XML.
    Xml,
}

pub(super) fn run(to: To, out_dir: Option<&Path>, paths: &[PathBuf]) -> Outcome {
    match to {
        To::Json => output::transform(out_dir, paths, (Form::Xml, Form::Json), to_json),
        To::Xml => output::transform(out_dir, paths, (Form::Json, Form::Xml), to_xml),
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
        // The places of such an error are those of the XML, which there is not.
        Ok(value) => value.to_xml().map_err(|error| Failure::Xml { error, source: None }),
        Err(error) => Err(Failure::Json { error, source: Some(source) }),
    }
}
