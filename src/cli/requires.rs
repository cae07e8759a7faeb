//! `domxml requires`.

use std::borrow::Cow;
use std::path::PathBuf;

use serde::Serialize;

use crate::requires::Requirements;
use crate::schema::since::Part;
use crate::schema::types::Release;
use crate::schema::xml::Limits;
use crate::secret;

use super::Outcome;
use super::input::{self, Failure, Input};
use super::output::Lines;

/// Show the libvirt version that a document requires
///
/// Without --libvirt, prints the lowest version that knows all of the document, with the parts that require it; exit
/// code 1 if no version knows a part. With --libvirt, prints the parts that this version does not know; exit code 1
/// if there are any.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  domxml requires web.xml
  domxml requires --libvirt 9.0.0 /etc/libvirt/qemu")]
pub(super) struct Args {
    /// Print one JSON object per document: file, requires, parts of {path, line, column, what, text, since, because}
    #[arg(long)]
    json: bool,
    /// Version of libvirt, such as 9.0.0
    #[arg(long, value_name = "VERSION")]
    libvirt: Option<Release>,
    /// Documents, and folders of documents (*.xml); `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// A document, in one line of JSON.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    /// The lowest release that knows all recognized parts.
    requires: String,
    parts: Vec<PartRow<'a>>,
}

#[derive(Serialize)]
struct PartRow<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    what: &'a str,
    text: Cow<'a, str>,
    /// Absent for unrecognized parts.
    since: Option<String>,
    /// The reason why a later release counts than that of the part itself.
    because: Option<String>,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        input::list(&self.paths, |input| list(input, self.json, self.libvirt))
    }
}

/// The lines of a document, and whether they are findings.
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
    let mut text = Lines::default();
    if json {
        let parts = parts.into_iter().map(PartRow::new).collect();
        text.push_json(&Row { file: &label, requires: release.to_string(), parts })?;
    } else {
        if libvirt.is_none() {
            text.push(format_args!("{label}: libvirt {release}"));
        }
        for part in parts {
            text.push(format_args!("{label}:{}:{}: {part}", part.position.line, part.position.column));
        }
    }
    Ok((text.into_text(), if findings { Outcome::Findings } else { Outcome::Success }))
}

impl<'a> PartRow<'a> {
    fn new(part: &'a Part) -> Self {
        Self {
            path: &part.path,
            line: part.position.line,
            column: part.position.column,
            what: part.what.as_str(),
            text: secret::hide_text(&part.text),
            since: part.since.map(|since| since.to_string()),
            because: part.later.map(ToString::to_string),
        }
    }
}
