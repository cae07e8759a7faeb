//! Secrets from outside: none is left after redaction, and none is shown by drift.

use domxml::context::Context;
use domxml::drift::Drift;
use domxml::entity::{self, Format};
use domxml::generate;
use domxml::recover::recover;
use domxml::schema::path::Path;
use domxml::schema::{Domain, Element};
use domxml::secret::{self, HIDDEN};
use pretty_assertions::assert_eq;

/// Every kind of secret; each has the word `hunter` in it, in plain or in base64.
const ALL: &str = "\
<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0' xmlns:v='http://ovirt.org/vm/1.0'>
  <metadata>
    <v:vm>
      <v:device devtype='disk' name='sdc'>
        <v:payload>
          <v:volId>config-2</v:volId>
          <v:file path='openstack/latest/user_data'>aHVudGVy</v:file>
        </v:payload>
      </v:device>
    </v:vm>
  </metadata>
  <os>
    <initenv name='ROOT_PASSWORD'>hunter</initenv>
    <initenv name='LANG'>C</initenv>
  </os>
  <devices>
    <disk type='network'>
      <source protocol='https' name='a'>
        <host name='example.org'/>
        <cookies>
          <cookie name='session'>hunter</cookie>
        </cookies>
      </source>
      <auth username='admin'>
        <secret type='ceph' uuid='0b1f6c2e-52a4-4d0e-8f0d-6d4b1f0e7a11'/>
      </auth>
      <target dev='vda' bus='virtio'/>
    </disk>
    <graphics type='vnc' passwd='hunter'/>
    <graphics type='spice' passwd='hunter'/>
  </devices>
  <launchSecurity type='sev'>
    <dhCert>aHVudGVy</dhCert>
    <session>aHVudGVy</session>
  </launchSecurity>
  <qemu:commandline>
    <qemu:arg value='-object'/>
    <qemu:arg value='secret,id=s0,data=hunter'/>
    <qemu:arg value='driver=ssh,password-secret=s0'/>
    <qemu:env name='API_TOKEN' value='hunter'/>
    <qemu:env name='QEMU_AUDIO_DRV' value='none'/>
  </qemu:commandline>
</domain>
";

fn texts(paths: &[Path]) -> Vec<String> {
    paths.iter().map(ToString::to_string).collect()
}

#[test]
fn secrets_are_found_wherever_they_stand_and_nothing_else_is() {
    let mut domain = Domain::parse(ALL).expect("it is a domain");
    let paths = texts(&secret::redact(&mut domain));
    assert_eq!(
        paths,
        [
            "/domain/os/initenv[@name='ROOT_PASSWORD']",
            "/domain/devices/disk[target/@dev='vda']/source/cookies/cookie",
            "/domain/devices/graphics[@type='vnc']/@passwd",
            "/domain/devices/graphics[@type='spice']/@passwd",
            "/domain/launchSecurity/dhCert",
            "/domain/launchSecurity/session",
            "/domain/qemu:commandline/qemu:arg[2]/@value",
            "/domain/qemu:commandline/qemu:env[@name='API_TOKEN']/@value",
            "/domain/metadata/v:vm/v:device/v:payload/v:file",
        ]
    );
    let written = domain.to_xml().expect("it can be written");
    assert!(!written.contains("hunter") && !written.contains("aHVudGVy"), "{written}");
    for kept in
        ["<initenv name='LANG'>C</initenv>", "password-secret=s0", "username='admin'", "config-2", "value='none'"]
    {
        assert!(written.contains(kept), "{kept} in {written}");
    }
    assert!(written.contains(&format!("secret,id=s0,data={HIDDEN}")));
    let again = secret::redact(&mut domain);
    assert_eq!(again, [], "there is nothing left");
}

#[test]
fn a_dump_without_secrets_is_known_by_what_is_missing() {
    let asked = Domain::parse(ALL).expect("it is a domain");
    let mut running = asked.clone();
    for graphics in running.graphics_mut() {
        graphics.passwd = None;
    }
    let lost = ["/domain/devices/graphics[@type='vnc']/@passwd", "/domain/devices/graphics[@type='spice']/@passwd"];
    assert_eq!(texts(&secret::missing(&asked, &running)), lost);
    assert!(Drift::between(&asked, &running).expect("it is one machine").is_none(), "that is no drift");

    // A display that is gone is drift, not a secret that was kept from the dump.
    if let Some(devices) = &mut running.devices {
        devices.list.retain(|device| !matches!(device, domxml::schema::domain::Device::Graphics(_)));
    }
    assert_eq!(secret::missing(&asked, &running), []);
    assert_eq!(Drift::between(&asked, &running).expect("it is one machine").findings.len(), 2);
    assert_eq!(secret::missing(&asked, &asked), []);
}

