//! Reads libvirt's RELAX NG files and flattens them into a plain list of elements.
//!
//! The grammar libvirt ships is the oracle our hand-written model is compared with. A grammar is a
//! tree of nested choices, which is hard to compare with anything; a list that says, for each
//! element at each place, which attributes, children and text it may carry is easy. [`read`] makes
//! that list. It forgets which choices exclude one another and in what order children come.

mod grammar;

use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path};

use roxmltree::{Document, Node};

use grammar::{flatten, is};

/// The flattened grammar: every element at every place.
#[derive(Debug)]
pub struct Oracle {
    elements: BTreeMap<String, ElementInfo>,
}

/// The oracle's view of one element at one place, all its alternatives merged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ElementInfo {
    /// The place, such as `domain/devices/disk/driver` or `domain/qemu:commandline/qemu:arg`.
    pub path: String,
    /// The XML namespace of the element, if it is in one.
    pub namespace: Option<String>,
    /// Attributes by name.
    pub attributes: BTreeMap<String, AttributeInfo>,
    /// Child elements by name, spelled as in the path.
    pub children: BTreeMap<String, ChildInfo>,
    /// The text the element may hold; `None` if no alternative has any.
    pub text: Option<Space>,
    /// Whether elements or attributes of any name may stand inside, as in `metadata`.
    pub any_content: bool,
}

/// One attribute of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeInfo {
    /// Whether every alternative of the element requires it.
    pub required: bool,
    /// The values it may have.
    pub space: Space,
}

/// One child of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildInfo {
    /// Whether every alternative of the parent requires it.
    pub required: bool,
    /// Whether it may stand more than once inside one parent.
    pub repeated: bool,
    /// Where its own [`ElementInfo`] is: its own place, or for a recursive child the place of the
    /// ancestor it repeats.
    pub path: String,
}

/// A set of values: whatever any one of the terms allows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Space {
    /// The alternatives; no [`Term::Empty`] beside [`Term::Text`], which covers it.
    pub terms: BTreeSet<Term>,
    /// The RELAX NG defines the values came through, such as `virOnOff`, or `pciBus` and `uint8`.
    pub names: BTreeSet<String>,
}

impl From<Term> for Space {
    fn from(term: Term) -> Self {
        Self { terms: [term].into(), names: BTreeSet::new() }
    }
}

/// One alternative of a [`Space`]. All limits are inclusive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "min and max speak for themselves")]
pub enum Term {
    /// Any text at all.
    Text,
    /// No text: the empty string, or an alternative of an element that has no text.
    Empty,
    /// Exactly this word.
    Keyword(String),
    /// A decimal number.
    Integer { min: Option<i128>, max: Option<i128> },
    /// Text that a regular expression of XML Schema matches from start to end.
    Pattern(String),
    /// A date and time of XML Schema.
    DateTime,
    /// An XML name without colon.
    NcName,
    /// Text with this number of characters.
    Length { min: Option<i128>, max: Option<i128> },
    /// Another datatype, such as `anyURI`, or a facet this reader does not interpret.
    Other(String),
    /// What matches all of the terms at once.
    All(BTreeSet<Self>),
    /// What matches the first term and none of the others.
    Except(Box<Self>, BTreeSet<Self>),
    /// Items separated by white space, each matching one of the terms.
    List(BTreeSet<Self>),
}

/// Reads the grammar `file` (such as `domain.rng`) in `folder`, with all it includes.
pub fn read(folder: &Path, file: &str) -> Result<Oracle, String> {
    let mut texts = BTreeMap::new();
    load(folder, file, &mut Vec::new(), &mut texts)?;
    let mut files = BTreeMap::new();
    for (name, text) in &texts {
        files.insert(name.as_str(), Document::parse(text).map_err(|e| format!("{name}: {e}"))?);
    }
    let elements = flatten(&files, file).map_err(|e| format!("{file}: {e}"))?;
    Ok(Oracle { elements })
}

impl Oracle {
    /// All elements, sorted by path.
    pub fn elements(&self) -> impl Iterator<Item = &ElementInfo> {
        self.elements.values()
    }

    /// The element at `path`. A recursive place has no entry of its own, see [`ChildInfo::path`].
    pub fn get(&self, path: &str) -> Option<&ElementInfo> {
        self.elements.get(path)
    }
}

