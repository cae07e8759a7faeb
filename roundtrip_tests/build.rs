//! Sets `cfg(reference)` if `DOMXML_REFERENCE` names a folder: without it, the tests over the reference data are
//! ignored, and the test runner says so.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(reference)");
    println!("cargo::rerun-if-env-changed=DOMXML_REFERENCE");
    if std::env::var_os("DOMXML_REFERENCE").is_some_and(|folder| !folder.is_empty()) {
        println!("cargo::rustc-cfg=reference");
    }
}
