//! `domxml drift` from outside.

use std::ffi::OsStr;
use std::fs;

use serde_json::Value;

use super::command::{folder, with_input};

const VM: &str = "id: 8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11\nname: web\nmemory: { sizeMb: 2048 }\n";

/// Runs a command; returns its exit code, standard output and standard error.
fn domxml<A: AsRef<OsStr>>(args: &[A], input: &str) -> (i32, String, String) {
    with_input(args, input)
}

fn generated(vm: &str) -> String {
    let (code, xml, err) = domxml(&["generate", "-"], vm);
    assert_eq!((code, err.as_str()), (0, ""));
    xml
}

#[test]
fn a_vm_and_what_was_made_of_it_are_the_same() {
    let folder = folder("same");
    let (vm, xml) = (folder.join("web.yaml"), folder.join("web.xml"));
    fs::write(&vm, VM).unwrap();
    fs::write(&xml, generated(VM)).unwrap();
    assert_eq!(domxml(&[OsStr::new("drift"), vm.as_ref(), xml.as_ref()], ""), (0, String::new(), String::new()));
    let (code, ..) = domxml(&[OsStr::new("drift"), OsStr::new("-"), xml.as_ref()], VM);
    assert_eq!(code, 0, "the VM on standard input");
    let (code, ..) = domxml(&[OsStr::new("drift"), xml.as_ref(), OsStr::new("-")], &generated(VM));
    assert_eq!(code, 0, "two documents");
}

#[test]
fn a_change_is_reported_with_its_place() {
    let folder = folder("changed");
    let vm = folder.join("web.yaml");
    fs::write(&vm, VM).unwrap();
    let running = generated(VM).replace("<name>web</name>", "<name>other</name>");
    let args = [OsStr::new("drift"), vm.as_ref(), OsStr::new("-")];
    let (code, out, err) = domxml(&args, &running);
    let wanted = "<stdin>:2:3: warning[drift-changed]: desired `web`, actual `other` at /domain/name\n";
    assert_eq!((code, out.as_str(), err.as_str()), (1, wanted, ""));
    let (code, out, _) = domxml(&[args[0], OsStr::new("--json"), args[1], args[2]], &running);
    let row: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 1);
    assert_eq!(row["findings"][0]["path"], "/domain/name");
    assert_eq!(row["findings"][0]["class"], "changed");
    assert_eq!(row["findings"][0]["code"], "drift-changed");
    for (key, older, value) in [("desired", "asked", "web"), ("actual", "running", "other")] {
        assert_eq!((&row["findings"][0][key], &row["findings"][0][older]), (&value.into(), &value.into()));
    }
    assert_eq!((&row["findings"][0]["line"], &row["file"]), (&2.into(), &"<stdin>".into()));
    assert!(row["accounts"]["matched"]["elements"].as_u64().unwrap() > 20, "{row}");
    assert_eq!(row["secretsMissing"], Value::Array(Vec::new()));
}

#[test]
fn another_machine_is_refused_with_both_ids() {
    let folder = folder("other");
    let vm = folder.join("web.yaml");
    fs::write(&vm, VM).unwrap();
    let other = "9a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11";
    let running = format!("<domain type='kvm'><uuid>{other}</uuid></domain>");
    let (code, out, err) = domxml(&[OsStr::new("drift"), vm.as_ref(), OsStr::new("-")], &running);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains(other) && err.contains("8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11"), "{err}");
}

#[test]
fn what_cannot_be_read_is_said() {
    let (code, out, err) = domxml(&["drift", "/nowhere.yaml", "-"], "<domain/>");
    assert_eq!((code, out.is_empty()), (2, false), "{err}");
    assert!(err.contains("/nowhere.yaml"), "{err}");
    let (code, _, err) = domxml(&["drift", "-", "-"], "");
    assert_eq!(code, 2);
    assert!(err.contains("both"), "{err}");
}

