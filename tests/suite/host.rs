//! Hosts from outside: hooks, back ends, whole documents.

use std::cell::RefCell;
use std::path::Path;

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::generate;
use domxml::generate::hot_plug_disk;
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
    let template = hot_plug_disk(&entity, &context, entity.disks[0].id).expect("it is a disk");
    let resolved = host::resolve(&template, &read("samples/facts/x86_64-bridge.yaml")).expect("all is known");
    let xml = resolved.to_xml().expect("it is XML");
    assert!(xml.starts_with("<hotplug") && xml.contains("file='/run/storage/nas-1/"), "{xml}");
}

/// A template comes over the wire: what it names is looked up, and leads to nothing else.
#[test]
fn placeholders_and_metadata_lead_to_nothing_else() {
    let facts: Facts = entity::read(
        "storage: { lunDirectory: /dev/mapper, mounts: [{ source: { file: '/rhev/{domain}/{image}/{volume}' } }] }\n\
         sockets: { channel: '/run/channels/{channel}' }\n\
         payloads: { cdrom: '/var/run/payload/{vm}.iso' }\n",
        Format::Yaml,
    )
    .expect("facts");
    let disk = |source: &str| {
        format!(
            "<devices><disk type='file' device='cdrom'><source {source}/><target dev='sda' bus='sata'/></disk></devices>"
        )
    };
    let metadata = |name: &str, path: &str| {
        format!(
            "<metadata><o:vm xmlns:o='http://ovirt.org/vm/1.0'><o:device devtype='disk' name='sda'>{path}</o:device></o:vm>\
             {name}</metadata>"
        )
    };
    let volume = |volume: &str| {
        let ids = [("poolID", "p"), ("domainID", "d"), ("imageID", "i"), ("volumeID", volume)];
        metadata("", &ids.map(|(key, id)| format!("<o:{key}>{id}</o:{key}>")).concat())
    };
    let channel = "<devices><channel type='unix'><source mode='bind' path='CHANNEL-PATH:../libvirt-sock'/>\
                   <target type='virtio' name='x'/></channel></devices>";
    let empty_record = "<t:open xmlns:t='https://github.com/domxml/domxml/template/1.0'/>";
    let payload = |path: &str| metadata("", &format!("<o:path>{path}</o:path>")) + &disk("file='PAYLOAD:'");
    for document in [
        disk("file='/DISK-PATH:..:..:../../../../etc:shadow'"),
        disk("file='DISK-PATH:p:d:i:..'"),
        disk("dev='/LUN-PATH:../sda'"),
        disk("dev='LUN-PATH:..'"),
        channel.to_owned(),
        volume("../../../etc/shadow") + &disk("file='/rhev/a'"),
        volume("..") + &disk("file='/rhev/a'"),
        metadata("", "<o:GUID>../sda</o:GUID>") + &disk("dev='/dev/mapper/a'"),
        payload("/etc/shadow"),
        payload("/var/run/payload/../../../etc/shadow"),
        payload("etc/shadow"),
        metadata(empty_record, "") + &disk("file='DISK-PATH:p:d:i:v'"),
    ] {
        let source = format!("<domain type='kvm'><uuid>7d4e6225-c548-4d76-bbf0-0000000000aa</uuid>{document}</domain>");
        let template = Template::parse(&source).expect("it is XML");
        let result = host::resolve(&template, &facts);
        assert!(result.is_err(), "{source}\n{}", result.unwrap().to_xml().unwrap_or_default());
    }
    let source = format!("<domain type='kvm'>{}</domain>", payload("/var/run/payload/of-the-engine.iso"));
    let resolved = host::resolve(&Template::parse(&source).expect("it is XML"), &facts);
    let xml = resolved.unwrap_or_else(|findings| panic!("{findings}")).to_xml().expect("it can be written");
    assert!(xml.contains("<source file='/var/run/payload/of-the-engine.iso'"), "{xml}");
}

#[test]
fn placeholders_outside_of_the_record_are_left_only_if_that_is_allowed() {
    let source = "<domain type='kvm'><metadata><t:open xmlns:t='https://github.com/domxml/domxml/template/1.0'/></metadata>\
        <devices><interface type='bridge'><source bridge='NETWORK:red'/></interface></devices></domain>";
    let (template, facts) = (Template::parse(source).expect("it is XML"), Facts::default());
    let findings = host::resolve(&template, &facts).expect_err("it is refused");
    assert_eq!(findings.0[0].code, domxml::template::code::FOREIGN_PLACEHOLDER);
    let resolved = Resolver::new(&facts).allow_foreign_placeholders().resolve(&template).expect("it is allowed");
    assert!(resolved.to_xml().expect("it can be written").contains("NETWORK:red"));
}
