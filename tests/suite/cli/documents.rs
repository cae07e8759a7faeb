//! The command from outside: what goes in, what comes out, and the exit codes.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use domxml::schema::xml::relax_ng;
use domxml::schema::{Domain, json};
use serde_json::{Value, json};

use super::command::{folder, with_input};

const GOOD: &str = "<domain type='kvm'>\n  <name>web</name>\n</domain>\n";
const LOOSE: &str = "<domain type=\"kvm\"><name>web</name></domain>";
const ODD: &str =
    "<domain type='kvm'>\n  <name>web</name>\n  <odd a='1'/>\n  <vcpu placemnt='static'>x</vcpu>\n</domain>\n";
const JSON: &str = "{\n  \"domain\": {\n    \"kind\": \"kvm\",\n    \"name\": \"web\"\n  }\n}\n";
const BAD: &str = "<domain>\n  <name>web</nam>\n</domain>\n";

fn save(path: &Path, text: impl AsRef<[u8]>) -> PathBuf {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
    path.to_path_buf()
}

/// One of the repository's samples.
fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(path).with_extension("yaml")
}

/// Runs the command; returns its exit code, standard output and standard error.
fn domxml<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> (i32, String, String) {
    with_input(args, b"")
}

fn args<const N: usize>(args: [&dyn AsRef<OsStr>; N]) -> Vec<&OsStr> {
    args.map(AsRef::as_ref).to_vec()
}

#[test]
fn fmt_writes_one_document_to_standard_output() {
    let folder = folder("one");
    let file = save(&folder.join("a.xml"), LOOSE);
    for (args, input) in [(args([&"fmt", &file]), ""), (args([&"fmt"]), LOOSE), (args([&"fmt", &"-"]), LOOSE)] {
        let (code, out, err) = with_input(&args, input.as_bytes());
        assert_eq!((code, out.as_str(), err.as_str()), (0, GOOD, ""), "{args:?}");
    }
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(LOOSE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(with_input(["fmt"], &utf16), (0, GOOD.to_owned(), String::new()));
    let (code, out, _) = with_input(["fmt"], b"<target dev='vda'   bus='virtio' x='1'/>");
    assert_eq!((code, out.as_str()), (2, ""), "several elements have that name");
    let (code, out, _) = with_input(["fmt"], b"<disk type=\"file\"/>");
    assert_eq!((code, out.as_str()), (0, "<disk type='file'/>\n"));
}

#[test]
fn fmt_keeps_what_is_not_known_without_complaint() {
    let (code, out, err) = with_input(["fmt"], ODD.as_bytes());
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("<odd a='1'/>") && out.contains("<vcpu placemnt='static'>x</vcpu>"), "{out}");
}

#[test]
fn fmt_writes_folders_under_their_names() {
    let folder = folder("tree");
    save(&folder.join("in/a.xml"), LOOSE);
    save(&folder.join("in/deep/er/b.xml"), LOOSE);
    save(&folder.join("in/notes.txt"), BAD);
    let single = save(&folder.join("c.xml"), LOOSE);
    let out_dir = folder.join("new/out");
    let (code, out, err) = domxml(args([&"fmt", &"--out-dir", &out_dir, &folder.join("in"), &single]));
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    for name in ["a.xml", "deep/er/b.xml", "c.xml"] {
        assert_eq!(fs::read_to_string(out_dir.join(name)).unwrap(), GOOD, "{name}");
    }
    assert!(!out_dir.join("notes.txt").exists());
}

