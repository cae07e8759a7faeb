//! Hosts and the documents of others: what they make of the samples is valid, and they fill in what a real engine
//! wrote.

use std::path::{Path, PathBuf};

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::generate;
use domxml::host::{self, Facts};
use domxml::schema::{Domain, Element};
use domxml::template::Template;
use domxml::vm::Vm;
use pretty_assertions::assert_eq;
use roundtrip_tests::{reference, schema};
use serde::de::DeserializeOwned;

/// Every sample VM on every host that it can run on: nothing is left, everything is typed.
#[test]
fn samples_resolve_to_typed_domains() {
    write_samples(&folder("typed-samples"));
}

/// And libvirt's schema agrees.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn samples_resolve_to_valid_domains() {
    let folder = folder("valid-samples");
    let names = write_samples(&folder);
    let refused = schema::refused(&reference::needed().join("schema/libvirt-12.8.0/domain.rng"), &folder, &names);
    assert_eq!(refused.expect("xmllint runs"), [""; 0], "in {}", folder.display());
}

/// Writes the documents of all sample VMs, before and after; returns the names of the files.
fn write_samples(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for (vm, context, hosts) in [
        ("small", "x86_64", &["x86_64-bridge", "x86_64-ovs"][..]),
        ("windows-desktop", "x86_64", &["x86_64-bridge", "x86_64-ovs"]),
        ("numa-server", "x86_64", &["x86_64-bridge", "x86_64-ovs"]),
        ("aarch64", "aarch64", &["aarch64"]),
        ("ppc64le", "ppc64le", &["ppc64le"]),
        ("s390x", "s390x", &["s390x"]),
    ] {
        let entity: Vm = read(&format!("samples/vm/{vm}.yaml"));
        let context: Context = read(&format!("samples/context/{context}.yaml"));
        let template = generate(&entity, &context).unwrap_or_else(|problems| panic!("{vm}: {problems}"));
        for host in hosts {
            let facts: Facts = read(&format!("samples/facts/{host}.yaml"));
            let resolved = host::resolve(&template, &facts).unwrap_or_else(|errors| panic!("{vm} on {host}: {errors}"));
            assert_eq!(resolved.notes, [], "{vm} on {host}");
            names.push(write(folder, &format!("{vm} on {host}"), &resolved.to_xml().expect("it is XML")));
        }
        // Before, too, but for numbers.
        let numbers =
            template.fill(|open| Some(if open.value_type() == "unsignedInt" { "0" } else { "/x" }.to_owned()));
        let numbers = numbers.expect("all are filled in").to_xml().expect("it is XML");
        names.push(write(folder, vm, &numbers));
    }
    names
}

/// Writes a document, of which the model must type all; returns the file's name.
fn write(folder: &Path, name: &str, xml: &str) -> String {
    let parsed = Domain::read(xml).expect("it is XML");
    assert!(parsed.findings.is_empty(), "{name}: {:?}", parsed.findings);
    let left = Template::from_domain(parsed.value).map(|template| template.placeholders().map(|open| open.len()));
    assert_eq!(left, Ok(Ok(0)), "{name}");
    let file = format!("{}.xml", name.replace(' ', "-"));
    std::fs::write(folder.join(&file), xml).expect("a file of its own");
    file
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the documents");
    folder
}

fn read<T: DeserializeOwned>(path: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = std::fs::read_to_string(&path).expect("a sample");
    entity::read(&text, Format::Yaml).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn template(source: &str) -> Template {
    Template::parse(source).expect("it is XML")
}

/// Templates of an engine in use, before and after.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn templates_of_an_engine_resolve() {
    let source =
        |name: &str| std::fs::read_to_string(reference::corpus("ovirt").join(name)).expect("a document of the corpus");
    let facts = |text: &str| entity::read::<Facts>(text, Format::Yaml).expect("facts");

    let known = facts("os: { name: test-product, version: '42', release: '1' }\nidentity: { serial: test-serial }");
    let resolved = host::resolve(&template(&source("sysinfo_snippet_template.xml")), &known).expect("all is known");
    assert_eq!(resolved.domain, Domain::parse(&source("sysinfo_snippet_filled.xml")).expect("it is XML"));

    let engine = template(&source("hostedengine_lease.xml"));
    let open: Vec<&str> =
        engine.placeholders().expect("all are right").iter().map(|open| open.placeholder().kind().word()).collect();
    assert_eq!(open, ["OS-NAME", "OS-VERSION", "HOST-SERIAL", "LEASE-PATH", "LEASE-OFFSET"]);
    let missing = host::resolve(&engine, &Facts::default()).expect_err("nothing is known");
    assert_eq!(
        missing.0.iter().filter_map(host::fact).collect::<Vec<_>>(),
        ["os", "os", "identity", "leases", "leases"]
    );

    let lease = "leases:
  - lease: 9eaa286e-37d6-429e-a46b-63bec1dd4868
    storageDomain: 4f0a775f-ed16-4832-ab9f-f0427f33ab92
    path: /rhev/leases
    offset: 4096";
    let known = facts(&format!("os: {{ name: Node }}\nidentity: {{ uuid: u }}\n{lease}"));
    let resolved = host::resolve(&engine, &known).expect("all is known");
    let target = resolved.domain.leases().next().and_then(|lease| lease.target.clone()).expect("it has a lease");
    assert_eq!((target.path.as_deref(), target.offset), (Some("/rhev/leases"), Some(4096)));
    // Nothing else has changed, but the empty path of the empty CD drive, which libvirt's schema refuses.
    let mut back = resolved.domain;
    for (text, old) in [("Node", "OS-NAME:"), ("-", "OS-VERSION:"), ("u", "HOST-SERIAL:")] {
        let xml = back.to_xml().expect("it is XML").replace(&format!(">{text}</entry>"), &format!(">{old}</entry>"));
        back = Domain::parse(&xml).expect("it is XML");
    }
    let xml = back.to_xml().expect("it is XML").replace("path='/rhev/leases' offset='4096'", "path='LEASE-PATH:9eaa286e-37d6-429e-a46b-63bec1dd4868:4f0a775f-ed16-4832-ab9f-f0427f33ab92' offset='LEASE-OFFSET:9eaa286e-37d6-429e-a46b-63bec1dd4868:4f0a775f-ed16-4832-ab9f-f0427f33ab92'");
    let engine = engine.to_xml().expect("it is XML");
    assert!(engine.contains(" file=''"));
    assert_eq!(xml, engine.replace(" file=''", ""));

    let block =
        "storage: { volumes: [{ volume: b3335e60-6d27-46e0-bed8-50e75cca6786, source: { block: /dev/vg/lv } }] }";
    let resolved = host::resolve(&template(&source("domain_disk_file.xml")), &facts(block)).expect("it is running");
    let [note] = &resolved.notes[..] else { panic!("one disk is corrected: {:?}", resolved.notes) };
    assert!(note.path.starts_with("/domain/devices/disk"), "{note}");
    assert!(note.message.contains("b3335e60-6d27-46e0-bed8-50e75cca6786` (raw)"), "{note}");
    assert!(note.message.contains("block `/dev/vg/lv` (raw)"), "{note}");
}
