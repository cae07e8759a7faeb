//! `domxml drift` from outside.

mod cli_support;

use std::ffi::OsStr;
use std::fs;

use serde_json::Value;

use cli_support::{folder, with_input};

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
    assert!(
        lines[0].contains("/1.xml:2:3: warning[drift-changed]: desired `web-1`, actual `renamed` at /domain/name"),
        "{out}"
    );
    assert!(lines[1].ends_with("stray.xml: no desired state"), "{out}");
    assert!(err.contains("/2.xml:"), "{err}");
    assert!(err.contains("vm-3.yaml: no actual domain") && err.contains("vm-2.yaml: no actual domain"), "{err}");
    let summary = "domxml: 41 domains: 38 without drift, 2 with, 1 failed; 2 desired without an actual domain\n";
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
    assert!(err.contains("/domain/devices/graphics/@passwd") && err.contains("--security-info"), "{err}");
    assert!(!err.contains("hunter2"), "{err}");
}
