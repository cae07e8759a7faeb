//! Where the reference data is, and the documents in it.

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
