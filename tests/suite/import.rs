//! Import: a document as an entity, nothing else being known. Each case is a piece of XML and the entity that
//! it is, in YAML. Ids of devices that the XML does not name are looked at on their own.

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::recover::{Author, import};
use domxml::schema::types::Uuid;
use domxml::schema::{Domain, Element};
use domxml::vm::{Vm, VmDevice};
use pretty_assertions::assert_eq;
use serde::Deserialize;

/// What a case expects.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Expected {
    vm: Vm,
    context: Context,
    /// How many devices are carried in libvirt's words.
    others: usize,
    notes: Vec<String>,
}

const VM: &str = "5f0c1f0e-2c44-4f0c-9a5e-0f4a3c1b7d10";

/// What is read of a document, as far as it is about its disks, NICs and devices of the host.
fn read(author: Author, devices: &str, metadata: &str) -> Expected {
    let xml = format!(
        "<domain type='kvm' xmlns:ovirt-vm='http://ovirt.org/vm/1.0'><name>web</name><uuid>{VM}</uuid>\
         <metadata><ovirt-vm:vm>{metadata}</ovirt-vm:vm></metadata><devices>{devices}</devices></domain>"
    );
    let (vm, context, notes) = import(&Domain::parse(&xml).expect("it is XML"), author);
    let mut custom_properties = vm.custom_properties;
    custom_properties.remove("scsi_hostdev");
    let others = vm.other_devices.len();
    let vm = Vm {
        id: vm.id,
        custom_properties,
        initialization: vm.initialization,
        disks: vm.disks,
        cdroms: vm.cdroms,
        floppy: vm.floppy,
        nics: vm.nics,
        host_devices: vm.host_devices,
        vgpus: vm.vgpus,
        lease: vm.lease,
        ..Vm::default()
    };
    let Context { networks, vnic_profiles, host, .. } = context;
    let context = Context { networks, vnic_profiles, host, ..Context::default() };
    Expected {
        vm,
        context,
        others,
        notes: notes.iter().map(|note| format!("{}: {}", note.path, note.message)).collect(),
    }
}

/// Reads a piece of XML and compares.
#[track_caller]
fn case(author: Author, devices: &str, metadata: &str, expected: &str) {
    let imported = read(author, devices, metadata);
    let mut expected: Expected = entity::read(expected, Format::Yaml).unwrap_or_else(|error| panic!("{error}"));
    expected.vm.id = VM.parse().expect("an id");
    let (own, other) = (&mut expected.vm, &imported.vm);
    fill(&mut own.disks, &other.disks);
    fill(&mut own.cdroms, &other.cdroms);
    fill(&mut own.nics, &other.nics);
    fill(&mut own.host_devices, &other.host_devices);
    fill(own.floppy.as_mut_slice(), other.floppy.as_slice());
    fill(own.lease.as_mut_slice(), other.lease.as_slice());
    for (name, profile) in &mut expected.context.vnic_profiles {
        if let Some(known) = imported.context.vnic_profiles.get(name).filter(|_| profile.id.is_nil()) {
            profile.id = known.id;
        }
    }
    assert_eq!(imported, expected);
}

fn fill<D: VmDevice>(expected: &mut [D], imported: &[D]) {
    for (expected, imported) in expected.iter_mut().zip(imported).filter(|(expected, _)| expected.id().is_nil()) {
        expected.set_id(imported.id());
    }
}

const OWN: Author = Author::Engine;
const OTHER: Author = Author::Others;

/// What the engine keeps of a volume that `vda` has.
const VOLUME: &str = "<ovirt-vm:device devtype='disk' name='vda'>\
    <ovirt-vm:poolID>00000000-0000-4000-8000-00000000000a</ovirt-vm:poolID>\
    <ovirt-vm:domainID>00000000-0000-4000-8000-00000000000b</ovirt-vm:domainID>\
    <ovirt-vm:imageID>00000000-0000-4000-8000-00000000000c</ovirt-vm:imageID>\
    <ovirt-vm:volumeID>00000000-0000-4000-8000-00000000000d</ovirt-vm:volumeID></ovirt-vm:device>";

