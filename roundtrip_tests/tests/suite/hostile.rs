//! Documents that are broken, enormous or meant to do harm: each is refused at the right place, or
//! read without ado.

use std::fmt::Write as _;
use std::path::Path;

use domxml_schema::parse_any;
use domxml_schema::report::Code;
use domxml_schema::types::{CpuSet, CpuSetTerm};
use domxml_schema::xml::{Error, KeptAttribute, Limits, NamespaceDecl, Node, decode, parse};
use domxml_schema::{Domain, Element};
use pretty_assertions::assert_eq;
use roundtrip_tests::random::cases;
use roundtrip_tests::reference;

/// Kind and place of the error.
fn place(error: &Error) -> (Code, usize, usize) {
    (error.code(), error.position().line, error.position().column)
}

#[track_caller]
fn refused(source: &str) -> Error {
    match Domain::parse(source) {
        Ok(_) => panic!("it was read"),
        Err(error) => error,
    }
}

#[track_caller]
fn not_decoded(bytes: &[u8]) -> Error {
    match decode(bytes) {
        Ok(text) => panic!("decoded as {text}"),
        Err(error) => error,
    }
}

#[test]
fn what_is_ill_formed_is_refused_at_its_place() {
    for (source, line, column, message) in [
        ("", 1, 1, "the document has no root element"),
        ("\u{feff}", 1, 1, "the document has no root element"),
        ("<!-- a -->\n", 2, 1, "the document has no root element"),
        (" \n ", 2, 2, "the document has no root element"),
        ("no XML", 1, 1, "unexpected text before the root element"),
        ("<domain/>\n<domain/>", 2, 1, "unexpected second root element `<domain>`"),
        ("<domain/>\n\n  junk", 1, 10, "unexpected text after the root element"),
        ("<domain/>\n</domain>", 2, 1, "unexpected end tag `</domain>`"),
        ("<domain>\n <name>a</nam>\n</domain>", 2, 9, "expected `</name>` (opened at line 2), found `</nam>`"),
        ("<domain>\n <name>a", 2, 9, "expected `</name>` (opened at line 2), found the end of the document"),
        ("<domain>\n <name\n</domain>", 3, 1, "attribute `</domain` has no quoted value"),
        ("<domain\n type='kvm' type='xen'/>", 2, 13, "duplicate attribute `type`"),
        ("<domain>\n<é x=''/> <a:b/></domain>", 2, 12, "unknown namespace prefix `a`"),
        ("<domain>\n<é a:x=''/></domain>", 2, 4, "unknown namespace prefix `a`"),
        ("<domain>\n ä &nbsp;</domain>", 2, 4, "invalid reference `&nbsp;`"),
        ("<domain a='\n&#0;'/>", 2, 1, "invalid reference `&#0;`"),
        ("<domain>\n\u{1}</domain>", 2, 1, "character U+0001 is not allowed in XML"),
        ("<domain><name>a\u{0}</name></domain>", 1, 16, "character U+0000 is not allowed in XML"),
        ("<domain>\n <!-- a -- b --></domain>", 2, 9, "`--` is not allowed in a comment"),
        ("<domain>a ]]> b</domain>", 1, 11, "`]]>` is not allowed in text"),
        ("<domain>\n  <?xml version='1.0'?></domain>", 2, 3, "unexpected XML declaration"),
    ] {
        let error = refused(source);
        assert_eq!(place(&error), (Code::ILL_FORMED, line, column), "{source:?}: {error}");
        assert!(error.finding().message.contains(message), "{source:?}: {error}");
        assert!(error.finding().help.as_ref().is_some_and(|help| !help.is_empty()), "{source:?}: no help");
    }
}

#[test]
fn a_path_says_where_the_mistake_is() {
    let error = refused("<domain><devices><disk/><disk><source file='&x;'/></disk></devices></domain>");
    assert_eq!(error.path(), "/domain/devices/disk[2]");
    let error = refused("<domain><devices><disk/><disk>&x;</disk></devices></domain>");
    assert_eq!(error.path(), "/domain/devices/disk[2]");
    let error = refused("<domain><devices><disk><source file='a'/> <a:b/></disk></devices></domain>");
    assert_eq!(error.path(), "/domain/devices/disk");
    let error = refused("<domain><name>n</name> &x;</domain>");
    assert_eq!(error.path(), "/domain");
    let error = refused("<domain/> junk");
    assert_eq!(error.path(), "");
}

