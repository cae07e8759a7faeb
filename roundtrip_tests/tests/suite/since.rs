//! The releases that the model names, beside libvirt's documentation and its schemas.

use std::collections::BTreeSet;

use domxml_schema::since;
use domxml_schema::types::Release;
use domxml_schema::{Domain, Element};
use roundtrip_tests::mentions::{Mention, mentions};
use roundtrip_tests::releases::{self, Releases};
use roundtrip_tests::{oracle, reference};

/// What the least part of the places of the documentation must be in the model, in percent.
const LEAST: usize = 95;

/// Each place of the documentation that names a release has its row in `since.txt`, in order, and each
/// row is true of the model.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn releases_of_the_documentation_are_in_the_model() {
    let folder = reference::needed();
    let text = std::fs::read_to_string(folder.join("schema/libvirt-12.8.0/formatdomain.md")).unwrap();
    let (mentions, rows, model) = (mentions(&text), rows(), releases::of_the_model());
    let mut wrong = out_of_step(&mentions, &rows);
    let mut known = 0;
    for Row { release, section, places } in &rows {
        let Ok(paths) = places else { continue };
        let named = |releases: &&Releases| releases.since == Some(*release) || releases.later.contains(release);
        let missing: Vec<&String> = paths.iter().filter(|path| model.get(*path).filter(named).is_none()).collect();
        known += usize::from(missing.is_empty());
        wrong.extend(missing.iter().map(|path| match model.get(*path) {
            Some(Releases { since, later }) => {
                format!("{section}: {path} is since {release}; the model says {since:?}, later {later:?}")
            }
            None => format!("{section}: the model has no {path}"),
        }));
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    println!("{known} of {} places of the documentation that name a release are in the model", mentions.len());
    assert!(mentions.len() > 700 && known * 100 >= mentions.len() * LEAST, "{known} of {} places", mentions.len());
}

/// What the schema of 12.8.0 has and that of 11.3.0 lacks is newer in the model, all else is not.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn what_is_new_in_the_schema_is_new_in_the_model() {
    let folder = reference::needed();
    let places = |release: Release| -> BTreeSet<String> {
        let folder = folder.join(format!("schema/libvirt-{release}"));
        releases::places(&oracle::read(&folder, "domain.rng").unwrap()).into_iter().collect()
    };
    let old_release: Release = "11.3.0".parse().unwrap();
    let (old, new) = (places(old_release), places(Release::modelled()));
    let model = releases::of_the_model();
    let mut wrong = Vec::new();
    for place in &new {
        let since = model.get(place).and_then(|releases| releases.since);
        let is_new = !old.contains(place);
        if is_new != since.is_some_and(|since| since > old_release) {
            let had = if is_new { "lacks" } else { "has" };
            wrong.push(format!("the schema of {old_release} {had} {place}; the model says {since:?}"));
        }
    }
    let added = new.difference(&old).count();
    assert!(wrong.is_empty() && added > 100, "{added} added, {} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// What a release of libvirt accepts or writes is not newer than that release, and all of it is known.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn documents_ask_for_no_more_than_their_release() {
    let documents = |corpus: &str| reference::documents(&reference::corpus(corpus));
    let of_tests = documents("libvirt-11.3.0").into_iter().map(|(name, source)| ("11.3.0".to_owned(), name, source));
    let of_dumps = documents("live").into_iter().map(|(name, source)| {
        let release = name.split_once("__").map_or("", |(release, _)| release);
        (release.to_owned(), name.clone(), source)
    });
    let mut wrong = Vec::new();
    for (release, name, source) in of_tests.chain(of_dumps) {
        let release: Release = release.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        let domain = Domain::parse(&source).unwrap();
        let parts = since::parts(&domain, "domain", None);
        let newer = parts.into_iter().filter(|part| part.since.is_none_or(|since| since > release));
        wrong.extend(newer.map(|part| format!("{name}: {part}")));
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// One row of `since.txt`: where the model has it, or the reason why it has not.
struct Row {
    section: &'static str,
    release: Release,
    places: Result<Vec<String>, &'static str>,
}

fn rows() -> Vec<Row> {
    let mut section = "";
    let mut rows = Vec::new();
    for line in include_str!("../../since.txt").lines().filter(|line| !line.is_empty() && !line.starts_with(';')) {
        if let Some(heading) = line.strip_prefix("# ") {
            section = heading;
            continue;
        }
        let (release, rest) = line.split_once(' ').unwrap_or_else(|| panic!("since.txt: half a row: {line}"));
        let places = match rest.strip_prefix("- ") {
            Some(reason) => Err(reason),
            None => Ok(rest.split(' ').map(path).collect()),
        };
        rows.push(Row { section, release: release.parse().unwrap(), places });
    }
    rows
}

/// The whole path of a short one.
fn path(short: &str) -> String {
    match short.strip_prefix("~/") {
        Some(device) => format!("domain/devices/{device}"),
        None => format!("domain/{short}"),
    }
}

/// Where rows and documentation part, heading by heading.
fn out_of_step(mentions: &[Mention], rows: &[Row]) -> Vec<String> {
    let mut wrong = Vec::new();
    let sections: BTreeSet<&str> =
        mentions.iter().map(|mention| mention.section.as_str()).chain(rows.iter().map(|row| row.section)).collect();
    for section in sections {
        let mut mentions = mentions.iter().filter(|mention| mention.section == section);
        let mut rows = rows.iter().filter(|row| row.section == section);
        loop {
            match (mentions.next(), rows.next()) {
                (None, None) => break,
                (Some(mention), Some(row)) if mention.release == row.release => {}
                (Some(Mention { line, release, before, .. }), row) => {
                    let row = row.map_or("nothing".to_owned(), |row| row.release.to_string());
                    wrong.push(format!("{section}, line {line}: `{before} {release}`, where since.txt has {row}"));
                    break;
                }
                (None, Some(row)) => {
                    wrong.push(format!("{section}: since.txt has {} beyond the documentation", row.release));
                    break;
                }
            }
        }
    }
    wrong
}
