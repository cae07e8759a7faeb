//! `domxml fmt`.

use std::path::PathBuf;

use crate::schema::parse_any;
use crate::schema::xml::Limits;

use super::Outcome;
use super::input::{Failure, Form, Input};
use super::output::{self, Target};

/// Format documents the way libvirt writes them
///
/// Unrecognized content is preserved. One document is written to standard output; several documents, or a folder,
/// need --out-dir, where they keep their names, or --in-place. A document that cannot be read is reported, and the others are
/// written.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  virsh dumpxml web | domxml fmt
  domxml fmt --out-dir formatted /etc/libvirt/qemu")]
pub(super) struct Args {
    /// Folder for the results
    #[arg(long, value_name = "DIR", conflicts_with = "in_place")]
    out_dir: Option<PathBuf>,
    /// Replace the documents by the results
    #[arg(long)]
    in_place: bool,
    /// Documents, and folders of documents (*.xml); standard input if absent or `-`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        let target = if self.in_place { Target::InPlace } else { Target::new(self.out_dir.as_deref()) };
        output::transform(target, &self.paths, (Form::Xml, Form::Xml), format)
    }
}

fn format(input: &Input) -> Result<String, Failure> {
    let source = input.read()?;
    let parsed = parse_any(&source, Limits::default());
    match parsed.and_then(|parsed| parsed.value.to_xml()) {
        Ok(xml) => Ok(xml),
        Err(error) => Err(Failure::Xml { error, source: Some(source) }),
    }
}