#[test]
fn a_document_cut_anywhere_is_refused() {
    let samples = reference::documents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"));
    for name in ["minimal.xml", "metadata-rich.xml"] {
        let source = samples.iter().find(|(file, _)| file == name).map(|(_, source)| source.trim_end()).unwrap();
        assert!(parse_any(source, Limits::default()).is_ok());
        for end in 0..source.len() {
            let bytes = &source.as_bytes()[..end];
            let error = decode(bytes).and_then(|text| Domain::parse(&text)).unwrap_err();
            let good = &source[..(0..=end).rev().find(|at| source.is_char_boundary(*at)).unwrap_or_default()];
            let code = if good.len() < end { Code::ENCODING } else { Code::ILL_FORMED };
            assert_eq!(error.code(), code, "{name} cut at {end}: {error}");
            let position = error.position();
            assert!(position.range.start <= end, "{name} cut at {end}: {position:?}");
            let before = &good[..position.range.start.min(good.len())];
            let line = before.rsplit('\n').next().unwrap_or_default();
            let place = (1 + before.matches('\n').count(), 1 + line.chars().count());
            assert_eq!((position.line, position.column), place, "{name} cut at {end}");
        }
    }
}

#[test]
fn an_unknown_root_is_named() {
    let error = refused("<?xml version='1.0'?>\n<network><name>n</name></network>");
    assert_eq!(place(&error), (Code::UNKNOWN_ROOT, 2, 1));
    assert_eq!(error.finding().message, "unknown root element `<network>`");
    let error = refused("<domian/>");
    assert_eq!(error.finding().help.as_deref(), Some("did you mean `<domain>`?"));
    let error = refused("<domain xmlns='urn:other'/>");
    assert_eq!(error.finding().message, "unknown root element `<domain>` in the namespace `urn:other`");
    let error = parse_any("<source/>", Limits::default()).unwrap_err();
    assert_eq!(place(&error), (Code::UNKNOWN_ROOT, 1, 1));
    assert!(error.finding().message.starts_with("root element `<source>` has 1"), "{error}");
}

#[test]
fn document_types_are_refused() {
    let mut bomb = String::from("<?xml version='1.0'?>\n<!DOCTYPE domain [\n<!ENTITY a0 'ha'>\n");
    for i in 1..30 {
        let _ = writeln!(bomb, "<!ENTITY a{i} '&a{0};&a{0};&a{0};&a{0};'>", i - 1);
    }
    bomb.push_str("]>\n<domain>&a29;</domain>");
    for (source, line) in [
        ("<!DOCTYPE domain><domain/>", 1),
        ("\n\n<!DOCTYPE domain SYSTEM 'file:///etc/passwd'><domain/>", 3),
        (bomb.as_str(), 2),
    ] {
        assert_eq!(place(&refused(source)), (Code::DOCTYPE_REFUSED, line, 1));
    }
}

#[test]
fn nesting_is_bounded() {
    let unknown = format!("<domain>{}", "<x>".repeat(100_000));
    assert_eq!(place(&refused(&unknown)), (Code::TOO_DEEP, 1, 9 + 255 * 3));
    let known = format!("<domain>\n<devices><disk>\n{}", "<backingStore>".repeat(100_000));
    assert_eq!(place(&refused(&known)), (Code::TOO_DEEP, 3, 1 + 253 * 14));
    let metadata = format!("<domain><metadata>\n{}", "<x>\n".repeat(100_000));
    assert_eq!(place(&refused(&metadata)), (Code::TOO_DEEP, 2 + 254, 1));
    let closed = format!("<domain>{}{}</domain>", "<x>".repeat(255), "</x>".repeat(255));
    assert!(Domain::parse(&closed).is_ok());
    let error = parse::<Domain>(&closed, Limits { depth: 255, ..Limits::default() }).unwrap_err();
    assert_eq!(error.code(), Code::TOO_DEEP);
    assert!(error.finding().message.contains("255"), "{error}");
}