#[test]
fn a_volume_is_what_the_metadata_say() {
    let disk = "<disk type='block' device='disk'><driver name='qemu' type='qcow2' error_policy='stop' discard='unmap'/>
        <source dev='/run/x'/><target dev='vda' bus='virtio'/><readonly/><boot order='1'/>
        <iotune><total_bytes_sec>2097152</total_bytes_sec><read_iops_sec>7</read_iops_sec></iotune>
        <alias name='ua-00000000-0000-4000-8000-000000000001'/>
        <address type='pci' domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></disk>";
    // Where it is and what is in it, the host may have decided.
    case(
        OWN,
        disk,
        VOLUME,
        "
        vm: { disks: [{ id: 00000000-0000-4000-8000-000000000001, interface: virtio, boot: true, readOnly: true,
          passDiscard: true, qos: { maxThroughput: 2, maxReadIops: 7 },
          address: { type: pci, domain: '0x0000', bus: '0x01', slot: '0x00', function: '0x0' },
          storage: { image: { storagePoolId: 00000000-0000-4000-8000-00000000000a,
            storageDomainId: 00000000-0000-4000-8000-00000000000b, imageId: 00000000-0000-4000-8000-00000000000c,
            volumeId: 00000000-0000-4000-8000-00000000000d } } }] }",
    );
    case(
        OTHER,
        disk,
        VOLUME,
        "
        vm: { disks: [{ id: 00000000-0000-4000-8000-000000000001, name: vda, interface: virtio, boot: true,
          readOnly: true, passDiscard: true, qos: { maxThroughput: 2, maxReadIops: 7 },
          address: { type: pci, domain: '0x0000', bus: '0x01', slot: '0x00', function: '0x0' },
          storage: { image: { storagePoolId: 00000000-0000-4000-8000-00000000000a,
            storageDomainId: 00000000-0000-4000-8000-00000000000b, imageId: 00000000-0000-4000-8000-00000000000c,
            volumeId: 00000000-0000-4000-8000-00000000000d, storageType: iscsi, volumeFormat: cow } } }] }",
    );
}

#[test]
fn metadata_name_snapshots_guests_names_and_other_storage() {
    let disk = |device: &str, source: &str| {
        format!(
            "<disk type='block' device='{device}'><driver error_policy='stop'/><source dev='{source}'/>\
            <target dev='sda' bus='scsi'/><alias name='ua-00000000-0000-4000-8000-000000000001'/></disk>"
        )
    };
    let kept = |keys: &str| format!("<ovirt-vm:device devtype='disk' name='sda'>{keys}</ovirt-vm:device>");
    let wanted = |storage: &str| {
        format!("vm: {{ disks: [{{ id: 00000000-0000-4000-8000-000000000001, storage: {storage} }}] }}")
    };
    let guid = "<ovirt-vm:GUID>36001</ovirt-vm:GUID>";
    case(OWN, &disk("disk", "/dev/mapper/36001"), &kept(guid), &wanted("{ lun: { lunId: '36001' } }"));
    let managed = "<ovirt-vm:managed>true</ovirt-vm:managed>";
    case(
        OWN,
        &disk("disk", "/dev/x"),
        &kept(&format!("{guid}{managed}")),
        &wanted("{ managedBlock: { path: /dev/x, scsiWwn: '36001' } }"),
    );
    case(
        OWN,
        &disk("disk", "/dev/rbd0"),
        &kept(&format!("<ovirt-vm:RBD>/dev/rbd0</ovirt-vm:RBD>{managed}")),
        &wanted("{ managedBlock: { path: /dev/rbd0, driver: rbd } }"),
    );
    case(
        OWN,
        &disk("lun", "/dev/mapper/36001"),
        &kept(guid),
        &wanted("{ lun: { lunId: '36001' } }, scsiPassthrough: filtered"),
    );
    case(
        OWN,
        &disk("disk", "/dev/x"),
        &kept("<ovirt-vm:guestName>/dev/sdb</ovirt-vm:guestName>"),
        &wanted("{ path: { path: /dev/x, block: true } }, logicalName: /dev/sdb"),
    );
    let transient = VOLUME.replace("'vda'>", "'sda'><ovirt-vm:shared>transient</ovirt-vm:shared>");
    let imported = read(OWN, &disk("disk", "/x"), &transient);
    assert!(imported.vm.disks[0].snapshot_id.is_some());
}

