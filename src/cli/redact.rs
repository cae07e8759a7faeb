//! `domxml redact`.

use std::path::PathBuf;

use serde_json::Value;

use crate::entity::{self, Document, Format};
use crate::schema::{Domain, Element};
use crate::secret;

use super::input::{Failure, Input};
use super::{Outcome, output, single};

/// Hide the secrets of a document, for bug reports
///
/// Reads a domain in XML, or a VM, a context or facts in JSON (*.json) or YAML (*.yaml, *.yml). Values that are
/// declared as secrets are removed; what looks like a secret by its name, an address with a password, and files for
/// guests become `(secret)`.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  virsh dumpxml --security-info web | domxml redact -
  domxml redact web.yaml > for-the-report.yaml")]
pub(super) struct Args {
    /// Document; `-` is standard input, in XML
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        let input = single::input(&self.file);
        let result = self.redact(&input).and_then(|text| output::print(&text));
        single::outcome(result.map(|()| Outcome::Success).map_err(|failure| (input.label(), failure)))
    }

    fn redact(&self, input: &Input) -> Result<String, Failure> {
        let source = input.read()?;
        let extension = self.file.extension().and_then(|extension| extension.to_str());
        if extension.is_some_and(|extension| ["json", "yaml", "yml"].contains(&extension)) {
            let format = Format::of(&self.file);
            return match Document::<Value>::read(&source, format) {
                Ok(mut document) => {
                    secret::redact_value(&mut document.value);
                    Ok(entity::write(&document.value, format))
                }
                Err(error) => Err(Failure::Entity { errors: vec![error], source: Some(source) }),
            };
        }
        let mut domain = Domain::parse(&source).map_err(|error| Failure::Xml { error, source: Some(source) })?;
        secret::redact(&mut domain);
        domain.to_xml().map_err(|error| Failure::Xml { error, source: None })
    }
}
