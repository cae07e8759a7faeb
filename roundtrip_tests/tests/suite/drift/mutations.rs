//! Mutations of definitions, with nothing running on either side: each is drift, unless libvirt reads the same from
//! both documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use domxml::drift::Drift;
use domxml::schema::{Domain, Element};
use roundtrip_tests::reference;

use super::{domain, elements, own, values};

/// One in so many mutations is tried; which ones, differs from document to document.
const STRIDE: usize = 7;

/// Devices and settings that no machine has by itself.
const FOREIGN: &[(&str, &str)] = &[
    ("</devices>", "<disk type='file'><source file='/images/foreign'/><target dev='vdzz' bus='virtio'/></disk>"),
    ("</devices>", "<disk type='file' device='cdrom'><target dev='sdzz' bus='scsi'/></disk>"),
    ("</devices>", "<interface type='bridge'><mac address='52:54:00:fe:fe:fe'/><source bridge='br9'/></interface>"),
    ("</devices>", "<controller type='scsi' index='9' model='lsilogic'/>"),
    ("</devices>", "<controller type='usb' index='9' model='nec-xhci'/>"),
    ("</devices>", "<controller type='virtio-serial' index='9'/>"),
    ("</devices>", "<input type='keyboard' bus='usb'/>"),
    ("</devices>", "<input type='tablet' bus='virtio'/>"),
    ("</devices>", "<graphics type='vnc' port='5999'><listen type='address' address='0.0.0.0'/></graphics>"),
    ("</devices>", "<video><model type='bochs' vram='16384' heads='1'/></video>"),
    ("</devices>", "<sound model='usb'/>"),
    ("</devices>", "<audio id='9' type='pulseaudio'/>"),
    ("</devices>", "<watchdog model='diag288' action='none'/>"),
    ("</devices>", "<panic model='hyperv'/>"),
    ("</devices>", "<rng model='virtio'><backend model='random'>/dev/foreign</backend></rng>"),
    (
        "</devices>",
        "<serial type='tcp'><source mode='bind' host='0.0.0.0' service='99'/><protocol type='raw'/></serial>",
    ),
    (
        "</devices>",
        "<channel type='unix'><source path='/tmp/foreign'/><target type='virtio' name='foreign'/></channel>",
    ),
    (
        "</devices>",
        "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/><product id='0x5678'/></source></hostdev>",
    ),
    ("</devices>", "<filesystem type='mount'><source dir='/'/><target dir='foreign'/></filesystem>"),
    ("</devices>", "<shmem name='foreign'><model type='ivshmem-plain'/></shmem>"),
    ("</devices>", "<redirdev bus='usb' type='spicevmc'/>"),
    ("</devices>", "<teapot/>"),
    ("</domain>", "<seclabel type='none' model='foreign'/>"),
    ("</domain>", "<seclabel type='dynamic' model='foreign' relabel='yes'/>"),
    ("</domain>", "<keywrap><cipher name='aes' state='on'/></keywrap>"),
    ("</domain>", "<x:y xmlns:x='urn:foreign'/>"),
    ("</domain>", "<teapot/>"),
];

/// What libvirt reads the same is listed in `drift/explained.txt`, with how often: a list that can only shrink.
#[test]
#[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
fn mutations_of_definitions_are_drift() {
    let (mut explained, mut count, mut documents) = (BTreeMap::<String, usize>::new(), 0, 0);
    for (name, source) in reference::documents(&reference::corpus("completed-12.8.0")).into_iter().step_by(3) {
        let desired = domain(&source);
        documents += 1;
        let mutations = mutations(&source).into_iter().skip(documents % STRIDE).step_by(STRIDE);
        for (what, changed) in mutations {
            let Ok(actual) = Domain::parse(&changed) else { continue };
            count += 1;
            let drift = Drift::between(&desired, &actual).unwrap_or_else(|error| panic!("{name}: {error}"));
            if drift.is_none() {
                *explained.entry(what).or_default() += 1;
            }
        }
    }
    println!("{count} mutations of {documents} documents");
    assert!(documents >= 300 && count >= 5_000, "{count} mutations of {documents} documents");
    compare(&explained);
}

/// All mutations of a document: the kind of each, and the document.
fn mutations(source: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let replaced = |range: &std::ops::Range<usize>, text: &str| {
        format!("{}{text}{}", &source[..range.start], &source[range.end..])
    };
    for (path, range) in values(source) {
        let value = &source[range.clone()];
        let other = match value.parse::<u64>() {
            Ok(number) => (number + 1).to_string(),
            Err(_) => format!("x{value}"),
        };
        all.push((format!("changed {path}"), replaced(&range, &other)));
    }
    for (path, range) in elements(source) {
        all.push((format!("removed {path}"), replaced(&range, "")));
    }
    for (before, element) in FOREIGN {
        if let Some(at) = source.rfind(before) {
            all.push((format!("added {element}"), replaced(&(at..at), element)));
        }
    }
    all
}

/// No mutation is explained that the list does not have, and none more often.
fn compare(explained: &BTreeMap<String, usize>) {
    let mut table =
        String::from("# Mutations of definitions that libvirt reads as the original: how often | mutation.\n");
    explained.iter().for_each(|(what, count)| writeln!(table, "{count} | {what}").unwrap());
    if std::env::var("DOMXML_WRITE").is_ok_and(|name| name == "explained") {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("drift/explained.txt");
        std::fs::write(&path, &table).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
    let listed = own("explained.txt");
    let listed: BTreeMap<&str, usize> = listed
        .lines()
        .filter_map(|line| line.split_once(" | "))
        .filter_map(|(count, what)| Some((what, count.parse().ok()?)))
        .collect();
    let more = |(what, count): &(&String, &usize)| listed.get(&***what).is_none_or(|listed| listed < count);
    let unlisted: Vec<_> = explained.iter().filter(more).collect();
    assert!(
        unlisted.is_empty(),
        "not listed, or not so often (`DOMXML_WRITE=explained` writes the list): {unlisted:#?}"
    );
}
