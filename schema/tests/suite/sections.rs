//! Repeated elements as libvirt reads them: typed as one, written where they stood.

use domxml_schema::report::Code;
use domxml_schema::visit::{Flow, Kind, text_at, visit};
use domxml_schema::xml::{ElementDef, FieldKind, Merge};
use domxml_schema::{Domain, Element};
use pretty_assertions::assert_eq;

/// A document with each piece of content on a line of its own, as it is written.
fn document(content: &str) -> String {
    format!("<domain type='kvm'>\n{}</domain>\n", content.trim_start_matches('\n'))
}

/// Reads a document that is written as it is, without findings.
fn read(content: &str) -> Domain {
    let (domain, codes) = read_with_findings(content);
    assert_eq!(codes, [], "{content}");
    domain
}

/// Reads a document that is written as it is, in XML and through JSON.
fn read_with_findings(content: &str) -> (Domain, Vec<Code>) {
    let source = document(content);
    let parsed = Domain::read(&source).unwrap();
    assert_eq!(parsed.value.to_xml().unwrap(), source);
    #[cfg(feature = "json")]
    {
        let json = domxml_schema::json::to_string(&parsed.value).unwrap();
        let again: Domain = domxml_schema::json::from_str(&json).unwrap();
        assert_eq!(again, parsed.value);
        assert_eq!(again.to_xml().unwrap(), source);
        assert_eq!(domxml_schema::json::to_string(&again).unwrap(), json);
    }
    (parsed.value, parsed.findings.iter().map(|finding| finding.code).collect())
}

/// The typed value of a document.
fn value(content: &str) -> Domain {
    Domain::parse(&document(content)).unwrap()
}

#[test]
fn devices_of_all_sections_are_one_list() {
    let domain = read(
        "
  <devices>
    <disk type='file' device='disk'>
      <target dev='vda' bus='virtio'/>
    </disk>
  </devices>
  <devices>
    <emulator>/usr/bin/qemu</emulator>
    <disk type='file' device='disk'>
      <target dev='vdb' bus='virtio'/>
    </disk>
    <interface type='user'/>
  </devices>
  <devices>
  </devices>
",
    );
    let devices = domain.devices.as_ref().unwrap();
    assert_eq!(devices.list.len(), 3);
    assert_eq!(devices.emulator.as_deref(), Some("/usr/bin/qemu"));
    assert!(devices.extra.is_empty());
    let merged = value(
        "<devices><emulator>/usr/bin/qemu</emulator><disk type='file' device='disk'><target dev='vda' bus='virtio'/></disk>
        <disk type='file' device='disk'><target dev='vdb' bus='virtio'/></disk><interface type='user'/></devices>",
    );
    assert_eq!(domain, merged);
}

#[test]
fn devices_that_are_changed_leave_the_others_where_they_are() {
    let two = "
  <devices>
    <serial type='pty'/>
    <hub type='usb'/>
  </devices>
  <devices>
    <console type='pty'/>
    <watchdog model='ib700'/>
  </devices>
";
    let mut domain = read(two);
    let list = &mut domain.devices.as_mut().unwrap().list;
    let hub = list.remove(1);
    assert_eq!(domain.to_xml().unwrap(), document(&two.replace("    <hub type='usb'/>\n", "")));

    // A new one is where the one before it is.
    let list = &mut domain.devices.as_mut().unwrap().list;
    list.push(hub);
    let moved = two
        .replace("    <hub type='usb'/>\n", "")
        .replace("    <watchdog model='ib700'/>\n", "    <watchdog model='ib700'/>\n    <hub type='usb'/>\n");
    assert_eq!(domain.to_xml().unwrap(), document(&moved));

    let list = &mut domain.devices.as_mut().unwrap().list;
    list.retain(|device| device.name() != "console" && device.name() != "watchdog");
    let written = domain.to_xml().unwrap();
    assert_eq!(Domain::parse(&written).unwrap(), domain);

    domain.devices.as_mut().unwrap().list.clear();
    let empty = "\n  <devices>\n  </devices>\n  <devices>\n  </devices>\n";
    assert_eq!(domain.to_xml().unwrap(), document(empty));

    domain.devices = None;
    assert_eq!(domain.to_xml().unwrap(), "<domain type='kvm'/>\n");
}

