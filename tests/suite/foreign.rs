//! Foreign documents: whatever libvirt can say of a VM is in its entity, or told.

use domxml::context::Context;
use domxml::drift::{Class, Drift};
use domxml::entity::{from_value, to_value};
use domxml::recover::{NOT_REPRESENTABLE, Recovered, recover};
use domxml::schema::{Domain, Element};
use domxml::vm::{Architecture, Vm, WatchdogAction};
use domxml::{account, generate};
use pretty_assertions::assert_eq;

const ID: &str = "<name>a</name><uuid>8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11</uuid>";
const MEMORY: &str = "<memory unit='KiB'>1048576</memory><vcpu placement='static'>2</vcpu>";

fn document(root: &str, rest: &str) -> Domain {
    Domain::parse(&format!("<domain {root}>{ID}{MEMORY}{rest}</domain>")).expect("it is a domain")
}

fn x86(rest: &str) -> Domain {
    document("type='kvm'", &format!("<os><type arch='x86_64' machine='q35'>hvm</type></os>{rest}"))
}

fn devices(devices: &str) -> Domain {
    x86(&format!("<devices>{devices}</devices>"))
}

/// The entity of a document that loses nothing: its form in JSON generates a document that does not differ.
fn whole(domain: &Domain) -> Recovered {
    let recovered = recover(domain, None).expect("nothing is known");
    assert_eq!(recovered.notes, [], "{}", domain.to_xml().unwrap());
    let vm: Vm = from_value(to_value(&recovered.vm)).expect("it is an entity");
    let context: Context = from_value(to_value(&recovered.context)).expect("it is a context");
    let template = generate(&vm, &context).unwrap_or_else(|problems| panic!("{problems}"));
    let drift = Drift::of_template(&template, domain).expect("it is the same VM");
    // Generated documents have the engine's metadata.
    let own = |path: &str| path == "/domain/metadata" || path.starts_with("/domain/metadata/ovirt-");
    let found = drift.findings.iter().filter(|it| it.class != Class::Missing || !own(&it.finding.path));
    let found: Vec<String> = found.map(ToString::to_string).collect();
    assert_eq!(found, [""; 0], "{}", domain.to_xml().unwrap());
    recovered
}

fn set<'a>(recovered: &'a Recovered, path: &str) -> Option<&'a str> {
    recovered.vm.libvirt.set.get(path).map(String::as_str)
}

#[test]
fn containers_stay_containers() {
    let os = "<os><type arch='x86_64'>exe</type><init>/bin/sh</init><initarg>-x</initarg><initarg>-y</initarg></os>";
    let devices = "<devices><emulator>/usr/libexec/libvirt_lxc</emulator>\
        <filesystem type='mount'><source dir='/'/><target dir='/'/></filesystem><console type='pty'/></devices>";
    let recovered = whole(&document("type='lxc'", &format!("{os}{devices}")));
    assert_eq!(set(&recovered, "@type"), Some("lxc"));
    assert_eq!(set(&recovered, "os/initarg"), Some("<initarg>-x</initarg>\n<initarg>-y</initarg>"));
    assert_eq!(recovered.vm.other_devices.len(), 1);
}

#[test]
fn architectures_and_hypervisors_are_never_replaced() {
    for (kind, arch, machine, expected) in [
        ("qemu", "armv7l", "vexpress-a15", Architecture::Armv7l),
        ("qemu", "riscv64", "virt", Architecture::Riscv64),
        ("qemu", "i686", "pc", Architecture::I686),
        ("qemu", "mips64el", "malta", Architecture::Mips64el),
        ("xen", "x86_64", "xenfv", Architecture::X86_64),
        ("kvm", "s390x", "s390-ccw-virtio", Architecture::S390x),
        ("bhyve", "x86_64", "bhyve", Architecture::X86_64),
    ] {
        let os = format!("<os><type arch='{arch}' machine='{machine}'>hvm</type></os>");
        let disk = "<devices><disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/></disk></devices>";
        let recovered = whole(&document(&format!("type='{kind}'"), &format!("{os}{disk}")));
        assert_eq!(recovered.vm.architecture, expected);
        assert_eq!(recovered.vm.firmware.custom_emulated_machine.as_deref(), Some(machine));
        assert_eq!(set(&recovered, "@type"), Some(kind).filter(|kind| *kind != "kvm"));
    }
}

