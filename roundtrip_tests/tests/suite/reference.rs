//! Documents of the corpora come back as they were, and the model is what libvirt's schema says.

use std::path::Path;

use domxml_schema::parse_any;
use domxml_schema::xml::{Limits, relax_ng, shape};
use domxml_schema::{Domain, Element};
use roundtrip_tests::differences::first_difference;
use roundtrip_tests::kept::kept;
use roundtrip_tests::reference::{each, is_domain, verdict};
use roundtrip_tests::{compare, oracle, reference, schema, semantic};

mod lossless {
    over_corpora!(super::lossless: libvirt "libvirt-11.3.0", invalid "libvirt-11.3.0-invalid",
        generated "generated-12.8.0", canonical "canonical-12.8.0", live "live", rejected "rejected", ovirt "ovirt");
}

/// Those in libvirt's own formatting.
mod identical {
    over_corpora!(super::identical: canonical "canonical-12.8.0", live "live",
        live_entities "live-entities/12.8.0/00-started/live", secure_entities "live-entities/12.8.0/00-started/secure",
        inactive_entities "live-entities/12.8.0/00-started/inactive",
        migratable_entities "live-entities/12.8.0/00-started/migratable",
        changed_entities "live-entities/12.8.0/10-changes/h6-guest", entities "live-entities/documents");
}

/// Valid documents of the schema that is modelled.
mod typed {
    over_corpora!(super::typed: libvirt "libvirt-11.3.0", canonical "canonical-12.8.0",
        generated "generated-12.8.0", live "live");
}

mod exported_schema_accepts {
    over_corpora!(super::accepts: libvirt "libvirt-11.3.0", canonical "canonical-12.8.0",
        generated "generated-12.8.0", live "live");
}

mod exported_schema_refuses {
    over_corpora!(super::refuses: invalid "libvirt-11.3.0-invalid");
}

fn lossless(folder: &Path) -> Result<(), String> {
    each(folder, |source| {
        let written = parse_any(source, Limits::default())
            .and_then(|parsed| parsed.value.to_xml())
            .map_err(|error| error.to_string())?;
        let lost = semantic::differences(source, &written);
        if !lost.is_empty() {
            return Err(lost.join("\n  "));
        }
        let (before, after) = (semantic::remarks(source), semantic::remarks(&written));
        if before != after {
            return Err(format!("comments {before:?} became {after:?}"));
        }
        let again = parse_any(&written, Limits::default())
            .and_then(|parsed| parsed.value.to_xml())
            .map_err(|error| error.to_string())?;
        if again == written {
            Ok(())
        } else {
            Err(format!("the second pass differs\n{}", first_difference(&written, &again)))
        }
    })
}

fn identical(folder: &Path) -> Result<(), String> {
    each(folder, |source| {
        let domain = Domain::parse(source).map_err(|error| error.to_string())?;
        let written = domain.to_xml().map_err(|error| error.to_string())?;
        if written.trim_end() != source.trim_end() {
            return Err(first_difference(source, &written));
        }
        match kept(&domain, "domain") {
            Some(path) => Err(format!("something was kept at {path}")),
            None => Ok(()),
        }
    })
}

fn typed(folder: &Path) -> Result<(), String> {
    each(folder, |source| {
        let parsed = Domain::read(source).map_err(|error| error.to_string())?;
        let lines: Vec<String> = parsed.findings.iter().map(ToString::to_string).collect();
        if lines.is_empty() { Ok(()) } else { Err(lines.join("\n  ")) }
    })
}

/// Runs xmllint with the exported schema over files; returns those that it refuses.
fn refused(folder: &Path) -> Result<Vec<String>, String> {
    let corpus = folder.file_name().unwrap_or_default().to_string_lossy();
    let schema_file = std::env::temp_dir().join(format!("domxml-{}-{corpus}.rng", std::process::id()));
    std::fs::write(&schema_file, relax_ng::<Domain>()).map_err(|error| error.to_string())?;
    let files = reference::documents(folder);
    let names: Vec<&String> = files.iter().filter(|(_, source)| is_domain(source)).map(|(name, _)| name).collect();
    let refused = schema::refused(&schema_file, folder, &names)?;
    std::fs::remove_file(&schema_file).map_err(|error| error.to_string())?;
    Ok(refused)
}

fn accepts(folder: &Path) -> Result<(), String> {
    let refused = refused(folder)?;
    verdict(reference::documents(folder).len(), &refused)
}

fn refuses(folder: &Path) -> Result<(), String> {
    let refused = refused(folder)?;
    let accepted = reference::documents(folder).into_iter().filter(|(name, _)| !refused.contains(name));
    verdict(refused.len(), &accepted.map(|(name, _)| format!("{name} is accepted")).collect::<Vec<_>>())
}

/// The model's list equals that of libvirt's RELAX NG, but for the rows of `beyond-the-schema.txt`,
/// each of which must still apply.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn model_is_the_schema() {
    let oracle = oracle::read(&reference::needed().join("schema/libvirt-12.8.0"), "domain.rng").unwrap();
    let found = compare::differences(&shape::<Domain>(), &oracle, "domain");
    let listed: Vec<&str> = include_str!("../../beyond-the-schema.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split(" -- ").next().unwrap_or(line))
        .collect();
    let new = found.iter().filter(|line| !listed.contains(&line.as_str())).map(|line| format!("not listed: {line}"));
    let stale = listed
        .iter()
        .filter(|line| !found.iter().any(|known| known == *line))
        .map(|line| format!("no longer so: {line}"));
    let wrong: Vec<String> = new.chain(stale).collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
