//! Tests of walks, look-ups and changes on documents with everything in them.

use super::*;
use crate::path::{Path, Pattern};
use crate::xml::Outcome;
use crate::{Domain, Element};

const SOURCE: &str = "<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0' odd='1'>
  <name odd='2'>web<flux/></name>
  <memory unit='GiB'>many</memory>
  <cputune><vcpupin vcpu='0' cpuset='1'/><vcpupin vcpu='1' cpuset='2'/></cputune>
  <os><boot dev='hd'/><boot dev='network'/></os>
  <devices>
    <disk type='file'><target dev='vda'/><flux/><flux level='2'/></disk>
    <disk type='floppies'><readonly/><serial>7</serial><target dev='vda'/></disk>
    <rng/><rng/>
    <sparkle/><sparkle/>
  </devices>
  <qemu:commandline><qemu:arg value='-s'/><qemu:arg value='-S'/></qemu:commandline>
  stray
</domain>";

fn domain() -> Domain {
    Domain::parse(SOURCE).expect("it is a domain")
}

#[test]
fn every_node_has_its_path() {
    let mut seen = Vec::new();
    let domain = domain();
    visit(&domain, "domain", |node| {
        if !node.is_element() && !node.is_own_text() {
            seen.push(format!("{} {}", node.numbered_path(), node.text()));
        }
        Flow::Enter
    });
    assert_eq!(
        seen,
        [
            "/domain/@type kvm",
            "/domain/name web",
            "/domain/name/@odd 2",
            "/domain/name/flux <flux/>",
            "/domain/memory/@unit GiB",
            "/domain/cputune/vcpupin/@vcpu 0",
            "/domain/cputune/vcpupin/@cpuset 1",
            "/domain/cputune/vcpupin[2]/@vcpu 1",
            "/domain/cputune/vcpupin[2]/@cpuset 2",
            "/domain/os/boot/@dev hd",
            "/domain/os/boot[2]/@dev network",
            "/domain/devices/disk/@type file",
            "/domain/devices/disk/target/@dev vda",
            "/domain/devices/disk/flux <flux/>",
            "/domain/devices/disk/flux[2] <flux level='2'/>",
            "/domain/devices/disk[2]/@type floppies",
            "/domain/devices/disk[2]/target/@dev vda",
            "/domain/devices/disk[2]/readonly ",
            "/domain/devices/disk[2]/serial 7",
            "/domain/qemu:commandline/qemu:arg/@value -s",
            "/domain/qemu:commandline/qemu:arg[2]/@value -S",
            "/domain/@odd 1",
        ]
    );
}

#[test]
fn values_out_of_type_and_unknown_words_are_told() {
    let domain = domain();
    let (mut invalid, mut other) = (Vec::new(), Vec::new());
    visit(&domain, "domain", |node| {
        if node.is_invalid() {
            invalid.push((node.path().to_string(), node.text().into_owned()));
        }
        if node.is_unknown_keyword() {
            other.push(node.text().into_owned());
        }
        Flow::Enter
    });
    assert_eq!(invalid, [("/domain/memory".to_owned(), "many".to_owned())]);
    assert_eq!(other, ["floppies"]);
}

#[test]
fn every_path_leads_back() {
    let domain = domain();
    let mut paths = Vec::new();
    visit(&domain, "domain", |node| {
        paths.extend(
            [node.path(), node.numbered_path()].map(|path| (path, node.text().into_owned(), node.is_own_text())),
        );
        Flow::Enter
    });
    assert!(paths.len() > 60);
    for (path, text, is_own_text) in paths {
        let read: Path = path.to_string().parse().expect("a path can be read");
        assert_eq!(read, path);
        let node = read.find(&domain).unwrap_or_else(|| panic!("{path} is found"));
        if !is_own_text {
            assert_eq!(node.text(), text, "{path}");
        }
        assert_eq!(node.device_index().is_some(), path.to_string().starts_with("/domain/devices/"), "{path}");
    }
}

#[test]
fn devices_are_named_by_identity() {
    let domain = domain();
    let pattern: Pattern = "devices/*".parse().unwrap();
    let paths: Vec<String> = pattern.find(&domain).map(|node| node.path().to_string()).collect();
    assert_eq!(
        paths,
        [
            "/domain/devices/disk[target/@dev='vda']",
            "/domain/devices/disk[target/@dev='vda'][2]",
            "/domain/devices/rng",
            "/domain/devices/rng[2]",
            "/domain/devices/sparkle",
            "/domain/devices/sparkle[2]",
        ]
    );
    let by_word: Path = "/domain/devices/disk[@target='vda'][2]/serial".parse().unwrap();
    assert_eq!(by_word.find(&domain).expect("it is found").text(), "7");
}

#[test]
fn skipped_elements_are_not_entered() {
    let domain = domain();
    let mut names = Vec::new();
    visit(&domain, "domain", |node| {
        if node.is_element() {
            names.push(node.name().into_owned());
        }
        match &*node.name() {
            "devices" => Flow::Skip,
            "commandline" | "qemu:commandline" => Flow::Stop,
            _ => Flow::Enter,
        }
    });
    assert_eq!(
        names,
        ["domain", "memory", "cputune", "vcpupin", "vcpupin", "os", "boot", "boot", "devices", "qemu:commandline"]
    );
}

#[test]
fn selected_values_are_changed() {
    let mut domain = domain();
    let path: Path = "/domain/memory".parse().unwrap();
    assert_eq!(path.change(&mut domain, |node| node.set_text("2")), Some(Some(Outcome::Exact)));
    assert_eq!(domain.memory.as_ref().and_then(|memory| memory.value), Some(2));
    let pattern: Pattern = "devices/disk/readonly".parse().unwrap();
    pattern.change(&mut domain, |node| assert!(node.remove()));
    let pattern: Pattern = "**/@cpuset".parse().unwrap();
    pattern.change(&mut domain, |node| {
        node.set_text("7");
    });
    let xml = domain.to_xml().expect("it can be written");
    assert!(!xml.contains("readonly") && xml.matches("cpuset='7'").count() == 2, "{xml}");
    let absent: Path = "/domain/os/boot[3]/@dev".parse().unwrap();
    assert!(absent.find(&domain).is_none() && absent.change(&mut domain, |_| ()).is_none());
}
