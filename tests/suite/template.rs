//! Templates from outside: what is open, what is filled in, and what is left alone.

use domxml::context::Context;
use domxml::generate;
use domxml::schema::{Domain, Element};
use domxml::template::{Open, PlaceholderKind, RECORD_NAMESPACE, Template, placements};
use pretty_assertions::assert_eq;

use crate::samples::{self, sample};

const LEASES: &str = "<domain type='kvm'>
  <name>LEASE-OFFSET:a:b</name>
  <devices>
    <lease>
      <lockspace>LEASE-PATH:a:b</lockspace>
      <key>a</key>
      <target path='/leases' offset='4096'/>
    </lease>
    <lease>
      <lockspace>b</lockspace>
      <key>a</key>
      <target path='LEASE-PATH:a:b' offset='LEASE-OFFSET:a:b'/>
    </lease>
  </devices>
</domain>
";

/// The target of the second lease.
const LEASE: &str = "/domain/devices/lease[lockspace='b'][key='a']/target";

fn paths(open: &[Open]) -> Vec<String> {
    let shown = |open: &Open| {
        let position = open.position();
        format!("{}:{} {} {}", position.line, position.column, open.path(), open.placeholder())
    };
    open.iter().map(shown).collect()
}

fn small() -> Template {
    let context: Context = sample("context/x86_64");
    generate(&samples::small(), &context).expect("the VM is possible")
}

#[test]
fn placeholders_have_path_type_and_place() {
    let template = Template::parse(LEASES).expect("it is XML");
    let mut open = template.placeholders().expect("all are right");
    Open::locate(&mut open, LEASES);
    assert_eq!(
        paths(&open),
        [
            "12:15 /domain/devices/lease[lockspace='b'][key='a']/target/@path LEASE-PATH:a:b",
            "12:37 /domain/devices/lease[lockspace='b'][key='a']/target/@offset LEASE-OFFSET:a:b"
        ]
    );
    assert_eq!((open[0].value_type(), open[1].value_type()), ("text", "unsignedInt"));
    assert_eq!(open[1].numbered_path().to_string(), "/domain/devices/lease[2]/target/@offset");
}

#[test]
fn filling_touches_placeholders_only() {
    let template = Template::parse(LEASES).expect("it is XML");
    let domain = template.fill(|open| match open.placeholder().kind() {
        PlaceholderKind::LeasePath => Some("/x".to_owned()),
        _ => Some("7".to_owned()),
    });
    let filled = domain.expect("all are filled in").to_xml().expect("it is XML");
    assert_eq!(filled, LEASES.replace("path='LEASE-PATH:a:b' offset='LEASE-OFFSET:a:b'", "path='/x' offset='7'"));
}

#[test]
fn what_cannot_be_filled_in_is_named() {
    let template = Template::parse(LEASES).expect("it is XML");
    let mut errors = template.fill(|_| None).expect_err("nothing is filled in");
    template.locate(&mut errors.0, LEASES);
    assert_eq!(
        errors.to_string(),
        format!(
            "12:15: error[not-filled-in]: no value for `LEASE-PATH:a:b` at {LEASE}/@path; help: give it a value\n\
             12:37: error[not-filled-in]: no value for `LEASE-OFFSET:a:b` at {LEASE}/@offset; help: give it a value"
        )
    );
    let errors = template.fill(|_| Some("many".to_owned())).expect_err("that is not a number");
    assert_eq!(
        errors.to_string(),
        format!(
            "error[invalid-replacement]: invalid value `many` for `LEASE-OFFSET:a:b` at {LEASE}/@offset; \
             help: expected a number"
        )
    );
    let errors = template.fill(|open| Some(open.placeholder().to_string())).expect_err("nothing is filled in");
    assert_eq!(errors.0.len(), 2);
}

#[test]
fn the_record_travels_in_the_document() {
    let template = small();
    let xml = template.to_xml().expect("it is XML");
    assert!(xml.contains(RECORD_NAMESPACE));
    let read = Template::parse(&xml).expect("it is XML");
    assert!(read.has_record());
    assert_eq!(read, template);
    assert_eq!(read.to_xml().expect("it is XML"), xml);
    assert_eq!(read.placeholders().expect("all are right").len(), 10);
    // Formatting does not break it.
    let formatted = Domain::parse(&xml).and_then(|domain| domain.to_xml()).expect("it is XML");
    assert_eq!(Template::parse(&formatted).as_ref(), Ok(&template));
}

#[test]
fn filling_takes_the_record_out_and_nothing_else() {
    let template = small();
    let with_others = template.to_xml().expect("it is XML").replacen(
        "<metadata>",
        "<metadata><x:y xmlns:x='http://example.org/x'>PAYLOAD:</x:y>",
        1,
    );
    let template = Template::parse(&with_others).expect("it is XML");
    let filled =
        template.fill(|open| Some(format!("/{}", open.placeholder().kind().word()))).expect("all are filled in");
    let xml = filled.to_xml().expect("it is XML");
    assert!(!xml.contains(RECORD_NAMESPACE), "{xml}");
    assert!(xml.contains("<x:y xmlns:x='http://example.org/x'>PAYLOAD:</x:y>"), "{xml}");
    assert!(xml.contains("<ovirt-vm:clusterVersion>4.8</ovirt-vm:clusterVersion>"), "{xml}");
    let left = Template::from_domain(filled).expect("it has no record").placeholders();
    assert_eq!(left, Ok(Vec::new()));
}

