//! Files and terminals: nothing half-written stays, nothing is lost by overwriting, nothing of a document acts on the
//! terminal.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::command::{folder, with_input};

const GOOD: &str = "<domain type='kvm'>\n  <name>web</name>\n</domain>\n";

fn domxml(args: &[&dyn AsRef<OsStr>]) -> (i32, String, String) {
    with_input(args.iter().map(AsRef::as_ref), b"")
}

/// The names of the files in a folder.
fn names(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

#[test]
fn a_result_never_replaces_what_it_is_made_from_unless_asked() {
    let folder = folder("in_place");
    let file = folder.join("a.xml");
    let loose = GOOD.replace('\'', "\"");
    fs::write(&file, &loose).unwrap();
    let (code, _, err) = domxml(&[&"fmt", &"--out-dir", &folder, &folder]);
    assert!(code == 2 && err.contains("would replace the document"), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), loose);
    let (code, out, err) = domxml(&[&"fmt", &"--in-place", &folder]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    assert_eq!(fs::read_to_string(&file).unwrap(), GOOD);
    let (code, _, err) = domxml(&[&"resolve", &file, &"-o", &file]);
    assert!(code == 2 && err.contains("would replace a document"), "{err}");
    let (code, _, err) = with_input(["fmt", "--in-place", "-"], GOOD);
    assert!(code == 2 && err.contains("standard input"), "{err}");
    assert_eq!(names(&folder), ["a.xml"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = folder("links");
    let (secret, out) = (folder.join("secret"), folder.join("out"));
    fs::write(&secret, "keep").unwrap();
    fs::create_dir(&out).unwrap();
    fs::create_dir_all(folder.join("in/sub")).unwrap();
    fs::write(folder.join("in/a.xml"), GOOD).unwrap();
    fs::write(folder.join("in/sub/b.xml"), GOOD).unwrap();
    std::os::unix::fs::symlink(&secret, out.join("a.xml")).unwrap();
    std::os::unix::fs::symlink(&folder, out.join("sub")).unwrap();
    let (code, _, err) = domxml(&[&"fmt", &"--out-dir", &out, &folder.join("in")]);
    assert_eq!(code, 2);
    assert!(err.contains("it is a symbolic link") && err.contains("is not a folder"), "{err}");
    assert_eq!(fs::read_to_string(&secret).unwrap(), "keep");
    assert_eq!(names(&folder), ["in", "out", "secret"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_as_it_was() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("whole");
    let file = folder.join("a.xml");
    fs::write(&file, "<domain/>").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let (code, _, err) = domxml(&[&"fmt", &"--in-place", &file]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(fs::read_to_string(&file).unwrap(), "<domain/>\n");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    // A folder in the place of the result.
    fs::create_dir_all(folder.join("out/a.xml")).unwrap();
    let (code, _, err) = domxml(&[&"fmt", &"--out-dir", &folder.join("out"), &file]);
    assert!(code == 2 && err.contains("cannot write"), "{err}");
    assert_eq!(names(&folder.join("out")), ["a.xml"], "no temporary file stays");
}

#[test]
fn nothing_of_a_document_acts_on_the_terminal() {
    let folder = folder("terminal");
    let evil = "\u{1b}]0;title\u{7}\u{9b}31m\u{202e}\u{2028}";
    let texts = [
        format!("<domain><name>a{evil}</name></domain>"),
        "<domain><name>a</name><devices><disk device='x&#x202e;&#10;forged: error: line'/></devices></domain>"
            .to_owned(),
        "<domain><b\u{202e}/></domain>".to_owned(),
        format!("<domain {}='1'/>", "a".repeat(100_000)),
    ];
    for (at, text) in texts.iter().enumerate() {
        let file = folder.join(format!("{at}\u{1b}[31m\u{202e}.xml"));
        fs::write(&file, text).unwrap();
        for command in ["fmt", "untyped", "requires", "recover", "placeholders"] {
            check(command, &domxml(&[&command, &file]));
        }
        let json = domxml(&[&"untyped", &"--json", &file]);
        assert!(json.1.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{}", json.1);
    }
    for entity in ["na\u{1b}[31mme: x", "{\"na\\u001b\\nforged: x\": 1}", "os: \"\u{202e}\u{9b}\"", "\"a\\eb\": 1"] {
        let file = folder.join("vm.yaml");
        fs::write(&file, entity).unwrap();
        for command in ["generate", "properties"] {
            check(command, &domxml(&[&command, &file]));
        }
    }
}

fn check(command: &str, (_, out, err): &(i32, String, String)) {
    // Documents are results as they are; lines about them are not.
    let lines = if ["fmt", "recover"].contains(&command) { "" } else { out.as_str() };
    for line in lines.lines().chain(err.lines()) {
        assert!(!line.chars().any(domxml::schema::report::is_active), "{command}: {line:?}");
        assert!(!line.starts_with("forged"), "{command}: {line}");
        assert!(line.len() <= 4100, "{command}: {} bytes", line.len());
    }
}

#[test]
fn documents_and_entities_are_redacted() {
    let folder = folder("redact");
    let xml = folder.join("a.xml");
    fs::write(&xml, "<domain><devices><graphics type='vnc' passwd='hunter'/></devices></domain>").unwrap();
    let (code, out, err) = domxml(&[&"redact", &xml]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out, "<domain>\n  <devices>\n    <graphics type='vnc'/>\n  </devices>\n</domain>\n");
    let vm = folder.join("a.yaml");
    fs::write(&vm, "name: web\ninitialization: { ignition: hunter }\n").unwrap();
    let (code, out, _) = domxml(&[&"redact", &vm]);
    assert_eq!((code, out.as_str()), (0, "initialization:\n  ignition: (secret)\nname: web\n"));
    let (code, _, err) = with_input(["redact", "-"], "<domain");
    assert!(code == 2 && err.contains("ill-formed"), "{err}");
}
