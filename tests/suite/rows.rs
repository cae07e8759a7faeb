//! The rows of the mapping from entity to XML, each with its own two files: `NAME.yaml` is what goes in,
//! `NAME.xml` is what must come out.
//!
//! An expected file holds one `<at path='...'>` for each place that the row is about, with exactly the
//! elements that stand there; empty if there must be none. A path is names from below `<domain>`, with an
//! attribute to tell elements apart if need be: `devices/disk[@device='cdrom']/source`. Where the row is a
//! mistake, `<problem>` holds the report. A row with an `action` is about the document of a single device;
//! its paths are from below `<hotplug>` or `<hotunplug>`.

mod check;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// The environment variable that limits the test to the rows whose names contain its value.
const ONLY: &str = "DOMXML_ROW";

#[test]
fn every_row_gives_what_it_must() {
    let only = std::env::var(ONLY).unwrap_or_default();
    let rows: Vec<(String, PathBuf)> = all().filter(|(name, _)| name.contains(&only)).collect();
    assert!(!rows.is_empty(), "no row has `{only}` in its name, as {ONLY} wants");
    let failure = |(name, input): &(String, PathBuf)| {
        let result = catch_unwind(|| check::check(input)).unwrap_or_else(|_| Err("panicked".to_owned()));
        result.err().map(|message| format!("---- {name}\n{message}"))
    };
    let failures: Vec<String> = rows.iter().filter_map(failure).collect();
    println!("{} rows", rows.len());
    assert!(failures.is_empty(), "{} of {} rows failed\n{}", failures.len(), rows.len(), failures.join("\n"));
}

#[test]
fn every_row_has_both_files() {
    let lonely = |file: &PathBuf| !file.with_extension("yaml").exists() || !file.with_extension("xml").exists();
    let lonely: Vec<PathBuf> = files().into_iter().filter(lonely).collect();
    assert!(lonely.is_empty(), "without a partner: {lonely:#?}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rows")
}

pub(crate) use check::domain;

/// The rows, by their names.
pub(crate) fn all() -> impl Iterator<Item = (String, PathBuf)> {
    files().into_iter().filter(|file| file.extension().is_some_and(|ending| ending == "yaml")).map(named)
}

/// A row by its path from the folder of the rows, without ending.
fn named(input: PathBuf) -> (String, PathBuf) {
    let name = input.strip_prefix(root()).unwrap_or(&input).with_extension("");
    (name.to_string_lossy().into_owned(), input)
}

/// All files of the rows, in the order of their names.
fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(&root(), &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}
