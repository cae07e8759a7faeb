//! What runs, against the entity as last known: what a document does not say stays, what it says is believed, whatever
//! its record says.

use domxml::context::Context;
use domxml::recover::{DeviceState, Recovered, recover};
use domxml::schema::device::disk::BackingStore;
use domxml::schema::domain::{Device, Devices};
use domxml::schema::shared::Alias;
use domxml::schema::{Domain, Element};
use domxml::vm::{FilterParameter, LibvirtWords, MemoryDevice, OtherDevice, Storage, Vm};
use domxml::{generate, schema};
use pretty_assertions::assert_eq;

use crate::samples::{resolved, sample, small};

/// A VM as it is given to libvirt.
fn running(vm: &Vm) -> Domain {
    resolved(vm, "x86_64", "x86_64-bridge")
}

/// A VM while it runs.
fn started(vm: &Vm) -> Domain {
    Domain { id: Some(3), ..running(vm) }
}

/// A document as an engine without records made it.
fn without_record(domain: &Domain) -> Domain {
    let mut xml = domain.to_xml().expect("it is XML");
    while let Some(end) = xml.find(":entity>").map(|at| at + ":entity>".len()) {
        let start = xml[..end].rfind(":entity xmlns:").and_then(|at| xml[..at].rfind('<')).expect("an element");
        xml.replace_range(start..end, "");
    }
    Domain::parse(&xml).expect("it is a domain")
}

fn devices(domain: &mut Domain) -> &mut Vec<Device> {
    &mut domain.devices.as_mut().expect("there are devices").list
}

fn plug(domain: &mut Domain, device: &str) {
    let device = Devices::parse(&format!("<devices>{device}</devices>")).expect("it is a device").list;
    devices(domain).extend(device);
}

fn codes(recovered: &Recovered) -> Vec<&str> {
    recovered.notes.iter().map(|note| note.code.as_str()).collect()
}

#[test]
fn what_a_document_does_not_say_stays() {
    for (vm, context, facts) in [
        ("small", "x86_64", "x86_64-bridge"),
        ("small", "x86_64", "x86_64-ovs"),
        ("windows-desktop", "x86_64", "x86_64-bridge"),
        ("numa-server", "x86_64", "x86_64-bridge"),
        ("ppc64le", "ppc64le", "ppc64le"),
        ("s390x", "s390x", "s390x"),
        ("aarch64", "aarch64", "aarch64"),
    ] {
        let known: Vm = sample(&format!("vm/{vm}"));
        let domain = resolved(&known, context, facts);
        for domain in [&domain, &without_record(&domain)] {
            let recovered = recover(domain, Some(&known)).expect("it is the VM");
            assert_eq!(recovered.changes, [], "{vm}");
            let new: Vec<_> = recovered.devices.iter().filter(|it| it.state != DeviceState::Matched).collect();
            assert_eq!(new, [] as [&domxml::recover::DeviceReport; 0], "{vm}");
            assert_eq!(recovered.vm, known, "{vm}");
        }
    }
}

#[test]
fn what_a_document_without_record_says_is_taken() {
    let known = small();
    let mut domain = without_record(&running(&known));
    domain.interfaces_mut().for_each(|nic| nic.mac.as_mut().unwrap().address = "56:6f:1a:2b:00:99".parse().ok());
    domain.title = Some("new".to_owned());
    let recovered = recover(&domain, Some(&known)).expect("it is the VM");
    let changes: Vec<_> = recovered.changes.iter().map(|change| (&*change.field, change.pending)).collect();
    assert_eq!(changes, [("title", false)]);
    let mut expected = known.clone();
    expected.title = Some("new".to_owned());
    expected.nics[0].mac_address = "56:6f:1a:2b:00:99".parse().ok();
    assert_eq!(recovered.vm, expected);
}

