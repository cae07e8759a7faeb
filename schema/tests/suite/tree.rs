//! Kept elements as trees: what is read, what is written, and that both say the same.

use domxml_schema::report::Code;
use domxml_schema::xml::{KeptAttribute, KeptElement, NamespaceDecl, Tree, TreeNode};
use domxml_schema::{Domain, Element};
use pretty_assertions::assert_eq;

fn kept(text: &str) -> KeptElement {
    KeptElement::from_xml(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn tree(text: &str) -> Tree {
    kept(text).tree().unwrap()
}

/// The tree of a text, written as a document.
fn written(text: &str) -> String {
    tree(text).to_kept(0).unwrap().to_xml().unwrap()
}

#[test]
fn a_tree_is_written_as_the_same_element() {
    for text in [
        "<a/>",
        "<a b='1' c='&lt;&amp;&quot;&apos;&#10;&#9;&#13;'>&lt;&amp;&gt;&#13;\"'</a>",
        "<a> </a>",
        "<a><!-- x --><b/><?pi y?></a>",
        "<a>mixed <b/> <c/> text<![CDATA[ <raw> ]]></a>",
        "<p:a xmlns:p='u:1' p:b='1' b='2' xml:lang='de'/>",
        "<a xmlns='u:1'><b xmlns=''><c xmlns='u:2'/></b></a>",
        "<p:a xmlns:p='u:1'><p:b xmlns:p='u:2'><q:c xmlns:q='u:1'/></p:b><p:d/></p:a>",
        "<a><b xmlns:p='u:1' p:c='p:value'/><p:d xmlns:p='u:2'/></a>",
        "<été xmlns:日='u:1'><日:b/></été>",
    ] {
        let (before, after) = (tree(text), tree(&written(text)));
        assert_eq!(before, after, "{text} became {}", written(text));
        assert_eq!(kept(text), kept(&written(text)));
        assert_eq!(written(&written(text)), written(text));
    }
}

#[test]
fn it_is_written_in_the_style_of_metadata() {
    let text = "<a  b='1'><!--c--><d>text</d><e><f></f></e><g>x<h/></g></a>";
    let lines = "<a b=\"1\">\n  <!--c-->\n  <d>text</d>\n  <e>\n    <f/>\n  </e>\n  <g>x<h/></g>\n</a>\n";
    assert_eq!(written(text), lines);
}

#[test]
fn equality_is_about_what_is_said() {
    for (a, b) in [
        ("<a b='1' c='2'/>", "<a c=\"2\"\n b=\"1\"></a>"),
        ("<p:a xmlns:p='u:1'/>", "<a xmlns='u:1'/>"),
        ("<a>\n  <b/>\n</a>", "<a><!-- - --><b/></a>"),
        ("<a>x<!-- - -->y&amp;</a>", "<a>xy<![CDATA[&]]></a>"),
    ] {
        assert_eq!(kept(a), kept(b));
    }
    for (a, b) in [
        ("<a/>", "<b/>"),
        ("<a/>", "<a xmlns='u:1'/>"),
        ("<a b='1'/>", "<a b='2'/>"),
        ("<a> </a>", "<a/>"),
        ("<a><b/><c/></a>", "<a><c/><b/></a>"),
        ("<a>x <b/></a>", "<a>x<b/></a>"),
        ("<a><?p 1?></a>", "<a/>"),
    ] {
        assert_ne!(kept(a), kept(b));
    }
}

#[test]
fn prefixes_are_bound_where_the_element_is_put() {
    let mut tree = Tree::in_namespace("p", "u:1", "a");
    tree.attributes.push(KeptAttribute {
        namespace: Some("u:2".into()),
        prefix: "q".into(),
        ..KeptAttribute::new("b", "1")
    });
    tree.nodes.push(TreeNode::Element(Tree::new("c")));
    let kept = tree.to_kept(2).unwrap();
    let bound: Vec<&str> = kept.bindings().iter().map(|decl| &*decl.prefix).collect();
    assert_eq!((kept.text(), &bound[..]), ("<p:a q:b=\"1\">\n      <c/>\n    </p:a>", &["p", "q"][..]));
    let mut domain = Domain::parse("<domain xmlns:p='u:1' xmlns:q='u:other'/>").unwrap();
    domain.metadata.get_or_insert_default().put(kept);
    let text = domain.to_xml().unwrap();
    assert!(text.contains("    <p:a xmlns:q='u:2' q:b=\"1\">\n"), "{text}");
    assert_eq!(Domain::parse(&text).unwrap(), domain);
}

#[test]
fn what_a_kept_element_needs_from_outside_is_in_its_tree() {
    let domain =
        Domain::parse("<domain xmlns:p='u:1' xmlns:q='u:2'><metadata><p:a q:b='1'/></metadata></domain>").unwrap();
    let metadata = domain.metadata.unwrap();
    let element = metadata.elements().next().unwrap();
    assert_eq!((element.namespace().as_deref(), element.local_name()), (Some("u:1"), "a"));
    let tree = element.tree().unwrap();
    assert!(tree.is(Some("u:1"), "a"));
    assert_eq!(tree.attributes[0].namespace.as_deref(), Some("u:2"));
}

#[test]
fn what_is_no_xml_is_not_written() {
    let attribute = |namespace: Option<&str>, prefix: &str, name: &str| {
        let attribute = KeptAttribute::new(name, "1");
        let attribute = KeptAttribute { namespace: namespace.map(Into::into), prefix: prefix.into(), ..attribute };
        Tree { attributes: vec![attribute], ..Tree::in_namespace("p", "u:1", "a") }
    };
    let node = |node: TreeNode| Tree { nodes: vec![node], ..Tree::new("a") };
    for (tree, message) in [
        (Tree::new(""), "invalid XML name ``"),
        (Tree::new("a b"), "invalid XML name `a b`"),
        (Tree::new("p:a"), "invalid XML name `p:a`"),
        (Tree { prefix: "p".into(), ..Tree::new("a") }, "prefix `p` cannot be bound to the namespace ``"),
        (Tree::in_namespace("xmlns", "u:1", "a"), "prefix `xmlns` cannot"),
        (Tree::in_namespace("xml", "u:1", "a"), "prefix `xml` cannot"),
        (attribute(None, "", "1"), "invalid XML name `1`"),
        (attribute(Some("u:2"), "", "b"), "attribute of a namespace has no prefix"),
        (attribute(Some("u:2"), "p", "b"), "prefix `p` is bound to two namespaces"),
        (node(TreeNode::Text("\u{1}".to_owned())), "U+0001 is not allowed in XML"),
        (node(TreeNode::Comment("a--b".to_owned())), "comment contains `--`"),
        (node(TreeNode::ProcessingInstruction("a?>".to_owned())), "invalid processing instruction"),
        (node(TreeNode::ProcessingInstruction("xml version='1.0'".to_owned())), "invalid processing instruction"),
        (node(TreeNode::Element(Tree::new("<"))), "invalid XML name `<` at /a/<"),
    ] {
        let error = tree.to_kept(0).unwrap_err();
        assert_eq!(error.code(), Code::NOT_WRITABLE);
        assert!(error.to_string().contains(message), "{error}");
    }
    let doubled = NamespaceDecl { prefix: "p".into(), uri: "u:1".into() };
    let tree = Tree { declarations: vec![doubled.clone(), doubled], ..Tree::in_namespace("p", "u:1", "a") };
    assert_eq!(tree.to_kept(0).unwrap().to_xml().unwrap(), "<p:a xmlns:p='u:1'/>\n");
}

#[test]
fn hostile_elements_are_refused() {
    let deep = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    assert_eq!(KeptElement::from_xml(&deep(100_000)).unwrap_err().code(), Code::TOO_DEEP);
    assert_eq!(tree(&deep(256)), tree(&deep(256)));
    let mut tree = Tree::new("a");
    for _ in 0..1000 {
        tree = Tree { nodes: vec![TreeNode::Element(tree)], ..Tree::new("a") };
    }
    assert_eq!(tree.to_kept(0).unwrap_err().code(), Code::TOO_DEEP);
    for text in ["", "text", "<a/><b/>", "<a>", "<!DOCTYPE a><a/>", "<p:a/>", "<a b='1' b='2'/>", "<a>]]></a>"] {
        assert!(KeptElement::from_xml(text).is_err(), "{text}");
    }
    assert!(KeptElement::default().tree().is_err());
    // Many pieces of one text take time in proportion.
    let pieces = format!("<a>{}</a>", "x<![CDATA[y]]>".repeat(50_000));
    assert_eq!(self::tree(&pieces).text().len(), 100_000);
}

#[test]
fn a_declaration_is_no_attribute_of_the_same_local_name() {
    let source = "<domain>\n  <devices>\n    <rng>\n      <address type='pci' slot='0x01' xmlns:function='urn:x'/>\n    </rng>\n  \
                  </devices>\n</domain>\n";
    let written = Domain::parse(source).expect("it is a domain").to_xml().expect("it can be written");
    assert!(!written.contains(" function="), "{written}");
    assert!(written.contains("xmlns:function='urn:x'"), "{written}");
}
