//! The suites themselves: a file that no `mod` names is not compiled, and its tests would not be missed.

use std::path::Path;

#[test]
fn every_file_of_the_suites_is_a_module() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for package in ["", "schema", "roundtrip_tests", "roundtrip_tests/interop"] {
        let suite = root.join(package).join("tests/suite");
        let found = modules(&suite.join("main.rs"), &suite);
        assert!(found > 0, "{} is empty", suite.display());
    }
}

/// Looks for the files of a folder in the `mod` lines of the file above it; returns how many there are.
fn modules(above: &Path, folder: &Path) -> usize {
    let text = std::fs::read_to_string(above).unwrap_or_else(|error| panic!("{}: {error}", above.display()));
    let mut found = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            found += modules(&path.with_extension("rs"), &path);
        } else if name != "main" {
            assert!(
                text.lines().any(|line| line == format!("mod {name};")),
                "{} has no `mod {name};`",
                above.display()
            );
            found += 1;
        }
    }
    found
}
