//! Every resolved document is valid against libvirt's schema, and the model types all of it; so is every
//! template of the full set of place-holders after a value stands in each.

use std::path::{Path, PathBuf};

use domxml::context::{Context, PlaceholderSet};
use domxml::generate;
use domxml::host;
use domxml_schema::{Domain, Element};
use roundtrip_tests::entities::{self, Case};
use roundtrip_tests::{reference, schema};

#[test]
fn every_resolved_document_is_typed() {
    let names = write_all(&folder("typed"));
    assert!(names.len() > 1000, "only {} documents", names.len());
}

#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn every_resolved_document_is_valid() {
    let folder = folder("valid");
    let names = write_all(&folder);
    let refused = schema::refused(&reference::needed().join("schema/libvirt-12.8.0/domain.rng"), &folder, &names);
    let refused = refused.expect("xmllint runs");
    assert!(names.len() > 1000, "only {} documents", names.len());
    assert!(refused.is_empty(), "{} of {} in {}: {refused:#?}", refused.len(), names.len(), folder.display());
}

/// Writes the documents of all entities; returns the names of the files.
fn write_all(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for case in entities::cases() {
        for set in [PlaceholderSet::Full, PlaceholderSet::Compatible] {
            let Some((context, template)) = template(&case, set) else { continue };
            if set == PlaceholderSet::Full {
                // A number where the slot takes numbers, and a path elsewhere.
                let value = |kind: &str| if kind == "unsignedInt" { "0" } else { "/x" }.to_owned();
                let filled = template.fill(|open| Some(value(open.value_type()))).expect("all is filled in");
                names.push(write(folder, &case.name, "template", &filled.to_xml().expect("it is XML")));
            }
            let facts = entities::host_for(&template);
            let resolved = host::resolve(&template, &facts);
            let resolved = resolved.unwrap_or_else(|errors| panic!("{}: {errors}", case.name));
            let xml = resolved.to_xml().expect("it is XML");
            let set = format!("{:?}", context.cluster.placeholders).to_lowercase();
            names.push(write(folder, &case.name, &set, &xml));
        }
    }
    names
}

/// The template of an entity; nothing if the entity is one that is refused.
fn template(case: &Case, placeholders: PlaceholderSet) -> Option<(Context, domxml::template::Template)> {
    let mut context = case.context.clone();
    context.cluster.placeholders = placeholders;
    let template = generate(&case.vm, &context).ok()?;
    Some((context, template))
}

/// Writes a document, of which the model must type all; returns the file's name.
fn write(folder: &Path, case: &str, form: &str, xml: &str) -> String {
    let read = Domain::read(xml).expect("it is XML");
    assert!(read.findings.is_empty(), "{case}, {form}: {:?}", read.findings);
    let name = format!("{}.{form}.xml", case.replace(['/', '\\'], "-"));
    std::fs::write(folder.join(&name), xml).expect("a file of its own");
    name
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the documents");
    folder
}
