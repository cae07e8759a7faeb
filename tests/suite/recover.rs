//! What runs, as the entity that it was made from: how devices are recognised, and what is said of them.

use domxml::recover::{DeviceReport, DeviceState, MatchedBy, Recovered, recover};
use domxml::schema::domain::Device;
use domxml::schema::shared::Alias;
use domxml::schema::shared::address::Address;
use domxml::schema::types::Uuid;
use domxml::schema::{Domain, Element};
use domxml::vm::{DeviceAddress, Graphics, GraphicsType, RunOnce, Vm, VmDevice};
use pretty_assertions::assert_eq;

use crate::samples::{self, small};

/// What a host makes of a VM.
fn resolved(vm: &Vm) -> Domain {
    samples::resolved(vm, "x86_64", "x86_64-bridge")
}

/// The same after libvirt has started it: it has a number, and every device an alias and an address.
fn running(vm: &Vm) -> Domain {
    let mut domain = resolved(vm);
    domain.id = Some(3);
    let named = |number: usize| Some(Alias { name: Some(format!("device{number}")), ..Alias::default() });
    let at = |slot: usize| {
        Address::parse(&format!("<address type='pci' domain='0x0000' bus='0x{slot:02x}' slot='0x00' function='0x0'/>"))
            .ok()
    };
    for (number, device) in domain.devices.iter_mut().flat_map(|devices| &mut devices.list).enumerate() {
        let (alias, address) = match device {
            Device::Rng(rng) => (&mut rng.alias, &mut rng.address),
            Device::Interface(nic) => (&mut nic.alias, &mut nic.address),
            Device::Memballoon(balloon) => (&mut balloon.alias, &mut balloon.address),
            Device::Video(video) => (&mut video.alias, &mut video.address),
            Device::Controller(controller) => (&mut controller.alias, &mut controller.address),
            _ => continue,
        };
        *alias = alias.take().or_else(|| named(number));
        *address = address.take().or_else(|| at(number));
    }
    domain
}

fn report<'a>(recovered: &'a Recovered, kind: &str) -> &'a DeviceReport {
    let mut reports = recovered.devices.iter().filter(|report| report.kind == kind);
    let report = reports.next().unwrap_or_else(|| panic!("nothing is said of {kind}"));
    assert!(reports.next().is_none(), "several of {kind}");
    report
}

fn fields(report: &DeviceReport) -> Vec<&str> {
    report.changes.iter().map(|change| &*change.field).collect()
}

fn devices(domain: &mut Domain) -> &mut Vec<Device> {
    &mut domain.devices.as_mut().expect("there are devices").list
}

fn nic(domain: &mut Domain) -> &mut domxml::schema::device::Interface {
    domain.interfaces_mut().next().expect("there is an interface")
}

#[test]
fn what_libvirt_assigns_is_learned() {
    let vm = small();
    let recovered = recover(&running(&vm), Some(&vm)).expect("it is the VM");
    assert_eq!(recovered.changes, []);
    let rng = report(&recovered, "rngs");
    assert_eq!((rng.matched_by, fields(rng)), (Some(MatchedBy::UserAlias), vec!["address"]));
    assert!(recovered.vm.rngs[0].address.is_some());
    // The next start keeps the place.
    let again = recover(&running(&recovered.vm), Some(&recovered.vm)).expect("it is the VM");
    assert!(again.devices.iter().all(|report| report.changes.is_empty()), "{:?}", again.devices);
}

#[test]
fn without_a_known_entity_everything_is_there() {
    let vm = small();
    let recovered = recover(&running(&vm), None).expect("there is nothing to differ from");
    let mut found = recovered.vm;
    for rng in &mut found.rngs {
        rng.address = None;
    }
    assert_eq!(found.rngs, vm.rngs);
    assert_eq!(
        (&found.name, &found.os, &found.memory, &found.disks[0].name),
        (&vm.name, &vm.os, &vm.memory, &vm.disks[0].name)
    );
    assert_eq!(found.nics[0].vnic_profile.as_deref(), Some("ovirtmgmt"));
}

#[test]
fn a_lost_alias_is_made_up_for() {
    let vm = small();
    let mut domain = running(&vm);
    let interface = nic(&mut domain);
    interface.alias = Some(Alias { name: Some("net0".to_owned()), ..Alias::default() });
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    assert_eq!(report(&recovered, "nics").matched_by, Some(MatchedBy::MacAddress));
    assert_eq!(recovered.vm.nics[0].alias.as_deref(), Some("net0"));
    assert_eq!((recovered.vm.nics[0].id, recovered.vm.nics[0].managed), (vm.nics[0].id, true));
    // From now on it is known by that alias, whatever its address.
    let again = recover(&domain, Some(&recovered.vm)).expect("it is the VM");
    assert_eq!(report(&again, "nics").matched_by, Some(MatchedBy::StoredAlias));
}