#[test]
fn disks_of_others_are_where_their_paths_say() {
    let disk = |kind: &str, attribute: &str, path: &str, format: &str| {
        format!(
            "<disk type='{kind}' device='disk'><driver name='qemu' type='{format}'/>\
            <source {attribute}='{path}'/><target dev='vda' bus='virtio'/></disk>"
        )
    };
    let wanted = |storage: &str| {
        // A volume of an engine is the engine's.
        let managed = storage.contains("image:");
        format!(
            "vm: {{ disks: [{{ managed: {managed}, name: vda, interface: virtio, propagateErrors: true,
            storage: {storage} }}] }}"
        )
    };
    let images = "/var/lib/libvirt/images/a.qcow2";
    case(
        OTHER,
        &disk("file", "file", images, "qcow2"),
        "",
        &wanted("{ path: { path: /var/lib/libvirt/images/a.qcow2, format: qcow2 } }"),
    );
    case(
        OTHER,
        &disk("block", "dev", "/dev/vg/a", "raw"),
        "",
        &wanted("{ path: { path: /dev/vg/a, block: true, format: raw } }"),
    );
    case(OTHER, &disk("file", "file", "/x.vmdk", "vmdk"), "", &wanted("{ path: { path: /x.vmdk, format: vmdk } }"));
    let (domain, image, volume) = (
        "00000000-0000-4000-8000-00000000000b",
        "00000000-0000-4000-8000-00000000000c",
        "00000000-0000-4000-8000-00000000000d",
    );
    let pool = "00000000-0000-4000-8000-00000000000a";
    let ids = |pool: &str, more: &str| {
        wanted(&format!(
            "{{ image: {{ storagePoolId: {pool}, storageDomainId: {domain}, imageId: {image},
            volumeId: {volume}{more} }} }}"
        ))
    };
    let nil = "00000000-0000-0000-0000-000000000000";
    case(
        OTHER,
        &disk("file", "file", &format!("/rhev/data-center/{pool}/{domain}/images/{image}/{volume}"), "raw"),
        "",
        &ids(pool, ""),
    );
    case(
        OTHER,
        &disk(
            "file",
            "file",
            &format!("/rhev/data-center/mnt/nfs.example:_export/{domain}/images/{image}/{volume}"),
            "qcow2",
        ),
        "",
        &ids(nil, ", volumeFormat: cow"),
    );
    case(
        OTHER,
        &disk("file", "file", &format!("/rhev/data-center/mnt/glusterSD/g:_v/{domain}/images/{image}/{volume}"), "raw"),
        "",
        &ids(nil, ", storageType: glusterfs"),
    );
    case(
        OTHER,
        &disk("block", "dev", &format!("/rhev/data-center/mnt/blockSD/{domain}/images/{image}/{volume}"), "raw"),
        "",
        &ids(nil, ", storageType: iscsi"),
    );
    for run in ["/run", "/var/run"] {
        case(
            OTHER,
            &disk("block", "dev", &format!("{run}/vdsm/storage/{domain}/{image}/{volume}"), "raw"),
            "",
            &ids(nil, ", storageType: iscsi"),
        );
    }
    case(
        OTHER,
        &disk("file", "file", &format!("/DISK-PATH:{pool}:{domain}:{image}:{volume}"), "raw"),
        "",
        &ids(pool, ""),
    );
    let gluster = format!(
        "<disk type='network' device='disk'><driver type='raw'/>\
        <source protocol='gluster' name='v/{domain}/images/{image}/{volume}'><host name='g.example' port='0'/>\
        </source><target dev='vda' bus='virtio'/></disk>"
    );
    case(OTHER, &gluster, "", &ids(nil, ", storageType: glusterfs, glusterVolume: 'g.example:/v'"));
}

#[test]
fn units_ceph_images_and_nvme_are_known_by_themselves() {
    case(
        OTHER,
        "<disk type='block' device='lun' sgio='unfiltered'><driver error_policy='report'/>
        <source dev='/dev/mapper/36001'><reservations managed='yes'/></source><target dev='sda' bus='scsi'/>
        <address type='drive' controller='1' bus='0' target='0' unit='3'/></disk>
        <controller type='scsi' index='1' model='virtio-scsi'/>",
        "",
        "
        vm: { disks: [{ managed: false, name: sda, propagateErrors: true, scsiPassthrough: unfiltered,
          usingScsiReservation: true, storage: { lun: { lunId: '36001' } },
          address: { type: drive, controller: '1', bus: '0', target: '0', unit: '3' } }] }",
    );
    case(
        OTHER,
        "<disk type='network' device='disk'><driver error_policy='stop'/>
        <auth username='cinder'><secret type='ceph' uuid='00000000-0000-4000-8000-00000000000e'/></auth>
        <source protocol='rbd' name='volumes/a'><host name='10.0.0.1' port='6789'/><host name='mon'/></source>
        <target dev='vda' bus='virtio'/></disk>",
        "",
        "
        vm: { disks: [{ managed: false, name: vda, interface: virtio, storage: { cinder: { name: volumes/a,
          hosts: [{ name: 10.0.0.1, port: 6789 }, { name: mon }],
          auth: { username: cinder, secretUuid: 00000000-0000-4000-8000-00000000000e } } } }] }",
    );
    case(
        OTHER,
        "<disk type='nvme' device='disk'><driver error_policy='stop'/>
        <source type='pci' managed='yes' namespace='2'>
        <address domain='0x0000' bus='0x3b' slot='0x00' function='0x1'/></source>
        <target dev='vda' bus='virtio'/></disk>",
        "",
        "
        vm: { disks: [{ managed: false, name: vda, interface: virtio,
          storage: { nvme: { device: pci_0000_3b_00_1, namespace: 2 } } }] }
        context: { host: { devices: { pci_0000_3b_00_1: { pci: { domain: 0, bus: 59, slot: 0, function: 1 } } } } }",
    );
}

