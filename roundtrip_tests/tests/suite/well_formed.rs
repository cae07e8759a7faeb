//! The XML reader beside another one: roxmltree.
//!
//! What one of them takes for well-formed, the other must, too, with the same texts and values.

use std::collections::BTreeSet;

use domxml_schema::parse_any;
use domxml_schema::report::Code;
use domxml_schema::xml::Limits;
use domxml_schema::{Domain, Element};
use roundtrip_tests::random::{Choices, bytes, numbers};
use roundtrip_tests::{reference, semantic};

/// Where roxmltree accepts what XML 1.0 or *Namespaces in XML* forbid: part of our message, and the rule.
const STRICTER: &[(&str, &str)] = &[
    ("invalid reference", "XML 4.1: a character reference names a character; roxmltree takes others for U+FFFD"),
    ("unexpected XML declaration", "XML 2.6: the target of an instruction is not `xml`; roxmltree takes `<?xml?>`"),
    ("malformed XML declaration", "XML 2.8 and 2.9: the forms of version, encoding and standalone"),
    (
        "invalid target of a processing instruction",
        "XML 2.6 and Namespaces 7: a target is a name without colon, not `XML`, then a blank",
    ),
    ("invalid XML name", "Namespaces 4: prefix and local part are not empty; roxmltree takes `:a` for `a`"),
    ("</:", "Namespaces 4: as before, in an end tag"),
    ("duplicate attribute `xmlns`", "XML 3.1: no attribute stands twice; roxmltree lets `xmlns=''` pass"),
    ("cannot be bound to the namespace", "Namespaces 5: `xmlns:a=''` is not a declaration"),
];
/// Where roxmltree refuses what they allow: part of its message, and the rule.
const LOOSER: &[(&str, &str)] =
    &[("unknown namespace prefix 'xml'", "Namespaces 3: the prefix `xml` is always bound, for elements, too")];

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    /// Both accept, or both refuse.
    Agreed {
        accepted: bool,
    },
    /// By a rule of [`STRICTER`] or [`LOOSER`], given by its message, we are right.
    Excepted(&'static str),
    Disagreed(String),
}

fn compare(source: &str) -> Verdict {
    let theirs = roxmltree::Document::parse(source);
    let ours = parse_any(source, Limits::default());
    match (theirs, ours) {
        (Err(_), Err(_)) => Verdict::Agreed { accepted: false },
        (Err(error), Ok(_)) => excepted(LOOSER, &error.to_string(), "roxmltree refuses"),
        (Ok(_), Err(error)) if error.code() == Code::UNKNOWN_ROOT => Verdict::Agreed { accepted: true },
        (Ok(_), Err(error)) => excepted(STRICTER, &error.finding().message, "we refuse"),
        (Ok(_), Ok(parsed)) => {
            let written = match parsed.value.to_xml() {
                Ok(written) => written,
                Err(error) => return Verdict::Disagreed(format!("not written: {error}")),
            };
            // XML 2.11 as the standard words it: before parsing. roxmltree misses a CR before a reference.
            let lines = source.replace("\r\n", "\n").replace('\r', "\n");
            let differences = semantic::differences(&lines, &written);
            if differences.is_empty() {
                Verdict::Agreed { accepted: true }
            } else {
                Verdict::Disagreed(differences.join("\n"))
            }
        }
    }
}