#[test]
fn folders_are_compared_by_identity_and_name() {
    let folder = folder("folders");
    let (vms, running) = (folder.join("vms"), folder.join("running"));
    fs::create_dir_all(&vms).unwrap();
    fs::create_dir_all(&running).unwrap();
    for number in 1..=40 {
        let vm = VM.replace("8a2f3c1e", &format!("{number:08x}")).replace("web", &format!("web-{number}"));
        fs::write(vms.join(format!("vm-{number}.yaml")), &vm).unwrap();
        let mut xml = generated(&vm);
        match number {
            1 => xml = xml.replace("web-1<", "renamed<"),
            2 => xml = xml.replace("</domain>", ""),
            3 => continue,
            _ => {}
        }
        fs::write(running.join(format!("{number}.xml")), xml).unwrap();
    }
    let id = "<uuid>ffffffff-6d53-4a57-9b58-2f6f0a1c7b11</uuid>";
    fs::write(running.join("stray.xml"), format!("<domain type='kvm'>{id}</domain>")).unwrap();
    fs::write(vms.join("plain.xml"), "<domain type='kvm'><name>plain</name></domain>").unwrap();
    fs::write(running.join("plain.xml"), "<domain type='kvm' id='1'><name>plain</name></domain>").unwrap();
    let (code, out, err) = domxml(&[OsStr::new("drift"), vms.as_ref(), running.as_ref()], "");
    assert_eq!(code, 2, "{err}");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    let changed = "/1.xml:2:3: warning[drift-changed]: desired `web-1`, actual `renamed` at /domain/name";
    assert!(lines[0].contains(changed), "{out}");
    assert!(lines[1].ends_with("stray.xml: warning: the domain is running, but not desired"), "{out}");
    assert!(err.contains("/2.xml:"), "{err}");
    assert!(err.contains("vm-3.yaml: note: the VM is not running") && err.contains("vm-2.yaml: note: "), "{err}");
    let summary = "41 running domains: 38 without drift, 2 with drift, 1 not compared; 2 VMs not running\n";
    assert!(err.ends_with(summary), "{err}");
}

#[test]
fn a_dump_without_secrets_is_said_to_be_one() {
    let folder = folder("secrets");
    let asked = folder.join("asked.xml");
    fs::write(&asked, "<domain type='kvm'><devices><graphics type='vnc' passwd='hunter2'/></devices></domain>")
        .unwrap();
    let running = "<domain type='kvm' id='1'><devices><graphics type='vnc'/></devices></domain>";
    let (code, out, err) = domxml(&[OsStr::new("drift"), asked.as_ref(), OsStr::new("-")], running);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.contains("/domain/devices/graphics[@type='vnc']/@passwd") && err.contains("--security-info"), "{err}");
    assert!(!err.contains("hunter2"), "{err}");
}

#[test]
fn a_vm_may_be_on_either_side() {
    let folder = folder("either");
    let (vm, xml) = (folder.join("web.yaml"), folder.join("web.xml"));
    fs::write(&vm, VM).unwrap();
    fs::write(&xml, generated(VM).replace("<name>web</name>", "<name>other</name>")).unwrap();
    let (code, out, err) = domxml(&[OsStr::new("drift"), xml.as_ref(), vm.as_ref()], "");
    assert_eq!((code, err.as_str()), (1, ""));
    let line = out.strip_prefix(&vm.display().to_string()).expect("it names the actual document");
    let place = format!(" (desired: {}:2:3)\n", xml.display());
    let wanted = ": warning[drift-changed]: desired `other`, actual `web` at /domain/name".to_owned() + &place;
    assert_eq!(line, wanted);
    let (code, out, _) = domxml(&[OsStr::new("drift"), OsStr::new("--json"), xml.as_ref(), vm.as_ref()], "");
    let row: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &row["findings"][0]["desiredLine"], &row["findings"][0]["desiredColumn"]),
        (1, &2.into(), &3.into())
    );
    assert_eq!(row["findings"][0]["line"], 0, "a VM has no lines of XML");
}