#[test]
fn what_entities_have_no_word_for_is_carried_as_it_is() {
    let target = "<target dev='vda' bus='virtio'/>";
    for odd in [
        "<disk/>",
        "<disk device='disk'><target dev='vda' bus='virtio'/></disk>",
        "<disk type='file' device='disk'><source file='/a'/></disk>",
        "<disk type='file' device='disk'><source file='/a'/><target dev='sda' bus='usb'/></disk>",
        "<disk type='file' device='disk'><source file='/a'/><target dev='ä' /></disk>",
        &format!("<disk type='network' device='disk'><source protocol='nbd'><host name='a'/></source>{target}</disk>"),
        &format!(
            "<disk type='network' device='disk'><source protocol='rbd' name='a'><snapshot name='s'/></source>\
            {target}</disk>"
        ),
        &format!("<disk type='volume' device='disk'><source pool='p' volume='v'/>{target}</disk>"),
        &format!(
            "<disk type='file' device='disk'><source file='/a'><encryption format='luks'/></source>{target}</disk>"
        ),
        &format!("<disk type='file' device='disk'><source file='/a'/>{target}<transient/></disk>"),
        &format!("<disk type='block' device='lun'><source dev='/dev/sdb'/>{target}</disk>"),
        "<disk type='network' device='cdrom'><source protocol='http' name='a'><host name='h'/></source>\
            <target dev='sda' bus='sata'/></disk>",
        "<disk device='tape'/>",
        "<interface/>",
        "<interface type='user'><mac address='52:54:00:00:00:01'/></interface>",
        "<interface type='bridge'><mac address='52:54:00:00:00:01'/></interface>",
        "<interface type='ethernet'><target dev='tap0' managed='no'/></interface>",
        "<interface type='bridge'><source bridge='br0'/><model type='ne2k_pci'/></interface>",
        "<hostdev/>",
        "<hostdev mode='subsystem' type='pci'><source/></hostdev>",
        "<hostdev mode='subsystem' type='usb'><source><vendor id='0x1234'/><product id='0xbeef'/></source></hostdev>",
        "<hostdev mode='subsystem' type='scsi'><source protocol='iscsi' name='iqn.x'/></hostdev>",
        "<hostdev mode='subsystem' type='mdev' model='vfio-ccw'><source>\
            <address uuid='00000000-0000-4000-8000-00000000000a'/></source></hostdev>",
        "<hostdev mode='capabilities' type='misc'><source><char>/dev/x</char></source></hostdev>",
        "<memory model='nvdimm'/>",
        "<memory model='nvdimm' access='shared'><source><path>/dev/dax0.0</path></source>\
            <target><size unit='KiB'>1234</size><label><size unit='KiB'>128</size></label></target></memory>",
        "<lease/>",
        "<lease><lockspace>a</lockspace><key>b</key><target path='/x' offset='1'/></lease>",
    ] {
        let Expected { vm, context, others, .. } = read(OTHER, odd, "");
        let expected = Vm { id: vm.id, ..Vm::default() };
        assert_eq!((others, vm, context), (1, expected, Context::default()), "{odd}");
        // Whatever it is, it does not panic as the engine's own either.
        let _ = read(OWN, odd, VOLUME);
    }
}

