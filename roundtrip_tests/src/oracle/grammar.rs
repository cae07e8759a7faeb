//! Merges the patterns of a grammar, alternatives and all, into the list of elements.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::{AttributeInfo, ChildInfo, ElementInfo, Space, Term};

/// The namespace of RELAX NG; elements outside it are annotations.
pub(super) const RELAX_NG: &str = "http://relaxng.org/ns/structure/1.0";
/// The name under which `start` is kept among the defines.
const START: &str = "start()";

pub(super) type N<'a> = Node<'a, 'a>;
/// The name of a define, after the `grammar` it belongs to.
type Name<'a> = (N<'a>, &'a str);
/// An `element` in the files, after the `grammar` in which its references are resolved.
type Site<'a> = (N<'a>, N<'a>);
/// What a pattern allows inside an element, its alternatives merged; `None` for `notAllowed`.
type Content<'a> = Option<BTreeMap<Key, Part<'a>>>;
type Found<'a> = Result<Content<'a>, String>;

/// The list of elements that the grammar in `main` allows.
pub(super) fn flatten(files: &BTreeMap<&str, Document>, main: &str) -> Result<BTreeMap<String, ElementInfo>, String> {
    let outer = files[main].root_element();
    let inner = files.values().flat_map(|file| file.root_element().descendants().skip(1));
    let mut grammar = Grammar { files, defines: BTreeMap::new(), alive: BTreeMap::new(), elements: BTreeMap::new() };
    for node in inner.filter(|node| is(node, "grammar")).chain([outer]) {
        grammar.add(node)?;
    }
    let root = grammar.define((outer, START), &mut Vec::new())?;
    for (key, part) in root.ok_or("the grammar allows no document")? {
        if let Key::Child(name) = key {
            grammar.list(name, part, &mut Vec::new())?;
        }
    }
    Ok(grammar.elements)
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Attribute(String),
    Child(String),
    Text,
    Wildcard,
}

/// One thing inside an element: `space` is for attributes and text, the last two for children.
#[derive(Default)]
struct Part<'a> {
    required: bool,
    repeated: bool,
    space: Space,
    namespace: Option<String>,
    sites: BTreeSet<Site<'a>>,
}

/// Merges two contents that stand `beside` each other, or else exclude each other.
fn merge<'a>(one: Content<'a>, two: Content<'a>, beside: bool) -> Content<'a> {
    let (mut one, mut two) = match (one, two) {
        (Some(one), Some(two)) => (one, two),
        (one, two) => return one.or(two).filter(|_| !beside),
    };
    let required = |a: bool, b: bool| if beside { a || b } else { a && b };
    for (key, part) in &mut one {
        let twin = two.remove(key);
        part.repeated |= beside && twin.is_some();
        let twin = twin.unwrap_or_default();
        part.repeated |= twin.repeated;
        part.required = required(part.required, twin.required);
        part.space.terms.extend(twin.space.terms);
        part.space.names.extend(twin.space.names);
        part.sites.extend(twin.sites);
    }
    two.values_mut().for_each(|part| part.required = required(false, part.required));
    one.extend(two);
    Some(one)
}

/// Content that is nothing but text.
fn text<'a>(space: Space) -> Content<'a> {
    Some([(Key::Text, Part { required: true, space, ..Part::default() })].into())
}

/// The values of a text, with [`Term::Empty`] if an alternative has no text.
fn values(text: Part) -> Space {
    let mut space = text.space;
    if space.terms.contains(&Term::Text) {
        space.terms.remove(&Term::Empty);
    } else if !text.required {
        space.terms.insert(Term::Empty);
    }
    space
}

/// The values of content that is nothing but text.
fn only_text(mut content: BTreeMap<Key, Part>) -> Space {
    values(content.remove(&Key::Text).unwrap_or_default())
}

struct Grammar<'a> {
    files: &'a BTreeMap<&'a str, Document<'a>>,
    /// The `define` and `start` elements by name.
    defines: BTreeMap<Name<'a>, Vec<N<'a>>>,
    /// Whether a site allows any element at all; if its content is `notAllowed` it does not.
    alive: BTreeMap<Site<'a>, bool>,
    /// The list so far.
    elements: BTreeMap<String, ElementInfo>,
}

