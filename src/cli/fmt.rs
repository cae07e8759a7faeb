//! `domxml fmt`.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use domxml::schema::xml::{Limits, parse_any};

use super::Outcome;
use super::input::{self, Failure, Input};
use super::report;

pub(super) fn run(out_dir: Option<&Path>, paths: &[PathBuf]) -> Outcome {
    let stdin = [PathBuf::from("-")];
    let paths = if paths.is_empty() { &stdin } else { paths };
    if out_dir.is_none() && !input::is_single(paths) {
        report::message("several documents need a folder for the results: --out-dir DIR");
        return Outcome::Failed;
    }
    let mut outcome = Outcome::Good;
    let mut names = BTreeSet::new();
    let mut inputs = input::gather(paths);
    for entry in &mut inputs {
        let twice = entry.as_ref().is_ok_and(|input| out_dir.is_some() && !names.insert(input.name().to_path_buf()));
        if twice && let Ok(input) = entry {
            let name = input.name().display().to_string();
            let reason = format!("the result would be {name}, as that of another document; give it a run of its own");
            *entry = Err((input.label(), Failure::Other(reason)));
        }
    }
    let work = |input: &Input| {
        let xml = format(input)?;
        match out_dir {
            Some(folder) => save(&folder.join(input.name()), &xml).map(|()| String::new()),
            None => Ok(xml),
        }
    };
    input::each(inputs, work, |result| {
        let written = match result {
            Ok((input, Ok(xml))) => {
                io::stdout().lock().write_all(xml.as_bytes()).map_err(|error| (input.label(), Failure::Io(error)))
            }
            Ok((input, Err(failure))) => Err((input.label(), failure)),
            Err((label, failure)) => {
                report::failure(label, failure);
                outcome = Outcome::Failed;
                return;
            }
        };
        if let Err((label, failure)) = written {
            report::failure(&label, &failure);
            outcome = Outcome::Failed;
        }
    });
    outcome
}

fn format(input: &Input) -> Result<String, Failure> {
    let source = input.read()?;
    let parsed = parse_any(&source, Limits::default());
    match parsed.and_then(|parsed| parsed.value.to_xml()) {
        Ok(xml) => Ok(xml),
        Err(error) => Err(Failure::Xml { error, source: Some(source) }),
    }
}

fn save(path: &Path, xml: &str) -> Result<(), Failure> {
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, xml)
    };
    write().map_err(|error: io::Error| Failure::Other(format!("cannot write {}: {error}", path.display())))
}