#[test]
fn firmware_is_what_it_is() {
    for os in [
        "<os firmware='efi'><type arch='x86_64' machine='pc'>hvm</type></os>",
        "<os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type>\
         <firmware><feature enabled='yes' name='secure-boot'/></firmware></os>",
        "<os><type arch='x86_64' machine='q35'>hvm</type><loader readonly='yes' type='pflash'>/f/CODE.fd</loader>\
         <nvram template='/f/VARS.fd'>/v/a.fd</nvram></os>",
        "<os firmware='bios'><type arch='x86_64' machine='q35'>hvm</type></os>",
    ] {
        let domain = document("type='kvm'", os);
        let recovered = whole(&domain);
        let template = generate(&recovered.vm, &recovered.context).expect("it is sound");
        let (wanted, found) = (domain.os.as_ref().unwrap(), template.domain.os.as_ref().unwrap());
        assert_eq!((&found.firmware, &found.loader, &found.nvram), (&wanted.firmware, &wanted.loader, &wanted.nvram));
    }
}

#[test]
fn displays_listen_where_they_did() {
    for listen in
        ["<listen type='socket' socket='/s'/>", "<listen type='none'/>", "<listen type='address' address='10.0.0.1'/>"]
    {
        let domain =
            devices(&format!("<graphics type='vnc'>{listen}</graphics><graphics type='spice'>{listen}</graphics>"));
        let recovered = whole(&domain);
        let template = generate(&recovered.vm, &recovered.context).expect("it is sound");
        let listens =
            |domain: &Domain| domain.graphics().map(|it| (it.listen.clone(), it.listens.clone())).collect::<Vec<_>>();
        let mut found = listens(&template.domain);
        found.sort_by_key(|(listen, _)| listen.is_some());
        assert_eq!(found, listens(&domain), "{listen}");
    }
}

#[test]
fn the_boot_order_of_unmanaged_nics_stays() {
    let recovered = whole(&devices(
        "<interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/>\
         <model type='virtio'/><boot order='1'/></interface>\
         <disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/><boot order='2'/></disk>",
    ));
    assert_eq!(recovered.vm.boot.sequence.to_string(), "NC");
    let template = generate(&recovered.vm, &recovered.context).expect("it is sound");
    let boot = template.domain.interfaces().next().and_then(|nic| nic.boot.as_ref()?.order);
    assert_eq!(boot, Some(1));
}

#[test]
fn the_action_of_a_watchdog_is_kept() {
    for (action, expected) in [
        ("", WatchdogAction::Reset),
        ("action='reset'", WatchdogAction::Reset),
        ("action='none'", WatchdogAction::None),
        ("action='pause'", WatchdogAction::Pause),
    ] {
        let recovered = whole(&devices(&format!("<watchdog model='i6300esb' {action}/>")));
        assert_eq!(recovered.vm.watchdogs[0].action, expected);
    }
    let recovered = whole(&devices("<watchdog model='i6300esb' action='inject-nmi'/>"));
    let kept = recovered.vm.watchdogs.iter().filter_map(|it| it.libvirt.set.get("@action")).next();
    assert_eq!(kept.map(String::as_str), Some("inject-nmi"));
}

#[test]
fn what_entities_have_no_word_for_is_in_libvirts() {
    let recovered = whole(&x86(
        "<metadata><team:owner xmlns:team='http://example.org/team'>web</team:owner></metadata>\
         <iothreadids><iothread id='7'/></iothreadids><on_reboot>destroy</on_reboot>\
         <features><acpi/><apic/><kvm><hidden state='on'/></kvm></features>\
         <cpu mode='host-model'><cache mode='passthrough'/></cpu>\
         <clock offset='utc'><timer name='rtc' tickpolicy='catchup' track='guest'/><timer name='kvmclock' present='no'/></clock>\
         <resource><partition>/machine/a</partition></resource><seclabel type='none'/>",
    ));
    assert_eq!(set(&recovered, "on_reboot"), Some("<on_reboot>destroy</on_reboot>"));
    assert_eq!(set(&recovered, "features/apic"), Some("<apic/>"));
    assert_eq!(set(&recovered, "clock/@offset"), Some("utc"));
    assert!(recovered.vm.libvirt.remove.contains("pm"));
}

#[test]
fn details_of_devices_are_in_libvirts_words() {
    let recovered = whole(&devices(
        "<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='writeback' discard='unmap' queues='2'/>\
         <source file='/a' startupPolicy='optional'/><target dev='vdc' bus='virtio'/>\
         <iotune><read_bytes_sec>1000000</read_bytes_sec></iotune><alias name='ua-data'/></disk>\
         <disk type='network' device='cdrom'><source protocol='http' name='x.iso'><host name='h' port='80'/></source>\
         <target dev='sda' bus='sata'/><readonly/></disk>\
         <interface type='user'><mac address='52:54:00:00:00:02'/><model type='e1000'/></interface>\
         <tpm model='tpm-crb'><backend type='passthrough'><device path='/dev/tpm0'/></backend></tpm>\
         <input type='tablet' bus='usb'/><input type='keyboard' bus='virtio'/>\
         <sound model='ich9'><codec type='micro'/></sound>\
         <rng model='virtio'><backend model='egd' type='udp'><source mode='connect' host='a' service='1'/></backend></rng>\
         <memballoon model='virtio' autodeflate='on'/><panic model='isa'/>",
    ));
    let disk = &recovered.vm.disks[0];
    assert_eq!(disk.libvirt.set.get("driver/@cache").map(String::as_str), Some("writeback"));
    assert_eq!(disk.libvirt.set.get("alias").map(String::as_str), Some("<alias name=\"ua-data\"/>"));
    assert!(disk.libvirt.remove.contains("serial"), "{:?}", disk.libvirt);
    let names: Vec<&str> = recovered.devices.iter().map(|report| &*report.name).collect();
    assert!(names.contains(&"disk vdc") && names.contains(&"interface 52:54:00:00:00:02"), "{names:?}");
    assert!(recovered.vm.other_devices.iter().all(|other| !other.managed));
}