#[test]
fn limits_that_are_no_whole_mib_are_noted() {
    case(
        OTHER,
        "<disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/></disk>
        <disk type='file' device='disk'><driver error_policy='stop'/><source file='/b'/>
        <target dev='vdb' bus='virtio'/>
        <iotune><read_bytes_sec>1000000</read_bytes_sec><write_bytes_sec>0</write_bytes_sec></iotune></disk>",
        "",
        "
        vm: { disks: [
          { managed: false, name: vda, interface: virtio, propagateErrors: true, storage: { path: { path: /a } } },
          { managed: false, name: vdb, interface: virtio, storage: { path: { path: /b } } }] }
        notes: [\"/domain/devices/disk[target/@dev='vdb']/iotune/read_bytes_sec: \
          1000000 bytes/s is not a whole number of MiB; left out\"]",
    );
}

#[test]
fn scsi_disks_are_on_what_their_controller_is() {
    let scsi = |controllers: &str| {
        let disk = "<disk type='file' device='disk'><source file='/a'/><target dev='sda' bus='scsi'/></disk>";
        let imported = read(OTHER, &format!("{disk}{controllers}"), "");
        imported.vm.disks.first().map(|disk| format!("{:?}", disk.interface))
    };
    assert_eq!(scsi("").as_deref(), Some("VirtioScsi"));
    assert_eq!(scsi("<controller type='scsi' index='0' model='ibmvscsi'/>").as_deref(), Some("SpaprVscsi"));
    let vio = "<controller type='scsi' index='0'><address type='spapr-vio' reg='0x00002000'/></controller>";
    assert_eq!(scsi(vio).as_deref(), Some("SpaprVscsi"));
    assert_eq!(scsi("<controller type='scsi' index='0' model='lsilogic'/>"), None);
}

#[test]
fn drives_of_media() {
    let cd = "<disk type='file' device='cdrom'><source file='/iso/a.iso'/><target dev='sdc' bus='sata'/><readonly/>
        <alias name='ua-00000000-0000-4000-8000-000000000002'/></disk>
        <disk type='file' device='cdrom'><source file=''/><target dev='sdd' bus='sata'/>
        <alias name='ua-00000000-0000-4000-8000-000000000003'/></disk>
        <disk type='file' device='floppy'><target dev='fda' bus='fdc'/></disk>
        <disk type='file' device='floppy'><source file='/b'/><target dev='fdb' bus='fdc'/></disk>
        <disk type='file' device='cdrom'><target dev='sde' bus='sata'/></disk>";
    case(
        OTHER,
        cd,
        "",
        "
        vm: { cdroms: [{ id: 00000000-0000-4000-8000-000000000002, path: /iso/a.iso },
          { id: 00000000-0000-4000-8000-000000000003 }], floppy: { managed: false } }
        others: 2",
    );
    let volume = "<disk type='block' device='cdrom'><source dev='/run/x'/><target dev='vda' bus='sata'/>
        <alias name='ua-00000000-0000-4000-8000-000000000002'/></disk>";
    let wanted = |block: bool| {
        format!(
            "vm: {{ cdroms: [{{ id: 00000000-0000-4000-8000-000000000002, volume: {{
            storagePoolId: 00000000-0000-4000-8000-00000000000a, storageDomainId: 00000000-0000-4000-8000-00000000000b,
            imageId: 00000000-0000-4000-8000-00000000000c, volumeId: 00000000-0000-4000-8000-00000000000d,
            block: {block} }} }}] }}"
        )
    };
    case(OWN, volume, VOLUME, &wanted(false));
    case(OTHER, volume, VOLUME, &wanted(true));
}

#[test]
fn a_payload_is_an_initialization() {
    let drive = |device: &str| {
        format!(
            "<disk type='file' device='{device}'><source file='/run/payload.img'/>\
            <target dev='sdb' bus='sata'/></disk>"
        )
    };
    let payload = |volume: &str, files: &[(&str, &str)]| {
        let files: String = files
            .iter()
            .map(|(path, content)| format!("<ovirt-vm:file path='{path}'>{content}</ovirt-vm:file>"))
            .collect();
        let volume =
            if volume.is_empty() { String::new() } else { format!("<ovirt-vm:volId>{volume}</ovirt-vm:volId>") };
        format!(
            "<ovirt-vm:device devtype='disk' name='sdb'><ovirt-vm:payload>{volume}{files}</ovirt-vm:payload>\
            </ovirt-vm:device>"
        )
    };
    let user_data = "openstack/latest/user_data";
    let cloud = payload("config-2", &[(user_data, "I2Nsb3Vk"), ("openstack/latest/meta_data.json", "e30=")]);
    case(
        OWN,
        &drive("cdrom"),
        &cloud,
        "vm: { initialization: { cloudInit: {
        openstack/latest/user_data: '#cloud', openstack/latest/meta_data.json: '{}' } } }",
    );
    let ignition = payload("config-2", &[(user_data, "eyJpZ25pdGlvbiI6e319")]);
    case(OTHER, &drive("cdrom"), &ignition, "vm: { initialization: { ignition: '{\"ignition\":{}}' } }");
    let sysprep = payload("", &[("Unattend.xml", "PHVuYXR0ZW5kLz4=")]);
    case(OWN, &drive("floppy"), &sysprep, "vm: { initialization: { sysprep: <unattend/> } }");
    let own = payload("mine", &[("a", "YQ=="), ("b", "//8="), ("c", "!")]);
    case(
        OWN,
        &drive("floppy"),
        &own,
        "
        vm: { initialization: { payload: { device: floppy, volumeId: mine, files: { a: a } } } }
        notes: [
          \"/domain/devices/disk[target/@dev='sdb']: the file `b` of the payload is not text in Base64, or a duplicate; left out\",
          \"/domain/devices/disk[target/@dev='sdb']: the file `c` of the payload is not text in Base64, or a duplicate; left out\"]",
    );
}

