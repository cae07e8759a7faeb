//! `domxml requires`.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use crate::requires::Requirements;
use crate::schema::since::Part;
use crate::schema::types::Release;
use crate::schema::xml::Limits;

use super::Outcome;
use super::input::{self, Failure, Input};

/// A document, in one line of JSON.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    /// The lowest release that knows all that the model knows.
    requires: String,
    parts: Vec<PartRow<'a>>,
}

#[derive(Serialize)]
struct PartRow<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    what: &'a str,
    text: &'a str,
    /// Absent for what the model does not know.
    since: Option<String>,
    /// Why it is not the release of the thing itself that counts.
    because: Option<String>,
}

pub(super) fn run(json: bool, libvirt: Option<Release>, paths: &[PathBuf]) -> Outcome {
    input::list(paths, |input| list(input, json, libvirt))
}

/// What there is to say of a document, and whether that is a finding.
fn list(input: &Input, json: bool, libvirt: Option<Release>) -> Result<(String, Outcome), Failure> {
    let source = input.read()?;
    let requirements = match Requirements::read(&source, Limits::default()) {
        Ok(requirements) => requirements,
        Err(error) => return Err(Failure::Xml { error, source: Some(source) }),
    };
    let parts: Vec<&Part> = match libvirt {
        Some(release) => requirements.beyond(release).collect(),
        None => requirements.deciding().collect(),
    };
    let findings = if libvirt.is_some() { !parts.is_empty() } else { requirements.unknown().next().is_some() };
    let (label, release) = (input.label(), requirements.release());
    let mut text = String::new();
    if json {
        let parts = parts.into_iter().map(PartRow::new).collect();
        let row = Row { file: &label, requires: release.to_string(), parts };
        text = serde_json::to_string(&row).map_err(|error| Failure::Other(error.to_string()))?;
        text.push('\n');
    } else {
        if libvirt.is_none() {
            let _ = writeln!(text, "{label}: libvirt {release}");
        }
        for part in parts {
            let _ = writeln!(text, "{label}:{}:{}: {part}", part.position.line, part.position.column);
        }
    }
    Ok((text, if findings { Outcome::Findings } else { Outcome::Good }))
}

impl<'a> PartRow<'a> {
    fn new(part: &'a Part) -> Self {
        Self {
            path: &part.path,
            line: part.position.line,
            column: part.position.column,
            what: part.what.as_str(),
            text: &part.text,
            since: part.since.map(|since| since.to_string()),
            because: part.later.map(ToString::to_string),
        }
    }
}
