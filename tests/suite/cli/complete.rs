//! `domxml complete` from outside.

use std::fs;

use super::command::{folder, with_input};

const SMALL: &str = "<domain type='kvm'>\n  <name>web</name>\n  <memory unit='MiB'>1</memory>\n  \
                     <os><type>hvm</type></os>\n</domain>\n";

fn complete(args: &[&str], input: &str) -> (i32, String, String) {
    with_input(std::iter::once("complete").chain(args.iter().copied()), input)
}

#[test]
fn the_normal_form_is_printed() {
    let (code, out, err) = complete(&["-"], SMALL);
    assert_eq!((code, err.as_str()), (0, ""));
    for line in [
        "  <memory unit='KiB'>1024</memory>\n",
        "    <type arch='x86_64' machine='pc'>hvm</type>\n",
        "  <clock offset='utc'/>\n",
        "    <memballoon model='virtio'/>\n",
    ] {
        assert!(out.contains(line), "{line} in {out}");
    }
    assert_eq!(complete(&["-"], &out), (0, out, String::new()));
}

#[test]
fn options_say_what_the_document_does_not() {
    let (_, out, _) = complete(&["-", "--arch", "riscv64"], SMALL);
    assert!(out.contains("<type arch='riscv64' machine='virt'>"), "{out}");
    let (_, out, _) = complete(&["-", "--machine", "q35"], SMALL);
    assert!(out.contains("<type arch='x86_64' machine='q35'>") && out.contains("model='itco'"), "{out}");
    let (_, out, _) = complete(&["-", "--machine", "q35", "--libvirt", "9.0.0"], SMALL);
    assert!(out.contains("<memballoon") && !out.contains("model='itco'"), "{out}");
    let (_, out, _) = complete(&["-", "--hypervisor", "test"], SMALL);
    assert!(out.contains("<type arch='i686'>") && !out.contains("<memballoon"), "{out}");
}

#[test]
fn what_depends_on_the_host_is_a_finding() {
    let source = SMALL.replace("<os>", "<os firmware='efi'>");
    let (code, out, err) = complete(&["-"], &source);
    let wanted = "<stdin>:4:7: warning[depends-on-host]: the firmware depends on the host at /domain/os/@firmware\n";
    assert_eq!((code, err.as_str()), (1, wanted));
    assert!(out.contains("<os firmware='efi'>") && !out.contains("<loader"), "{out}");
}

#[test]
fn a_document_that_cannot_be_read_is_a_failure() {
    let (code, out, err) = complete(&["-"], "<domain><name>web</nam></domain>");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("<stdin>:1:18: error[ill-formed]"), "{err}");
    let (code, _, err) = complete(&["no-such-file.xml"], "");
    assert_eq!(code, 2, "{err}");
    let (code, _, err) = complete(&["-", "--libvirt", "9"], SMALL);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn the_result_may_be_a_file() {
    let folder = folder("complete");
    let (given, made) = (folder.join("web.xml"), folder.join("made.xml"));
    fs::write(&given, SMALL).expect("a file can be written");
    let paths = [given.to_str().expect("UTF-8"), "-o", made.to_str().expect("UTF-8")];
    assert_eq!(complete(&paths, ""), (0, String::new(), String::new()));
    assert_eq!(fs::read_to_string(&made).expect("it was written"), complete(&["-"], SMALL).1);
}