#[test]
fn scsi_units_that_are_seen_as_disks_are_host_devices() {
    let disk = |bus: &str, address: &str| {
        format!(
            "<disk type='block' device='disk'><source dev='/dev/sdc'/><target dev='vdb' bus='{bus}'/>\
            <alias name='ua-00000000-0000-4000-8000-000000000004'/>{address}</disk>"
        )
    };
    let custom = |form: &str| {
        format!("<ovirt-vm:custom><ovirt-vm:scsi_hostdev>{form}</ovirt-vm:scsi_hostdev></ovirt-vm:custom>{VOLUME}")
    };
    let place = "<address type='drive' controller='4' bus='0' target='1' unit='3'/>";
    case(
        OWN,
        &disk("scsi", place),
        &custom("scsi_hd"),
        "vm: { hostDevices: [{ id: 00000000-0000-4000-8000-000000000004, name: scsi_4_0_1_3 }] }",
    );
    case(
        OTHER,
        &disk("scsi", place),
        &custom("scsi_hd"),
        "
        vm: { hostDevices: [{ id: 00000000-0000-4000-8000-000000000004, name: scsi_4_0_1_3 }] }
        context: { host: { devices: { scsi_4_0_1_3: {
          scsi: { host: 4, bus: 0, target: 1, lun: 3, blockPath: /dev/sdc } } } } }",
    );
    case(
        OWN,
        &disk("virtio", ""),
        &custom("virtio_blk_pci"),
        "vm: { hostDevices: [{ id: 00000000-0000-4000-8000-000000000004 }] }",
    );
}

#[test]
fn leases() {
    let lease = |key: &str| {
        format!(
            "<lease><lockspace>00000000-0000-4000-8000-00000000000b</lockspace><key>{key}</key>\
            <target path='/leases' offset='1048576'/></lease>"
        )
    };
    let domain = "storageDomainId: 00000000-0000-4000-8000-00000000000b";
    case(OWN, &lease(VM), "", &format!("vm: {{ lease: {{ {domain} }} }}"));
    case(
        OTHER,
        &lease(VM),
        "",
        &format!("vm: {{ lease: {{ {domain}, managed: false, path: /leases, offset: 1048576 }} }}"),
    );
    let disk = "<disk type='file' device='disk'><driver error_policy='stop'/>\
        <source file='/images/00000000-0000-4000-8000-00000000000d'/><target dev='vda' bus='virtio'/></disk>";
    let of_the_disk = lease("00000000-0000-4000-8000-00000000000d");
    assert_eq!(read(OWN, &format!("{of_the_disk}{disk}"), VOLUME).others, 0);
    assert_eq!(read(OWN, &format!("{of_the_disk}{disk}"), "").others, 1);
}

#[test]
fn nics_of_the_engine_say_nothing_of_networks() {
    let nic = "<mac address='56:6f:00:00:00:01'/><model type='virtio'/><link state='down'/><mtu size='1500'/>\
        <filterref filter='f'><parameter name='A' value='1'/></filterref>\
        <bandwidth><inbound average='1250'/></bandwidth><boot order='2'/>\
        <alias name='ua-00000000-0000-4000-8000-000000000005'/>";
    let custom = "<ovirt-vm:device mac_address='56:6f:00:00:00:01'>\
        <ovirt-vm:portMirroring><ovirt-vm:network>red</ovirt-vm:network></ovirt-vm:portMirroring>\
        <ovirt-vm:custom><ovirt-vm:security>on</ovirt-vm:security></ovirt-vm:custom></ovirt-vm:device>";
    for form in [
        "<interface type='bridge'><source bridge='NETWORK:red'/>",
        "<interface type='bridge'><source bridge='ovsbr0'/><virtualport type='openvswitch'/><vlan><tag id='7'/></vlan>",
        "<interface type='network'><source network='red'/>",
        "<interface type='hostdev'><source><address type='pci' bus='0x3b'/></source>",
    ] {
        case(
            OWN,
            &format!("{form}{nic}</interface>"),
            custom,
            "
            vm: { nics: [{ id: 00000000-0000-4000-8000-000000000005, macAddress: 56:6f:00:00:00:01, linked: false,
              customProperties: { security: 'on' } }] }",
        );
    }
    // Of what is connected to nothing, the host took the cable out.
    for form in ["<interface type='ethernet'>", "<interface type='bridge'><source bridge='NETWORK:'/>"] {
        case(
            OWN,
            &format!("{form}{nic}</interface>"),
            custom,
            "
            vm: { nics: [{ id: 00000000-0000-4000-8000-000000000005, macAddress: 56:6f:00:00:00:01,
              customProperties: { security: 'on' } }] }",
        );
    }
    let function = "<interface type='hostdev'><mac address='56:6f:00:00:00:01'/></interface>";
    case(
        OWN,
        function,
        "",
        "vm: { nics: [{ managed: false, macAddress: 56:6f:00:00:00:01, model: pci_passthrough }] }",
    );
    let user = "<interface type='user'><mac address='56:6f:00:00:00:01'/><model type='virtio'/></interface>";
    case(OWN, user, "", "others: 1");
}

