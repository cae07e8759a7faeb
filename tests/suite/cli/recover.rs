//! `domxml recover` from outside.

use std::fs;
use std::path::{Path, PathBuf};

use super::command::{folder, with_input};
use domxml::entity::{self, Format};
use domxml::vm::{Initialization, Vm};
use serde_json::Value;

/// What a host makes of the small sample, and the sample.
fn small() -> (String, PathBuf) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let vm = samples.join("vm/small.yaml");
    let [vm_, context, facts] =
        [vm.clone(), samples.join("context/x86_64.yaml"), samples.join("facts/x86_64-bridge.yaml")]
            .map(|path| path.display().to_string());
    let (code, template, _) = with_input(["generate", &vm_, "--context", &context], "");
    assert_eq!(code, 0);
    let (code, xml, _) = with_input(["resolve", "-", "--facts", &facts], template);
    assert_eq!(code, 0);
    (xml, vm)
}

fn vm(text: &str) -> Vm {
    entity::read(text, Format::Yaml).expect("an entity")
}

#[test]
fn one_document_gives_its_vm() {
    let (xml, sample) = small();
    let sample = vm(&fs::read_to_string(sample).unwrap());
    let (code, out, err) = with_input(["recover", "-"], &xml);
    assert_eq!((code, vm(&out)), (0, sample));
    assert!(err.contains("<stdin>: note: interface 56:6f:1a:2b:00:01: new, managed\n"), "{err}");
}

#[test]
fn what_changed_is_told() {
    let (xml, sample) = small();
    let xml = xml.replace("56:6f:1a:2b:00:01", "56:6f:1a:2b:00:02");
    let (code, out, err) = with_input(["recover", "-", "--known", &sample.display().to_string()], xml);
    assert_eq!(code, 0, "{err}");
    assert_eq!(vm(&out).nics[0].mac_address.map(|mac| mac.to_string()).as_deref(), Some("56:6f:1a:2b:00:02"));
    let nic = "<stdin>: note: interface 56:6f:1a:2b:00:02";
    assert!(err.contains(&format!("{nic}: recognized by its alias\n")), "{err}");
    assert!(
        err.contains(&format!("{nic}: `macAddress` was \"56:6f:1a:2b:00:01\", is now \"56:6f:1a:2b:00:02\"\n")),
        "{err}"
    );
}

#[test]
fn folders_give_a_line_each_and_entities_in_a_folder() {
    let folder = folder("folders");
    let (xml, sample) = small();
    let running = folder.join("running");
    fs::create_dir_all(&running).unwrap();
    fs::write(running.join("a.xml"), &xml).unwrap();
    fs::write(running.join("b.xml"), "<domain type='kvm'><name>b</name>").unwrap();
    let known = folder.join("known");
    fs::create_dir_all(&known).unwrap();
    fs::copy(&sample, known.join("small.yaml")).unwrap();
    let [running, known, out_dir] = [running, known, folder.join("out")].map(|path| path.display().to_string());
    let (code, out, err) = with_input(["recover", &running, "--known", &known, "--out-dir", &out_dir, "--account"], "");
    assert_eq!(code, 2, "b.xml is not XML");
    assert!(err.contains("b.xml:1:"), "{err}");
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(
        out.contains(": small 3c9e3f8a-6f0b-4b1e-9f5c-5d7a0f2b1c01: ")
            && out.contains(" % of the elements represented"),
        "{out}"
    );
    let written = fs::read_to_string(Path::new(&out_dir).join("a.yaml")).unwrap();
    assert_eq!(vm(&written), vm(&fs::read_to_string(sample).unwrap()));
}

#[test]
fn json_has_all_of_it_and_no_secrets_unless_asked() {
    let vm_ = "id: 8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11\nname: web\nmemory: { sizeMb: 2048 }\n\
               initialization: { cloudInit: { openstack/latest/user_data: 'password: hunter2' } }\n";
    let (code, xml, _) = with_input(["generate", "-"], vm_);
    assert_eq!(code, 0);
    let (code, out, _) = with_input(["recover", "--json", "-"], &xml);
    assert_eq!(code, 0);
    assert!(!out.contains("hunter2"), "{out}");
    let row: Value = serde_json::from_str(&out).expect("a line of JSON");
    for key in ["file", "vm", "context", "changes", "devices", "notes"] {
        assert!(row.get(key).is_some(), "{key}");
    }
    let (_, out, _) = with_input(["recover", "--secrets", "-"], &xml);
    assert_eq!(vm(&out).initialization, vm(vm_).initialization);
    assert!(matches!(vm(vm_).initialization, Some(Initialization::CloudInit(_))));
}

#[test]
fn another_vm_is_refused_with_both_ids() {
    let (xml, sample) = small();
    let xml = xml.replace("<uuid>3c9e3f8a-6f0b-4b1e-9f5c-5d7a0f2b1c01", "<uuid>3c9e3f8a-6f0b-4b1e-9f5c-5d7a0f2b1c99");
    let (code, _, err) = with_input(["recover", "-", "--known", &sample.display().to_string()], xml);
    assert_eq!(code, 2);
    assert!(err.contains("5d7a0f2b1c01") && err.contains("5d7a0f2b1c99"), "{err}");
}
