//! Bad input inside of others' structs is an error that says what is wrong and where, and nothing is lost.

use std::fmt::Debug;

use domxml_schema::device::Disk;
use domxml_schema::domain::{Device, Metadata};
use domxml_schema::{Domain, interop};
use interop_tests::{StrongHost, YaHost, YaPlan};
use pretty_assertions::assert_eq;
use strong_xml::{XmlRead, XmlWrite};
use yaserde::{YaDeserialize, YaSerialize};

fn message<T: Debug>(result: Result<T, impl ToString>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn errors_name_the_place_the_cause_and_the_help() {
    let strong = |content: &str| message(StrongHost::from_str(&format!("<host name='a'>{content}</host>")));
    assert_eq!(
        strong("<domain>\n  <name>a</nam></domain>"),
        "error parsing XML value: in the element at byte 15 of the document: 2:10: error[ill-formed]: \
         expected `</name>` (opened at line 2), found `</nam>` at /domain/name; help: write `</name>` before it"
    );
    assert!(strong("<domain a='1' a='2'/>").contains("duplicate attribute `a`"));
    assert!(strong("<domain q:a='1'/>").contains("unknown namespace prefix `q`"));
    let outside = "<host name='a' xmlns:q='u:q'><domain><q:x/></domain></host>";
    assert!(message(StrongHost::from_str(outside)).contains("declare it"));
}

#[test]
fn a_name_that_the_type_does_not_have_is_refused_by_strong_xml() {
    #[derive(Debug, XmlRead)]
    #[xml(tag = "plan")]
    #[expect(dead_code)]
    struct Plan {
        #[xml(child = "disc")]
        disk: Disk,
    }
    assert!(message(Plan::from_str("<plan><disc type='file'/></plan>")).contains("did you mean `<disk>`?"));
}

#[test]
fn unknown_content_and_wrong_values_are_kept() {
    let content = "<domain type='quantum'><vcpu>many</vcpu><name>a</name><name>b</name>stray<x/></domain>";
    let source = format!("<host name='a'>{content}</host>");
    let strong = StrongHost::from_str(&source).unwrap().domains;
    let ya = yaserde::de::from_str::<YaHost>(&source).unwrap().domains;
    assert_eq!(strong, ya);
    for word in ["quantum", "many", "<name>b</name>", "stray", "<x/>"] {
        assert!(XmlWrite::to_string(&ya[0]).unwrap().contains(word), "{word}");
    }
}

#[test]
fn encodings_are_what_the_text_or_the_bytes_say() {
    // A text was decoded already: the declaration is about bytes that are gone.
    let text = "<?xml version='1.0' encoding='ISO-8859-1'?><host name='ä'><domain><name>ö</name></domain></host>";
    let host: YaHost = interop::yaserde::from_str(text).unwrap();
    assert_eq!((&*host.name, host.domains[0].name.as_deref()), ("ä", Some("ö")));

    let utf16: Vec<u8> = std::iter::once(0xfeff)
        .chain(text.replace("ISO-8859-1", "UTF-16").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(yaserde::de::from_reader::<_, YaHost>(&utf16[..]).unwrap(), host);

    let mixed = b"<host name='a'><domain><name>\xc3\xb6 \xf6</name></domain></host>";
    let error = message(yaserde::de::from_reader::<_, YaHost>(&mixed[..]));
    assert!(error.to_lowercase().contains("utf-8"), "{error}");
}

#[test]
fn hostile_documents_are_refused_at_once() {
    let deep = format!("<host name='a'><domain>{}", "<a>".repeat(100_000));
    assert!(message(yaserde::de::from_str::<YaHost>(&deep)).contains("nested deeper"));
    let deep = format!("{deep}{}</domain></host>", "</a>".repeat(100_000));
    assert!(message(StrongHost::from_str(&deep)).contains("nested deeper"));
    let doctype = "<!DOCTYPE domain [<!ENTITY a 'b'>]><domain><name>&a;</name></domain>";
    assert!(message(yaserde::de::from_str::<Domain>(doctype)).contains("document type"));
    assert!(message(<Domain as XmlRead>::from_str(doctype)).contains("document type"));
}

#[test]
fn nothing_follows_the_root() {
    for source in ["<domain/><domain/>", "<domain/>junk", "<domain", "<domain>", "", "junk<domain/>"] {
        message(yaserde::de::from_str::<Domain>(source));
        message(interop::yaserde::from_str::<Domain>(source));
        message(<Domain as XmlRead>::from_str(source));
    }
    assert!(message(yaserde::de::from_str::<Domain>("<domian/>")).contains("did you mean `<domain>`?"));
    message(interop::yaserde::from_str::<YaHost>("<host name='a'/><host name='b'/>"));
}

#[test]
fn what_cannot_be_written_is_refused() {
    let domain = Domain { name: Some("a\u{1}".to_owned()), ..Domain::default() };
    let ya = YaHost { name: "a".to_owned(), domains: vec![domain.clone()] };
    assert!(message(yaserde::ser::to_string(&ya)).contains("U+0001 is not allowed in XML at /domain/name"));
    let strong = StrongHost { name: "a".to_owned(), domains: vec![domain] };
    assert!(message(strong.to_string()).contains("U+0001 is not allowed in XML at /domain/name"));
}

#[test]
fn an_element_is_not_dissolved_in_its_parent() {
    #[derive(Debug, YaDeserialize, YaSerialize)]
    struct Flat {
        #[yaserde(flatten = true)]
        disk: Disk,
    }
    #[derive(Debug, Default, YaDeserialize, YaSerialize)]
    enum Any {
        #[default]
        None,
        #[yaserde(rename = "metadata")]
        Metadata(Metadata),
    }
    assert!(message(yaserde::ser::to_string(&Flat { disk: Disk::default() })).contains("cannot be flattened"));
    assert!(message(yaserde::ser::to_string(&Any::Metadata(Metadata::default()))).contains("tuple variant"));
}

#[test]
fn a_device_that_is_not_known_is_an_error_where_the_type_must_tell() {
    let error = message(<Device as XmlRead>::from_str("<dsk/>"));
    assert!(error.contains("did you mean `<disk>`?"), "{error}");
    let plan: YaPlan = yaserde::de::from_str("<plan><address type='pci'/><unknown/></plan>").unwrap();
    assert_eq!(plan.addresses.len(), 1);
}