#[test]
fn a_fail_over_pair_is_one_nic() {
    let pair = "<interface type='bridge'><mac address='56:6f:00:00:00:01'/><source bridge='red'/>
        <model type='virtio'/><teaming type='persistent'/>
        <alias name='ua-00000000-0000-4000-8000-0000000000aa'/></interface>
        <interface type='hostdev'><mac address='56:6f:00:00:00:01'/>
        <source><address type='pci' domain='0x0000' bus='0x3b' slot='0x10' function='0x2'/></source>
        <vlan><tag id='7'/></vlan>
        <teaming type='transient' persistent='ua-00000000-0000-4000-8000-0000000000aa'/>
        <alias name='ua-00000000-0000-4000-8000-000000000005'/></interface>";
    let custom = "<ovirt-vm:device mac_address='56:6f:00:00:00:01' alias='ua-00000000-0000-4000-8000-0000000000aa'>\
        <ovirt-vm:custom/></ovirt-vm:device>\
        <ovirt-vm:device mac_address='56:6f:00:00:00:01' alias='ua-00000000-0000-4000-8000-000000000005'>\
        <ovirt-vm:custom><ovirt-vm:security>on</ovirt-vm:security></ovirt-vm:custom></ovirt-vm:device>";
    case(
        OWN,
        pair,
        custom,
        "
        vm: { nics: [{ id: 00000000-0000-4000-8000-000000000005, macAddress: 56:6f:00:00:00:01,
          model: pci_passthrough, customProperties: { security: 'on' } }] }",
    );
    case(
        OTHER,
        pair,
        custom,
        "
        vm: { nics: [{ id: 00000000-0000-4000-8000-000000000005, name: nic1, macAddress: 56:6f:00:00:00:01,
          model: pci_passthrough, vnicProfile: pci_0000_3b_10_2, customProperties: { security: 'on' } }] }
        context: { networks: { red: {}, pci_0000_3b_10_2: { vlanId: 7 } },
          vnicProfiles: { red: { id: 00000000-0000-4000-8000-0000000000aa, network: red },
            pci_0000_3b_10_2: { network: pci_0000_3b_10_2, passthrough: true, failoverVnicProfile: red } },
          host: { devices: { pci_0000_3b_10_2: { pci: { domain: 0, bus: 59, slot: 16, function: 2 } } },
            virtualFunctions: { 00000000-0000-4000-8000-000000000005: pci_0000_3b_10_2 } } }",
    );
}