#[test]
fn an_address_tells_where_nothing_else_does() {
    let mut vm = small();
    let place: DeviceAddress =
        "{type=pci, domain=0x0000, bus=0x09, slot=0x00, function=0x0}".parse().expect("an address");
    vm.nics[0].address = Some(place.clone());
    let mut domain = running(&vm);
    let interface = nic(&mut domain);
    interface.alias = None;
    interface.mac.as_mut().expect("it has a MAC").address = Some("56:6f:1a:2b:00:99".parse().expect("a MAC"));
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    let found = report(&recovered, "nics");
    assert_eq!((found.matched_by, fields(found)), (Some(MatchedBy::Address), vec!["macAddress"]));
}

#[test]
fn a_nic_with_another_mac_is_the_same_nic() {
    let vm = small();
    let mut domain = running(&vm);
    nic(&mut domain).mac.as_mut().expect("it has a MAC").address = Some("56:6f:1a:2b:00:99".parse().expect("a MAC"));
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    let found = report(&recovered, "nics");
    assert_eq!(found.matched_by, Some(MatchedBy::UserAlias));
    assert_eq!(fields(found), ["address", "macAddress"]);
    assert_eq!(found.changes[1].known, "56:6f:1a:2b:00:01");
    assert_eq!(found.changes[1].running, "56:6f:1a:2b:00:99");
}

#[test]
fn a_disk_without_alias_is_known_by_its_volume() {
    let vm = small();
    let mut domain = running(&vm);
    domain.disks_mut().for_each(|disk| disk.alias = None);
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    assert_eq!(report(&recovered, "disks").matched_by, Some(MatchedBy::Source));
    assert_eq!(recovered.vm.disks[0].id, vm.disks[0].id);
}

#[test]
fn a_disk_that_was_renamed_in_the_guest_stays_the_same() {
    let vm = small();
    let mut domain = running(&vm);
    for disk in domain.disks_mut() {
        disk.target.as_mut().expect("it has a target").dev = Some("sdx".to_owned());
    }
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    assert_eq!(report(&recovered, "disks").matched_by, Some(MatchedBy::UserAlias));
    assert_eq!(recovered.vm.disks[0].id, vm.disks[0].id);
}

#[test]
fn the_only_one_of_its_kind_is_recognised() {
    let vm = small();
    let mut domain = running(&vm);
    for device in devices(&mut domain) {
        if let Device::Rng(rng) = device {
            rng.alias = Some(Alias { name: Some("rng0".to_owned()), ..Alias::default() });
        }
    }
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    let rng = report(&recovered, "rngs");
    assert_eq!(rng.matched_by, Some(MatchedBy::OnlyOfKind));
    assert_eq!((recovered.vm.rngs[0].id, recovered.vm.rngs[0].alias.as_deref()), (vm.rngs[0].id, Some("rng0")));
}

#[test]
fn each_device_is_used_once() {
    let vm = small();
    let mut domain = running(&vm);
    let twice = nic(&mut domain).clone();
    devices(&mut domain).push(twice.into());
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    // Two NICs cannot have one MAC address; what runs in spite of that is taken as it is.
    let states: Vec<_> = recovered
        .devices
        .iter()
        .filter(|report| ["nics", "otherDevices"].contains(&&*report.kind))
        .map(|report| (&*report.kind, report.state))
        .collect();
    assert_eq!(states, [("nics", DeviceState::Matched), ("otherDevices", DeviceState::Unmanaged)]);
    assert_eq!(recovered.vm.nics.len(), 1);
    assert!(recovered.vm.nics[0].id == vm.nics[0].id && recovered.vm.other_devices[0].id != vm.nics[0].id);
}

#[test]
fn a_managed_device_that_does_not_run_is_unplugged() {
    let vm = small();
    let mut domain = running(&vm);
    devices(&mut domain).retain(|device| !matches!(device, Device::Interface(_)));
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    assert_eq!(report(&recovered, "nics").state, DeviceState::Unplugged);
    assert!(!recovered.vm.nics[0].plugged && recovered.vm.nics[0].address.is_none());
}