#[test]
fn a_disk_that_moved_is_where_it_runs() {
    let known = small();
    let Storage::Image(image) = &known.disks[0].storage else { panic!("it is an image") };
    let volume = image.volume_id.to_string();
    let with_source = |source: &str, below: &str| {
        let mut domain = running(&known);
        for disk in domain.disks_mut() {
            disk.source.as_mut().expect("it has a source").file = Some(source.to_owned());
            disk.backing_store = BackingStore::parse(below).ok().map(Into::into);
        }
        recover(&domain, Some(&known)).expect("it is the VM")
    };
    let storage = |recovered: &Recovered| recovered.vm.disks[0].storage.clone();
    // Copied to a file, and pivoted.
    let moved = with_source("/srv/copy.qcow2", "<backingStore/>");
    let Storage::Path(path) = storage(&moved) else { panic!("{:?}", storage(&moved)) };
    assert_eq!((path.path.as_str(), path.block, path.format.as_str()), ("/srv/copy.qcow2", false, "qcow2"));
    assert_eq!(codes(&moved), [""; 0]);
    let changes = moved.devices.iter().find(|it| it.kind == "disks").map(|it| it.changes.len());
    assert_eq!(changes, Some(1), "{:?}", moved.devices);
    // Committed into the volume below.
    let other = "a0c9d3ae-51b5-4c4b-9df3-6a8d4f1e0caa";
    let image_id = image.image_id.unwrap_or(known.disks[0].id);
    let committed = with_source(&format!("/mnt/{image_id}/{other}"), "<backingStore/>");
    let Storage::Image(found) = storage(&committed) else { panic!("{:?}", storage(&committed)) };
    assert_eq!((found.volume_id.to_string(), found.storage_domain_id), (other.to_owned(), image.storage_domain_id));
    // A snapshot that the engine does not know: the volume is below.
    let below =
        format!("<backingStore type='file'><format type='qcow2'/><source file='/mnt/{volume}'/></backingStore>");
    let layered = with_source("/srv/layer.qcow2", &below);
    assert_eq!((storage(&layered), codes(&layered)), (known.disks[0].storage.clone(), vec!["unknown-layer"]));
}

#[test]
fn memory_modules_that_do_not_run_are_told() {
    let mut known = small();
    known.memory.max_mb = Some(4096);
    let id = "3c9e3f8a-6f0b-4b1e-9f5c-5d7a0f2b1c60".parse().expect("a UUID");
    known.memory_devices = vec![MemoryDevice { id, size_mb: 512, ..MemoryDevice::default() }];
    let recovered = recover(&started(&known), Some(&known)).expect("it is the VM");
    let module = recovered.devices.iter().find(|it| it.kind == "memoryDevices").map(|it| it.state);
    assert_eq!((module, recovered.vm.memory_devices[0].plugged), (Some(DeviceState::Unplugged), false));
    assert!(!recover(&started(&known), None).expect("nothing is known").vm.memory_devices[0].plugged);
    // A template does not show which there are.
    let template = resolved(&known, "x86_64", "x86_64-bridge");
    assert_eq!(recover(&template, None).expect("nothing is known").vm, known);
}

#[test]
fn a_console_without_alias_is_the_engines() {
    let vm = small();
    let mut domain = running(&vm);
    for device in devices(&mut domain) {
        if let Device::Console(console) = device {
            console.alias = Some(Alias { name: Some("serial0".to_owned()), ..Alias::default() });
        }
    }
    let console = &recover(&domain, None).expect("nothing is known").vm.consoles[0];
    assert_eq!((console.id, console.managed), (vm.consoles[0].id, true));
}

