//! Validity by a RELAX NG schema, as xmllint judges.

use std::path::Path;
use std::process::Command;

/// The files of a folder that a schema refuses, by name.
///
/// # Errors
/// There is no xmllint, or the schema is none.
pub fn refused<S: AsRef<str>>(schema: &Path, folder: &Path, names: &[S]) -> Result<Vec<String>, String> {
    let mut refused = Vec::new();
    for names in names.chunks(200) {
        let output = Command::new("xmllint")
            .arg("--noout")
            .arg("--relaxng")
            .arg(schema)
            .args(names.iter().map(AsRef::as_ref))
            .current_dir(folder)
            .output();
        let output = output.map_err(|error| format!("xmllint (of libxml2-utils) is needed: {error}"))?;
        let report = String::from_utf8_lossy(&output.stderr);
        if report.contains("failed to compile") {
            return Err(format!("the schema does not compile: {report}"));
        }
        refused.extend(report.lines().filter_map(|line| line.strip_suffix(" fails to validate")).map(str::to_owned));
    }
    Ok(refused)
}
