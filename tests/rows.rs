//! The rows of the mapping from entity to XML, each with its own two files: `NAME.yaml` is what goes in,
//! `NAME.xml` is what must come out.
//!
//! An expected file holds one `<at path='...'>` for each place that the row is about, with exactly the
//! elements that stand there; empty if there must be none. A path is names from below `<domain>`, with an
//! attribute to tell elements apart if need be: `devices/disk[@device='cdrom']/source`. Where the row is a
//! mistake, `<problem>` holds the report. A row with an `action` is about the document of a single device;
//! its paths are from below `<hotplug>` or `<hotunplug>`.

mod rows_support;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rows");
    let mut inputs = Vec::new();
    collect(&root, &mut inputs);
    inputs.sort();
    let mut trials: Vec<Trial> = inputs
        .into_iter()
        .map(|input| {
            let name = input.strip_prefix(&root).unwrap_or(&input).with_extension("");
            Trial::test(name.to_string_lossy().into_owned(), move || rows_support::check(&input).map_err(Failed::from))
        })
        .collect();
    trials.push(Trial::test("every row has both files", move || {
        let mut files = Vec::new();
        collect_all(&root, &mut files);
        match files.iter().find(|file| !file.with_extension("yaml").exists() || !file.with_extension("xml").exists()) {
            Some(lonely) => Err(Failed::from(format!("{} has no partner", lonely.display()))),
            None => Ok(()),
        }
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn collect(folder: &Path, inputs: &mut Vec<PathBuf>) {
    let mut files = Vec::new();
    collect_all(folder, &mut files);
    inputs.extend(files.into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "yaml")));
}

fn collect_all(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect_all(&path, files) } else { files.push(path) }
    }
}