#[test]
fn nics_of_others_have_profiles() {
    case(
        OTHER,
        "<interface type='network'><mac address='52:54:00:00:00:01'/>
        <source network='default' portgroup='slow' bridge='virbr0'/><model type='e1000e'/><boot order='2'/></interface>
        <interface type='bridge'><mac address='52:54:00:00:00:02'/><source bridge='br0'/><model type='virtio'/>
        <driver name='qemu' queues='4'/><link state='down'/><mtu size='9000'/><port isolated='yes'/>
        <filterref filter='clean-traffic'><parameter name='IP' value='10.0.0.1'/></filterref><boot order='1'/>
        <tune><sndbuf>1600</sndbuf></tune>
        <bandwidth><inbound average='1250' peak='2500' burst='2000'/><outbound average='100'/></bandwidth></interface>
        <interface type='bridge'><mac address='52:54:00:00:00:03'/><source bridge='br0'/></interface>
        <interface type='direct'><mac address='52:54:00:00:00:04'/><source dev='eth1' mode='bridge'/>
        <model type='virtio'/></interface>
        <interface type='bridge'><mac address='52:54:00:00:00:05'/><source bridge=';vdsmdummy;'/>
        <model type='virtio'/></interface>
        <interface type='bridge'><mac address='52:54:00:00:00:06'/><source bridge='ovs'/>
        <virtualport type='openvswitch'/><vlan><tag id='7'/></vlan><model type='virtio'/></interface>",
        "",
        "
        vm:
          customProperties: { vhost: 'br0:false', sndbuf: '1600' }
          nics:
            - { managed: false, name: nic2, macAddress: 52:54:00:00:00:01, model: e1000e, vnicProfile: slow }
            - { managed: false, name: nic1, macAddress: 52:54:00:00:00:02, linked: false, vnicProfile: br0,
                filterParameters: [{ name: IP, value: 10.0.0.1 }] }
            - { managed: false, name: nic3, macAddress: 52:54:00:00:00:03, model: rtl8139, vnicProfile: br0-2 }
            - { managed: false, name: nic4, macAddress: 52:54:00:00:00:04, vnicProfile: eth1 }
            - { managed: false, name: nic5, macAddress: 52:54:00:00:00:05 }
            - { managed: false, name: nic6, macAddress: 52:54:00:00:00:06, vnicProfile: ovs.7 }
        context:
          networks:
            default: {}
            br0: { mtu: 9000, portIsolation: true }
            br0-2: {}
            eth1: {}
            ovs.7: { vlanId: 7 }
          vnicProfiles:
            slow: { network: default }
            br0: { network: br0, networkFilter: clean-traffic, customProperties: { queues: '4' },
              qos: { inbound: { average: 10, peak: 20, burst: 2 } } }
            br0-2: { network: br0-2 }
            eth1: { network: eth1 }
            ovs.7: { network: ovs.7 }
        notes: [\"/domain/devices/interface[mac/@address='52:54:00:00:00:02']/bandwidth/outbound/@average: \
          100 KB is not a whole number of Mbit/s; left out\"]",
    );
}

#[test]
fn devices_of_hosts_are_named_as_libvirt_names_them() {
    let devices = "<hostdev mode='subsystem' type='pci' managed='no'>
        <source><address domain='0x0000' bus='0x3b' slot='0x00' function='0x0'/></source>
        <alias name='ua-00000000-0000-4000-8000-000000000006'/></hostdev>
        <hostdev mode='subsystem' type='usb'><source><address bus='3' device='12'/></source></hostdev>
        <hostdev mode='subsystem' type='scsi' rawio='yes'><source><adapter name='scsi_host4'/>
        <address bus='0' target='1' unit='3'/></source></hostdev>
        <memory model='nvdimm' access='shared'><source><path>/dev/dax0.0</path><alignsize unit='KiB'>2048</alignsize>
        <pmem/></source><target><size unit='KiB'>4065280</size><node>0</node>
        <label><size unit='KiB'>128</size></label></target></memory>";
    let vm = "
        vm: { hostDevices: [{ id: 00000000-0000-4000-8000-000000000006, name: pci_0000_3b_00_0 },
          { managed: false, name: usb_3_12 }, { managed: false, name: scsi_4_0_1_3 },
          { managed: false, name: dax0.0 }] }";
    case(OWN, devices, "", vm);
    case(
        OTHER,
        devices,
        "",
        &format!(
            "{vm}
        context: {{ host: {{ devices: {{
          pci_0000_3b_00_0: {{ pci: {{ domain: 0, bus: 59, slot: 0, function: 0 }} }},
          usb_3_12: {{ usb: {{ bus: 3, device: 12 }} }},
          scsi_4_0_1_3: {{ scsi: {{ host: 4, bus: 0, target: 1, lun: 3 }} }},
          dax0.0: {{ nvdimm: {{ devicePath: /dev/dax0.0, deviceSize: 4294967296, alignSize: 2097152,
            mode: devdax }} }} }} }} }}"
        ),
    );
    let mdev = "<hostdev mode='subsystem' type='mdev' model='vfio-pci' display='on'>
        <source><address uuid='00000000-0000-4000-8000-000000000007'/></source>
        <alias name='ua-00000000-0000-4000-8000-000000000007'/></hostdev>";
    let kept = "<ovirt-vm:device devtype='hostdev' uuid='00000000-0000-4000-8000-000000000007'>\
        <ovirt-vm:mdevType>nvidia-63|separate</ovirt-vm:mdevType>\
        <ovirt-vm:mdevDriverParameters>a=1</ovirt-vm:mdevDriverParameters></ovirt-vm:device>";
    let vm = "vm: { vgpus: [{ id: 00000000-0000-4000-8000-000000000007, mdevType: nvidia-63, driverParams: a=1 }] }";
    case(OWN, mdev, kept, vm);
    case(OTHER, mdev, kept, &format!("{vm}\ncontext: {{ host: {{ vgpuPlacement: separated }} }}"));
}

#[test]
fn ids_are_the_same_whenever_a_document_is_read_and_none_is_given_twice() {
    let disk = |dev: &str, more: &str| {
        format!(
            "<disk type='file' device='disk'><source file='/{dev}'/><target dev='{dev}' bus='virtio'/>{more}</disk>"
        )
    };
    let alias = "<alias name='ua-00000000-0000-4000-8000-000000000001'/>";
    let serial = "<serial>00000000-0000-4000-8000-000000000002</serial><alias name='virtio-disk2'/>";
    let all = [disk("vda", alias), disk("vdb", alias), disk("vdc", serial), disk("vdd", serial), disk("vdd", "")];
    let nics = "<interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='a'/></interface>".repeat(2);
    let imported = read(OTHER, &format!("{}{nics}", all.concat()), "");
    assert_eq!(imported, read(OTHER, &format!("{}{nics}", all.concat()), ""));
    let mut ids: Vec<Uuid> = imported.vm.devices().map(|(_, device)| device.id()).collect();
    let disks = &imported.vm.disks;
    assert_eq!(ids[0].to_string(), "00000000-0000-4000-8000-000000000001");
    assert_eq!(ids[2].to_string(), "00000000-0000-4000-8000-000000000002");
    assert_eq!((disks[0].managed, disks[1].managed, disks[2].alias.as_deref()), (true, false, Some("virtio-disk2")));
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 7);
}