impl<'a> Grammar<'a> {
    /// Adds the defines of a `grammar`.
    fn add(&mut self, grammar: N<'a>) -> Result<(), String> {
        for define in self.defines_in(grammar) {
            let name = define.attribute("name").unwrap_or(START);
            self.defines.entry((grammar, name)).or_default().push(define);
        }
        for ((_, name), defines) in &self.defines {
            let ways: Vec<_> = defines.iter().filter_map(|d| d.attribute("combine")).collect();
            if ways.len() + 1 < defines.len() || ways.iter().any(|way| *way != ways[0]) {
                return Err(format!("the definitions of '{name}' do not combine"));
            }
        }
        Ok(())
    }

    /// The defines in a `grammar`, `div` or `include`, with those of included files.
    fn defines_in(&self, node: N<'a>) -> Vec<N<'a>> {
        let mut found = Vec::new();
        for child in patterns(node) {
            match child.attribute("href") {
                Some(file) if is(&child, "include") => {
                    let own = self.defines_in(child);
                    let mut others = self.defines_in(self.files[file].root_element());
                    let name = |define: &N<'a>| define.attribute("name");
                    others.retain(|other| own.iter().all(|own| name(own) != name(other)));
                    found.extend(others.into_iter().chain(own));
                }
                _ if is(&child, "div") => found.extend(self.defines_in(child)),
                _ => found.push(child),
            }
        }
        found
    }

    /// What a define allows. `way` holds the defines that led here from the last element.
    fn define(&mut self, name: Name<'a>, way: &mut Vec<Name<'a>>) -> Found<'a> {
        let defines = self.defines.get(&name).cloned();
        let defines = defines.ok_or_else(|| format!("'{}' is not defined", name.1))?;
        if way.contains(&name) {
            return Err(format!("'{}' refers to itself with no element between", name.1));
        }
        way.push(name);
        let choice = defines.iter().any(|d| d.attribute("combine") == Some("choice"));
        let mut content = self.all(defines, !choice, way)?;
        way.pop();
        if let Some(text) = content.as_mut().and_then(|content| content.get_mut(&Key::Text)) {
            text.space.names.insert(name.1.to_owned());
        }
        Ok(content)
    }

