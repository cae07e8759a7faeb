//! Hosts from outside: hooks, back ends, whole documents.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::generate::{generate, hot_plug_disk};
use domxml::host::network::{Backend, BackendError, Request};
use domxml::host::{self, Action, Facts, Hook, HookContext, Resolver};
use domxml::schema::device::Interface;
use domxml::schema::domain::Device;
use domxml::schema::types::YesNo;
use domxml::schema::{Domain, Element};
use domxml::template::Template;
use domxml::vm::Vm;
use pretty_assertions::assert_eq;
use serde::de::DeserializeOwned;

const DEVICES: &str = "<domain type='kvm' xmlns:ovirt-vm='http://ovirt.org/vm/1.0'>
  <name>web</name>
  <metadata>
    <ovirt-vm:vm>
      <ovirt-vm:custom>
        <ovirt-vm:speed>fast</ovirt-vm:speed>
      </ovirt-vm:custom>
      <ovirt-vm:device mac_address=\"56:6f:1a:2b:00:01\">
        <ovirt-vm:custom>
          <ovirt-vm:trust>true</ovirt-vm:trust>
        </ovirt-vm:custom>
      </ovirt-vm:device>
      <ovirt-vm:device devtype=\"disk\" name=\"sda\">
        <ovirt-vm:custom/>
      </ovirt-vm:device>
    </ovirt-vm:vm>
  </metadata>
  <devices>
    <interface type='bridge'>
      <mac address='56:6F:1A:2B:00:01'/>
      <source bridge='red'/>
    </interface>
    <input type='mouse' bus='ps2'/>
    <disk type='file' device='disk'>
      <source file='/a'/>
      <target dev='sda' bus='sata'/>
    </disk>
  </devices>
</domain>
";

struct Calls<F>(F);

impl<F: Fn(&mut Device, &HookContext<'_>) -> Result<Action, String>> Hook for Calls<F> {
    fn device(&self, device: &mut Device, context: &HookContext<'_>) -> Result<Action, String> {
        self.0(device, context)
    }
}

fn template(source: &str) -> Template {
    Template::parse(source).expect("it is XML")
}

fn read<T: DeserializeOwned>(path: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&path).expect("a sample");
    entity::read(&text, Format::Yaml).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Row 3.7: hooks get the device and its custom properties, if it has any, and those of the VM.
#[test]
fn hooks_see_devices_with_their_properties() {
    let facts = Facts::default();
    let seen = RefCell::new(Vec::new());
    let hook = Calls(|device: &mut Device, context: &HookContext<'_>| {
        let kind = match device {
            Device::Interface(_) => "interface",
            Device::Disk(_) => "disk",
            _ => "other",
        };
        let custom = context.custom.map(|custom| custom.len());
        seen.borrow_mut().push((
            kind,
            custom,
            context.property("trust") == Some("true"),
            context.property("speed") == Some("fast"),
        ));
        Ok(Action::Keep)
    });
    let resolved = Resolver::new(&facts).hook(hook).resolve(&template(DEVICES)).expect("there is nothing to fill in");
    assert_eq!(resolved.to_xml().as_deref(), Domain::parse(DEVICES).and_then(|domain| domain.to_xml()).as_deref());
    assert_eq!(
        seen.into_inner(),
        [("interface", Some(1), true, true), ("other", None, false, true), ("disk", Some(0), false, true)]
    );
}

/// Row 3.7: what a hook returns replaces the device, at its place.
#[test]
fn hooks_change_replace_and_remove_devices_in_order() {
    let facts = Facts::default();
    let change = Calls(|device: &mut Device, _: &HookContext<'_>| {
        match device {
            Device::Interface(interface) => interface.trust_guest_rx_filters = Some(YesNo::Yes),
            Device::Disk(_) => *device = Interface::network("lab").into(),
            _ => return Ok(Action::Remove),
        }
        Ok(Action::Keep)
    });
    let after = RefCell::new(0);
    let count = Calls(|device: &mut Device, _: &HookContext<'_>| {
        *after.borrow_mut() += usize::from(matches!(device, Device::Interface(_)));
        Ok(Action::Keep)
    });
    let resolved =
        Resolver::new(&facts).hook(change).hook(count).resolve(&template(DEVICES)).expect("hooks are content");
    let interfaces: Vec<&Interface> = resolved.domain.interfaces().collect();
    assert_eq!(interfaces[0].trust_guest_rx_filters, Some(YesNo::Yes));
    assert_eq!(interfaces[1], &Interface::network("lab"));
    assert_eq!(resolved.domain.devices.as_ref().map(|devices| devices.list.len()), Some(2));
    assert_eq!(
        resolved.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["note[removed-by-hook]: removed by a hook at /domain/devices/input[@type='mouse'][@bus='ps2']"]
    );
    assert_eq!(after.into_inner(), 2);
}