#[test]
fn what_nobody_manages_is_an_entity_of_its_own() {
    let vm = small();
    let mut domain = running(&vm);
    let shared = "<devices><filesystem type='mount'><source dir='/srv'/><target dir='srv'/><alias name='fs0'/></filesystem></devices>";
    let found = domxml::schema::domain::Devices::parse(shared).expect("it is a device").list;
    devices(&mut domain).extend(found);
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    assert_eq!(report(&recovered, "otherDevices").state, DeviceState::Unmanaged);
    let other = &recovered.vm.other_devices[0];
    assert_eq!((other.managed(), other.alias.as_deref()), (false, Some("fs0")));
    // The same device has the same id whenever it is read; once it is gone, it is forgotten.
    let again = recover(&domain, Some(&recovered.vm)).expect("it is the VM");
    assert_eq!(report(&again, "otherDevices").state, DeviceState::Matched);
    let gone = recover(&running(&vm), Some(&again.vm)).expect("it is the VM");
    assert_eq!(report(&gone, "otherDevices").state, DeviceState::Gone);
    assert_eq!(gone.vm.other_devices, []);
}

#[test]
fn an_address_that_moved_is_told() {
    let vm = small();
    let known = recover(&running(&vm), Some(&vm)).expect("it is the VM").vm;
    let mut domain = running(&vm);
    let moved = Address::parse("<address type='pci' domain='0x0000' bus='0x42' slot='0x00' function='0x0'/>");
    nic(&mut domain).address = moved.ok();
    let recovered = recover(&domain, Some(&known)).expect("it is the VM");
    assert_eq!(fields(report(&recovered, "nics")), ["address"]);
    assert_eq!(report(&recovered, "nics").changes[0].running["bus"], "0x42");
}

#[test]
fn devices_at_one_address_are_all_there() {
    let vm = small();
    let mut domain = running(&vm);
    let place = nic(&mut domain).address.clone();
    for device in devices(&mut domain) {
        if let Device::Rng(rng) = device {
            rng.address.clone_from(&place);
        }
    }
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    assert!(recovered.devices.iter().all(|report| report.state == DeviceState::Matched), "{:?}", recovered.devices);
}

#[test]
fn what_the_engine_changed_since_waits_for_the_next_start() {
    let vm = small();
    let domain = running(&vm);
    let mut edited = vm.clone();
    edited.memory.size_mb = 2048;
    edited.nics[0].linked = false;
    let recovered = recover(&domain, Some(&edited)).expect("it is the VM");
    let pending: Vec<_> = recovered.changes.iter().map(|change| (&*change.field, change.pending)).collect();
    assert_eq!(pending, [("memory.sizeMb", true)]);
    assert_eq!(recovered.vm.memory.size_mb, 2048);
    assert!(!recovered.vm.nics[0].linked);
}

#[test]
fn a_link_that_was_taken_down_while_it_runs_is_down() {
    let vm = small();
    let mut domain = running(&vm);
    let down = domxml::schema::device::interface::Link::parse("<link state='down'/>").expect("a link");
    nic(&mut domain).link = Some(Box::new(down));
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    assert!(!recovered.vm.nics[0].linked);
    assert!(fields(report(&recovered, "nics")).contains(&"linked"));
}

#[test]
fn another_vm_is_refused_with_both_ids() {
    let vm = small();
    let mut other = vm.clone();
    other.id = Uuid::from_u128(7);
    let error = recover(&running(&vm), Some(&other)).expect_err("it is another VM").to_string();
    assert!(error.contains(&vm.id.to_string()) && error.contains(&other.id.to_string()), "{error}");
}

#[test]
fn a_damaged_record_is_told_and_the_rest_is_read() {
    let vm = small();
    let xml = running(&vm).to_xml().expect("it is XML").replace("[{\"", "[{");
    let domain = Domain::parse(&xml).expect("it is XML");
    let recovered = recover(&domain, None).expect("there is nothing to differ from");
    assert_eq!(recovered.notes.len(), 1, "{:?}", recovered.notes);
    assert!(recovered.notes[0].message.contains("damaged"), "{:?}", recovered.notes);
    assert_eq!(recovered.vm.nics[0].id, vm.nics[0].id);
}

#[test]
fn odd_documents_are_read_as_far_as_they_go() {
    for source in [
        "<domain/>",
        "<domain type='kvm'><devices/></domain>",
        "<domain><devices><interface/><disk/><hostdev/><video/><console/><controller/><graphics/><memory/></devices></domain>",
        "<domain><vcpu current='0'>0</vcpu><cpu><topology sockets='0' cores='0' threads='0'/></cpu></domain>",
        "<domain><memory unit='EiB'>99999999</memory><cpu><numa><cell cpus='0-4294967295' memory='1'/></numa></cpu></domain>",
    ] {
        let domain = Domain::parse(source).expect("it is XML");
        let recovered = recover(&domain, None).expect("there is nothing to differ from");
        assert!(recovered.vm.id.is_nil(), "{source}");
    }
}