#[test]
fn drift_shows_no_secret() {
    let asked = Domain::parse(ALL).expect("it is a domain");
    let other = ALL.replace("hunter", "hunting").replace("aHVudGVy", "aHVudGluZw==");
    let empty = Domain::parse("<domain type='kvm'/>").expect("it is a domain");
    let running = Domain::parse(&other).expect("it is a domain");
    for (one, other) in [(&asked, &running), (&asked, &empty), (&empty, &running)] {
        let drift = Drift::between(one, other).expect("it is one machine");
        let shown = format!("{drift:?} {}", serde_json::to_string(&drift).expect("it can be written"));
        assert!(drift.findings.len() > 3);
        for word in ["hunter", "hunting", "aHVudGVy", "aHVudGluZw"] {
            assert!(!shown.contains(word), "{word} in {shown}");
        }
    }
}

/// What a document cannot say of its entity travels beside it, also what is given to the guest this time only.
#[test]
fn the_record_of_what_was_asked_keeps_no_files() {
    let vm = "
id: 8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11
name: web
memory: { sizeMb: 2048 }
initialization: { ignition: '{\"password\":\"hunter\"}' }
runOnce: { initialization: { cloudInit: { a: 'password: hunter' } } }
";
    let vm = entity::read(vm, Format::Yaml).expect("a VM");
    let mut domain = generate(&vm, &Context::default()).expect("it is sound").domain;
    assert!(domain.to_xml().expect("it is XML").contains("hunter"));
    let paths = texts(&secret::redact(&mut domain));
    assert!(paths.contains(&"/domain/metadata/desired:entity".to_owned()), "{paths:?}");
    assert!(!domain.to_xml().expect("it is XML").contains("hunter"));
    let mut recovered = recover(&domain, Some(&vm)).expect("it is the VM");
    recovered.redact();
    assert!(!format!("{recovered:?}").contains("hunter"));
}

/// A cookie that is gone takes nothing from the identity of the one that is left.
#[test]
fn a_secret_that_is_there_is_not_missing_beside_one_that_is_gone() {
    let domain = |cookies: &str| {
        let xml = format!(
            "<domain><devices><disk type='network'><source protocol='https' name='a'><cookies>{cookies}</cookies></source>\
             <target dev='vda'/></disk></devices></domain>"
        );
        Domain::parse(&xml).expect("it is a domain")
    };
    let (one, other) = ("<cookie name='one'>hunter</cookie>", "<cookie name='other'>hunter</cookie>");
    let missing = secret::missing(&domain(&format!("{one}{other}")), &domain(one));
    assert_eq!(texts(&missing), ["/domain/devices/disk[target/@dev='vda']/source/cookies/cookie[@name='other']"]);
}

/// Places without a declaration: the name of what a value is in says that it is secret.
const LOOSE: &str = "\
<domain type='kvm' note='token=hunter' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <metadata>
    <x:app xmlns:x='urn:x' apiKey='hunter'>
      <x:password>hunter</x:password>
      <x:login secret='1'>hunter</x:login>
      <x:url>https://admin:hunter@example.org/</x:url>
    </x:app>
  </metadata>
  <description>root password=hunter</description>
  <os><type>hvm</type><cmdline>quiet token=hunter pw=hunter</cmdline></os>
  <sysinfo type='fwcfg'><entry name='opt/org.example/x'>hunter</entry></sysinfo>
  <sysinfo type='smbios'><oemStrings><entry>io.systemd.credential:passwd.root=hunter</entry></oemStrings></sysinfo>
  <devices>
    <disk type='network'>
      <source protocol='https' name='a?X-Amz-Signature=hunter' query='token=hunter'>
        <host name='admin:hunter@example.org'/>
      </source>
      <target dev='vda' bus='virtio'/>
    </disk>
    <graphics type='vnc' passwdd='hunter'/>
    <login password='hunter'>hunter</login>
  </devices>
  <qemu:commandline>
    <qemu:arg value='name=opt/org.example/y,string=hunter'/>
    <qemu:arg value='user,id=n,smbpass=hunter' typo='hunter'/>
    <qemu:arg value='file=https://admin:hunter@example.org/'/>
    <qemu:env name='AWS_ACCESS_KEY' value='hunter'/>
  </qemu:commandline>
</domain>
";

#[test]
fn what_only_looks_like_a_secret_is_redacted_too() {
    let mut domain = Domain::parse(LOOSE).expect("it is a domain");
    assert!(!secret::redact(&mut domain).is_empty());
    let written = domain.to_xml().expect("it can be written");
    assert!(!written.contains("hunter"), "{written}");
    assert!(Domain::parse(&written).is_ok());
    for kept in ["quiet", "example.org", "opt/org.example/x", "protocol='https'", "note="] {
        assert!(written.contains(kept), "{kept} in {written}");
    }
    assert_eq!(secret::redact(&mut domain), [], "there is nothing left");
}

#[test]
fn entities_are_redacted() {
    let mut vm: serde_json::Value = serde_json::json!({
        "name": "web",
        "initialization": {"cloudInit": {"user_data": "hunter"}},
        "customProperties": {"root_password": "hunter", "note": "token=hunter"},
        "otherDevices": [{"xml": "<graphics type='vnc' passwd='hunter'/>"}],
    });
    secret::redact_value(&mut vm);
    let text = vm.to_string();
    assert!(!text.contains("hunter") && text.contains("web") && text.contains("user_data"), "{text}");
}