/// Row 3.7: a hook may refuse, and it may not leave placeholders behind.
#[test]
fn hooks_may_refuse() {
    let facts = Facts::default();
    let refuse = Calls(|device: &mut Device, _: &HookContext<'_>| match device {
        Device::Disk(_) => Err("this disk is not for this host".to_owned()),
        _ => Ok(Action::Keep),
    });
    let errors = Resolver::new(&facts).hook(refuse).resolve(&template(DEVICES)).expect_err("it was refused");
    assert_eq!(
        errors.to_string(),
        "error[refused-by-hook]: this disk is not for this host at /domain/devices/disk[target/@dev='sda']; \
         help: ask the author of the host's hook"
    );
    let dirty = Calls(|device: &mut Device, _: &HookContext<'_>| {
        if let Device::Disk(disk) = device
            && let Some(source) = &mut disk.source
        {
            source.file = Some("DISK-PATH:a:b:c:d".to_owned());
        }
        Ok(Action::Keep)
    });
    let errors = Resolver::new(&facts).hook(dirty).resolve(&template(DEVICES)).expect_err("a placeholder is left");
    assert_eq!(
        errors.to_string(),
        "error[not-filled-in]: `DISK-PATH:a:b:c:d` is not filled in at /domain/devices/disk[target/@dev='sda']/source/@file; \
         help: give it a value that is not a placeholder"
    );
}

#[test]
fn a_back_end_of_ones_own_goes_first() {
    struct Refuse;
    impl Backend for Refuse {
        fn connect(&self, _: &mut Interface, request: &Request<'_>) -> Result<(), BackendError> {
            let message = format!("no interfaces wanted on {}", request.network);
            Err(BackendError { message, help: "go elsewhere".to_owned() })
        }
    }
    let facts: Facts = entity::read("networks: { red: { bridge: {} } }", Format::Yaml).expect("facts");
    let errors = Resolver::new(&facts).backend("red", Refuse).resolve(&template(DEVICES)).expect_err("it refuses");
    assert_eq!(
        errors.to_string(),
        "error[not-connected]: cannot connect to the network `red`: no interfaces wanted on red at \
         /domain/devices/interface[mac/@address='56:6f:1a:2b:00:01']/source/@bridge; help: go elsewhere"
    );
}

#[test]
fn values_that_look_like_placeholders_are_refused() {
    let facts: Facts = entity::read("os: { name: 'OS-NAME:' }", Format::Yaml).expect("facts");
    let source =
        "<domain><sysinfo type='smbios'><system><entry name='product'>OS-NAME:</entry></system></sysinfo></domain>";
    let errors = host::resolve(&template(source), &facts).expect_err("it would never end");
    assert_eq!(errors.0.len(), 1);
    assert_eq!(host::fact(&errors.0[0]), Some("os"));
}

#[test]
fn what_is_not_the_hosts_stays() {
    let facts: Facts =
        entity::read("networks: { red: { openvswitch: { bridge: ovs0 } } }", Format::Yaml).expect("facts");
    let source = "<!-- made by hand -->
<domain type='kvm' odd='1'>
  <name>web</name>
  <!-- a comment -->
  <devices>
    <strange/>
    <interface type='bridge' odder='2'>
      <!-- another -->
      <mac address='56:6f:1a:2b:00:01'/>
      <source bridge='NETWORK:red'/>
      <stranger/>
    </interface>
    <disk type='file' device='cdrom'>
      <source file='/iso/install.iso'/>
      <target dev='sdc' bus='sata'/>
    </disk>
  </devices>
</domain>
";
    let resolved = host::resolve(&template(source), &facts).expect("the network is known");
    let expected = source.replace(
        "      <source bridge='NETWORK:red'/>\n",
        "      <source bridge='ovs0'/>\n      <virtualport type='openvswitch'/>\n",
    );
    assert_eq!(resolved.to_xml().as_deref(), Ok(expected.as_str()));
}