#[test]
fn parameters_of_filters_are_those_that_run() {
    let mut known = small();
    let parameter = |value: &str| FilterParameter { name: "IP".to_owned(), value: value.to_owned() };
    known.nics[0].filter_parameters = vec![parameter("10.0.0.1")];
    let mut domain = running(&known);
    assert_eq!(recover(&domain, None).expect("nothing is known").vm, known);
    for nic in domain.interfaces_mut() {
        nic.filterref.as_mut().expect("it has a filter").parameters[0].value = Some("10.0.0.2".to_owned());
    }
    let recovered = recover(&domain, Some(&known)).expect("it is the VM");
    assert_eq!(recovered.vm.nics[0].filter_parameters, [parameter("10.0.0.2")]);
    // The filter is none of a virtual function's, which the host may have made of the NIC.
    domain.interfaces_mut().for_each(|nic| nic.filterref = None);
    assert_eq!(recover(&domain, Some(&known)).expect("it is the VM").vm, known);
}

#[test]
fn hot_plugged_devices_of_any_kind_arrive() {
    let known = small();
    for (device, kind) in [
        ("<input type='mouse' bus='virtio'><alias name='input9'/></input>", "otherDevices"),
        ("<input type='keyboard' bus='usb'><alias name='input9'/></input>", "otherDevices"),
        ("<watchdog model='i6300esb' action='inject-nmi'><alias name='watchdog0'/></watchdog>", "watchdogs"),
        ("<sound model='ich9'><codec type='micro'/><alias name='sound0'/></sound>", "sounds"),
        ("<shmem name='a'><model type='ivshmem-plain'/><size unit='M'>4</size></shmem>", "otherDevices"),
        (
            "<disk type='file' device='disk'><driver name='qemu' type='raw' cache='unsafe'/><source file='/a'/>\
             <target dev='vdz' bus='virtio'/><alias name='virtio-disk9'/></disk>",
            "disks",
        ),
    ] {
        let mut domain = running(&known);
        plug(&mut domain, device);
        for domain in [&domain, &without_record(&domain)] {
            let recovered = recover(domain, Some(&known)).expect("it is the VM");
            let new: Vec<_> = recovered.devices.iter().filter(|it| it.state == DeviceState::Unmanaged).collect();
            assert_eq!(new.iter().map(|it| &*it.kind).collect::<Vec<_>>(), [kind], "{device}");
            assert_eq!(codes(&recovered), [""; 0], "{device}");
            // It is generated as it was found.
            let context: Context = sample("context/x86_64");
            let template = generate(&recovered.vm, &context).expect("it is sound").domain;
            let mut found = Devices::parse(&format!("<devices>{device}</devices>")).unwrap().list;
            let mut found = found.remove(0);
            found.alias_mut().into_iter().for_each(|alias| *alias = None);
            let list = &template.devices.as_ref().unwrap().list;
            assert!(list.contains(&found), "{device}: {}", template.to_xml().unwrap());
        }
    }
}

#[test]
fn what_holds_for_one_run_is_no_part_of_a_device() {
    let channel = |run: u32| {
        format!(
            "<channel type='unix'><source mode='bind' path='/run/libvirt/qemu/channel/{run}-a/x'/>\
             <target type='virtio' name='x' state='connected'/><alias name='channel9'/></channel>"
        )
    };
    let found = |run: u32| {
        let mut domain = started(&small());
        plug(&mut domain, &channel(run));
        recover(&domain, Some(&small())).expect("it is the VM").vm.other_devices
    };
    let [one, other] = [found(25), found(31)];
    assert_eq!(one, other);
    assert!(!one[0].xml.contains("/run/libvirt"), "{}", one[0].xml);
}

/// A running document of the small VM with more in its record.
fn with_record(entries: &str) -> Domain {
    let xml = running(&small()).to_xml().expect("it is XML");
    let changed = xml.replacen("[{\"at\"", &format!("[{entries},{{\"at\""), 1);
    assert_ne!(changed, xml);
    Domain::parse(&changed).expect("it is a domain")
}

