//! Tests over whole corpora, property tests, and our own samples, in one program: linking is what costs.

/// Declares one test for each corpus, of a check that is given its folder.
macro_rules! over_corpora {
    ($check:path: $($name:ident $folder:literal),+) => {$(
        #[test]
        #[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
        fn $name() {
            $check(&roundtrip_tests::reference::corpus($folder)).unwrap_or_else(|message| panic!("{message}"));
        }
    )+};
}

mod completion;
mod contents;
mod drift;
mod engine;
mod entities;
mod hostile;
mod hosts;
mod json;
mod legacy_maps;
mod meaning;
mod ovirt_metadata;
mod properties;
mod reference;
mod samples;
mod since;
mod well_formed;