/// Reads the text of a file and of those it includes, and checks what the rest relies on.
fn load(folder: &Path, file: &str, open: &mut Vec<String>, texts: &mut BTreeMap<String, String>) -> Result<(), String> {
    if open.iter().any(|open| open == file) {
        return Err(format!("{file}: includes itself"));
    }
    if texts.contains_key(file) {
        return Ok(());
    }
    let path = folder.join(file);
    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let document = Document::parse(&text).map_err(|e| format!("{file}: {e}"))?;
    if !is(&document.root_element(), "grammar") {
        return Err(format!("{file}: is not a RELAX NG grammar"));
    }
    open.push(file.to_owned());
    for node in document.descendants().filter(Node::is_element) {
        let kind = node.tag_name().name();
        let needed = match kind {
            "define" | "ref" | "param" => "name",
            "data" => "type",
            "include" => "href",
            _ => continue,
        };
        let Some(value) = node.attribute(needed) else {
            let line = document.text_pos_at(node.range().start).row;
            return Err(format!("{file}:{line}: <{kind}> lacks the attribute '{needed}'"));
        };
        if kind == "include" {
            load(folder, value, open, texts)?;
        }
    }
    open.pop();
    texts.insert(file.to_owned(), text);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::grammar::RELAX_NG;
    use super::*;

    const MAIN: &str = r#"
        <start><ref name="zoo"/></start>
        <include href="base.rng"><define name="food"><value>hay</value></define></include>
        <define name="extra" combine="choice"><element name="pond"><empty/></element></define>
        <define name="zoo"><element name="zoo"><interleave>
          <optional><ref name="extra"/></optional>
          <element name="cage"><attribute name="kind"/><ref name="fed"/><ref name="cage"/></element>
          <element name="cage"><text/></element>
          <zeroOrMore><ref name="note"/></zeroOrMore>
          <optional><element name="tick" ns="http://libvirt.org/schemas/domain/xen/1.0">
            <element name="gap"><list><oneOrMore><ref name="small"/></oneOrMore></list></element>
          </element></optional>
          <optional><element name="ghost"><group><empty/><notAllowed/></group></element></optional>
        </interleave></element></define>"#;

    const BASE: &str = r#"
        <define name="extra"><notAllowed/></define>
        <define name="food"><value>meat</value></define>
        <define name="fed"><optional><attribute name="food"><choice>
          <ref name="food"/><data type="string"><param name="pattern">x+</param>
            <except><value>xx</value></except></data>
        </choice></attribute></optional></define>
        <define name="small"><data type="unsignedByte"><param name="pattern">[0-9]+</param>
          <param name="minInclusive">3</param></data></define>
        <define name="mode"><data type="int"><param name="pattern">0[0-7]*</param></data></define>
        <define name="cage"><zeroOrMore><element name="box"><choice>
          <ref name="mode"/><empty/><group><attribute name="size"><ref name="small"/></attribute>
          <ref name="cage"/></group></choice></element></zeroOrMore></define>
        <define name="note"><element name="note"><zeroOrMore><element><anyName/>
          <text/></element></zeroOrMore></element></define>"#;

    fn oracle(test: &str, main: &str) -> Result<Oracle, String> {
        let folder = std::env::temp_dir().join(format!("oracle-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (file, text) in [("main.rng", main), ("base.rng", BASE)] {
            let text = format!("<grammar xmlns='{RELAX_NG}'>{text}</grammar>");
            fs::write(folder.join(file), text).unwrap();
        }
        let oracle = read(&folder, "main.rng");
        fs::remove_dir_all(&folder).unwrap();
        oracle
    }

    fn space(terms: impl Into<BTreeSet<Term>>, names: &[&str]) -> Space {
        let names = names.iter().map(|name| name.to_string()).collect();
        Space { terms: terms.into(), names }
    }

    #[test]
    fn lists_each_place_once_with_all_its_alternatives() {
        let oracle = oracle("places", MAIN).unwrap();
        let paths: Vec<_> = oracle.elements().map(|element| element.path.as_str()).collect();
        let expected = "zoo zoo/cage zoo/cage/box zoo/note zoo/pond zoo/xen:tick \
            zoo/xen:tick/xen:gap";
        assert_eq!(paths.join(" "), expected);
        let child = |parent: &str, name: &str| {
            let child = &oracle.get(parent).unwrap().children[name];
            (child.required, child.repeated, child.path.as_str())
        };
        assert_eq!(child("zoo", "cage"), (true, true, "zoo/cage"));
        assert_eq!(child("zoo", "pond"), (false, false, "zoo/pond"));
        assert_eq!(child("zoo/cage", "box"), (false, true, "zoo/cage/box"));
        assert_eq!(child("zoo/cage/box", "box"), (false, true, "zoo/cage/box"));
        assert_eq!(child("zoo/xen:tick", "xen:gap"), (true, false, "zoo/xen:tick/xen:gap"));
        assert!(oracle.get("zoo/note").unwrap().any_content);
        let namespace = oracle.get("zoo/xen:tick/xen:gap").unwrap().namespace.as_deref();
        assert_eq!(namespace, Some("http://libvirt.org/schemas/domain/xen/1.0"));
    }

    #[test]
    fn collects_the_values_of_all_alternatives() {
        let oracle = oracle("values", MAIN).unwrap();
        let cage = oracle.get("zoo/cage").unwrap();
        assert!(!cage.attributes["kind"].required, "one of the two cages lacks it");
        assert_eq!(cage.attributes["kind"].space, space([Term::Text], &[]));
        assert_eq!(cage.text, Some(space([Term::Text], &[])));
        let except = [Term::Keyword("xx".into())].into();
        let pattern = Term::Except(Box::new(Term::Pattern("x+".into())), except);
        let food = space([Term::Keyword("hay".into()), pattern], &["food"]);
        assert_eq!(cage.attributes["food"].space, food);
        let mode = Term::Pattern("0[0-7]*".into());
        let text = oracle.get("zoo/cage/box").unwrap().text.clone();
        assert_eq!(text, Some(space([Term::Empty, mode], &["mode"])));
        let small = Term::Integer { min: Some(3), max: Some(255) };
        let text = oracle.get("zoo/xen:tick/xen:gap").unwrap().text.clone();
        assert_eq!(text, Some(space([Term::List([small].into())], &["small"])));
    }

    #[test]
    fn says_what_is_wrong_with_a_grammar() {
        let error = |main: &str| oracle("errors", main).unwrap_err();
        assert_eq!(error("<start><ref/></start>"), "main.rng:1: <ref> lacks the attribute 'name'");
        assert_eq!(error("<start><ref name='a'/></start>"), "main.rng: 'a' is not defined");
        assert_eq!(error("<include href='main.rng'/>"), "main.rng: includes itself");
        let clash = "<start><empty/></start><include href='base.rng'/><define name='fed'/>";
        assert_eq!(error(clash), "main.rng: the definitions of 'fed' do not combine");
        let endless = "<start><ref name='a'/></start><define name='a'><ref name='a'/></define>";
        assert_eq!(error(endless), "main.rng: 'a' refers to itself with no element between");
    }
}