#[test]
fn fmt_writes_the_rest_if_one_is_bad() {
    let folder = folder("mixed");
    save(&folder.join("in/a.xml"), LOOSE);
    let bad = save(&folder.join("in/b.xml"), BAD);
    let wrong = save(&folder.join("in/c.xml"), b"<domain>\xff</domain>");
    save(&folder.join("in/d.xml"), LOOSE);
    let out_dir = folder.join("out");
    let (code, out, err) = domxml(args([&"fmt", &"--out-dir", &out_dir, &folder.join("in")]));
    assert_eq!((code, out.as_str()), (2, ""));
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 2, "{err}");
    let place = format!(
        "{}:2:12: error[ill-formed]: expected `</name>` (opened at line 2), found `</nam>` at /domain/name;",
        bad.display()
    );
    assert!(lines[0].starts_with(&place), "{err}");
    assert!(lines[1].starts_with(&format!("{}:1:9: error[encoding]:", wrong.display())), "{err}");
    let mut written: Vec<_> = fs::read_dir(&out_dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    written.sort();
    assert_eq!(written, ["a.xml", "d.xml"]);
}

#[test]
fn fmt_says_what_it_cannot_do() {
    let folder = folder("refused");
    let (a, b) = (save(&folder.join("x/a.xml"), LOOSE), save(&folder.join("y/a.xml"), LOOSE));
    let missing = folder.join("missing.xml");
    let (code, out, err) = domxml(args([&"fmt", &missing]));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("missing.xml") && err.contains("No such file"), "{err}");
    for paths in [args([&"fmt", &folder]), args([&"fmt", &a, &b])] {
        let (code, out, err) = domxml(paths);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("--out-dir"), "{err}");
    }
    let out_dir = folder.join("out");
    fs::create_dir(folder.join("empty")).unwrap();
    let (code, _, err) = domxml(args([&"fmt", &"--out-dir", &out_dir, &folder.join("empty")]));
    assert_eq!(code, 2);
    assert!(err.contains("empty: error: the folder has no documents (*.xml)"), "{err}");
    let (code, _, err) = domxml(args([&"fmt", &"--out-dir", &out_dir, &a, &b, &missing]));
    assert_eq!((code, err.lines().count()), (2, 2), "{err}");
    assert!(err.contains("error: another document is written to `a.xml`, too"), "{err}");
    assert_eq!(fs::read_to_string(out_dir.join("a.xml")).unwrap(), GOOD);
    let occupied = save(&folder.join("occupied"), "");
    let (code, _, err) = domxml(args([&"fmt", &"--out-dir", &occupied, &a]));
    assert_eq!(code, 2);
    assert!(err.contains("cannot write"), "{err}");
}

#[test]
fn an_empty_document_is_no_document() {
    let folder = folder("nothing");
    let empty = save(&folder.join("empty.xml"), "");
    for command in [&["fmt"][..], &["untyped"], &["convert", "--to", "json"]] {
        let args = command.iter().map(OsStr::new).chain([empty.as_os_str()]);
        let (code, out, err) = domxml(args);
        assert_eq!((code, out.as_str()), (2, ""), "{command:?}");
        let wanted =
            "empty.xml:1:1: error[ill-formed]: the document has no root element; help: add one, such as `<domain>`";
        assert!(err.trim_end().ends_with(wanted), "{err}");
    }
}

#[test]
fn convert_writes_one_document_to_standard_output() {
    let folder = folder("one-converted");
    let (xml, json) = (save(&folder.join("a.xml"), LOOSE), save(&folder.join("a.json"), JSON));
    let wanted = |text: &str| (0, text.to_owned(), String::new());
    assert_eq!(domxml(args([&"convert", &"--to", &"json", &xml])), wanted(JSON));
    assert_eq!(domxml(args([&"convert", &"--to", &"xml", &json])), wanted(GOOD));
    for stdin in [&["convert", "--to", "json"][..], &["convert", "--to", "json", "-"]] {
        assert_eq!(with_input(stdin, LOOSE.as_bytes()), wanted(JSON));
    }
    assert_eq!(with_input(["convert", "--to", "xml"], JSON.as_bytes()), wanted(GOOD));
    let (_, odd, _) = with_input(["convert", "--to", "json"], ODD.as_bytes());
    assert_eq!(with_input(["convert", "--to", "xml"], odd.as_bytes()), wanted(ODD));
    let hub = "{\n  \"hub\": {\n    \"kind\": \"usb\"\n  }\n}\n";
    assert_eq!(with_input(["convert", "--to", "json"], b"<hub type='usb'/>"), wanted(hub));
}

