//! `domxml complete`.

use std::path::PathBuf;

use crate::schema::complete::Environment;
use crate::schema::types::Release;
use crate::schema::{Domain, Element};

use super::input::Failure;
use super::{Outcome, report, single};

/// Show what libvirt makes of a domain when it defines it
///
/// The normal form: defaults written out, devices and controllers of the machine added, what libvirt drops dropped;
/// without addresses, random values and paths of the host. Exit code 1 if a part depends on something that neither the
/// document nor an option says; such parts are left as they are, and reported.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  domxml complete web.xml
  virsh dumpxml --inactive web | domxml complete - -o web.xml
  domxml complete web.xml --arch aarch64 --machine virt --libvirt 11.3.0")]
pub(super) struct Args {
    /// Domain; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Driver of libvirt, named like a domain type (`kvm`, `test`, `xen`); that of the domain's type if absent
    #[arg(long, value_name = "NAME")]
    hypervisor: Option<String>,
    /// Architecture of a guest that names none; defaults to x86_64
    #[arg(long, value_name = "NAME")]
    arch: Option<String>,
    /// Machine type of a guest that names none; defaults to libvirt's for the architecture
    #[arg(long, value_name = "NAME")]
    machine: Option<String>,
    /// Version of libvirt, such as 9.0.0; defaults to the version that the schema describes
    #[arg(long, value_name = "VERSION")]
    libvirt: Option<Release>,
    /// File for the result; standard output if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        single::outcome(self.complete())
    }

    fn complete(self) -> Result<Outcome, (String, Failure)> {
        let input = single::input(&self.file);
        let label = input.label();
        let source = input.read().map_err(|failure| (label.clone(), failure))?;
        let mut parsed = match Domain::read(&source) {
            Ok(parsed) => parsed,
            Err(error) => return Err((label, Failure::Xml { error, source: Some(source) })),
        };
        let environment =
            Environment { hypervisor: self.hypervisor, arch: self.arch, machine: self.machine, libvirt: self.libvirt };
        let findings = parsed.value.complete(&environment);
        let xml = parsed.value.to_xml().map_err(|error| (label.clone(), Failure::Xml { error, source: None }))?;
        for mut finding in findings.0.iter().cloned() {
            finding.position = parsed.source_map.place(&finding.path).unwrap_or_default();
            report::finding(&label, &finding, Some(&source));
        }
        single::write(self.output.as_deref(), &[&self.file], &xml)?;
        Ok(if findings.0.is_empty() { Outcome::Success } else { Outcome::Findings })
    }
}