#[test]
fn devices_that_share_what_should_tell_them_apart_keep_their_order() {
    whole(&devices(
        "<interface type='user'><mac address='52:54:00:00:00:01'/><model type='virtio'/></interface>\
         <interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='a'/><model type='e1000'/></interface>\
         <interface type='user'><mac address='52:54:00:00:00:01'/><model type='rtl8139'/></interface>\
         <channel type='pty'/><channel type='null'/><hub type='usb'/><hub type='usb'/>\
         <console type='pty'><target type='virtio'/></console><console type='null'><target type='virtio'/></console>",
    ));
}

#[test]
fn unknown_content_is_kept() {
    let domain = Domain::parse(&format!(
        "<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>{ID}{MEMORY}\
         <os><type arch='x86_64' machine='q35'>hvm</type></os><future mode='x'/>\
         <devices><viosock model='virtio'/><video><model type='vga'/><later/></video></devices>\
         <qemu:commandline><qemu:arg value='-x'/></qemu:commandline></domain>"
    ))
    .expect("it is a domain");
    let recovered = whole(&domain);
    let template = generate(&recovered.vm, &recovered.context).expect("it is sound").domain.to_xml().unwrap();
    let template = template.replace('"', "'");
    for part in ["<future mode='x'/>", "<viosock model='virtio'/>", "<later/>", "<qemu:arg value='-x'/>"] {
        assert!(template.contains(part), "{part}: {template}");
    }
}

#[test]
fn sizes_are_exact() {
    let domain = Domain::parse(&format!(
        "<domain type='kvm'>{ID}<memory unit='KiB'>219136</memory><currentMemory unit='KiB'>219000</currentMemory>\
         <vcpu current='3'>5</vcpu><os><type arch='x86_64' machine='pc'>hvm</type></os></domain>"
    ))
    .expect("it is a domain");
    assert_eq!(whole(&domain).vm.memory.size_mb, 214);
}

#[test]
fn documents_without_identity_are_told() {
    let domain =
        Domain::parse(&format!("<domain type='kvm'><name>web</name>{MEMORY}</domain>")).expect("it is a domain");
    let recovered = recover(&domain, None).expect("nothing is known");
    assert!(!recovered.vm.id.is_nil());
    let codes: Vec<&str> = recovered.notes.iter().map(|note| note.code.as_str()).collect();
    assert_eq!(codes, ["no-uuid"]);
    generate(&recovered.vm, &recovered.context).expect("it is sound");
    // Another name is another VM.
    let other = Domain::parse(&format!("<domain type='kvm'><name>db</name>{MEMORY}</domain>")).expect("it is a domain");
    assert_ne!(recover(&other, None).expect("nothing is known").vm.id, recovered.vm.id);
}

#[test]
fn what_is_lost_is_told_and_accounted() {
    // Two devices at one place; the entity cannot have both there.
    let place = "<address type='pci' domain='0x0000' bus='0x00' slot='0x05' function='0x0'/>";
    let name = "a&#10;b";
    let domain = Domain::parse(&format!(
        "<domain type='kvm'><name>{name}</name><uuid>8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11</uuid>{MEMORY}\
         <devices><rng model='virtio'><backend model='random'>/dev/random</backend>{place}</rng></devices></domain>"
    ))
    .expect("it is a domain");
    let recovered = recover(&domain, None).expect("nothing is known");
    assert_eq!(recovered.notes.len(), 1, "{:?}", recovered.notes);
    let problems = account(&domain).expect_err("it cannot be generated");
    assert_eq!(problems.0[0].path, "name");
    let lost: Vec<_> = recovered.notes.iter().filter(|note| note.code == NOT_REPRESENTABLE).collect();
    assert_eq!(lost, [] as [&domxml::schema::report::Finding; 0]);
}

#[test]
fn many_devices_take_no_long() {
    let domain = devices(&"<disk/>".repeat(1500));
    let started = std::time::Instant::now();
    assert_eq!(whole(&domain).vm.other_devices.len(), 1500);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