    /// What several patterns allow, standing `beside` each other or else excluding each other.
    fn all(&mut self, nodes: Vec<N<'a>>, beside: bool, way: &mut Vec<Name<'a>>) -> Found<'a> {
        let mut all = beside.then(BTreeMap::new);
        for node in nodes {
            all = merge(all, self.content(node, way)?, beside);
        }
        Ok(all)
    }

    /// What one pattern allows. The last step of `way` tells in which grammar it stands.
    fn content(&mut self, node: N<'a>, way: &mut Vec<Name<'a>>) -> Found<'a> {
        let grammar = way.last().map_or(node, |name| name.0);
        let kind = node.tag_name().name();
        let inside = patterns(node);
        Ok(match kind {
            "empty" => Some(BTreeMap::new()),
            "notAllowed" => None,
            "text" => text(Term::Text.into()),
            "value" => match text_in(node).split_whitespace().collect::<Vec<_>>().join(" ") {
                word if word.is_empty() => text(Term::Empty.into()),
                word => text(Term::Keyword(word).into()),
            },
            "data" => match inside.into_iter().find(|node| is(node, "except")) {
                None => text(data(node).into()),
                Some(except) => {
                    let but = self.all(patterns(except), false, way)?.map(only_text);
                    let Space { terms, names } = but.unwrap_or_default();
                    let term = Term::Except(Box::new(data(node)), terms);
                    text(Space { names, ..term.into() })
                }
            },
            "list" => self
                .all(inside, true, way)?
                .map(only_text)
                .and_then(|items| text(Space { names: items.names, ..Term::List(items.terms).into() })),
            "choice" => self.all(inside, false, way)?,
            "define" | "start" | "group" | "interleave" => self.all(inside, true, way)?,
            "mixed" => merge(self.all(inside, true, way)?, text(Term::Text.into()), true),
            "optional" => merge(self.all(inside, true, way)?, Some(BTreeMap::new()), false),
            "oneOrMore" | "zeroOrMore" => {
                let mut several = self.all(inside, true, way)?;
                let parts = several.iter_mut().flat_map(BTreeMap::values_mut);
                parts.for_each(|part| part.repeated = true);
                match kind {
                    "oneOrMore" => several,
                    _ => merge(several, Some(BTreeMap::new()), false),
                }
            }
            "ref" => self.define((grammar, node.attribute("name").unwrap_or_default()), way)?,
            "grammar" => self.define((node, START), way)?,
            // A name class; libvirt has none but anyName.
            "element" | "attribute" if !node.has_attribute("name") => Some([(Key::Wildcard, Part::default())].into()),
            "element" if !self.is_alive((grammar, node))? => None,
            "element" => {
                let (name, namespace) = full_name(node);
                let sites = [(grammar, node)].into();
                let part = Part { required: true, namespace, sites, ..Part::default() };
                Some([(Key::Child(name), part)].into())
            }
            "attribute" => {
                let space = match inside.is_empty() {
                    true => Some(Term::Text.into()),
                    false => self.all(inside, true, way)?.map(only_text),
                };
                let part = |space| Part { required: true, space, ..Part::default() };
                space.map(|space| [(Key::Attribute(full_name(node).0), part(space))].into())
            }
            _ => return Err(format!("<{kind}> is not a pattern this reader knows")),
        })
    }

    /// What stands inside an element.
    fn inside(&mut self, (grammar, element): Site<'a>) -> Found<'a> {
        self.all(patterns(element), true, &mut vec![(grammar, "element()")])
    }

    /// Returns `true` if an element can stand at the site at all.
    fn is_alive(&mut self, site: Site<'a>) -> Result<bool, String> {
        if let Some(alive) = self.alive.get(&site) {
            return Ok(*alive);
        }
        self.alive.insert(site, true); // Standing inside itself does not forbid an element.
        let alive = self.inside(site)?.is_some();
        self.alive.insert(site, alive);
        Ok(alive)
    }

    /// Lists the element made of these sites, and all below it; returns how its parent sees it.
    /// `above` holds the path and the sites of each ancestor.
    fn list(
        &mut self,
        path: String,
        element: Part<'a>,
        above: &mut Vec<(String, BTreeSet<Site<'a>>)>,
    ) -> Result<ChildInfo, String> {
        let Part { required, repeated, namespace, sites, .. } = element;
        // The ancestor must cover all the sites, otherwise some would not be listed anywhere.
        if let Some((path, _)) = above.iter().rev().find(|(_, seen)| sites.is_subset(seen)) {
            return Ok(ChildInfo { required, repeated, path: path.clone() });
        }
        let mut content = None;
        for site in &sites {
            content = merge(content, self.inside(*site)?, false);
        }
        above.push((path.clone(), sites));
        let mut info = ElementInfo { path: path.clone(), namespace, ..ElementInfo::default() };
        for (key, part) in content.unwrap_or_default() {
            match key {
                Key::Attribute(name) => {
                    let attribute = AttributeInfo { required: part.required, space: part.space };
                    info.attributes.insert(name, attribute);
                }
                Key::Child(name) => {
                    let child = self.list(format!("{path}/{name}"), part, above)?;
                    info.children.insert(name, child);
                }
                Key::Text => info.text = Some(values(part)),
                Key::Wildcard => info.any_content = true,
            }
        }
        above.pop();
        self.elements.insert(path.clone(), info);
        Ok(ChildInfo { required, repeated, path })
    }
}

/// The name of an `element` or `attribute`, with the prefix of its namespace, and the namespace.
fn full_name(node: N) -> (String, Option<String>) {
    let local = node.attribute("name").unwrap_or_default();
    // Unlike an element, an attribute does not inherit the namespace around it.
    let reach = if is(&node, "attribute") { 1 } else { usize::MAX };
    let ns = node.ancestors().take(reach).find_map(|node| node.attribute("ns"));
    let Some(ns) = ns.filter(|ns| !ns.is_empty()) else { return (local.to_owned(), None) };
    let known = ["qemu", "lxc", "xen", "bhyve", "vmware"];
    let uri = |prefix: &str| format!("http://libvirt.org/schemas/domain/{prefix}/1.0");
    let name = match known.into_iter().find(|prefix| uri(prefix) == ns) {
        Some(prefix) => format!("{prefix}:{local}"),
        None => format!("{{{ns}}}{local}"),
    };
    (name, Some(ns.to_owned()))
}

/// The term for a `data` pattern with its facets, but without its `except`.
fn data(node: N) -> Term {
    let datatype = node.attribute("type").unwrap_or_default();
    let own = integer_range(datatype);
    let (mut min, mut max) = own.unwrap_or_default();
    let mut terms = BTreeSet::new();
    for param in patterns(node).into_iter().filter(|child| is(child, "param")) {
        let (name, value) = (param.attribute("name").unwrap_or_default(), text_in(param));
        match (name, value.trim().parse::<i128>(), own) {
            ("pattern", _, Some(_)) if value == "[0-9]+" => min = min.max(Some(0)),
            ("pattern", _, Some(_)) if value == "-?[0-9]+" => {}
            ("pattern", ..) => _ = terms.insert(Term::Pattern(value)),
            ("minInclusive", Ok(n), Some(_)) => min = min.max(Some(n)),
            ("maxInclusive", Ok(n), Some(_)) => max = Some(max.map_or(n, |max| max.min(n))),
            ("length" | "minLength" | "maxLength", Ok(n), _) => {
                let [min, max] = ["maxLength", "minLength"].map(|not| (name != not).then_some(n));
                terms.insert(Term::Length { min, max });
            }
            _ => _ = terms.insert(Term::Other(format!("{datatype} {name}={value}"))),
        }
    }
    // Beside facets, a type adds nothing unless they leave it open or narrow its range.
    terms.extend(match (datatype, own) {
        (_, Some(own)) => (terms.is_empty() || own != (min, max)).then_some(Term::Integer { min, max }),
        ("string" | "token" | "normalizedString", _) => terms.is_empty().then_some(Term::Text),
        ("dateTime", _) => Some(Term::DateTime),
        ("NCName", _) => Some(Term::NcName),
        _ => Some(Term::Other(datatype.to_owned())),
    });
    match terms.pop_first() {
        Some(only) if terms.is_empty() => only,
        first => Term::All(first.into_iter().chain(terms).collect()),
    }
}

/// The range of a whole-number datatype.
fn integer_range(datatype: &str) -> Option<(Option<i128>, Option<i128>)> {
    let bits = match datatype.trim_start_matches("unsigned").to_lowercase().as_str() {
        "byte" => 8,
        "short" => 16,
        "int" => 32,
        "long" => 64,
        "integer" => return Some((None, None)),
        "positiveinteger" => return Some((Some(1), None)),
        "nonnegativeinteger" => return Some((Some(0), None)),
        _ => return None,
    };
    match datatype.starts_with("unsigned") {
        true => Some((Some(0), Some((1 << bits) - 1))),
        false => Some((Some(-1 << (bits - 1)), Some((1 << (bits - 1)) - 1))),
    }
}

pub(super) fn is(node: &N, kind: &str) -> bool {
    node.has_tag_name((RELAX_NG, kind))
}

/// The elements of RELAX NG directly inside `node`.
fn patterns<'a>(node: N<'a>) -> Vec<N<'a>> {
    let ours = |child: &N| child.tag_name().namespace() == Some(RELAX_NG);
    node.children().filter(ours).collect()
}

/// The text directly inside `node`; a comment may interrupt it.
fn text_in(node: N) -> String {
    node.children().filter(Node::is_text).filter_map(|child| child.text()).collect()
}
