//! The engine's vocabulary in `<metadata>`: every key, both ways, and what is refused.

use domxml::metadata::ErrorKind;
use domxml::metadata::ovirt::{
    CpuPolicy, Device, DeviceKey, Payload, PayloadFile, PortMirroring, Properties, Qos, ResumeBehavior, Shared, Vm,
    VolumeChain, VolumeChainNode,
};
use domxml::schema::{Domain, Element};

const DECLARED: &str = "xmlns:ovirt-tune='http://ovirt.org/vm/tune/1.0' xmlns:ovirt-vm='http://ovirt.org/vm/1.0'";

fn domain(metadata: &str) -> Domain {
    Domain::parse(&format!("<domain type='kvm' {DECLARED}><metadata>{metadata}</metadata></domain>")).unwrap()
}

fn vm(content: &str) -> Vm {
    domain(&format!("<ovirt-vm:vm>{content}</ovirt-vm:vm>")).metadata_of().unwrap().unwrap()
}

/// What is written of a value, without the prefix.
fn written(vm: &Vm) -> String {
    let mut domain = domain("");
    domain.set_metadata(vm).unwrap();
    assert_eq!(domain.metadata_of::<Vm>().unwrap().as_ref(), Some(vm));
    let text = domain.to_xml().unwrap();
    let (_, rest) = text.split_once("<ovirt-vm:vm").unwrap();
    rest.split_once("</ovirt-vm:vm>").map_or(rest, |(inner, _)| inner).replace("ovirt-vm:", "")
}

fn properties(list: &[(&str, &str)]) -> Option<Properties> {
    let mut properties = Properties::default();
    for (name, value) in list {
        properties.insert(name, *value).unwrap();
    }
    Some(properties)
}

/// A value in which every key has something.
fn full() -> Vm {
    let disk = Device {
        device_id: Some("d1".to_owned()),
        pool_id: Some("p1".to_owned()),
        domain_id: Some("s1".to_owned()),
        image_id: Some("i1".to_owned()),
        volume_id: Some("v1".to_owned()),
        shared: Some(Shared::Exclusive),
        guest_name: Some("/dev/vda".to_owned()),
        spec_params: properties(&[("pinToIoThread", "1")]),
        vm_custom: properties(&[]),
        payload: Some(Payload {
            vol_id: Some("config".to_owned()),
            files: vec![PayloadFile { path: Some("a/b".to_owned()), content: "aGk=".to_owned(), ..Default::default() }],
            ..Default::default()
        }),
        volume_chain: Some(VolumeChain {
            nodes: vec![VolumeChainNode {
                domain_id: Some("s1".to_owned()),
                image_id: Some("i1".to_owned()),
                lease_offset: Some(115_343_360),
                lease_path: Some("/dev/s1/leases".to_owned()),
                path: Some("/images/v1".to_owned()),
                volume_id: Some("v1".to_owned()),
                ..Default::default()
            }],
            ..Default::default()
        }),
        ..Device::disk("vda")
    };
    let nic = Device {
        alias: Some("ua-1".to_owned()),
        network: Some("red".to_owned()),
        port_mirroring: Some(PortMirroring {
            networks: vec!["red".to_owned(), "blue".to_owned()],
            ..Default::default()
        }),
        custom: properties(&[("queues", "4")]),
        ..Device::interface("52:54:00:aa:bb:0c".parse().unwrap())
    };
    let mdev = Device {
        mdev_type: Some("nvidia-11|separate".to_owned()),
        mdev_driver_parameters: Some("enable_uvm=1".to_owned()),
        ..Device::mdev("0f60872b-599c-4c9f-9596-3245e5f248f6".parse().unwrap())
    };
    let volume = Device {
        guid: Some("3600a0".to_owned()),
        rbd: Some("pool/volume".to_owned()),
        managed: Some(true),
        ..Device::disk("sda")
    };
    Vm {
        min_guaranteed_memory_mb: Some(2048),
        cluster_version: Some("4.7".to_owned()),
        custom: properties(&[("zebra", "1"), ("alpha", "<&\">  two ")]),
        devices: vec![mdev, nic, disk, volume],
        launch_paused: Some(false),
        resume_behavior: Some(ResumeBehavior::AutoResume),
        ballooning_enabled: Some(true),
        cpu_policy: Some(CpuPolicy::IsolateThreads),
        manually_pinned_cpus: Some("0-3".to_owned()),
        start_time: Some(1_518_197_820.57),
        pause_time: Some(12.5),
        destroy_on_reboot: Some(true),
        mem_guaranteed_size: Some(1024),
        balloon_target: Some(1_048_576),
        guest_agent_api_version: Some(3),
        exit_code: Some(1),
        exit_message: Some("lost".to_owned()),
        exit_reason: Some(7),
        jobs: Some("{\"a\": 1}".to_owned()),
        snapshot_job: Some("{}".to_owned()),
        ..Vm::default()
    }
}