/// The place and the message of the one thing to know about a document.
fn note(recovered: &Recovered) -> (&str, &str) {
    let [note] = &recovered.notes[..] else { panic!("{:?}", recovered.notes) };
    (&note.path, &note.message)
}

#[test]
fn a_copy_under_way_is_told() {
    let vm = small();
    let mut domain = running(&vm);
    let mirror = "<mirror type='file' job='copy'><format type='qcow2'/><source file='/images/copy.qcow2'/></mirror>";
    for disk in domain.disks_mut() {
        disk.mirror = domxml::schema::device::disk::Mirror::parse(mirror).ok().map(Box::new);
    }
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    let (path, message) = note(&recovered);
    assert_eq!(path, "/domain/devices/disk[target/@dev='sda']");
    assert!(message.contains("`/images/copy.qcow2`"), "{message}");
    // Until it has ended, the disk is where it was.
    assert_eq!(recovered.vm.disks[0].storage, vm.disks[0].storage);
}

#[test]
fn a_layer_that_the_engine_does_not_know_is_told() {
    let vm = small();
    let mut domain = running(&vm);
    for disk in domain.disks_mut() {
        let source = disk.source.as_mut().expect("it has a source");
        let below = source.file.replace("/images/snapshot-1.qcow2".into());
        let layer = format!(
            "<backingStore type='file'><format type='qcow2'/><source file='{}'/></backingStore>",
            below.as_deref().unwrap_or_default()
        );
        disk.backing_store = domxml::schema::device::disk::BackingStore::parse(&layer).ok().map(Into::into);
    }
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    let (path, message) = note(&recovered);
    assert_eq!(path, "/domain/devices/disk[target/@dev='sda']");
    assert!(
        message.contains("snapshot-1.qcow2") && message.contains("a0c9d3ae-51b5-4c4b-9df3-6a8d4f1e0c03"),
        "{message}"
    );
}

#[test]
fn a_dump_without_passwords_is_told() {
    let vm = small();
    let mut domain = running(&vm);
    domain.graphics_mut().for_each(|graphics| graphics.passwd = None);
    let recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    let (path, message) = note(&recovered);
    assert_eq!(path, "/domain/devices/graphics[@type='vnc']");
    assert!(message.contains("without its password"), "{message}");
}

/// A VM with graphics of its own, `runOnce` replacing them by others.
fn with_other_graphics(own: &[(GraphicsType, bool)], once: &[GraphicsType]) -> Vm {
    let graphics = own.iter().zip(0x3c9e_3f8a..).map(|((graphics_type, plugged), id)| Graphics {
        id: Uuid::from_u128(id),
        graphics_type: *graphics_type,
        plugged: *plugged,
        ..Graphics::default()
    });
    let run_once = RunOnce { graphics: Some(once.to_vec()), ..RunOnce::default() };
    Vm { graphics: graphics.collect(), run_once: Some(run_once), ..small() }
}

#[test]
fn graphics_of_one_run_do_not_take_the_place_of_others() {
    use GraphicsType::{Spice, Vnc};
    let of_one_run: [&[GraphicsType]; 5] = [&[Spice, Vnc, Spice], &[Vnc], &[Spice], &[Vnc, Spice], &[]];
    let all = [(Vnc, true), (Vnc, false), (Spice, true), (Spice, false), (Vnc, true)];
    let own = (0..=all.len()).flat_map(|from| (from..=all.len()).map(move |to| (from, to)));
    for (from, to) in own {
        for once in of_one_run {
            let vm = with_other_graphics(&all[from..to], once);
            let recovered = recover(&resolved(&vm), Some(&vm)).expect("it is the VM");
            assert_eq!(recovered.vm.graphics, vm.graphics, "{from}..{to} {once:?}");
            let graphics = recovered.devices.iter().filter(|report| report.kind == "graphics");
            for report in graphics {
                assert_eq!((report.state, fields(report)), (DeviceState::Matched, vec![]), "{from}..{to} {once:?}");
                assert!(matches!(report.matched_by, None | Some(MatchedBy::Record)), "{from}..{to} {once:?}");
            }
        }
    }
}
