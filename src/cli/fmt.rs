//! `domxml fmt`.

use std::path::{Path, PathBuf};

use crate::schema::parse_any;
use crate::schema::xml::Limits;

use super::Outcome;
use super::input::{Failure, Form, Input};
use super::output;

pub(super) fn run(out_dir: Option<&Path>, paths: &[PathBuf]) -> Outcome {
    output::transform(out_dir, paths, (Form::Xml, Form::Xml), format)
}

fn format(input: &Input) -> Result<String, Failure> {
    let source = input.read()?;
    let parsed = parse_any(&source, Limits::default());
    match parsed.and_then(|parsed| parsed.value.to_xml()) {
        Ok(xml) => Ok(xml),
        Err(error) => Err(Failure::Xml { error, source: Some(source) }),
    }
}
