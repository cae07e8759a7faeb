//! Mistakes in the declarations of the model: each gives one error, at the word or type in question.
//!
//! The expected messages are beside the cases in `tests/ui`; `TRYBUILD=overwrite cargo test -p derive_tests
//! --features full` renews them. The cases build with the crates of the workspace and need no network.

use std::path::Path;

#[test]
#[cfg_attr(not(feature = "full"), ignore = "needs --features full")]
fn mistakes_are_explained_where_they_are() {
    #[cfg(feature = "full")]
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
    #[cfg(not(feature = "full"))]
    panic!("without the feature `full`, there is nothing to compile the cases with");
}

#[test]
fn each_mistake_gives_one_error() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "stderr") {
            let text = std::fs::read_to_string(&path).unwrap();
            let errors = text.lines().filter(|line| line.starts_with("error")).count();
            assert_eq!(errors, 1, "{}:\n{text}", path.display());
            cases += 1;
        }
    }
    assert!(cases >= 10, "only {cases} cases");
}