#[test]
fn of_single_values_the_first_counts() {
    let (domain, codes) = read_with_findings(
        "
  <cputune>
    <shares>10</shares>
    <vcpupin vcpu='0' cpuset='0'/>
  </cputune>
  <cputune>
    <shares>20</shares>
    <period>1000</period>
    <vcpupin vcpu='1' cpuset='1'/>
  </cputune>
  <os>
    <type>hvm</type>
    <boot dev='hd'/>
  </os>
  <os>
    <type>xen</type>
    <boot dev='network'/>
    <bootmenu enable='yes'/>
  </os>
",
    );
    assert_eq!(codes, [Code::SURPLUS_ELEMENT, Code::SURPLUS_ELEMENT]);
    let cputune = domain.cputune.unwrap();
    assert_eq!(cputune.vcpupins.len(), 2);
    assert_eq!((cputune.shares, cputune.period), (Some(10), Some(1000)));
    let os = domain.os.unwrap();
    assert_eq!(os.boots.len(), 2);
    assert!(os.bootmenu.is_some());
    assert_eq!(text_at(&*os, "type").as_deref(), Some("hvm"));
}

#[test]
fn of_features_the_last_counts() {
    let (domain, codes) = read_with_findings(
        "
  <features>
    <acpi/>
    <hyperv mode='custom'>
      <relaxed state='on'/>
      <vapic state='on'/>
    </hyperv>
    <smm state='on'>
      <tseg unit='MiB'>48</tseg>
    </smm>
  </features>
  <features>
    <apic/>
    <hyperv mode='passthrough'>
      <vapic state='off'/>
      <vpindex state='on'/>
    </hyperv>
    <smm state='off'/>
  </features>
",
    );
    assert_eq!(codes, [Code::SURPLUS_ATTRIBUTE, Code::SURPLUS_ELEMENT, Code::SURPLUS_ELEMENT]);
    let features = domain.features.as_ref().unwrap();
    assert!(features.acpi && features.apic.is_some());
    let last = value(
        "<features><acpi/><apic/><hyperv mode='passthrough'><relaxed state='on'/><vapic state='off'/>
        <vpindex state='on'/></hyperv><smm state='off'/></features>",
    );
    let other = last.features.unwrap();
    let hyperv = |features: &domxml_schema::domain::features::Features| {
        let mut hyperv = features.hyperv.clone().unwrap();
        hyperv.extra.clear();
        hyperv
    };
    assert_eq!(hyperv(features), hyperv(&other));
    assert_eq!(features.smm, other.smm);
}

#[test]
fn a_feature_twice_in_one_section_is_the_last() {
    let (domain, codes) = read_with_findings(
        "
  <features>
    <pmu state='on'/>
    <!-- a -->
    <pmu state='off'/>
    <vmport state='on'/>
  </features>
",
    );
    assert_eq!(codes, [Code::SURPLUS_ELEMENT]);
    assert_eq!(domain.features.unwrap().pmu, value("<features><pmu state='off'/></features>").features.unwrap().pmu);
}

#[test]
fn attributes_come_from_the_first_that_has_any() {
    let (domain, codes) = read_with_findings(
        "
  <clock offset='utc'>
    <timer name='pit' tickpolicy='delay'/>
  </clock>
  <clock offset='localtime' basis='utc'>
    <timer name='pit' tickpolicy='catchup'/>
  </clock>
",
    );
    assert_eq!(codes, [Code::SURPLUS_ATTRIBUTE, Code::SURPLUS_ATTRIBUTE]);
    let clock = domain.clock.unwrap();
    assert_eq!(text_at(&*clock, "@offset").as_deref(), Some("utc"));
    assert_eq!(clock.basis, None);
    assert_eq!(clock.timers.len(), 2);

    read("\n  <clock offset='utc'/>\n  <clock offset='utc'>\n    <timer name='pit'/>\n  </clock>\n");
    let domain = read(
        "
  <os>
    <type>hvm</type>
  </os>
  <os firmware='efi'>
    <bootmenu enable='yes'/>
  </os>
",
    );
    assert_eq!(text_at(&domain, "os/@firmware").as_deref(), Some("efi"));
}

