//! The same document nested in a strong-xml struct, in a yaserde struct, and plain, is the same value.

use std::path::{Path, PathBuf};

use domxml_schema::device::interface::Interface;
use domxml_schema::domain::Device;
use domxml_schema::domain::qemu;
use domxml_schema::xml::KeptElement;
use domxml_schema::{Domain, Element, interop};
use interop_tests::{StrongHost, StrongPlan, YaHost, YaPlan};
use pretty_assertions::assert_eq;
use roundtrip_tests::reference;
use strong_xml::{XmlRead, XmlWrite};
use yaserde::{YaDeserialize, YaSerialize};

/// Corpora with documents of every kind.
const FEW: &[&str] = &["generated-12.8.0", "live", "ovirt"];
const MANY: &[&str] = &["libvirt-11.3.0", "canonical-12.8.0", "generated-12.8.0", "live", "ovirt"];

/// Declares the tests of a check that is given a document: over our own samples, and over corpora.
macro_rules! over_documents {
    ($name:ident, $corpora:ident, $check:expr) => {
        mod $name {
            use super::*;

            #[test]
            fn samples() {
                each(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples")], $check);
            }

            #[test]
            #[cfg_attr(not(reference), ignore = "needs DOMXML_REFERENCE")]
            fn corpora() {
                each(&$corpora.iter().map(|name| reference::corpus(name)).collect::<Vec<_>>(), $check);
            }
        }
    };
}

/// Its root element, with the prefixes that it needs, inside of one of the user's own.
fn nested(source: &str) -> (Domain, String) {
    let root = KeptElement::from_xml(source).unwrap();
    (Domain::parse(root.text()).unwrap(), format!("<host name=\"a\"><!-- b -->\n{}\n</host>", root.text()))
}

/// Runs a test for each document of some folders, and shows the first failures.
fn each(folders: &[PathBuf], test: fn(&str) -> Result<(), String>) {
    let mut documents: Vec<(String, String)> = folders.iter().flat_map(|folder| reference::documents(folder)).collect();
    documents.retain(|(_, source)| Domain::parse(source).is_ok());
    let failures: Vec<String> = documents
        .iter()
        .filter_map(|(name, source)| test(source).err().map(|message| format!("{name}: {message}")))
        .collect();
    let shown: Vec<&String> = failures.iter().take(5).collect();
    assert!(failures.is_empty(), "{} of {} documents: {shown:#?}", failures.len(), documents.len());
}

over_documents!(strong_xml_gives_equal_values_and_writes_them_whole, MANY, |source| {
    let (plain, nested) = nested(source);
    let host = StrongHost::from_str(&nested).map_err(|error| error.to_string())?;
    let written = host.to_string().map_err(|error| error.to_string())?;
    let again = StrongHost::from_str(&written).map_err(|error| error.to_string())?;
    let text = plain.to_xml().map_err(|error| error.to_string())?;
    check(host.domains == [plain], "read")?;
    check(written == format!("<host name=\"a\">{}</host>", text.trim_end()), "written")?;
    check(again == host, "read again")
});

over_documents!(yaserde_gives_equal_values_and_writes_them_whole, MANY, |source| {
    let (plain, nested) = nested(source);
    let host: YaHost = interop::yaserde::from_str(&nested).map_err(|error| error.to_string())?;
    let written = yaserde::ser::to_string(&host).map_err(|error| error.to_string())?;
    let again = StrongHost::from_str(&written).map_err(|error| error.to_string())?;
    check(host.domains == [plain], "read")?;
    check(again.domains == host.domains, "read again")
});

over_documents!(yaserde_itself_takes_nothing_but_blanks_around_texts, FEW, |source| {
    let (plain, nested) = nested(source);
    let host: YaHost = yaserde::de::from_str(&nested).map_err(|error| error.to_string())?;
    let trimmed = roundtrip_tests::semantic::differences(&plain.to_xml().unwrap(), &host.domains[0].to_xml().unwrap());
    let lost: Vec<&String> = trimmed.iter().filter(|line| !line.contains(": text ")).collect();
    check(lost.is_empty(), &format!("{lost:?}"))
});

over_documents!(whole_documents_are_equal_comments_around_the_root_included, FEW, |source| {
    let plain = Domain::parse(source).map_err(|error| error.to_string())?;
    let strong = <Domain as XmlRead>::from_str(source).map_err(|error| error.to_string())?;
    let ya: Domain = interop::yaserde::from_str(source).map_err(|error| error.to_string())?;
    check(strong.to_xml() == plain.to_xml(), "strong-xml")?;
    check(ya == plain, "yaserde")
});

fn check(good: bool, what: &str) -> Result<(), String> {
    if good { Ok(()) } else { Err(what.to_owned()) }
}

const PLAN: &str = "<plan><disk type='file' device='disk' new='1'>
  <driver name='qemu' type='raw' queues='many'/>
  <target dev='vda' bus='virtio'/>
  <!-- kept -->
  <sparkle/>
</disk><address type='pci' slot='0x1f'/><address type='warp' speed='9'/>\
<interface type='network'><mac address='52:54:00:00:00:01'/></interface><controller type='usb' index='0'/>\
<metadata><a:x xmlns:a='u:a'>&amp; <![CDATA[<]]></a:x></metadata><note to='you'>hi</note></plan>";

#[test]
fn elements_of_every_kind_stand_alone() {
    let strong = StrongPlan::from_str(PLAN).unwrap();
    let ya: YaPlan = yaserde::de::from_str(PLAN).unwrap();
    assert_eq!(strong.disk, ya.disk);
    assert_eq!(strong.addresses, ya.addresses);
    assert_eq!(strong.devices, [ya.interface.clone().unwrap(), ya.controller.clone().unwrap()]);
    assert_eq!(strong.metadata, ya.metadata);
    assert_eq!(strong.note, ya.note);
    assert!(matches!(&strong.devices[..], [Device::Interface(_), Device::Controller(_)]));
    let disk = strong.disk.as_ref().unwrap();
    assert_eq!((disk.extra.attributes().len(), disk.extra.nodes().count()), (1, 2));
    assert_eq!(StrongPlan::from_str(&strong.to_string().unwrap()).unwrap(), strong);
    assert_eq!(yaserde::de::from_str::<YaPlan>(&yaserde::ser::to_string(&ya).unwrap()).unwrap(), ya);
}

#[test]
fn a_field_of_yaserde_names_its_element() {
    #[derive(Debug, PartialEq, YaDeserialize, YaSerialize)]
    #[yaserde(rename = "move", prefix = "m", namespaces = { "m" = "u:move" })]
    struct Move {
        #[yaserde(prefix = "m")]
        from: Interface,
        #[yaserde(prefix = "m")]
        to: Interface,
        #[yaserde(rename = "qemu")]
        arguments: qemu::Commandline,
    }
    let source = "<n:move xmlns:n='u:move' xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>\
                  <n:from type='network'><source network='a'/></n:from><n:to type='network'><source network='b'/><n:x/></n:to>\
                  <qemu><q:arg value='-s'/></qemu></n:move>";
    let value: Move = yaserde::de::from_str(source).unwrap();
    assert_eq!(value.from, Interface::network("a"));
    assert_eq!(value.to.extra.nodes().count(), 1);
    assert_eq!(value.arguments.args.len(), 1);
    let written = yaserde::ser::to_string(&value).unwrap();
    assert!(written.contains("<m:from type='network'") && written.contains("<qemu "), "{written}");
    assert_eq!(yaserde::de::from_str::<Move>(&written).unwrap(), value);
}

#[test]
fn a_default_name_space_around_is_the_users() {
    #[derive(Debug, PartialEq, YaDeserialize, YaSerialize)]
    #[yaserde(rename = "host", default_namespace = "h", prefix = "h", namespaces = { "h" = "u:host" })]
    struct Host {
        #[yaserde(prefix = "h")]
        domain: Domain,
    }
    let source = "<host xmlns='u:host'><domain type='kvm'><name>web</name><sparkle/></domain></host>";
    let host: Host = yaserde::de::from_str(source).unwrap();
    assert_eq!(host.domain, Domain::parse("<domain type='kvm'><name>web</name><sparkle/></domain>").unwrap());
    assert_eq!(yaserde::de::from_str::<Host>(&yaserde::ser::to_string(&host).unwrap()).unwrap(), host);
}

#[test]
fn elements_of_the_hypervisors_name_spaces_stand_under_their_own_name() {
    let source = "<qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><qemu:arg value='-s'/></qemu:commandline>";
    let plain = qemu::Commandline::parse(source).unwrap();
    assert_eq!(<qemu::Commandline as XmlRead>::from_str(source).unwrap(), plain);
    assert_eq!(yaserde::de::from_str::<qemu::Commandline>(source).unwrap(), plain);
    assert_eq!(yaserde::de::from_str::<qemu::Commandline>(&yaserde::ser::to_string(&plain).unwrap()).unwrap(), plain);
}
