//! Speed of domxml beside its peers: the documents, and what is done with each of them.
//!
//! `cargo run --release -p benches` prints the table of ratios, `cargo bench -p benches --features
//! criterion` runs the same variants under criterion. Both read the corpora below the folder that `DOMXML_REFERENCE` names or,
//! without it, the repository's own samples.
//!
//! With `--features mimalloc` everything runs with an allocator that keeps its memory, as services do that
//! read many documents; large ones then cost no fresh pages.

pub mod peers;

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use domxml_schema::{Domain, Element};
use roundtrip_tests::reference;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The folders below `corpus` that hold valid domains.
const CORPORA: [&str; 4] = ["libvirt-11.3.0", "canonical-12.8.0", "generated-12.8.0", "live"];

/// Numbers of devices of the synthetic domains.
pub const SIZES: [usize; 3] = [10, 1_000, 100_000];

/// A domain document in memory.
#[derive(Debug)]
pub struct Document {
    /// Its text.
    pub text: String,
    /// Its value, to be written; `None` if it was refused.
    pub domain: Option<Domain>,
}

impl Document {
    /// Reads a text.
    pub fn new(text: String) -> Self {
        let domain = Domain::parse(&text).ok();
        Self { text, domain }
    }
}

/// All documents of the corpora whose root is `domain`.
///
/// # Panics
/// If a folder cannot be read.
pub fn documents() -> Vec<Document> {
    let folders = match reference::folder() {
        Some(reference) => CORPORA.map(|name| reference.join("corpus").join(name)).to_vec(),
        None => vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../roundtrip_tests/samples")],
    };
    let texts = folders.iter().flat_map(|folder| reference::documents(folder)).map(|(_, text)| text);
    texts.filter(|text| is_domain(text)).map(Document::new).collect()
}

fn is_domain(text: &str) -> bool {
    roxmltree::Document::parse(text).is_ok_and(|tree| tree.root_element().has_tag_name("domain"))
}

/// A domain with so many disks and interfaces, half of each, in the form that libvirt writes.
pub fn synthetic(devices: usize) -> String {
    let mut text = String::from(
        "<domain type='kvm'>
  <name>synthetic</name>
  <uuid>c7a5fdbd-edaf-4455-926a-d65c16db1809</uuid>
  <memory unit='KiB'>4194304</memory>
  <currentMemory unit='KiB'>4194304</currentMemory>
  <vcpu placement='static'>4</vcpu>
  <os>
    <type arch='x86_64' machine='pc-q35-9.2'>hvm</type>
    <boot dev='hd'/>
  </os>
  <clock offset='utc'/>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>destroy</on_crash>
  <devices>
    <emulator>/usr/bin/qemu-system-x86_64</emulator>
",
    );
    for i in 0..devices {
        let device = if i % 2 == 0 { disk(i / 2) } else { interface(i / 2) };
        // The numbers need not be free or in range of a machine, only of their types.
        let (bus, slot) = (i / 32 % 256, i % 32);
        let kind = if i % 2 == 0 { "disk" } else { "interface" };
        let _ = write!(
            text,
            "{device}      <address type='pci' domain='0x0000' bus='0x{bus:02x}' slot='0x{slot:02x}' function='0x0'/>
    </{kind}>
"
        );
    }
    text.push_str("  </devices>\n</domain>\n");
    text
}

fn disk(i: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    let name: String = [i / 17_576, i / 676, i / 26, i].map(letter).iter().collect();
    format!(
        "    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2' cache='none' discard='unmap'/>
      <source file='/var/lib/libvirt/images/guest-{i}.qcow2'/>
      <target dev='vd{name}' bus='virtio'/>
      <serial>WD-WMAP{i:08}</serial>
"
    )
}

fn interface(i: usize) -> String {
    let (high, middle, low) = (i >> 16 & 0xff, i >> 8 & 0xff, i & 0xff);
    format!(
        "    <interface type='network'>
      <mac address='52:54:00:{high:02x}:{middle:02x}:{low:02x}'/>
      <source network='default'/>
      <target dev='vnet{i}'/>
      <model type='virtio'/>
"
    )
}

/// Works through a document and drops what came of it; `false` if the document was refused.
pub type Work = fn(&Document) -> bool;

/// One way to work through a document.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// Name: the group, a slash, the rest.
    pub id: &'static str,
    /// Its meaning, if the name does not say it all.
    pub note: &'static str,
    /// The work itself.
    pub run: Work,
}

/// The variant that the others are compared with.
pub const BASE: &str = "quick-xml/events";

/// All variants, ours first.
pub fn variants() -> Vec<Variant> {
    let variant = |id, note, run| Variant { id, note, run };
    vec![
        variant("domain/parse", "whole model, lossless", parse),
        variant("domain/write", "", write),
        variant("domain/parse+write", "", parse_write),
        variant(BASE, "attributes not looked at", |document| peers::events(&document.text)),
        variant("quick-xml/copy", "events to a writer", |document| peers::copy(&document.text)),
        variant("quick-xml/attributes", "events, attributes decoded", |document| peers::attributes(&document.text)),
        variant("roxmltree/parse", "tree", |document| peers::tree(&document.text)),
        variant("strong-xml/parse", peers::SUBSET, |document| peers::strong::parse(&document.text)),
        variant("strong-xml/parse+write", peers::SUBSET, |document| peers::strong::parse_write(&document.text)),
        variant("yaserde/parse", peers::SUBSET, |document| peers::yaserde::parse(&document.text)),
        variant("yaserde/parse+write", peers::SUBSET, |document| peers::yaserde::parse_write(&document.text)),
    ]
}

/// Reads a document with the whole model.
pub fn parse(document: &Document) -> bool {
    black_box(Domain::parse(black_box(&document.text))).is_ok()
}

/// Writes the value of a document.
pub fn write(document: &Document) -> bool {
    document.domain.as_ref().is_some_and(|domain| black_box(black_box(domain).to_xml()).is_ok())
}

/// Reads a document and writes it again.
pub fn parse_write(document: &Document) -> bool {
    Domain::parse(black_box(&document.text)).is_ok_and(|domain| black_box(domain.to_xml()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_synthetic_domain_is_typed_and_in_libvirts_form() {
        let text = synthetic(100);
        let read = Domain::read(&text).unwrap();
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        assert_eq!(read.value.to_xml().unwrap(), text);
    }

    #[test]
    fn every_variant_takes_a_synthetic_domain() {
        let document = Document::new(synthetic(100));
        for variant in variants() {
            assert!((variant.run)(&document), "{}", variant.id);
        }
    }
}