#[test]
fn sections_in_sections_are_merged_in_order() {
    let domain = read(
        "
  <features>
    <kvm>
      <hidden state='on'/>
    </kvm>
  </features>
  <features/>
  <features>
    <kvm>
      <hint-dedicated state='on'/>
    </kvm>
    <kvm>
      <poll-control state='on'/>
    </kvm>
  </features>
  <devices>
    <disk type='file' device='disk'>
      <target dev='vda' bus='virtio'/>
      <iotune>
        <read_bytes_sec>1</read_bytes_sec>
      </iotune>
      <iotune>
        <write_bytes_sec>2</write_bytes_sec>
      </iotune>
    </disk>
  </devices>
",
    );
    let kvm = domain.features.unwrap().kvm.unwrap();
    assert!(kvm.hidden.is_some() && kvm.hint_dedicated.is_some() && kvm.poll_control.is_some());
    let devices = domain.devices.unwrap();
    let domxml_schema::domain::Device::Disk(disk) = &devices.list[0] else { panic!("{devices:?}") };
    let iotune = disk.iotune.as_ref().unwrap();
    assert_eq!((iotune.limits.read_bytes_sec, iotune.limits.write_bytes_sec), (Some(1), Some(2)));
}

#[test]
fn what_is_not_known_stays_in_its_section() {
    let (_, codes) = read_with_findings(
        "
  <!-- before -->
  <devices>
    <!-- one -->
    <flux/>
    <hub type='usb'/>
    <!-- end of one -->
  </devices>
  <!-- between -->
  <devices x:odd='1' xmlns:x='urn:x'>
    <x:flux/>
    <hub type='usb'/>
    <!-- end of two -->
  </devices>
  <devices>
    <!-- three -->
  </devices>
  <!-- behind -->
",
    );
    assert_eq!(codes, [Code::UNKNOWN_ELEMENT, Code::UNKNOWN_ATTRIBUTE, Code::UNKNOWN_ELEMENT]);
}

#[test]
fn sections_of_another_namespace_are_other_elements() {
    let (domain, codes) = read_with_findings(
        "
  <devices>
    <hub type='usb'/>
  </devices>
  <x:devices xmlns:x='urn:x'><hub type='usb'/></x:devices>
",
    );
    assert_eq!(codes, [Code::UNKNOWN_ELEMENT]);
    assert_eq!(domain.devices.unwrap().list.len(), 1);
    let source = "<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <qemu:commandline>
    <qemu:arg value='-a'/>
    <qemu:env name='A' value='1'/>
  </qemu:commandline>
  <qemu:commandline>
    <qemu:arg value='-b'/>
  </qemu:commandline>
</domain>
";
    let parsed = Domain::read(source).unwrap();
    assert_eq!(parsed.findings, []);
    assert_eq!(parsed.value.to_xml().unwrap(), source);
    assert_eq!(parsed.value.qemu_commandline.unwrap().args.len(), 2);
}

#[test]
fn of_processors_the_first_counts_but_for_numa_nodes() {
    let (domain, codes) = read_with_findings(
        "
  <cpu mode='host-passthrough'/>
  <cpu mode='host-model'>
    <topology sockets='1' cores='1' threads='1'/>
    <numa>
      <cell id='0' cpus='0' memory='1024' unit='KiB'/>
    </numa>
  </cpu>
",
    );
    assert_eq!(codes, [Code::SURPLUS_ATTRIBUTE, Code::SURPLUS_ELEMENT]);
    let cpu = domain.cpu.as_ref().unwrap();
    assert_eq!((text_at(&**cpu, "@mode").as_deref(), cpu.topology.is_some()), (Some("host-passthrough"), false));
    assert_eq!(cpu.numa.as_ref().unwrap().cells.len(), 1);
}

#[test]
fn elements_that_libvirt_takes_the_first_of_are_surplus() {
    for (content, count) in [
        ("\n  <metadata>\n    <a xmlns='urn:a'/>\n  </metadata>\n  <metadata><b xmlns='urn:b'/></metadata>\n", 1),
        ("\n  <memory unit='KiB'>1024</memory>\n  <memory unit='KiB'>2048</memory>\n", 1),
        ("\n  <numatune/>\n  <numatune/>\n", 1),
        ("\n  <resource/>\n  <resource/>\n  <resource/>\n", 2),
        ("\n  <sysinfo type='smbios'/>\n  <sysinfo type='smbios'/>\n", 0),
    ] {
        let (_, codes) = read_with_findings(content);
        assert_eq!(codes, vec![Code::SURPLUS_ELEMENT; count], "{content}");
    }
}