#[test]
fn a_record_that_contradicts_its_document_is_told() {
    let vm = small();
    let (disk, nic) = (vm.disks[0].id, vm.nics[0].id);
    let Storage::Image(image) = &vm.disks[0].storage else { panic!("it is an image") };
    let (volume, other) = (image.volume_id, "deadbeef-dead-dead-dead-deaddeaddead");
    for entry in [
        format!(r#"{{"at": "/id", "was": "{}", "is": "{other}"}}"#, vm.id),
        r#"{"at": "/name", "was": "small", "is": "other"}"#.to_owned(),
        r#"{"at": "/memory/sizeMb", "was": 1024, "is": 777777}"#.to_owned(),
        format!(r#"{{"at": "/disks/{disk}/storage/image/volumeId", "was": "{volume}", "is": "{other}"}}"#),
        format!(r#"{{"at": "/nics/{nic}", "drop": true}}"#),
        format!(r#"{{"at": "/disks/{disk}", "drop": true}}"#),
        format!(r#"{{"at": "/hostDevices/{other}", "add": {{"id": "{other}", "name": "pci_0000_00_02_0"}}}}"#),
        format!(r#"{{"at": "/otherDevices/{other}", "add": {{"id": "{other}", "xml": "<hub type='usb'/>"}}}}"#)
            .replace('<', "&lt;"),
    ] {
        let recovered = recover(&with_record(&entry), None).expect("nothing is known");
        assert_eq!((codes(&recovered), &recovered.vm), (vec!["contradicted-record"], &vm), "{entry}");
        assert_eq!(recovered.notes[0].path, "/domain/metadata");
    }
    // What is only configured may be there.
    let unplugged =
        format!(r#"{{"at": "/hostDevices/{other}", "add": {{"id": "{other}", "name": "x", "plugged": false}}}}"#);
    let recovered = recover(&with_record(&unplugged), None).expect("nothing is known");
    assert_eq!((codes(&recovered), recovered.vm.host_devices.len()), (vec![], 1));
}

#[test]
fn a_record_in_a_foreign_document_changes_nothing() {
    let document = |metadata: &str| {
        let xml = format!(
            "<domain type='kvm' id='3'><name>web</name><uuid>8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11</uuid>\
             <metadata>{metadata}</metadata><memory unit='KiB'>2097152</memory><devices>\
             <disk type='block' device='disk'><source dev='/dev/sda'/><target dev='vda' bus='virtio'/></disk></devices></domain>"
        );
        let mut recovered = recover(&Domain::parse(&xml).expect("it is a domain"), None).expect("nothing is known");
        recovered.vm.libvirt = LibvirtWords::default();
        (recovered.vm, recovered.devices)
    };
    let asked = "https://github.com/domxml/domxml/asked/1.0";
    assert_eq!(document(&format!("<asked:entity xmlns:asked='{asked}'>[]</asked:entity>")), document(""));
}

#[test]
fn libvirts_words_are_recorded_and_believed_as_far_as_they_are_true() {
    let mut vm = small();
    vm.libvirt.set.insert("on_reboot".to_owned(), "<on_reboot>destroy</on_reboot>".to_owned());
    vm.libvirt.remove.insert("pm".to_owned());
    vm.rngs[0].libvirt.set.insert("driver/@iommu".to_owned(), "on".to_owned());
    let device = OtherDevice {
        id: "3c9e3f8a-6f0b-4b1e-9f5c-5d7a0f2b1c61".parse().expect("a UUID"),
        xml: "<vsock model='virtio'>\n  <cid auto='yes'/>\n</vsock>".to_owned(),
        ..OtherDevice::default()
    };
    vm.other_devices.push(device);
    let domain = running(&vm);
    let recovered = recover(&domain, None).expect("nothing is known");
    assert_eq!((codes(&recovered), &recovered.vm), (vec![], &vm));
    // Changed in the document, the words are those of nobody.
    let changed = Domain { on_reboot: None, ..domain };
    let recovered = recover(&changed, None).expect("nothing is known");
    assert_eq!(codes(&recovered), ["contradicted-record"]);
    assert!(recovered.vm.libvirt.is_empty() && recovered.vm.rngs[0].libvirt.is_empty());
}

#[test]
fn changes_of_both_sides_are_told_apart() {
    let known = small();
    let mut domain = running(&known);
    domain.interfaces_mut().for_each(|nic| nic.mac.as_mut().unwrap().address = "56:6f:1a:2b:00:99".parse().ok());
    let mut edited = known.clone();
    edited.memory.size_mb = 2048;
    let recovered = recover(&domain, Some(&edited)).expect("it is the VM");
    let pending: Vec<_> = recovered.changes.iter().map(|change| (&*change.field, change.pending)).collect();
    assert_eq!(pending, [("memory.sizeMb", true)]);
    assert_eq!(recovered.vm.memory.size_mb, 2048);
    let nic = recovered.devices.iter().find(|it| it.kind == "nics").expect("it is there");
    assert_eq!(nic.changes.iter().map(|change| change.pending).collect::<Vec<_>>(), [false]);
    assert_eq!(recovered.vm.nics[0].mac_address, "56:6f:1a:2b:00:99".parse().ok());
    assert_eq!(codes(&recovered), [""; 0]);
    // Where both have changed one value, nobody can tell.
    edited.nics[0].mac_address = "56:6f:1a:2b:00:77".parse().ok();
    let recovered = recover(&domain, Some(&edited)).expect("it is the VM");
    assert_eq!(codes(&recovered), ["unknown-author"]);
    assert_eq!(recovered.vm.memory.size_mb, 1024);
}

#[test]
fn leases_keep_their_ids_when_the_host_fills_them_in() {
    let mut vm = small();
    let nil = "00000000-0000-0000-0000-000000000000";
    let xml = format!(
        "<lease>\n  <lockspace>{nil}</lockspace>\n  <key>{nil}</key>\n  <target path=\"/l\" offset=\"0\"/>\n</lease>"
    );
    let id = "3c9e3f8a-6f0b-4b1e-9f5c-5d7a0f2b1c62".parse().expect("a UUID");
    vm.other_devices.push(OtherDevice { id, xml, managed: false, ..OtherDevice::default() });
    let mut domain = resolved(&vm, "x86_64", "x86_64-bridge");
    domain.leases_mut().for_each(|lease| lease.target.as_mut().unwrap().path = Some("/elsewhere".to_owned()));
    let found = recover(&domain, None).expect("nothing is known").vm.other_devices;
    assert_eq!(found.iter().map(|other| other.id).collect::<Vec<_>>(), [id]);
    let _: schema::types::Uuid = id;
}

/// Earlier versions had a namespace of their own for records, and paths with slashes.
#[test]
fn records_of_earlier_versions_are_read() {
    let vm = small();
    let xml = resolved(&vm, "x86_64", "x86_64-bridge").to_xml().expect("it is XML");
    let start = xml.find("<desired:entity").expect("a record");
    let end = xml.find("</desired:entity>").expect("a record") + "</desired:entity>".len();
    let text = &xml[xml[start..].find('>').expect("a tag") + start + 1..end - "</desired:entity>".len()];
    // `"at":"disks[ID].name"` was `"at":"/disks/ID/name"`.
    let mut earlier = String::new();
    for (number, piece) in text.split("\"at\":\"").enumerate() {
        let Some((path, rest)) = piece.split_once('"').filter(|_| number > 0) else {
            earlier.push_str(piece);
            continue;
        };
        let path = path.replace("].", "/").replace(['[', '.'], "/").replace(']', "");
        earlier.push_str(&format!("\"at\":\"/{path}\"{rest}"));
    }
    assert!(earlier.contains(&format!("\"/disks/{}/name\"", vm.disks[0].id)), "{earlier}");
    let namespace = "https://github.com/domxml/domxml/asked/1.0";
    let record = format!("<asked:entity xmlns:asked='{namespace}'>{earlier}</asked:entity>");
    let domain = Domain::parse(&format!("{}{record}{}", &xml[..start], &xml[end..])).expect("it is a domain");
    let recovered = recover(&domain, None).expect("nothing is known");
    assert_eq!((codes(&recovered), &recovered.vm), (vec![], &vm));
}
