//! `domxml requires` from outside.

use std::ffi::OsStr;
use std::fs;

use serde_json::{Value, json};

use super::command::{folder, with_input};

const OLD: &str = "<domain type='kvm'>\n  <name>web</name>\n</domain>\n";
const NEW: &str = "<domain type='kvm'>\n  <name>web</name>\n  <hwuuid>8d39ad13-8a2e-42b7-9b1c-6b0e4d6b3c58</hwuuid>\n  \
                   <on_crash>preserve-running</on_crash>\n</domain>\n";
const ODD: &str = "<domain type='kvm'>\n  <name>web</name>\n  <flux capacity='1.21'/>\n</domain>\n";
const BAD: &str = "<domain>\n  <name>web</nam>\n</domain>\n";

/// Runs `domxml requires`; returns its exit code, standard output and standard error.
fn requires<A: AsRef<OsStr>>(args: &[A], input: &str) -> (i32, String, String) {
    with_input(std::iter::once(OsStr::new("requires")).chain(args.iter().map(AsRef::as_ref)), input)
}

#[test]
fn the_lowest_release_comes_with_what_asks_for_it() {
    let (code, out, err) = requires(&["-"], NEW);
    let wanted = "<stdin>: libvirt 12.6.0\n<stdin>:4:3: keyword `preserve-running` of /domain/on_crash since 12.6.0\n";
    assert_eq!((code, out.as_str(), err.as_str()), (0, wanted, ""));
    let (code, out, _) = requires(&["-"], "<interface type='user'><boot order='1'/></interface>");
    assert_eq!((code, out.lines().next()), (0, Some("<stdin>: libvirt 0.8.8")));
    let (code, out, _) = requires(&["-"], "<hostdev type='usb'><boot order='1'/></hostdev>");
    let wanted = "<stdin>:1:21: element /hostdev/boot since 1.0.1 where @type is usb\n";
    assert_eq!((code, out.as_str()), (0, &*format!("<stdin>: libvirt 1.0.1\n{wanted}")));
}

#[test]
fn a_release_is_told_what_it_does_not_know() {
    for (release, lines) in [("9.0.0", 2), ("11.7.0", 1), ("12.6.0", 0)] {
        let (code, out, err) = requires(&["--libvirt", release, "-"], NEW);
        assert_eq!((code, out.lines().count(), err.as_str()), (i32::from(lines > 0), lines, ""), "{release}: {out}");
    }
    for wrong in ["9", "v9.0.0", "9.0.x"] {
        let (code, out, err) = requires(&["--libvirt", wrong, "-"], NEW);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("three numbers"), "{err}");
    }
}

#[test]
fn what_no_release_knows_is_a_finding() {
    let line = "<stdin>:3:3: element /domain/flux unknown to every version that this model knows (12.8.0)\n";
    let (code, out, _) = requires(&["-"], ODD);
    assert_eq!(code, 1);
    assert!(out.contains(line), "{out}");
    let (code, out, _) = requires(&["--libvirt", "12.8.0", "-"], ODD);
    assert_eq!((code, out.as_str()), (1, line));
}

#[test]
fn many_documents_are_read_and_bad_ones_do_not_stop_the_others() {
    let folder = folder("many");
    fs::create_dir(folder.join("below")).unwrap();
    for (name, text) in [("a.xml", OLD), ("b.xml", BAD), ("below/c.xml", NEW), ("d.txt", BAD)] {
        fs::write(folder.join(name), text).unwrap();
    }
    let (code, out, err) = requires(&[&folder], "");
    assert_eq!((code, err.lines().count()), (2, 1), "{out}{err}");
    let labels: Vec<&str> = out.lines().filter(|line| line.contains(": libvirt ")).collect();
    assert!(labels[0].ends_with("a.xml: libvirt 0.0.1") && labels[1].ends_with("c.xml: libvirt 12.6.0"), "{out}");
    let (code, _, err) = requires(&[folder.join("missing.xml")], "");
    assert_eq!(code, 2, "{err}");
    let (code, out, err) = requires::<&str>(&[], "");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("PATH"), "{err}");
}

#[test]
fn json_is_one_object_a_document() {
    let folder = folder("json");
    let (old, new) = (folder.join("old.xml"), folder.join("new.xml"));
    fs::write(&old, OLD).unwrap();
    fs::write(&new, NEW).unwrap();
    let (code, out, _) =
        requires(&[OsStr::new("--json"), OsStr::new("--libvirt=11.7.0"), old.as_ref(), new.as_ref()], "");
    let rows: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let part = json!({
        "path": "/domain/on_crash", "line": 4, "column": 3, "what": "keyword", "text": "preserve-running",
        "since": "12.6.0", "because": null,
    });
    let wanted = [
        json!({ "file": old, "requires": "0.0.1", "parts": [] }),
        json!({ "file": new, "requires": "12.6.0", "parts": [part] }),
    ];
    assert_eq!((code, rows.as_slice()), (1, &wanted[..]));
}