#[test]
fn every_key_is_written_in_one_form_and_read_again() {
    let text = written(&full());
    assert_eq!(
        text,
        r#">
      <minGuaranteedMemoryMb type="int">2048</minGuaranteedMemoryMb>
      <clusterVersion>4.7</clusterVersion>
      <custom>
        <zebra>1</zebra>
        <alpha>&lt;&amp;"&gt;  two </alpha>
      </custom>
      <device devtype="hostdev" uuid="0f60872b-599c-4c9f-9596-3245e5f248f6">
        <mdevType>nvidia-11|separate</mdevType>
        <mdevDriverParameters>enable_uvm=1</mdevDriverParameters>
      </device>
      <device alias="ua-1" mac_address="52:54:00:aa:bb:0c">
        <network>red</network>
        <portMirroring>
          <network>red</network>
          <network>blue</network>
        </portMirroring>
        <custom>
          <queues>4</queues>
        </custom>
      </device>
      <device devtype="disk" name="vda">
        <deviceId>d1</deviceId>
        <poolID>p1</poolID>
        <domainID>s1</domainID>
        <imageID>i1</imageID>
        <volumeID>v1</volumeID>
        <shared>exclusive</shared>
        <guestName>/dev/vda</guestName>
        <vm_custom/>
        <specParams>
          <pinToIoThread>1</pinToIoThread>
        </specParams>
        <payload>
          <volId>config</volId>
          <file path="a/b">aGk=</file>
        </payload>
        <volumeChain>
          <volumeChainNode>
            <domainID>s1</domainID>
            <imageID>i1</imageID>
            <leaseOffset type="int">115343360</leaseOffset>
            <leasePath>/dev/s1/leases</leasePath>
            <path>/images/v1</path>
            <volumeID>v1</volumeID>
          </volumeChainNode>
        </volumeChain>
      </device>
      <device devtype="disk" name="sda">
        <GUID>3600a0</GUID>
        <RBD>pool/volume</RBD>
        <managed>true</managed>
      </device>
      <launchPaused>false</launchPaused>
      <resumeBehavior>auto_resume</resumeBehavior>
      <ballooningEnabled>true</ballooningEnabled>
      <cpuPolicy>isolate-threads</cpuPolicy>
      <manuallyPinedCPUs>0-3</manuallyPinedCPUs>
      <startTime type="float">1518197820.57</startTime>
      <pauseTime type="float">12.5</pauseTime>
      <destroy_on_reboot type="bool">True</destroy_on_reboot>
      <memGuaranteedSize type="int">1024</memGuaranteedSize>
      <balloonTarget type="int">1048576</balloonTarget>
      <guestAgentAPIVersion type="int">3</guestAgentAPIVersion>
      <exitCode type="int">1</exitCode>
      <exitMessage>lost</exitMessage>
      <exitReason type="int">7</exitReason>
      <jobs>{"a": 1}</jobs>
      <snapshot_job>{}</snapshot_job>
    "#
    );
    assert_eq!(written(&Vm::default()), "/>\n  </metadata>\n</domain>\n");
}

