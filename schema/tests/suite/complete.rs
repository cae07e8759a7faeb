//! The normal form of small documents, one or more for each rule; see `tests/complete`.
//!
//! `DOMXML_WRITE=complete` writes what the completion makes of them; look at the differences.

use std::fs;
use std::path::{Path, PathBuf};

use domxml_schema::complete::Environment;
use domxml_schema::report::Severity;
use domxml_schema::{Domain, Element};
use pretty_assertions::assert_eq;

/// The environments of documents that are not those of the default one.
fn environment(name: &str) -> Environment {
    let (mut hypervisor, mut libvirt) = (None, None);
    match name {
        _ if name.starts_with("test") => hypervisor = Some("test".to_owned()),
        "old" => libvirt = Some("9.0.0".parse().expect("it is a release")),
        _ => {}
    }
    Environment { hypervisor, libvirt, ..Environment::default() }
}

/// The documents of which a part depends on the host, with the places.
const OPEN: &[(&str, &[&str])] = &[
    ("host", &["/domain/os/@firmware", "/domain/seclabel"]),
    ("host-cpu", &["/domain/cpu"]),
    ("host-loader", &["/domain/os/loader"]),
    ("host-machine", &["/domain/os/type/@machine"]),
    ("virt-kvm", &["/domain/features"]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/complete")
}

/// The names and texts of the documents.
fn documents() -> Vec<(String, String)> {
    let entries = fs::read_dir(folder()).expect("the folder can be listed");
    let names = entries.map(|entry| entry.expect("an entry can be read").file_name().into_string().expect("UTF-8"));
    let mut names: Vec<String> = names.filter_map(|name| Some(name.strip_suffix(".xml")?.to_owned())).collect();
    names.retain(|name| !name.ends_with(".completed"));
    names.sort();
    let text = |name: &String| fs::read_to_string(folder().join(format!("{name}.xml"))).expect("it can be read");
    names.into_iter().map(|name| (text(&name), name)).map(|(text, name)| (name, text)).collect()
}

fn completed(name: &str, source: &str) -> (Domain, Vec<String>) {
    let mut domain = Domain::parse(source).unwrap_or_else(|error| panic!("{name}: {error}"));
    let findings = domain.complete(&environment(name));
    assert!(findings.0.iter().all(|it| it.severity == Severity::Warning && it.code.as_str() == "depends-on-host"));
    (domain, findings.0.into_iter().map(|finding| finding.path).collect())
}

#[test]
fn documents_become_their_normal_forms() {
    let write = std::env::var("DOMXML_WRITE").is_ok_and(|what| what == "complete");
    let documents = documents();
    assert!(documents.len() > 50, "only {} documents", documents.len());
    for (name, source) in documents {
        let (domain, findings) = completed(&name, &source);
        let xml = domain.to_xml().expect("it can be written");
        let place = folder().join(format!("{name}.completed.xml"));
        if write {
            fs::write(&place, &xml).expect("the normal form can be written");
        }
        let expected = fs::read_to_string(&place).unwrap_or_default();
        assert_eq!(xml, expected, "{name}");
        let open = OPEN.iter().find(|(open, _)| *open == name).map_or(&[][..], |(_, paths)| paths);
        assert_eq!(findings, open, "{name}");
    }
}

#[test]
fn a_normal_form_is_its_own() {
    for (name, source) in documents() {
        let (once, _) = completed(&name, &source);
        let xml = once.to_xml().expect("it can be written");
        let (twice, _) = completed(&name, &xml);
        assert_eq!(twice.to_xml().expect("it can be written"), xml, "{name}");
        let mut again = once.clone();
        again.complete(&environment(&name));
        assert_eq!(again, once, "{name}");
    }
}

/// A normal form has nothing that the model does not know, but for values that are not of their type.
#[test]
fn a_normal_form_is_read_without_findings() {
    for (name, source) in documents() {
        let xml = completed(&name, &source).0.to_xml().expect("it can be written");
        let findings: Vec<String> =
            Domain::read(&xml).expect("it can be read").findings.into_iter().map(|it| it.path).collect();
        let invalid: &[&str] = if name == "unfinished" { &["/domain/memory/@unit", "/domain/memory"] } else { &[] };
        assert_eq!(findings, invalid, "{name}");
    }
}

fn complete(source: &str, environment: &Environment) -> String {
    let mut domain = Domain::parse(source).expect("it is a domain");
    domain.complete(environment);
    domain.to_xml().expect("it can be written")
}

#[test]
fn the_environment_says_what_the_document_does_not() {
    let source = "<domain type='qemu'><name>a</name><memory>1</memory><os><type>hvm</type></os></domain>";
    let environment = |arch: &str, machine: &str| Environment {
        arch: (!arch.is_empty()).then(|| arch.to_owned()),
        machine: (!machine.is_empty()).then(|| machine.to_owned()),
        ..Environment::default()
    };
    let kind = |arch: &str, machine: &str| {
        let xml = complete(source, &environment(arch, machine));
        xml.lines().find(|line| line.contains("<type ")).expect("there is a type").trim().to_owned()
    };
    assert_eq!(kind("", ""), "<type arch='x86_64' machine='pc'>hvm</type>");
    assert_eq!(kind("aarch64", ""), "<type arch='aarch64' machine='virt'>hvm</type>");
    assert_eq!(kind("", "q35"), "<type arch='x86_64' machine='q35'>hvm</type>");
    assert_eq!(kind("new", "board"), "<type arch='new' machine='board'>hvm</type>");
    let own = "<domain type='qemu'><os><type arch='s390x' machine='s390-ccw-virtio-9.1'>hvm</type></os></domain>";
    let xml = complete(own, &environment("aarch64", "virt"));
    assert!(xml.contains("<type arch='s390x' machine='s390-ccw-virtio-9.1'>"), "{xml}");
}

#[test]
fn the_driver_is_that_of_the_domain_unless_it_is_another() {
    let source = "<domain type='kvm'><os><type arch='x86_64'>hvm</type></os></domain>";
    let under = |hypervisor: &str| {
        complete(source, &Environment { hypervisor: Some(hypervisor.to_owned()), ..Environment::default() })
    };
    let own = complete(source, &Environment::default());
    assert!(own.contains("<memballoon model='virtio'/>"));
    assert_eq!(under("qemu"), own);
    assert_eq!(under("kvm"), own);
    assert!(!under("test").contains("<memballoon"));
}

#[test]
fn large_documents_are_completed() {
    let big = u32::MAX;
    let mut devices = String::new();
    for number in 0..500 {
        devices.push_str(&format!("<disk><target dev='sd{}'/></disk><serial/>", "z".repeat(1 + number % 9)));
        devices.push_str("<channel type='pty'><target type='virtio'/></channel><input type='tablet'/>");
    }
    let source = format!(
        "<domain type='kvm'><memory unit='EiB'>{max}</memory><maxMemory>{max}</maxMemory><vcpu>{big}</vcpu>
           <vcpus><vcpu id='7' enabled='yes'/></vcpus><iothreads>{big}</iothreads><iothreadids><iothread id='{big}'/></iothreadids>
           <cputune><vcpusched vcpus='0-{max}' scheduler='idle'/></cputune>
           <os><type arch='x86_64' machine='q35'>hvm</type></os>
           <cpu><numa><cell cpus='0-{max}' memory='{max}'/><cell memory='{max}'/></numa></cpu>
           <devices>{devices}<controller type='scsi' index='{big}'/><controller type='virtio-serial' ports='{big}'/>
           <disk><target dev='sda'/><address type='drive' controller='{big}'/></disk><serial><target port='{big}'/></serial>
           <video><model type='qxl' ram='{big}' vram='{big}'/></video></devices></domain>",
        max = u64::MAX,
    );
    assert!(complete(&source, &Environment::default()).contains("<serial"));
}
