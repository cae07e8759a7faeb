//! Tests over the reference data; skipped, loudly, where `DOMXML_REFERENCE` is not set.

use std::path::{Path, PathBuf};

use domxml_schema::parse_any;
use domxml_schema::xml::{Limits, relax_ng, shape};
use domxml_schema::{Domain, Element};
use libtest_mimic::{Arguments, Failed, Trial};
use roundtrip_tests::differences::first_difference;
use roundtrip_tests::kept::kept;
use roundtrip_tests::reference::{each, is_domain, verdict};
use roundtrip_tests::{compare, oracle, reference, schema, semantic};

/// Corpora whose documents must come back without loss.
const LOSSLESS: [&str; 7] =
    ["libvirt-11.3.0", "libvirt-11.3.0-invalid", "generated-12.8.0", "canonical-12.8.0", "live", "rejected", "ovirt"];
/// Corpora in libvirt's own formatting.
const CANONICAL: [&str; 2] = ["canonical-12.8.0", "live"];
/// Corpora of valid documents of the schema that is modelled.
const VALID: [&str; 4] = ["libvirt-11.3.0", "canonical-12.8.0", "generated-12.8.0", "live"];

/// A test that is given the reference folder.
type Test = Box<dyn FnOnce(&Path) -> Result<(), Failed> + Send>;

fn main() {
    let arguments = Arguments::from_args();
    let folder = reference::folder();
    if folder.is_none() {
        eprintln!(
            "\n*** SKIPPED: the tests over the reference data. Set DOMXML_REFERENCE to its folder (see CONTRIBUTING.md).\n"
        );
    }
    let mut trials = Vec::new();
    let mut add = |name: String, test: Test| {
        let folder = folder.clone();
        let skipped = folder.is_none();
        let run = move || folder.map_or(Ok(()), |folder: PathBuf| test(&folder));
        trials.push(Trial::test(name, run).with_ignored_flag(skipped));
    };
    for corpus in LOSSLESS {
        add(format!("lossless::{corpus}"), Box::new(move |folder| lossless(&folder.join("corpus").join(corpus))));
    }
    for corpus in CANONICAL {
        add(format!("identical::{corpus}"), Box::new(move |folder| identical(&folder.join("corpus").join(corpus))));
    }
    for corpus in VALID {
        add(format!("typed::{corpus}"), Box::new(move |folder| typed(&folder.join("corpus").join(corpus))));
        add(
            format!("exported_schema_accepts::{corpus}"),
            Box::new(move |folder| accepts(&folder.join("corpus").join(corpus))),
        );
    }
    add(
        "exported_schema_refuses::libvirt-11.3.0-invalid".to_owned(),
        Box::new(|folder| refuses(&folder.join("corpus/libvirt-11.3.0-invalid"))),
    );
    add("model_is_the_schema".to_owned(), Box::new(model_is_the_schema));
    libtest_mimic::run(&arguments, trials).exit();
}

fn lossless(folder: &Path) -> Result<(), Failed> {
    Ok(each(folder, |source| {
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
    })?)
}

fn identical(folder: &Path) -> Result<(), Failed> {
    Ok(each(folder, |source| {
        let domain = Domain::parse(source).map_err(|error| error.to_string())?;
        let written = domain.to_xml().map_err(|error| error.to_string())?;
        if written.trim_end() != source.trim_end() {
            return Err(first_difference(source, &written));
        }
        match kept(&domain, "domain") {
            Some(path) => Err(format!("something was kept at {path}")),
            None => Ok(()),
        }
    })?)
}

fn typed(folder: &Path) -> Result<(), Failed> {
    Ok(each(folder, |source| {
        let parsed = Domain::read(source).map_err(|error| error.to_string())?;
        let lines: Vec<String> = parsed.findings.iter().map(ToString::to_string).collect();
        if lines.is_empty() { Ok(()) } else { Err(lines.join("\n  ")) }
    })?)
}

/// Runs xmllint with the exported schema over files; returns those that it refuses.
fn refused(folder: &Path) -> Result<Vec<String>, Failed> {
    let corpus = folder.file_name().unwrap_or_default().to_string_lossy();
    let schema_file = std::env::temp_dir().join(format!("domxml-{}-{corpus}.rng", std::process::id()));
    std::fs::write(&schema_file, relax_ng::<Domain>())?;
    let files = reference::documents(folder);
    let names: Vec<&String> = files.iter().filter(|(_, source)| is_domain(source)).map(|(name, _)| name).collect();
    let refused = schema::refused(&schema_file, folder, &names)?;
    std::fs::remove_file(&schema_file)?;
    Ok(refused)
}

fn accepts(folder: &Path) -> Result<(), Failed> {
    let refused = refused(folder)?;
    Ok(verdict(reference::documents(folder).len(), &refused)?)
}

fn refuses(folder: &Path) -> Result<(), Failed> {
    let refused = refused(folder)?;
    let accepted = reference::documents(folder).into_iter().filter(|(name, _)| !refused.contains(name));
    Ok(verdict(refused.len(), &accepted.map(|(name, _)| format!("{name} is accepted")).collect::<Vec<_>>())?)
}

/// The model's list equals that of libvirt's RELAX NG, but for the rows of `beyond-the-schema.txt`,
/// each of which must still apply.
fn model_is_the_schema(folder: &Path) -> Result<(), Failed> {
    let oracle = oracle::read(&folder.join("schema/libvirt-12.8.0"), "domain.rng")?;
    let found = compare::differences(&shape::<Domain>(), &oracle, "domain");
    let listed: Vec<&str> = include_str!("../beyond-the-schema.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split(" -- ").next().unwrap_or(line))
        .collect();
    let new = found.iter().filter(|line| !listed.contains(&line.as_str())).map(|line| format!("not listed: {line}"));
    let stale = listed
        .iter()
        .filter(|line| !found.iter().any(|known| known == *line))
        .map(|line| format!("no longer so: {line}"));
    Ok(verdict(found.len(), &new.chain(stale).collect::<Vec<_>>())?)
}