#[test]
fn keys_without_name_space_are_read() {
    let old = vm("<minGuaranteedMemoryMb type='int'>1024</minGuaranteedMemoryMb><launchPaused>false</launchPaused>
        <ovirt-vm:device devtype='disk' name='sda'><imageID>i</imageID></ovirt-vm:device><custom><a>b</a></custom>");
    let new = vm("<ovirt-vm:minGuaranteedMemoryMb type='int'>1024</ovirt-vm:minGuaranteedMemoryMb>
        <ovirt-vm:custom><ovirt-vm:a>b</ovirt-vm:a></ovirt-vm:custom>
        <ovirt-vm:device devtype='disk' name='sda'><ovirt-vm:imageID>i</ovirt-vm:imageID></ovirt-vm:device>
        <ovirt-vm:launchPaused>false</ovirt-vm:launchPaused>");
    assert_eq!(old, new);
    assert!(old.unknown.is_empty());
    assert!(!written(&old).contains("<custom xmlns"));
}

#[test]
fn what_is_not_known_stays_in_order() {
    let source = "<ovirt-vm:future type='int'>007</ovirt-vm:future>
        <ovirt-vm:clusterVersion color='red'>4.7</ovirt-vm:clusterVersion>
        <x:y xmlns:x='u:x' x:a='1'>mixed <b/> text</x:y>
        <ovirt-vm:launchPaused type='bool'>False</ovirt-vm:launchPaused>
        <ovirt-vm:device devtype='disk' name='vda' new='1'><ovirt-vm:address><bus>0</bus></ovirt-vm:address></ovirt-vm:device>
        <ovirt-vm:custom><ovirt-vm:deep><ovirt-vm:er/></ovirt-vm:deep><ovirt-vm:n type='float'>1.50</ovirt-vm:n></ovirt-vm:custom>";
    let vm = vm(source);
    assert_eq!(
        written(&vm),
        r#">
      <clusterVersion color="red">4.7</clusterVersion>
      <custom>
        <n type="float">1.50</n>
        <deep>
          <er/>
        </deep>
      </custom>
      <device devtype="disk" name="vda" new="1">
        <address>
          <bus>0</bus>
        </address>
      </device>
      <launchPaused type="bool">false</launchPaused>
      <future type="int">007</future>
      <x:y xmlns:x="u:x" x:a="1">mixed <b/> text</x:y>
    "#
    );
    assert_eq!(vm.launch_paused, Some(false));
}

#[test]
fn a_comment_stays_when_a_value_is_set_in_place() {
    let mut domain =
        domain("<!-- a --><ovirt-vm:vm><!-- b --><ovirt-vm:clusterVersion>4.6</ovirt-vm:clusterVersion></ovirt-vm:vm>");
    domain.set_metadata(&Vm { cluster_version: Some("4.7".to_owned()), ..Vm::default() }).unwrap();
    let text = domain.to_xml().unwrap();
    assert!(text.contains("<!-- b -->\n      <ovirt-vm:clusterVersion>4.7<"), "{text}");
}

#[test]
fn mistakes_have_a_path_a_cause_and_a_remedy() {
    for (content, path, cause) in [
        (
            "<ovirt-vm:minGuaranteedMemoryMb type='int'>much</ovirt-vm:minGuaranteedMemoryMb>",
            "/ovirt-vm:minGuaranteedMemoryMb",
            "a whole number",
        ),
        (
            "<ovirt-vm:minGuaranteedMemoryMb>99999999999999999999</ovirt-vm:minGuaranteedMemoryMb>",
            "/ovirt-vm:minGuaranteedMemoryMb",
            "within range",
        ),
        ("<ovirt-vm:startTime type='float'>inf</ovirt-vm:startTime>", "/ovirt-vm:startTime", "a finite number"),
        ("<launchPaused>perhaps</launchPaused>", "/launchPaused", "true or false"),
        (
            "<launchPaused>true</launchPaused><ovirt-vm:launchPaused>true</ovirt-vm:launchPaused>",
            "/ovirt-vm:launchPaused",
            "a second",
        ),
        (
            "<ovirt-vm:device/><ovirt-vm:device><ovirt-vm:volumeChain><ovirt-vm:volumeChainNode><ovirt-vm:leaseOffset>x</ovirt-vm:leaseOffset></ovirt-vm:volumeChainNode></ovirt-vm:volumeChain></ovirt-vm:device>",
            "/ovirt-vm:device[2]/ovirt-vm:volumeChain/ovirt-vm:volumeChainNode/ovirt-vm:leaseOffset",
            "`x` is not a whole number",
        ),
        ("<ovirt-vm:device mac_address='zz'/>", "/ovirt-vm:device/@mac_address", "of type uniMacAddr: Six bytes"),
        (
            "<ovirt-vm:custom><ovirt-vm:a/><ovirt-vm:a/></ovirt-vm:custom>",
            "/ovirt-vm:custom/ovirt-vm:a[2]",
            "stands twice",
        ),
        (
            "<ovirt-vm:custom><ovirt-vm:a type='int'>1.5</ovirt-vm:a></ovirt-vm:custom>",
            "/ovirt-vm:custom/ovirt-vm:a",
            "`int`",
        ),
    ] {
        let source = format!("<domain {DECLARED}><metadata><ovirt-vm:vm>{content}</ovirt-vm:vm></metadata></domain>");
        let parsed = Domain::read(&source).unwrap();
        let error = parsed.value.metadata_of::<Vm>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unreadable);
        assert_eq!(error.path(), format!("/domain/metadata/ovirt-vm:vm{path}"), "{error}");
        assert!(error.to_string().contains(cause), "{error}");
        assert!(parsed.source_map.place(error.path()).is_some(), "{error}");
    }
}

#[test]
fn devices_are_found_by_what_identifies_them() {
    let mac = "52:54:00:AA:BB:0C".parse().unwrap();
    let mut vm = full();
    assert_eq!(vm.device(&DeviceKey::Disk("vda")).unwrap().unwrap().image_id.as_deref(), Some("i1"));
    assert_eq!(vm.device(&DeviceKey::Interface { mac_address: mac, alias: None }).unwrap(), Some(&vm.devices[1]));
    assert_eq!(
        vm.device(&DeviceKey::Mdev("0f60872b-599c-4c9f-9596-3245e5f248f6".parse().unwrap())).unwrap(),
        Some(&vm.devices[0])
    );
    assert_eq!(vm.device(&DeviceKey::Other { devtype: "lease", name: "k" }).unwrap(), None);
    // A team shares a MAC address.
    vm.devices.push(Device { alias: Some("ua-2".to_owned()), ..Device::interface(mac) });
    let both = vm.device(&DeviceKey::Interface { mac_address: mac, alias: None }).unwrap_err();
    assert_eq!(both.count, 2);
    let one = vm.device(&DeviceKey::Interface { mac_address: mac, alias: Some("ua-2") }).unwrap();
    assert_eq!(one, Some(&vm.devices[4]));
}

#[test]
fn qos_keeps_its_entries() {
    let mut domain = domain("<ovirt-tune:qos><ovirt-tune:vcpuLimit>25</ovirt-tune:vcpuLimit></ovirt-tune:qos>");
    let before = domain.to_xml().unwrap();
    let qos: Qos = domain.metadata_of().unwrap().unwrap();
    assert_eq!(qos.unknown.nodes.len(), 1);
    domain.set_metadata(&qos).unwrap();
    let same = |a: &str, b: &str| Domain::parse(a).unwrap() == Domain::parse(b).unwrap();
    assert!(same(&before, &domain.to_xml().unwrap()));
}