#[test]
fn a_hundred_thousand_sections_are_read_and_written() {
    for (piece, count) in [
        ("  <devices>\n  </devices>\n", 100_000),
        ("  <devices>\n    <hub type='usb'/>\n  </devices>\n", 100_000),
        ("  <features>\n    <kvm>\n      <hidden state='on'/>\n    </kvm>\n  </features>\n", 20_000),
        ("  <os>\n    <initarg>a</initarg>\n    <boot dev='hd'/>\n  </os>\n", 100_000),
        ("  <clock offset='utc'>\n    <!-- a -->\n    <timer name='pit'/>\n  </clock>\n", 20_000),
    ] {
        let source = document(&piece.repeat(count));
        let domain = Domain::parse(&source).unwrap();
        let written = domain.to_xml().unwrap();
        assert!(written == source, "{piece}");
    }
}

#[test]
fn merged_elements_have_a_struct_of_their_own() {
    let (mut seen, mut queue) = (Vec::new(), vec![Domain::DEF]);
    let mut merged = 0;
    while let Some(def) = queue.pop() {
        if seen.contains(&(def as *const ElementDef)) {
            continue;
        }
        seen.push(def);
        queue.extend(def.variants.iter().map(|variant| (variant.def)()));
        for field in def.fields {
            let is_merged =
                matches!(field.meaning.merge, Some(Merge::Children | Merge::LastChildren | Merge::FirstChildren));
            match field.kind {
                FieldKind::Element { def, union, repeated } => {
                    queue.push(def());
                    merged += usize::from(is_merged);
                    assert!(!is_merged || (!union && !repeated && !def().layout), "{}", field.name);
                }
                FieldKind::Choice { def } => queue.push(def()),
                _ => assert!(!is_merged, "{}", field.name),
            }
        }
    }
    assert!(merged >= 19, "{merged}");
}

#[test]
fn paths_of_sections_are_those_of_the_document() {
    let source = document(
        "
  <features>
    <hyperv>
      <relaxed state='on'/>
    </hyperv>
  </features>
  <features>
    <acpi/>
    <hyperv>
      <vapic state='on'/>
    </hyperv>
    <hyperv>
      <vpindex state='on'/>
    </hyperv>
  </features>
  <os>
    <initarg>a</initarg>
  </os>
  <os>
    <initarg>b</initarg>
    <initarg>c</initarg>
  </os>
  <devices>
    <hub type='usb'/>
    <flux/>
  </devices>
  <devices x='1'>
    <flux/>
    <hub type='usb'/>
    <hub type='usb'/>
    <disk type='file' device='disk'>
      <target dev='vda' bus='virtio'/>
    </disk>
  </devices>
",
    );
    let parsed = Domain::read(&source).unwrap();
    let (mut numbered, mut named) = (Vec::new(), Vec::new());
    visit(&parsed.value, "domain", |node| {
        if node.is_attribute() || matches!(node.kind(), Kind::Value | Kind::Flag | Kind::UnknownElement(_)) {
            numbered.push(node.numbered_path().to_string());
        }
        if !matches!(node.kind(), Kind::UnknownElement(_) | Kind::UnknownAttribute(_)) && !node.is_own_text() {
            for path in [node.path(), node.numbered_path()] {
                let found = path.find(&parsed.value).unwrap_or_else(|| panic!("{path}"));
                assert_eq!((found.item(), found.path()), (node.item(), node.path()), "{path}");
            }
        }
        named.push(node.path().to_string());
        Flow::Enter
    });
    let paths: Vec<&str> = numbered.iter().map(String::as_str).collect();
    let places = parsed.source_map.places(&paths);
    let missing: Vec<_> = paths.iter().zip(&places).filter(|(_, place)| place.is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let mut offsets: Vec<_> = places.into_iter().flatten().map(|place| place.range.start).collect();
    let count = offsets.len();
    offsets.sort_unstable();
    offsets.dedup();
    assert_eq!(offsets.len(), count, "{paths:?}");
    for path in
        ["/domain/features[2]/hyperv[2]/vpindex/@state", "/domain/os[2]/initarg[2]", "/domain/devices[2]/hub[2]/@type"]
    {
        assert!(paths.contains(&path), "{path} is not in {paths:?}");
    }
    assert!(named.contains(&"/domain/devices/disk[target/@dev='vda']/target/@bus".to_owned()), "{named:?}");
}