#[test]
fn the_deepest_chain_fits_a_small_stack() {
    let limits = Limits { depth: usize::MAX, size: usize::MAX, ..Limits::default() };
    let chain = |depth: usize| {
        let (start, end) =
            ("<backingStore type='file'><source file='/a'/>".repeat(depth), "</backingStore>".repeat(depth));
        format!("<domain><devices><disk>{start}{end}</disk></devices></domain>")
    };
    assert_eq!(parse::<Domain>(&chain(1000), limits).unwrap_err().code(), Code::TOO_DEEP);
    // Four levels are those of domain, devices, disk and the innermost source.
    let depth = Limits::MAX_DEPTH - 4;
    let source = chain(depth);
    let work = move || {
        let domain = parse::<Domain>(&source, limits).map(|parsed| parsed.value).unwrap();
        let written = domain.to_xml().unwrap();
        let again = parse::<Domain>(&written, limits).map(|parsed| parsed.value).unwrap();
        assert!(domain == again && domain.clone() == again && !format!("{domain:?}").is_empty());
        written.matches("<backingStore type='file'>").count()
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap();
    assert_eq!(thread.join().unwrap(), depth);
}

#[test]
fn very_many_attributes_are_kept() {
    let attributes: String = (0..200_000).fold(String::new(), |mut text, i| {
        let _ = write!(text, " a{i}='{i}'");
        text
    });
    for (before, after) in [("<domain", "/>"), ("<domain><name", ">n</name></domain>"), ("<domain><odd", "/></domain>")]
    {
        let source = format!("{before}{attributes}{after}");
        let parsed = Domain::read(&source).unwrap();
        let written = parsed.value.to_xml().unwrap();
        assert!(written.contains(&attributes), "{before} lost attributes");
        let twice = format!("{before}{attributes} a7=''{after}");
        let error = refused(&twice);
        assert_eq!(place(&error), (Code::ILL_FORMED, 1, 1 + before.len() + attributes.len() + 1));
    }
}

#[test]
fn very_many_declarations_are_kept() {
    let count = cases(20_000);
    let (mut declarations, mut kept) = (String::new(), String::new());
    for i in 0..count {
        let _ = write!(declarations, " xmlns:p{i}='urn:{i}'");
        let _ = write!(kept, "<p{i}:odd/><odd p{i}:a='1'/>");
    }
    let invalid = "<alias name='a'/><hub p7:a='2' type='usb'/>";
    let source = format!("<domain{declarations}>{kept}<devices>{invalid}</devices></domain>");
    let parsed = Domain::read(&source).unwrap();
    assert!(parsed.findings.len() >= 2 * count as usize);
    let written = parsed.value.to_xml().unwrap();
    assert!(written.contains(&declarations) && written.contains("<hub type='usb' p7:a='2'/>"));
    assert!(Domain::parse(&written).as_ref() == Ok(&parsed.value));
    // Taken out of its document, an element declares what it uses, and no more.
    let odd = parsed.value.extra.nodes().find_map(|node| match node {
        Node::Element(kept) if kept.name() == "p7:odd" => Some(kept.clone()),
        _ => None,
    });
    assert_eq!(odd.unwrap().to_xml().unwrap(), "<p7:odd xmlns:p7='urn:7'/>\n");
}

#[test]
fn very_many_children_are_read() {
    let mut source = String::from("<domain><devices>");
    for i in 0..30_000 {
        let _ = write!(source, "<disk><target dev='vd{i}'/></disk><odd/><!--{i}-->");
    }
    source.push_str("</devices></domain>");
    let parsed = Domain::read(&source).unwrap();
    assert_eq!(parsed.value.disks().count(), 30_000);
    assert_eq!(parsed.findings.len(), 30_000);
    assert_eq!(parsed.findings[29_999].path, "/domain/devices/odd[30000]");
    let written = parsed.value.to_xml().unwrap();
    assert!(Domain::parse(&written).as_ref() == Ok(&parsed.value));
}

#[test]
fn very_long_texts_are_read() {
    let text = "long & wide\n".repeat(20_000_000 / 12);
    let escaped = text.replace('&', "&amp;");
    let domain = Domain::parse(&format!("<domain><description>{escaped}</description></domain>")).unwrap();
    assert!(domain.description.as_deref() == Some(text.as_str()));
    assert!(domain.to_xml().unwrap().contains(&escaped));
    let odd = format!("<odd>{escaped}</odd>");
    let parsed = Domain::read(&format!("<domain>{odd}</domain>")).map(|parsed| (parsed.value, parsed.findings));
    let (domain, diagnostics) = parsed.unwrap();
    assert_eq!((diagnostics.len(), diagnostics[0].code), (1, Code::UNKNOWN_ELEMENT));
    assert!(domain.to_xml().unwrap().contains(&odd));
}

#[test]
fn time_does_not_grow_where_nothing_stands_between_tags() {
    for (piece, times) in [("<name>a</name>", 40_000), ("<z/>", 40_000), ("<y>c</y>", 40_000), ("<p:a/>", 40_000)] {
        let source = format!("<domain xmlns:p='urn:p'>{}</domain>", piece.repeat(times));
        assert!(Domain::parse(&source).is_ok());
    }
    let source = format!("<domain><features>{}</features></domain>", "<acpi/>".repeat(40_000));
    assert!(Domain::parse(&source).is_ok());
}

#[test]
fn texts_in_what_is_empty_stay_where_they_stand() {
    for flag in ["a<x/>b", "a<!--c-->b", "<x/>a<y/>b<!--c-->d", "a<?p i?>"] {
        let source = format!("<domain>\n  <features>\n    <pae>{flag}</pae>\n  </features>\n</domain>\n");
        assert_eq!(Domain::parse(&source).unwrap().to_xml().unwrap(), source);
    }
}

#[test]
fn errors_name_the_element_that_they_stand_in() {
    for (source, path) in [
        ("<domain type='kvm'><!-- a -- b --></domain>", "/domain"),
        ("<domain type='kvm'><name a='1'/><x a='1' a='2'/></domain>", "/domain"),
        ("<domain type='kvm'><os firmware='bios'><p:x/></os></domain>", "/domain/os"),
        ("<domain type='kvm'></domain a='b'>", "/domain"),
    ] {
        let error = refused(source);
        assert_eq!(error.path(), path, "{error}");
    }
    assert!(refused("<domain></domain a='b'>").to_string().contains("unexpected text in the end tag `</domain>`"));
    let error = refused("<domain xmlns='urn:x'/>");
    let help = error.finding().help.as_deref();
    assert_eq!(help, Some("remove the declaration of the namespace"));
}

#[test]
fn size_is_bounded() {
    let source = format!("<domain><name>{}</name></domain>", "n".repeat(1000));
    let limits = Limits { size: 1000, ..Limits::default() };
    let error = parse::<Domain>(&source, limits).unwrap_err();
    assert_eq!(place(&error), (Code::TOO_LARGE, 1, 1));
    assert!(error.finding().message.contains("1030 bytes"), "{error}");
}

#[test]
fn a_range_of_all_processors_is_two_numbers() {
    let domain = Domain::parse("<domain><vcpu cpuset='0-4294967295'>1</vcpu></domain>").unwrap();
    let set = domain.vcpu.as_ref().and_then(|vcpu| vcpu.cpuset.clone()).unwrap();
    assert_eq!(set, CpuSet(vec![CpuSetTerm::Range(0, 4_294_967_295)]));
    assert!(domain.to_xml().unwrap().contains("cpuset='0-4294967295'"));
}

#[test]
fn numbers_too_large_are_kept_as_they_stand() {
    let source = "<domain>\n  <memory unit='KiB'>99999999999999999999999999999999999999999999</memory>\n</domain>\n";
    let parsed = Domain::read(source).unwrap();
    assert_eq!((parsed.findings.len(), parsed.findings[0].code), (1, Code::INVALID_VALUE));
    assert_eq!(parsed.value.to_xml().unwrap(), source);
}

#[test]
fn bytes_of_any_encoding_are_decoded_or_refused() {
    let source = "<domain><name>Gerät</name></domain>";
    let utf16 =
        |unit: fn(u16) -> [u8; 2]| "\u{feff}".encode_utf16().chain(source.encode_utf16()).flat_map(unit).collect();
    let latin: Vec<u8> =
        format!("<?xml version='1.0' encoding='ISO-8859-1'?>{source}").chars().map(|c| c as u8).collect();
    let cases: [Vec<u8>; 6] = [
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        source.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        latin,
        format!("\u{feff}{source}").into_bytes(),
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{source}").into_bytes(),
    ];
    for bytes in cases {
        let domain = decode(&bytes).and_then(|text| Domain::parse(&text)).unwrap();
        assert_eq!(domain.name.as_deref(), Some("Gerät"));
        assert!(domain.to_xml().unwrap().starts_with("<domain>"));
    }
    let latin = |label: &str, byte: u8| {
        let start = format!("<?xml version='1.0' encoding='{label}'?><domain><name>");
        [start.as_bytes(), &[byte], b"</name></domain>"].concat()
    };
    for (label, byte, text) in [
        ("ISO-8859-1", 0x85, "\u{85}"),
        ("latin1", 0xe4, "ä"),
        ("windows-1252", 0x85, "…"),
        ("ISO-8859-9", 0x9f, "\u{9f}"),
        ("iso-8859-9", 0xfd, "ı"),
        ("ISO-8859-15", 0xa4, "€"),
    ] {
        let domain = decode(&latin(label, byte)).and_then(|text| Domain::parse(&text)).unwrap();
        assert_eq!(domain.name.as_deref(), Some(text), "{label}");
    }
    for (bytes, line, column, message) in [
        (&b"<domain>\n <name>\xff</name></domain>"[..], 2, 8, "byte 0xff is not valid UTF-8"),
        (b"<domain>\n <name>\xc3\xa9\xed\xa0\x80</name></domain>", 2, 9, "byte 0xed is not valid UTF-8"),
        (b"<domain>\xc0\xbcname></domain>", 1, 9, "byte 0xc0 is not valid UTF-8"),
        (b"<?xml version='1.0' encoding='klingon'?><domain/>", 1, 1, "unknown encoding `klingon`"),
        (b"<?xml version='1.0' encoding=''?><domain/>", 1, 1, "unknown encoding ``"),
        (b"\xff\xfe<\x00d", 1, 2, "invalid UTF-16LE"),
        (b"\xfe\xff\x00\n\x00<\xd8\x00\x00>", 2, 2, "invalid UTF-16BE"),
        (b"\xef\xbb\xbf\xef\xbb\xbf<domain/>", 1, 1, "unexpected second byte order mark"),
        (b"\xff\xfe\xff\xfe<\x00a\x00/\x00>\x00", 1, 1, "unexpected second byte order mark"),
    ] {
        let error = not_decoded(bytes);
        assert_eq!(place(&error), (Code::ENCODING, line, column), "{error}");
        assert!(error.finding().message.contains(message), "{error}");
    }
}

#[test]
fn a_field_that_is_set_wins_over_what_was_kept_for_it() {
    let source = "<domain><vcpu current='x'>4</vcpu><iothreads>x</iothreads></domain>";
    let mut domain = Domain::parse(source).unwrap();
    if let Some(vcpu) = &mut domain.vcpu {
        vcpu.current = Some(2);
    }
    domain.iothreads = Some(3);
    let written = "<domain>\n  <vcpu current='2'>4</vcpu>\n  <iothreads>3</iothreads>\n</domain>\n";
    assert_eq!(domain.to_xml().unwrap(), written);
}

#[test]
fn what_xml_cannot_carry_is_not_written() {
    let source = "<domain><name>n</name><devices><interface/><disk/><disk><source file='a'/></disk></devices></domain>";
    let good = || Domain::parse(source).unwrap();
    let fails = |domain: &Domain| {
        let error = domain.to_xml().unwrap_err();
        assert_eq!(error.code(), Code::NOT_WRITABLE);
        assert!(error.finding().help.is_some());
        error
    };
    for bad in ["\u{1}", "a\u{0}", "\u{1f}b", "\u{fffe}", "x\u{ffff}"] {
        let mut domain = good();
        domain.name = Some(bad.to_owned());
        assert_eq!(fails(&domain).path(), "/domain/name");
        let mut domain = good();
        domain.extra.push_attribute(KeptAttribute::new("odd", bad));
        assert_eq!(fails(&domain).path(), "/domain/@odd");
        let mut domain = good();
        domain.extra.push_node(Node::Text(bad.into()));
        assert_eq!(fails(&domain).path(), "/domain");
    }
    let mut domain = good();
    for serial in domain.disks_mut() {
        serial.serial = Some("\u{8}".to_owned());
    }
    assert_eq!(fails(&domain).path(), "/domain/devices/disk/serial");
    let mut domain = good();
    if let Some(disk) = domain.disks_mut().nth(1) {
        disk.serial = Some("\u{8}".to_owned());
    }
    let error = fails(&domain);
    assert_eq!(error.path(), "/domain/devices/disk[2]/serial");
    assert_eq!(error.finding().message, "character U+0008 is not allowed in XML");
    for node in [Node::Comment("a--b".into()), Node::Comment("a-".into()), Node::ProcessingInstruction("a ?> b".into())]
    {
        let mut domain = good();
        domain.extra.push_node(node);
        assert_eq!(fails(&domain).path(), "/domain");
    }
    for node in ["xml version='1.0'", "", " a", "1"] {
        let mut domain = good();
        domain.extra.push_node(Node::ProcessingInstruction(node.into()));
        assert_eq!(fails(&domain).finding().message, "invalid processing instruction");
    }
    let mut domain = good();
    domain.name = Some("tab\tline\nreturn\r<&>\"'\u{7f}\u{85}\u{fffd}\u{10ffff}".to_owned());
    assert_eq!(Domain::parse(&domain.to_xml().unwrap()).unwrap().name, domain.name);
}

#[test]
fn what_would_not_be_well_formed_is_not_written() {
    let in_namespace = |prefix: &str, uri: &str, name: &str| KeptAttribute {
        namespace: Some(uri.into()),
        prefix: prefix.into(),
        ..KeptAttribute::new(name, "1")
    };
    let plain = |name: &str| KeptAttribute::new(name, "1");
    for (attributes, message) in [
        (vec![plain("")], "invalid XML name or prefix ``"),
        (vec![plain("a b")], "invalid XML name or prefix `a b`"),
        (vec![plain("x='1' y")], "invalid XML name or prefix"),
        (vec![plain("a"), plain("a")], "duplicate attribute `a`"),
        (vec![plain("type")], "duplicate attribute `type`"),
        (vec![in_namespace("a", "urn:a", "b"), in_namespace("c", "urn:a", "b")], "duplicate attribute `b`"),
        (vec![in_namespace("1", "urn:a", "b")], "invalid XML name or prefix `1`"),
        (vec![in_namespace("xmlns", "urn:a", "b")], "invalid XML name or prefix `xmlns`"),
        (vec![in_namespace("a", "", "b")], "invalid XML name or prefix `a`"),
    ] {
        let mut domain = Domain::parse("<domain type='kvm'/>").unwrap();
        attributes.into_iter().for_each(|attribute| domain.extra.push_attribute(attribute));
        let error = domain.to_xml().unwrap_err();
        assert_eq!(error.code(), Code::NOT_WRITABLE);
        assert!(error.to_string().contains(message), "{error}");
    }
    let mut domain = Domain::parse("<domain xmlns:a='urn:1' xmlns:b='urn:2'/>").unwrap();
    domain.namespaces.0.push(NamespaceDecl { prefix: "a".into(), uri: "urn:1".into() });
    domain.extra.push_attribute(in_namespace("a", "urn:3", "c"));
    let written = domain.to_xml().unwrap();
    assert_eq!(written, "<domain an:c='1' xmlns:a='urn:1' xmlns:b='urn:2' xmlns:an='urn:3'/>\n");
    domain.namespaces.0.push(NamespaceDecl { prefix: "a".into(), uri: "urn:2".into() });
    assert_eq!(domain.to_xml().unwrap_err().finding().message, "duplicate attribute `xmlns:a`");
}