#[test]
fn the_samples_go_both_ways() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("roundtrip_tests/samples");
    let folder = folder("samples");
    let (xml, json, back) = (folder.join("xml"), folder.join("json"), folder.join("back"));
    let nothing = (0, String::new(), String::new());
    assert_eq!(domxml(args([&"fmt", &"--out-dir", &xml, &samples])), nothing);
    assert_eq!(domxml(args([&"convert", &"--to", &"json", &"--out-dir", &json, &samples])), nothing);
    assert_eq!(domxml(args([&"convert", &"--to", &"xml", &"--out-dir", &back, &json])), nothing);
    let names: Vec<_> = fs::read_dir(&xml).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.len() >= 80, "{} samples", names.len());
    for name in names {
        let formatted = fs::read_to_string(xml.join(&name)).unwrap();
        assert!(fs::read_to_string(back.join(&name)).unwrap() == formatted, "{}", name.display());
        let canonical = name.to_string_lossy().ends_with(".canonical.xml");
        assert!(!canonical || fs::read_to_string(samples.join(&name)).unwrap() == formatted, "{}", name.display());
        assert!(json.join(&name).with_extension("json").exists(), "{}", name.display());
    }
}

#[test]
fn convert_lists_all_mistakes_and_goes_on() {
    let folder = folder("mistakes");
    save(&folder.join("in/a.json"), JSON);
    let bad = save(&folder.join("in/b.json"), "{\"domain\": {\n  \"nam\": \"web\",\n  \"id\": \"x\"\n}}\n");
    let cut = save(&folder.join("in/c.json"), "{\"domain\": ");
    save(&folder.join("in/deep/d.json"), JSON);
    save(&folder.join("in/e.xml"), BAD);
    let out_dir = folder.join("out");
    let (code, out, err) = domxml(args([&"convert", &"--to", &"xml", &"--out-dir", &out_dir, &folder.join("in")]));
    assert_eq!((code, out.as_str()), (2, ""));
    let (bad, cut) = (bad.display(), cut.display());
    let wanted = format!(
        "{bad}:2:3: error[unknown-key]: unknown key `nam` at $.domain.nam; help: did you mean `name`?\n\
         {bad}:3:9: error[wrong-type]: expected a whole number, found \"x\" at $.domain.id; \
         help: a text that stands in place of a value goes into `values` of `extra`\n\
         {cut}:1:12: error[ill-formed]: EOF while parsing a value at $.domain; help: the document is cut short\n"
    );
    assert_eq!(err, wanted);
    for name in ["a.xml", "deep/d.xml"] {
        assert_eq!(fs::read_to_string(out_dir.join(name)).unwrap(), GOOD, "{name}");
    }
    assert!(!out_dir.join("b.xml").exists() && !out_dir.join("e.xml").exists());
    let (code, out, err) = with_input(["convert", "--to", "xml"], br#"{"domain": {"name": "\u0001"}}"#);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.starts_with("<stdin>: error[not-writable]: character U+0001"), "{err}");
}

#[test]
fn convert_says_what_it_cannot_do() {
    let folder = folder("not-converted");
    let (a, b) = (save(&folder.join("x/a.xml"), LOOSE), save(&folder.join("y/a.xml"), LOOSE));
    let (code, _, err) = domxml(args([&"convert", &"--to", &"json", &a, &b]));
    assert_eq!(code, 2);
    assert!(err.contains("--out-dir"), "{err}");
    let out_dir = folder.join("out");
    let (code, _, err) = domxml(args([&"convert", &"--to", &"json", &"--out-dir", &out_dir, &a, &b]));
    assert_eq!((code, err.lines().count()), (2, 1), "{err}");
    assert!(err.contains("error: another document is written to `a.json`, too"), "{err}");
    assert_eq!(fs::read_to_string(out_dir.join("a.json")).unwrap(), JSON);
    let (code, _, err) = domxml(args([&"convert", &"--to", &"xml", &"--out-dir", &out_dir, &folder.join("x")]));
    assert_eq!(code, 2);
    assert!(err.contains("x: error: the folder has no documents (*.json)"), "{err}");
    let (code, _, err) = domxml(args([&"convert", &a]));
    assert_eq!(code, 2);
    assert!(err.contains("--to <FORM>"), "{err}");
    let (code, out, err) = domxml(args([&"convert", &"--to", &"xml", &a]));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("a.xml:1:1: error[ill-formed]: expected value at $"), "{err}");
}