fn excepted(rules: &[(&'static str, &str)], message: &str, who: &str) -> Verdict {
    match rules.iter().find(|(part, _)| message.contains(part)) {
        Some((part, _)) => Verdict::Excepted(part),
        None => Verdict::Disagreed(format!("only {who} it: {message}")),
    }
}

/// Documents that XML and *Namespaces in XML* allow.
const GOOD: &[&str] = &[
    // Declaration, byte order mark, blanks and remarks around the root.
    "\u{feff}<domain/>",
    "\u{feff}<?xml version='1.0'?><domain/>",
    "<?xml version='1.0' ?><domain/>",
    "<?xml version = \"1.0\" encoding = 'utf-8' standalone='yes'?>\n<domain/>\n",
    "<?xml\tversion='1.0'\r\nstandalone='no'?><domain/>",
    " \t\r\n<domain/>\r\n\t ",
    "<!-- a --><?b?><!--c--><domain/><!-- d --><?e f?>",
    "<?xml-stylesheet href='a'?><domain/>",
    "<?xmlish?><domain/>",
    "<domain><?a?><?b ?><?c ??><?d-e.f _?></domain>",
    "<domain><!----><!-- - --><!---a--></domain>",
    "<domain><!-- <a> & &b; ]]> <![CDATA[ ?> --></domain>",
    // Names.
    "<domain><é東𐐀/><_/><a.b-c·1/></domain>",
    "<domain é='1' _a='2' a.b-c='3' a·='4' a\u{301}='5' a‿='6'/>",
    "<domain xmlns:é='urn:e'><é:a é:b=''/></domain>",
    "<domain><xmlish/><XML/><xmlnsish/></domain>",
    // White space in tags.
    "<domain\n\ttype\r=\n'kvm'\r\n></domain\t\n>",
    "<domain type='kvm'/>",
    "<domain ><name >a</name ></domain >",
    // References and characters.
    "<domain><description>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;&#x000043;&#1114111;&#x10FFFF;</description></domain>",
    "<domain><description>&#9;&#10;&#13;&#x20;&#xD7FF;&#xE000;&#xFFFD;</description></domain>",
    "<domain><description>&#0000000000000000000000065;</description></domain>",
    "<domain><description>\u{7f}\u{80}\u{85}\u{9f}\u{fdd0}\u{1fffe}\u{10ffff}\u{2028}</description></domain>",
    "<domain a='\u{7f}\u{85}\u{2028}&#xD;&#xA;&#x9;'/>",
    "<domain a='>' b='\"' c=\"'\" d=']]>' e='/>' f='&gt;&lt;&amp;'/>",
    "<domain><description>> ]] ]> ]]&gt; ]&#93;></description></domain>",
    // Line ends and blanks, in text, CDATA sections and attributes.
    "<domain><description>a\r\nb\rc\n\rd\r\r\ne&#13;\nf&#13;&#10;g\r</description></domain>",
    "<domain><description><![CDATA[a\r\nb\rc]]>\r<![CDATA[\nd]]></description></domain>",
    "<domain a='a\r\nb\rc\nd\te\r\r\nf&#13;&#10;&#9;g  h'/>",
    "<domain><name>\r\n\ta\r\n</name></domain>",
    // CDATA sections.
    "<domain><description><![CDATA[]]></description></domain>",
    "<domain><description>a<![CDATA[<b>&amp;]]]]><![CDATA[> ]] ]>]]>c</description></domain>",
    "<domain><description><![CDATA[<![CDATA[]]></description></domain>",
    // Name spaces.
    "<domain xmlns=''/>",
    "<domain xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='en'/>",
    "<domain xml:space='preserve' xml:id='a'/>",
    "<domain xmlns:a='urn:a'><a:b a:c='1' c='2'/></domain>",
    "<domain xmlns:a='urn:a' xmlns:b='urn:b' a:c='1' b:c='2' c='3'/>",
    "<domain><a xmlns='urn:a' xmlns:p='urn:a' p:c='1' c='2'/></domain>",
    "<domain a:b='1' xmlns:a='urn:a'/>",
    "<domain xmlns:a='urn:a'><x xmlns:a='urn:b'><a:y/></x><a:y/></domain>",
    "<domain><a xmlns='urn:a'><b xmlns=''><c/></b></a></domain>",
    "<domain xmlns:a='urn:&amp;&#x61;'><a:b/></domain>",
    "<domain xmlns:a='urn: \n b'><a:b/></domain>",
    "<domain xmlns:xmlish='urn:x'><xmlish:a/></domain>",
    "<domain><xml:a/></domain>",
];

/// Documents that they forbid.
const BAD: &[&str] = &[
    "",
    " ",
    "a",
    "\u{feff}",
    "\u{feff}\u{feff}<domain/>",
    "<!-- -->",
    "<?a?>",
    // Declarations in the wrong place or shape.
    " <?xml version='1.0'?><domain/>",
    "<!----><?xml version='1.0'?><domain/>",
    "<domain><?xml version='1.0'?></domain>",
    "<domain/><?xml version='1.0'?>",
    "<?xml version='1.0'?><?xml version='1.0'?><domain/>",
    "<?xml?><domain/>",
    "<?xml ?><domain/>",
    "<?xml encoding='UTF-8'?><domain/>",
    "<?xml standalone='yes' version='1.0'?><domain/>",
    "<?xml version='1.0' standalone='yes' encoding='UTF-8'?><domain/>",
    "<?xml version='1.0'encoding='UTF-8'?><domain/>",
    "<?xml version='1.0' standalone='maybe'?><domain/>",
    "<?xml version='2.0'?><domain/>",
    "<?xml version='1.'?><domain/>",
    "<?xml version='1.0a'?><domain/>",
    "<?xml version=''?><domain/>",
    "<?xml version='1.0' encoding=''?><domain/>",
    "<?xml version='1.0' encoding='8bit'?><domain/>",
    "<?xml version='1.0' encoding='a b'?><domain/>",
    "<?xml version='1.0' other='a'?><domain/>",
    "<?xml version='1.0' version='1.0'?><domain/>",
    "<?xml version=1.0?><domain/>",
    "<?xml version='1.0'><domain/>",
    "<?XML version='1.0'?><domain/>",
    // Processing instructions and comments.
    "<domain><?xml?></domain>",
    "<domain><?XmL a?></domain>",
    "<domain><??></domain>",
    "<domain><? a?></domain>",
    "<domain><?1a?></domain>",
    "<domain><?a+b?></domain>",
    "<domain><?a:b?></domain>",
    "<domain><?a</domain>",
    "<domain><?a></domain>",
    "<domain><!-- a -- b --></domain>",
    "<domain><!-- a ---></domain>",
    "<domain><!---></domain>",
    "<domain><!--></domain>",
    "<domain><!--a</domain>",
    "<domain><!a></domain>",
    "<domain><!></domain>",
    // Document types.
    "<!DOCTYPE domain><domain/>",
    "<!DOCTYPE domain [<!ENTITY a 'b'>]><domain>&a;</domain>",
    "<domain><!DOCTYPE domain></domain>",
    "<domain/><!DOCTYPE domain>",
    "<!doctype domain><domain/>",
    // Text and CDATA sections outside of the root, several roots.
    "a<domain/>",
    "<domain/>a",
    "&#32;<domain/>",
    "<domain/>&#32;",
    "\u{85}<domain/>",
    "<domain/>\u{a0}",
    "<![CDATA[]]><domain/>",
    "<domain/><![CDATA[ ]]>",
    "<domain/><domain/>",
    "<domain/><a>",
    "<domain/></domain>",
    "</domain>",
    // Tags.
    "<domain>",
    "<domain",
    "<domain/",
    "<domain><a></domain>",
    "<domain><a></b></domain>",
    "<domain></Domain>",
    "<domain></domain/>",
    "<domain></ domain>",
    "<domain></domain a='b'>",
    "<domain></>",
    "<domain></domain",
    "< domain/>",
    "<domain><></></domain>",
    "<domain></ ></domain>",
    "<domain>< /></domain>",
    "<domain><a<b/></domain>",
    "<domain><1a/></domain>",
    "<domain><-a/></domain>",
    "<domain><.a/></domain>",
    "<domain><·a/></domain>",
    "<domain><a×/></domain>",
    "<domain><a\u{37e}/></domain>",
    "<domain><a+b/></domain>",
    "<domain><a&#65;/></domain>",
    "<domain / >",
    "<domain//>",
    "<domain><a/ ></domain>",
    "<domain /a='b'/>",
    // Attributes.
    "<domain a/>",
    "<domain a=/>",
    "<domain a=b/>",
    "<domain a='b/>",
    "<domain a='b\"/>",
    "<domain ='b'/>",
    "<domain 'b'/>",
    "<domain a=='b'/>",
    "<domain a='b'c='d'/>",
    "<domain a='b'/c='d'>",
    "<domaina='b'/>",
    "<domain a='<'/>",
    "<domain a='&'/>",
    "<domain a='& b;'/>",
    "<domain a='&b;'/>",
    "<domain a='&#0;'/>",
    "<domain a='1' a='2'/>",
    "<domain type='1' x='' type='2'/>",
    "<domain 1a='b'/>",
    "<domain a+b='c'/>",
    "<domain a\u{d7}='c'/>",
    "<domain a&amp;='c'/>",
    "<domain a\u{a0}='b'/>",
    "<domain>a<name b='1' b='2'/></domain>",
    "<domain><x-odd b='1' b='2'/></domain>",
    "<domain><x-odd 1b=''/></domain>",
    "<domain><name 1b=''/></domain>",
    // References and characters.
    "<domain>&</domain>",
    "<domain>& </domain>",
    "<domain>&;</domain>",
    "<domain>&a</domain>",
    "<domain>&amp</domain>",
    "<domain>&amp ;</domain>",
    "<domain>&nbsp;</domain>",
    "<domain>&AMP;</domain>",
    "<domain>&#;</domain>",
    "<domain>&#x;</domain>",
    "<domain>&#X41;</domain>",
    "<domain>&#x4G;</domain>",
    "<domain>&#4a;</domain>",
    "<domain>&#+65;</domain>",
    "<domain>&#-65;</domain>",
    "<domain>&# 65;</domain>",
    "<domain>&#65 ;</domain>",
    "<domain>&#0;</domain>",
    "<domain>&#8;</domain>",
    "<domain>&#x1F;</domain>",
    "<domain>&#xD800;</domain>",
    "<domain>&#xDFFF;</domain>",
    "<domain>&#xFFFE;</domain>",
    "<domain>&#xFFFF;</domain>",
    "<domain>&#x110000;</domain>",
    "<domain>&#99999999999999999999;</domain>",
    "<domain>&#4294967361;</domain>",
    "<domain>&#x100000041;</domain>",
    "<domain><x-odd>&b;</x-odd></domain>",
    "<domain><metadata><a b='&b;'/></metadata></domain>",
    "<domain><x-odd a='<'/></domain>",
    "<domain>]]></domain>",
    "<domain>a<a/>]]>b</domain>",
    "<domain>&amp;]]></domain>",
    "<domain><x-odd>]]></x-odd></domain>",
    "<domain><![CDATA[a</domain>",
    "<domain><![CDATA[a]]</domain>",
    "<domain><![cdata[a]]></domain>",
    "<domain><![CDATA [a]]></domain>",
    "<domain>\u{0}</domain>",
    "<domain>\u{1}</domain>",
    "<domain>\u{b}</domain>",
    "<domain>\u{1f}</domain>",
    "<domain>\u{fffe}</domain>",
    "<domain>\u{ffff}</domain>",
    "<domain a='\u{8}'/>",
    "<domain><!--\u{c}--></domain>",
    "<domain><?a \u{ffff}?></domain>",
    "<domain><![CDATA[\u{1b}]]></domain>",
    // Name spaces.
    "<a:domain/>",
    "<domain a:b='c'/>",
    "<domain><a:b/></domain>",
    "<domain><x-odd><a:b/></x-odd></domain>",
    "<domain><a:b xmlns:a='urn:a'/><a:b/></domain>",
    "<domain xmlns:a=''/>",
    "<domain xmlns:a='urn:a'><b xmlns:a=''/></domain>",
    "<domain xmlns:xmlns='urn:a'/>",
    "<domain xmlns:xml='urn:a'/>",
    "<domain xmlns:a='http://www.w3.org/XML/1998/namespace'/>",
    "<domain xmlns='http://www.w3.org/XML/1998/namespace'/>",
    "<domain xmlns:a='http://www.w3.org/2000/xmlns/'/>",
    "<domain xmlns='http://www.w3.org/2000/xmlns/'/>",
    "<domain><xmlns:a/></domain>",
    "<domain xmlns:a='urn:a' xmlns:a='urn:b'/>",
    "<domain xmlns='' xmlns=''/>",
    "<domain xmlns:a='urn:a' xmlns:b='urn:a' a:c='1' b:c='2'/>",
    "<domain xmlns:a='urn:a'><x-odd xmlns:b='urn:&#97;' a:c='1' b:c='2'/></domain>",
    "<domain><xml:a xml:b='' xml:b=''/></domain>",
    "<domain xmlns:='urn:a'/>",
    "<domain xmlns:1='urn:a'/>",
    "<domain xmlns:a:b='urn:a'/>",
    "<domain><:a/></domain>",
    "<domain><a:/></domain>",
    "<domain><:/></domain>",
    "<domain><a></:a></domain>",
    "<domain :a=''/>",
    "<domain a:=''/>",
    "<domain xmlns:a='urn:a'><a:b:c/></domain>",
    "<domain xmlns:a='urn:a' a:b:c=''/>",
    "<domain xmlns:a='urn:a'><a:1/></domain>",
    "<domain xmlns:a='urn:a' a:1=''/>",
    "<domain><a xmlns:b='urn:b'><b:/></a></domain>",
];

#[test]
fn nasty_documents() {
    let mut failures = Vec::new();
    let mut used = BTreeSet::new();
    for (good, source) in GOOD.iter().map(|it| (true, *it)).chain(BAD.iter().map(|it| (false, *it))) {
        let ours = parse_any(source, Limits::default());
        let refused = ours.as_ref().err().filter(|error| error.code() != Code::UNKNOWN_ROOT);
        match (good, refused) {
            (true, Some(error)) => failures.push(format!("good, but refused: {source:?}: {error}")),
            (false, None) => failures.push(format!("bad, but accepted: {source:?}")),
            _ => {}
        }
        match compare(source) {
            Verdict::Agreed { .. } => {}
            Verdict::Excepted(rule) => drop(used.insert(rule)),
            Verdict::Disagreed(message) => failures.push(format!("{source:?}: {message}")),
        }
    }
    for (message, rule) in STRICTER.iter().chain(LOOSER).filter(|(message, _)| !used.contains(message)) {
        failures.push(format!("no document here needs the exception {message} ({rule})"));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn texts_and_values_are_those_of_the_standard() {
    let text = |inner: &str| Domain::parse(&format!("<domain><description>{inner}</description></domain>"));
    let value = |inner: &str| {
        Domain::parse(&format!("<domain><metadata/><os><kernel>k</kernel><loader type=\"{inner}\"/></os></domain>"))
    };
    for (source, in_text, in_value) in [
        ("a\r\nb\rc\nd", "a\nb\nc\nd", "a b c d"),
        ("a\r\r\nb\n\rc", "a\n\nb\n\nc", "a  b  c"),
        ("a\tb  c", "a\tb  c", "a b  c"),
        ("&#13;&#10;&#9;&#x20;x", "\r\n\t x", "\r\n\t x"),
        ("&#13;\nx", "\r\nx", "\r x"),
        ("&lt;&gt;&amp;&apos;&quot;", "<>&'\"", "<>&'\""),
        ("&#x10FFFF;&#xE9;é", "\u{10ffff}éé", "\u{10ffff}éé"),
        ("&amp;lt;", "&lt;", "&lt;"),
    ] {
        let domain = text(source).unwrap_or_default();
        assert_eq!(domain.description.as_deref(), Some(in_text), "{source:?}");
        let domain = value(source).unwrap_or_default();
        let kind = domain.os.and_then(|os| os.loader).and_then(|loader| loader.kind);
        assert_eq!(kind.map(|kind| kind.to_string()).as_deref(), Some(in_value), "{source:?}");
    }
    let domain = text("a<![CDATA[\r\n<&amp;]]>b<!-- c -->d<?e?>").unwrap_or_default();
    assert_eq!(domain.description.as_deref(), Some("a\n<&amp;bd"));
}

#[test]
fn damaged_samples() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut samples = reference::documents(&folder);
    samples.retain(|(_, source)| source.len() < 2500);
    let (mut accepted, mut refused, mut failures) = (0, 0, Vec::new());
    for seed in 0..12_000 {
        let numbers = numbers(seed, 40);
        let (_, sample) = &samples[seed as usize % samples.len()];
        let bytes = bytes::damage(sample.as_bytes(), &mut Choices::new(&numbers));
        let source = String::from_utf8_lossy(&bytes);
        match compare(&source) {
            Verdict::Agreed { accepted: true } => accepted += 1,
            Verdict::Agreed { accepted: false } | Verdict::Excepted(_) => refused += 1,
            Verdict::Disagreed(message) => failures.push(format!("seed {seed}: {message}\n{source}")),
        }
    }
    assert!(failures.is_empty(), "{} disagreements\n{}", failures.len(), failures[..failures.len().min(6)].join("\n"));
    assert!(accepted > 1000 && refused > 1000, "{accepted} accepted, {refused} refused");
}