#[test]
fn a_look_alike_that_the_record_does_not_name_is_a_value() {
    let xml = small().to_xml().expect("it is XML");
    let slot = "      <template:slot path=\"/domain/sysinfo/system/entry[4]\">HOST-SERIAL:</template:slot>\n";
    let literal = xml.replace(slot, "");
    assert_ne!(xml, literal);
    let template = Template::parse(&literal).expect("it is XML");
    let filled = template.fill(|_| Some("/x".to_owned())).expect("all are filled in");
    assert_eq!(filled.sysinfo[0].system_entry("serial"), Some("HOST-SERIAL:"));
    assert_eq!(filled.sysinfo[0].system_entry("product"), Some("/x"));
}

#[test]
fn a_record_that_does_not_fit_is_a_mistake() {
    let xml = small().to_xml().expect("it is XML");
    let changed = xml.replace("<source bridge='NETWORK:ovirtmgmt'/>", "<source bridge='red'/>");
    let errors = Template::parse(&changed).expect("it is XML").placeholders().expect_err("it is filled in");
    assert_eq!(
        errors.to_string(),
        "error[record-mismatch]: the template's record lists `NETWORK:ovirtmgmt`, but the document has `red` at \
         /domain/devices/interface[mac/@address='56:6f:1a:2b:00:01']/source/@bridge; \
         help: generate the template again, or remove the record from its metadata"
    );
    let gone = xml.replace("<source bridge='NETWORK:ovirtmgmt'/>", "");
    let errors = Template::parse(&gone).expect("it is XML").placeholders().expect_err("the place is gone");
    assert!(errors.to_string().contains("but there is no such place"), "{errors}");
}

#[test]
fn devices_to_plug_in_are_templates_too() {
    let source = "<hotplug>
  <devices>
    <interface type='bridge'>
      <source bridge='NETWORK:red'/>
    </interface>
  </devices>
  <odd/>
</hotplug>
";
    let template = Template::parse(source).expect("it is XML");
    let open = template.placeholders().expect("all are right");
    assert_eq!(
        open[0].path().to_string(),
        "/hotplug/devices/interface[@type='bridge'][source/@bridge='NETWORK:red']/source/@bridge"
    );
    assert_eq!(open[0].numbered_path().to_string(), "/hotplug/devices/interface/source/@bridge");
    assert_eq!(template.to_xml().as_deref(), Ok(source));
    assert!(Template::parse("<network/>").is_err());
}

#[test]
fn every_placeholder_has_a_place_in_the_model() {
    for kind in PlaceholderKind::ALL {
        assert!(placements().iter().any(|placement| placement.kind == *kind), "{kind:?} is allowed nowhere");
    }
    for placement in placements() {
        let path = placement.pattern.to_string();
        let xml = document(&path, "LEASE-PATH:a");
        let errors = Template::parse(&xml).expect(&path).placeholders().expect_err(&path);
        assert_eq!(errors.0.len(), 1, "{xml}: {errors}");
    }
}

/// A domain with a text at a place.
fn document(path: &str, text: &str) -> String {
    let (elements, attribute) = path.split_once("/@").unwrap_or((path, ""));
    let steps: Vec<&str> = elements.split('/').collect();
    let (mut xml, mut ends) = ("<domain type='kvm'>".to_owned(), "</domain>".to_owned());
    for (at, step) in steps.iter().enumerate() {
        let (name, condition) = step.split_once("[@").unwrap_or((step, ""));
        let kind = match name {
            "sysinfo" => "type='smbios'",
            "listen" => "type='network'",
            _ => "",
        };
        let last = at + 1 == steps.len();
        let value = if last && !attribute.is_empty() { format!("{attribute}='{text}'") } else { String::new() };
        xml.push_str(&format!("<{name} {kind} {} {value}>", condition.trim_end_matches(']')));
        ends.insert_str(0, &format!("</{name}>"));
    }
    let content = if attribute.is_empty() { text } else { "" };
    format!("{xml}{content}{ends}")
}

/// The table of placeholders in `docs/placeholders.md` is that of the code.
#[test]
fn the_documented_table_is_the_codes() {
    let mut table = String::from(
        "| placeholder | stands for | where it is allowed | value | filled in from | older spelling |\n\
         |---|---|---|---|---|---|\n",
    );
    for kind in PlaceholderKind::ALL {
        let patterns = placements().iter().filter(|placement| placement.kind == *kind);
        let patterns: Vec<String> = patterns.map(|placement| format!("`{}`", placement.pattern)).collect();
        let old: Vec<String> = kind.old_words().iter().map(|word| format!("`{word}:`")).collect();
        table.push_str(&format!(
            "| `{}` | {} | {} | {} | `{}` | {} |\n",
            kind.syntax(),
            kind.meaning(),
            patterns.join(", "),
            kind.value().description(),
            kind.fact(),
            old.join(", ")
        ));
    }
    let documented = include_str!("../../docs/placeholders.md");
    assert!(documented.contains(&table), "docs/placeholders.md must hold this table:\n{table}");
}
