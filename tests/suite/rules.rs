//! The number of the rules of generation, and the documents that they make.
//!
//! `tests/rules.txt` has a digest of the document of each sample and row. When a document changes, `RULES` needs a new
//! number, and the list is written again: `DOMXML_WRITE=rules cargo test -p domxml rules`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use domxml::context::Context;
use domxml::fingerprint::RULES;
use domxml::schema::{Domain, Element};
use domxml::vm::Vm;
use sha2::{Digest as _, Sha256};

use crate::rows;
use crate::samples::sample;

const LIST: &str = "tests/rules.txt";

#[test]
fn other_documents_need_other_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let now = digests();
    if std::env::var("DOMXML_WRITE").is_ok_and(|what| what == "rules") {
        let mut text = format!("rules {RULES}\n");
        for (name, digest) in &now {
            let _ = writeln!(text, "{name} {digest}");
        }
        std::fs::write(root.join(LIST), text).expect("the list can be written");
    }
    let list = std::fs::read_to_string(root.join(LIST)).expect("the list can be read");
    let mut lines = list.lines().map(|line| line.rsplit_once(' ').expect("a name and its digest"));
    assert_eq!(lines.next(), Some(("rules", RULES.to_string().as_str())), "write {LIST} again");
    let listed: BTreeMap<&str, &str> = lines.collect();
    let changed = now.iter().filter(|(name, digest)| listed.get(name.as_str()).is_some_and(|was| was != digest));
    let changed: Vec<&String> = changed.map(|(name, _)| name).collect();
    assert!(changed.is_empty(), "other documents: `RULES` needs a new number, or they are mistakes: {changed:#?}");
    let gone: Vec<_> = listed.keys().filter(|name| !now.contains_key(**name)).collect();
    assert!(gone.is_empty() && listed.len() > 500, "listed, and generated no more: {gone:#?}");
}

/// Digests of the documents of all samples and rows, by their names.
fn digests() -> BTreeMap<String, String> {
    let generated = |name: &str| {
        let vm: Vm = sample(&format!("vm/{name}"));
        let architecture = ["aarch64", "ppc64le", "s390x"].into_iter().find(|known| *known == name);
        let context: Context = sample(&format!("context/{}", architecture.unwrap_or("x86_64")));
        let template = domxml::generate(&vm, &context).expect("a sample is right");
        (format!("samples/vm/{name}"), template.domain)
    };
    let samples = ["aarch64", "numa-server", "ppc64le", "s390x", "small", "windows-desktop"].map(generated);
    let rows = rows::all().filter_map(|(name, input)| Some((format!("rows/{name}"), rows::domain(&input)?)));
    samples.into_iter().chain(rows).map(|(name, domain)| (name, digest(domain))).collect()
}

/// The digest of a document, its records aside.
fn digest(mut domain: Domain) -> String {
    if let Some(metadata) = &mut domain.metadata {
        for name in ["made-from/1.0", "made-from/2.0", "asked/1.0", "desired/2.0"] {
            metadata.remove_namespace(&format!("https://github.com/domxml/domxml/{name}"));
        }
    }
    let xml = domain.to_xml().expect("a document");
    Sha256::digest(xml)[..6].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
