//! `domxml properties` from outside.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::command::{folder, with_input};

/// Runs `domxml properties`; returns its exit code, standard output and standard error.
fn properties(args: &[&str], input: &[u8]) -> (i32, String, String) {
    with_input(std::iter::once(&"properties").chain(args), input)
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/properties/web.json")
}

#[test]
fn a_map_goes_to_a_vm_and_back() {
    let map = fs::read_to_string(sample()).expect("it is there");
    let (code, vm, err) = properties(&["-"], map.as_bytes());
    assert_eq!((code, err.as_str()), (0, ""));
    let (code, back, err) = properties(&["--from", "-"], vm.as_bytes());
    assert_eq!((code, err.as_str()), (0, ""));
    let value = |text: &str| serde_json::from_str::<Value>(text).expect("it is JSON");
    assert_eq!(value(&back), value(&map));
}

#[test]
fn a_map_goes_to_xml_by_way_of_the_entity() {
    let (file, folder) = (sample().display().to_string(), folder("by-way-of-the-entity"));
    let (code, xml, err) = properties(&[&file, "--to", "xml"], b"");
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(xml.contains("<name>web-7</name>") && xml.contains("<source bridge='red'/>"), "{xml}");
    let (code, context, _) = properties(&[&file, "--to", "context"], b"");
    assert_eq!(code, 0);
    let context_file = folder.join("properties-context.json");
    fs::write(&context_file, context).expect("it can be written");
    let (code, same, _) = properties(&[&file, "--to", "xml", "--context", &context_file.display().to_string()], b"");
    assert_eq!((code, same), (0, xml));
}

#[test]
fn findings_are_reported_and_errors_end_it() {
    let (code, out, err) = properties(&["-"], b"{\"vmName\": \"web\", \"vmNmae\": \"x\"}");
    assert_eq!(code, 1);
    assert!(out.contains("\"name\": \"web\""), "{out}");
    assert_eq!(
        err,
        "<stdin>:1:29: warning[unknown-key]: unknown key `vmNmae` (preserved) at vmNmae; help: did you mean `vmName`?\n"
    );
    let (code, out, err) = properties(&["-"], b"{\"smp\": \"two\", \"memSize\": {}}");
    assert_eq!((code, out.as_str()), (2, ""));
    let expected = "expected an integer from 0 to 65536 (processors), found `two` at smp";
    assert_eq!(err, format!("<stdin>:1:9: error[invalid-value]: {expected}\n"));
    let (code, _, err) = properties(&["-", "--to", "xml"], b"{\"vmName\": \"web\"}");
    assert_eq!(code, 2);
    assert!(err.contains("cannot generate `<stdin>`: 1 error"), "{err}");
    assert_eq!(properties(&[], b"").0, 2);
}

#[test]
fn other_encodings_are_read_and_broken_ones_refused() {
    let text = "{\"vmName\": \"w\u{e9}b\"}";
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let with_mark = format!("\u{feff}{text}");
    for bytes in [text.as_bytes(), with_mark.as_bytes(), &utf16] {
        let (code, out, err) = properties(&["-"], bytes);
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.contains("w\u{e9}b"), "{out}");
    }
    let (code, _, err) = properties(&["-"], b"{\"vmName\": \"w\xe9b\"}");
    assert_eq!(code, 2);
    assert!(err.contains("UTF-8"), "{err}");
}