#[test]
fn untyped_lists_what_was_kept() {
    let folder = folder("untyped");
    let good = save(&folder.join("good.xml"), GOOD);
    let odd = save(&folder.join("odd.xml"), ODD);
    assert_eq!(domxml(args([&"untyped", &good])), (0, String::new(), String::new()));
    let (code, out, err) = domxml(args([&"untyped", &odd]));
    assert_eq!((code, err.as_str()), (1, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    let start = format!("{}:3:3: warning[unknown-element]: ", odd.display());
    assert!(lines[0].starts_with(&start), "{out}");
    assert!(lines[0].ends_with(" at /domain/odd"), "{out}");
    assert!(lines[1].contains(":4:9: warning[unknown-attribute]: "), "{out}");
    assert!(lines[1].contains(" at /domain/vcpu/@placemnt"), "{out}");
    assert!(lines[1].contains("did you mean `placement`?"), "{out}");
    assert!(lines[2].contains(":4:27: warning[invalid-value]: "), "{out}");
}

#[test]
fn untyped_gives_rows_of_json() {
    let folder = folder("rows");
    save(&folder.join("in/good.xml"), GOOD);
    let odd = save(&folder.join("in/odd.xml"), ODD);
    let (code, out, err) = domxml(args([&"untyped", &"--json", &folder.join("in")]));
    assert_eq!((code, err.as_str()), (1, ""));
    let rows: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 3);
    for row in &rows {
        let row = row.as_object().unwrap();
        let mut fields: Vec<&str> = row.keys().map(String::as_str).collect();
        fields.sort_unstable();
        assert_eq!(fields, ["column", "file", "kind", "line", "path", "reason", "text"]);
        assert_eq!(row["file"].as_str(), odd.to_str());
        assert!(row["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
    }
    let value = &rows[2];
    assert_eq!((value["line"].as_u64(), value["column"].as_u64()), (Some(4), Some(27)));
    assert_eq!((value["kind"].as_str(), value["path"].as_str()), (Some("invalid-value"), Some("/domain/vcpu")));
    assert_eq!(value["text"].as_str(), Some("x"));
}

#[test]
fn untyped_goes_on_behind_a_failure() {
    let folder = folder("failure");
    let (bad, odd) = (save(&folder.join("bad.xml"), BAD), save(&folder.join("odd.xml"), ODD));
    let (code, out, err) = domxml(args([&"untyped", &bad, &odd]));
    assert_eq!((code, out.lines().count(), err.lines().count()), (2, 3, 1), "{out}{err}");
    let (code, out, _) = with_input(["untyped", "-"], ODD.as_bytes());
    assert_eq!(code, 1);
    assert!(out.starts_with("<stdin>:3:3: "), "{out}");
    let (code, _, err) = domxml(["untyped"]);
    assert_eq!(code, 2);
    assert!(err.contains("PATH"), "{err}");
}

#[test]
fn schema_lists_the_model() {
    let (code, out, err) = domxml(["schema", "list", "--json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let rows: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert!(rows.len() > 500, "{} rows", rows.len());
    for row in &rows {
        assert!(row["path"].as_str().is_some_and(|path| path == "domain" || path.starts_with("domain/")), "{row}");
        assert!(row["attributes"].is_array() && row["children"].is_array() && row["repeated"].is_boolean(), "{row}");
    }
    let row = |path: &str| rows.iter().find(|row| row["path"] == path).unwrap();
    let disk = row("domain/devices/disk");
    assert_eq!(disk["repeated"], true);
    let device = disk["attributes"].as_array().unwrap().iter().find(|it| it["name"] == "device").unwrap();
    assert!(device["keywords"].as_array().unwrap().iter().any(|word| word == "cdrom"), "{device}");
    assert!(row("domain/name")["text"].is_object() && row("domain/devices")["text"].is_null());
    let words = row("domain/on_crash")["text"]["words"].as_array().unwrap();
    assert!(words.iter().any(|word| word["name"] == "preserve-running" && word["since"] == "12.6.0"), "{words:?}");
    let loader = &row("domain/os/loader")["later"][0];
    assert_eq!((&loader["since"], &loader["hypervisors"][0]), (&"0.9.12".into(), &"qemu".into()));
    let attribute = |path: &str, name: &str| {
        let attributes = row(path)["attributes"].as_array().unwrap();
        attributes.iter().find(|it| it["name"] == name).unwrap()["meaning"].clone()
    };
    let action = attribute("domain/devices/watchdog", "action");
    assert_eq!(action["defaults"][0], json!({ "value": "reset", "place": null, "form": "default", "when": {} }));
    assert_eq!(attribute("domain/devices/graphics", "passwd")["secret"], json!({ "extent": "whole", "guarded": true }));
    assert_eq!(row("domain/memory")["meaning"]["unit"], "KiB");
    assert_eq!(row("domain/devices")["meaning"]["merge"], "children");
    assert_eq!(disk["identities"][0]["by"], "target");
    let (code, plain, _) = domxml(["schema", "list"]);
    assert_eq!((code, plain.lines().count()), (0, rows.len()));
    let line = |path: &str| plain.lines().find(|line| line.split(' ').next() == Some(path)).unwrap();
    assert!(line("domain/devices/watchdog").contains(" @action:Action(default=reset)"), "{plain}");
    assert!(line("domain/memory").contains("unit=KiB") && line("domain/devices/disk").contains("identity=target:"));
    assert!(plain.lines().any(|line| line.starts_with("domain/devices/disk @")), "no attributes");
}

#[test]
fn schema_exports_relax_ng() {
    let (code, out, err) = domxml(["schema", "rng"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out == relax_ng::<Domain>(), "not what the library exports");
}

#[test]
fn schema_exports_json_schema() {
    let (code, out, err) = domxml(["schema", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(serde_json::from_str::<Value>(&out).unwrap() == json::schema(), "not what the library exports");
}

#[test]
fn wrong_use_is_explained() {
    for wrong in [&["format"][..], &["fmt", "--outdir", "x"], &["schema"], &[]] {
        let (code, out, err) = domxml(wrong);
        assert_eq!((code, out.as_str()), (2, ""), "{wrong:?}");
        assert!(err.contains("Usage: domxml"), "{err}");
    }
    let (code, out, _) = domxml(["--version"]);
    assert_eq!((code, out.trim_end()), (0, concat!("domxml ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn help_groups_the_commands_and_ends_with_examples() {
    let (code, out, _) = domxml(["--help"]);
    assert_eq!(code, 0);
    for text in ["\nDocuments:\n  fmt ", "\nFrom VM to XML:\n  generate ", "\nOptions:\n", "\nExit codes: 0 success, "]
    {
        assert!(out.contains(text), "{text} in {out}");
    }
    let commands = out.lines().filter_map(|line| line.strip_prefix("  ")?.split_once("  ")).map(|(name, _)| name);
    let commands: Vec<&str> = commands.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())).collect();
    assert_eq!(commands.len(), 14, "{out}");
    for command in commands {
        let (code, out, _) = domxml([command, "--help"]);
        assert_eq!(code, 0);
        assert!(out.contains(&format!("\nUsage: domxml {command}")) && out.contains("\nExamples:\n"), "{out}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_ends_the_command_silently() {
    let folder = folder("pipe");
    for number in 0..200 {
        save(&folder.join(format!("in/{number}.xml")), ODD);
    }
    let command = format!("'{}' untyped '{}' | head -1", env!("CARGO_BIN_EXE_domxml"), folder.join("in").display());
    let output = std::process::Command::new("sh").args(["-c", &command]).output().unwrap();
    assert_eq!((output.stdout.iter().filter(|byte| **byte == b'\n').count(), output.stderr), (1, Vec::new()));
}

const LEASE: &str = "<domain type='kvm'>\n  <devices>\n    <lease>\n      <target path='/leases' offset='LEASE-OFFSET:a:b'/>\n    \
                     </lease>\n  </devices>\n</domain>\n";

#[test]
fn placeholders_are_listed() {
    let (code, out, err) = with_input(["placeholders", "-"], LEASE.as_bytes());
    let row = "<stdin>:4:30: /domain/devices/lease/target/@offset: LEASE-OFFSET:a:b (unsignedInt)\n";
    assert_eq!((code, out.as_str(), err.as_str()), (0, row, ""));
    let (code, out, _) = with_input(["placeholders", "--json", "-"], LEASE.as_bytes());
    let row: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (code, &row["kind"], &row["parameters"][1], &row["line"]),
        (0, &"LEASE-OFFSET".into(), &"b".into(), &4.into())
    );
    let (code, out, _) = with_input(["placeholders", "-"], GOOD.as_bytes());
    assert_eq!((code, out.as_str()), (0, ""));
}

#[test]
fn placeholders_that_are_wrong_are_named() {
    let (code, out, err) =
        with_input(["placeholders", "-"], LEASE.replace("LEASE-OFFSET:a", "LEASE-OFSET:a").as_bytes());
    let message = "<stdin>:4:30: error[invalid-placeholder]: `LEASE-OFSET:a:b` is not a placeholder at \
                   /domain/devices/lease/target/@offset; help: did you mean `LEASE-OFFSET:<lease>:<storage domain>`?\n";
    assert_eq!((code, out.as_str(), err.as_str()), (1, "", message));
}

#[test]
fn a_template_is_filled_in() {
    let folder = folder("resolve");
    let facts = "leases: [{ lease: a, storageDomain: b, path: /leases, offset: 4096 }]\n";
    let facts = save(&folder.join("facts.yaml"), facts);
    let template = save(&folder.join("template.xml"), LEASE);
    let filled = LEASE.replace("LEASE-OFFSET:a:b", "4096");
    let (code, out, err) = domxml(args([&"resolve", &template, &"--facts", &facts]));
    assert_eq!((code, out.as_str(), err.as_str()), (0, filled.as_str(), ""));
    let (code, out, _) = with_input(args([&"resolve", &"-", &"--facts", &facts]), LEASE.as_bytes());
    assert_eq!((code, out.as_str()), (0, filled.as_str()));
    let result = folder.join("filled.xml");
    let (code, out, _) = domxml(args([&"resolve", &template, &"--facts", &facts, &"-o", &result]));
    assert_eq!((code, out.as_str(), fs::read_to_string(&result).unwrap().as_str()), (0, "", filled.as_str()));
}

#[test]
fn what_cannot_be_filled_in_is_named_with_its_fact() {
    let (code, out, err) = with_input(["resolve", "-"], LEASE.as_bytes());
    let message = "<stdin>:4:30: error[missing-fact]: `LEASE-OFFSET:a:b` needs the fact `leases`, which is \
                   missing at /domain/devices/lease/target/@offset; help: add the lease with its `path` and `offset`\n";
    assert_eq!((code, out.as_str(), err.as_str()), (2, "", message));
    let folder = folder("facts");
    let facts = save(&folder.join("facts.yaml"), "lease: []\n");
    let (code, _, err) = with_input(args([&"resolve", &"-", &"--facts", &facts]), LEASE.as_bytes());
    assert!(code == 2 && err.contains("did you mean `leases`?"), "{err}");
    let (code, _, err) = with_input(["resolve", "-", "--facts", "-"], LEASE.as_bytes());
    assert!(code == 2 && err.contains("give one as a file"), "{err}");
}

#[test]
fn a_sample_goes_through_the_pipe() {
    let (vm, context) = (sample("vm/small"), sample("context/x86_64"));
    let (code, template, err) = domxml(args([&"generate", &vm, &"--context", &context]));
    assert_eq!((code, err.as_str()), (0, ""));
    for host in ["facts/x86_64-bridge", "facts/x86_64-ovs"] {
        let (code, xml, err) = with_input(args([&"resolve", &"-", &"--facts", &sample(host)]), template.as_bytes());
        assert_eq!((code, err.as_str()), (0, ""), "{host}");
        assert!(xml.starts_with("<domain type='kvm'"), "{xml}");
        let (code, open, _) = with_input(["placeholders", "-"], xml.as_bytes());
        assert_eq!((code, open.as_str()), (0, ""), "{host}");
    }
}

#[test]
fn generate_names_all_that_is_wrong() {
    let vm = "{ id: 00000000-0000-0000-0000-000000000000, name: '', memory: { sizeMb: 0 } }";
    let (code, out, err) = with_input(["generate", "-"], vm.as_bytes());
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(err.matches(": error[invalid-vm]: ").count(), 3, "{err}");
    for (column, field) in [(7, " at id; "), (51, " at name; "), (73, " at memory.sizeMb; ")] {
        let place = format!("<stdin>:1:{column}: ");
        assert!(err.lines().any(|line| line.starts_with(&place) && line.contains(field)), "{place}{field} in {err}");
    }
    assert!(err.ends_with("\nerror: cannot generate `<stdin>`: 3 errors\n"), "{err}");
    let (code, _, err) = with_input(["generate", "-"], b"nmae: web");
    let expected = "<stdin>:1:1: error[unknown-key]: unknown field `nmae` at nmae; help: did you mean `name`?\n";
    assert_eq!((code, err.as_str()), (2, expected));
}

#[test]
fn current_says_what_changed() {
    let folder = folder("current");
    let (vm, context) = (sample("vm/small"), sample("context/x86_64"));
    let made = folder.join("made.xml");
    let (code, _, err) = domxml(args([&"generate", &vm, &"--context", &context, &"-o", &made]));
    assert_eq!((code, err.as_str()), (0, ""));
    let (code, out, _) = domxml(args([&"current", &vm, &made, &"--context", &context]));
    assert_eq!((code, out.as_str()), (0, ""));
    let changed = fs::read_to_string(&vm).unwrap().replace("sizeMb: 1024", "sizeMb: 2048");
    let changed = save(&folder.join("changed.yaml"), changed);
    let (code, out, _) = domxml(args([&"current", &changed, &made, &"--context", &context]));
    assert_eq!((code, out), (1, format!("{}: warning: vm.memory.sizeMb has another value\n", made.display())));
    let plain = save(&folder.join("plain.xml"), GOOD);
    let (code, _, err) = domxml(args([&"current", &vm, &plain]));
    assert!(code == 2 && err.contains("has no fingerprint"), "{err}");
}

#[test]
fn schema_exports_what_entities_look_like() {
    for (entity, sample) in [("vm", "vm/small"), ("context", "context/x86_64"), ("facts", "facts/x86_64-ovs")] {
        let (code, out, err) = domxml(["schema", "json", "--entity", entity]);
        assert_eq!((code, err.as_str()), (0, ""));
        let schema: Value = serde_json::from_str(&out).unwrap();
        let text = fs::read_to_string(self::sample(sample)).unwrap();
        let keys = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        for key in keys.filter_map(|line| line.split(':').next()) {
            assert!(schema["properties"][key]["description"].is_string(), "{entity}: {key}");
        }
    }
}