#[test]
fn facts_prove_what_placeholders_leave_open() {
    let folder = folder("facts");
    let (desired, facts) = (folder.join("web.xml"), folder.join("host.yaml"));
    let template = "<domain type='kvm'><name>web</name><devices><interface type='bridge'>\
                    <mac address='52:54:00:00:00:01'/><source bridge='NETWORK:red'/><model type='virtio'/>\
                    </interface></devices></domain>";
    fs::write(&desired, template).unwrap();
    fs::write(&facts, "networks: { red: { openvswitch: { bridge: ovs0, vlan: 20 } } }").unwrap();
    let running = |bridge: &str| {
        format!(
            "<domain type='kvm' id='3'><name>web</name><devices><interface type='bridge'>\
             <mac address='52:54:00:00:00:01'/><source bridge='{bridge}'/><vlan><tag id='20'/></vlan>\
             <virtualport type='openvswitch'/><model type='virtio'/></interface></devices></domain>"
        )
    };
    let args = [OsStr::new("drift"), desired.as_ref(), OsStr::new("-")];
    let note = "<stdin>: note: 1 place unproven; help: give the facts of the host with `--facts`\n";
    let (code, out, err) = domxml(&args, &running("ovs1"));
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", note));
    let (.., err) = domxml(&[args[0], OsStr::new("-v"), args[1], args[2]], &running("ovs1"));
    let place = "/domain/devices/interface[mac/@address='52:54:00:00:00:01']/source/@bridge";
    let wanted = format!("<stdin>: note: unproven: `NETWORK:red` at {place}; help: the fact `networks` proves it\n");
    assert_eq!(err, note.to_owned() + &wanted);
    let (_, out, _) = domxml(&[args[0], OsStr::new("--json"), args[1], args[2]], &running("ovs1"));
    let row: Value = serde_json::from_str(&out).unwrap();
    let unproven = serde_json::json!([{ "path": place, "placeholder": "NETWORK:red", "fact": "networks" }]);
    assert_eq!(row["unproven"], unproven);

    let with_facts = [args[0], args[1], args[2], OsStr::new("--facts"), facts.as_ref()];
    let (code, out, err) = domxml(&with_facts, &running("ovs0"));
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    let (code, out, err) = domxml(&with_facts, &running("ovs1"));
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.contains("desired `ovs0`, actual `ovs1` at "), "{out}");
    let unknown = template.replace("NETWORK:red", "NETWORK:blue");
    fs::write(&desired, unknown).unwrap();
    let (code, out, err) = domxml(&with_facts, &running("ovs1"));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("web.xml") && err.contains("blue"), "{err}");
}

#[test]
fn changes_of_the_guest_are_shown_on_request() {
    let folder = folder("volatile");
    let desired = folder.join("web.xml");
    let clock = "<domain type='kvm'><clock offset='variable' adjustment='0' basis='utc'/></domain>";
    fs::write(&desired, clock).unwrap();
    let running = clock.replace("<domain type='kvm'>", "<domain type='kvm' id='1'>").replace("'0'", "'-2'");
    let args = [OsStr::new("drift"), desired.as_ref(), OsStr::new("-")];
    assert_eq!(domxml(&args, &running), (0, String::new(), String::new()));
    let (code, out, _) = domxml(&[args[0], OsStr::new("-v"), args[1], args[2]], &running);
    let place = format!(" (desired: {}:1:45)\n", desired.display());
    let wanted = "<stdin>:1:52: note[drift-volatile]: desired `0`, actual `-2` at /domain/clock/@adjustment".to_owned();
    assert_eq!((code, out), (0, wanted + &place));
    let (_, out, _) = domxml(&[args[0], OsStr::new("--json"), args[1], args[2]], &running);
    let row: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&row["findings"], &row["volatile"][0]["class"]), (&Value::Array(Vec::new()), &"volatile".into()));
}
