//! The reference data and its documents.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The folder that `DOMXML_REFERENCE` names, with `corpus/`, `schema/` and `tools/`.
///
/// # Panics
/// If the variable names a folder that is not there: that is a mistake, not a reason to skip.
pub fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("DOMXML_REFERENCE").filter(|value| !value.is_empty())?);
    assert!(folder.join("corpus").is_dir(), "DOMXML_REFERENCE names {}, where there is no corpus", folder.display());
    Some(folder)
}

/// The same for a test that needs it, and is ignored without: `#[cfg_attr(not(reference), ignore = "...")]`.
///
/// # Panics
/// If there is none: such a test must not pass.
pub fn needed() -> PathBuf {
    folder().expect("DOMXML_REFERENCE names the reference folder, see CONTRIBUTING.md")
}

/// The folder of a corpus, for a test that needs it.
///
/// # Panics
/// If there is no reference folder.
pub fn corpus(name: &str) -> PathBuf {
    needed().join("corpus").join(name)
}

/// The documents (`*.xml`) of a folder by name, in order.
///
/// # Panics
/// If the folder cannot be read or holds none: an empty test must not pass.
pub fn documents(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "xml"));
    paths.sort();
    assert!(!paths.is_empty(), "there is no document in {}", folder.display());
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), text)
    };
    paths.into_iter().map(read).collect()
}

/// Returns `true` if it is a document of a kind that the model reads.
pub fn is_domain(source: &str) -> bool {
    roxmltree::Document::parse(source).is_ok_and(|document| document.root_element().tag_name().name() == "domain")
}

/// Runs a test over the domains of a folder, and reports all that fail.
///
/// # Errors
/// What the test says of each document that fails, up to twenty; also if there is no domain.
pub fn each(folder: &Path, test: impl Fn(&str) -> Result<(), String>) -> Result<(), String> {
    let documents = documents(folder);
    let mut failures = Vec::new();
    let mut count = 0;
    for (name, source) in documents.iter().filter(|(_, source)| is_domain(source)) {
        count += 1;
        if let Err(message) = test(source) {
            failures.push(format!("{name}: {message}"));
        }
    }
    if count == 0 {
        return Err("there is no domain in the folder".to_owned());
    }
    verdict(count, &failures)
}

/// Returns `true` if any of so many documents failed.
///
/// # Errors
/// The first twenty failures.
pub fn verdict(count: usize, failures: &[String]) -> Result<(), String> {
    if failures.is_empty() {
        return Ok(());
    }
    let mut report = format!("{} of {count} documents\n", failures.len());
    for failure in failures.iter().take(20) {
        let _ = writeln!(report, "{failure}");
    }
    Err(report)
}