/// Every sample VM on every host that it can run on: nothing is left, everything is typed, and libvirt's
/// schema agrees, where that is at hand.
#[test]
fn samples_resolve_to_valid_domains() {
    let schema = schema();
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
            valid(&resolved.to_xml().expect("it is XML"), &format!("{vm} on {host}"), schema.as_deref());
        }
        // Before, too, but for numbers.
        let numbers =
            template.fill(|open| Some(if open.value_type() == "unsignedInt" { "0" } else { "/x" }.to_owned()));
        let numbers = numbers.expect("all are filled in").to_xml().expect("it is XML");
        valid(&numbers, vm, schema.as_deref());
    }
}

fn valid(xml: &str, name: &str, schema: Option<&Path>) {
    let parsed = Domain::read(xml).expect("it is XML");
    assert!(parsed.findings.is_empty(), "{name}: {:?}", parsed.findings);
    let left = Template::from_domain(parsed.value).map(|template| template.placeholders().map(|open| open.len()));
    assert_eq!(left, Ok(Ok(0)), "{name}");
    let Some(schema) = schema else { return };
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.xml", name.replace(' ', "-")));
    std::fs::write(&file, xml).expect("a file of its own");
    let output = Command::new("xmllint").args(["--noout", "--relaxng"]).args([schema, &file]).output();
    let output = output.expect("xmllint runs");
    assert!(output.status.success(), "{name}: {}\n{xml}", String::from_utf8_lossy(&output.stderr));
}

/// libvirt's schema, if it is at hand, and xmllint with it.
fn schema() -> Option<PathBuf> {
    let reference = reference()?.join("schema/libvirt-12.8.0/domain.rng");
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("SKIPPED: xmllint is not installed");
        return None;
    }
    Some(reference)
}

fn reference() -> Option<PathBuf> {
    let reference = std::env::var_os("DOMXML_REFERENCE").map(PathBuf::from);
    if reference.is_none() {
        eprintln!("SKIPPED: DOMXML_REFERENCE is not set");
    }
    reference
}

#[test]
fn one_template_resolves_on_bridges_and_on_open_vswitch() {
    let entity: Vm = read("samples/vm/windows-desktop.yaml");
    let template = generate(&entity, &read("samples/context/x86_64.yaml")).expect("the VM is possible");
    let network = |host: &str| {
        let resolved = host::resolve(&template, &read(&format!("samples/facts/{host}.yaml"))).expect("all is known");
        let nic = resolved.domain.interfaces().next().cloned().expect("it has a NIC");
        let bridge = nic.source.and_then(|source| source.bridge);
        let tags = nic.vlan.map(|vlan| vlan.tags.iter().filter_map(|tag| tag.id).collect::<Vec<_>>());
        (bridge, nic.virtualport.is_some(), tags)
    };
    assert_eq!(network("x86_64-bridge"), (Some("office".to_owned()), false, None));
    assert_eq!(network("x86_64-ovs"), (Some("ovs-guests".to_owned()), true, Some(vec![20])));
}

#[test]
fn devices_to_plug_in_are_resolved() {
    let entity: Vm = read("samples/vm/small.yaml");
    let context: Context = read("samples/context/x86_64.yaml");
    let hotplug = hot_plug_disk(&entity, &context, entity.disks[0].id).expect("it is a disk");
    let template = Template::from_hotplug(hotplug).expect("it has no record");
    let resolved = host::resolve(&template, &read("samples/facts/x86_64-bridge.yaml")).expect("all is known");
    let xml = resolved.to_xml().expect("it is XML");
    assert!(xml.starts_with("<hotplug") && xml.contains("file='/run/storage/nas-1/"), "{xml}");
}

/// Templates of an engine in use, before and after.
#[test]
fn templates_of_an_engine_resolve() {
    let Some(folder) = reference().map(|reference| reference.join("corpus/ovirt")) else { return };
    let source = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a document of the corpus");
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
    assert_eq!(
        resolved.notes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "note[corrected]: changed from file `/rhev/data-center/mnt/blockSD/a67a8671-05fc-4e42-b147-f7d3a0496cd6/images/b07a37de-95d6-4682-84cd-c8c9201327e3/b3335e60-6d27-46e0-bed8-50e75cca6786` (raw) to block `/dev/vg/lv` (raw) at /domain/devices/disk[target/@dev='sda']"
        ]
    );
}
