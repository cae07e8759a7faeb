//! The model as RELAX NG.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

use crate::xml::codec::slot::Element;
use crate::xml::codec::table::{Case, Condition, Datatype, ElementDef, FieldDef, FieldKind, Namespace, Term, Variant};

/// Exports an element type and all below it as a RELAX NG grammar in XML syntax.
///
/// The grammar has what the model knows of validity: types, required parts, cardinality, and what
/// depends on attributes of the element or of one around it. Documents that it accepts may still be
/// refused by libvirt for reasons that no grammar can express. What is not as old as the rest says since
/// which release libvirt knows it, in an attribute `since` of another namespace.
pub fn relax_ng<T: Element>() -> String {
    let mut export = Export { names: BTreeMap::new(), used: BTreeSet::new(), queue: VecDeque::new() };
    let start = export.reference(Place { name: T::DEF.name, namespace: T::DEF.namespace, def: T::DEF }, &Vec::new());
    let mut defines = BTreeMap::new();
    while let Some((name, place, context)) = export.queue.pop_front() {
        let body = export.element(place, &context);
        defines.insert(name, body);
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Exported by `domxml schema rng`; do not edit. -->\n\
         <grammar xmlns=\"http://relaxng.org/ns/structure/1.0\" \
         xmlns:domxml=\"https://github.com/domxml/domxml\" \
         datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">\n",
    );
    let _ = writeln!(out, "  <start>\n    <ref name=\"{start}\"/>\n  </start>");
    for (name, body) in defines {
        let _ = writeln!(out, "  <define name=\"{name}\">");
        body.write(&mut out, 2, "");
        out.push_str("  </define>\n");
    }
    out.push_str(ANY);
    out.push_str("</grammar>\n");
    out
}

/// Content that belongs to others.
const ANY: &str = r#"  <define name="any">
    <element>
      <anyName/>
      <zeroOrMore>
        <choice>
          <attribute>
            <anyName/>
          </attribute>
          <text/>
          <ref name="any"/>
        </choice>
      </zeroOrMore>
    </element>
  </define>
"#;

/// An element type under a name.
#[derive(Clone, Copy)]
struct Place {
    name: &'static str,
    namespace: Option<&'static Namespace>,
    def: &'static ElementDef,
}

/// Known attributes of the elements around: innermost last; empty value for absence.
type Context = Vec<Known>;
type Known = BTreeMap<&'static str, &'static str>;

/// A value that represents every one that no condition names.
const ANY_OTHER: &str = "\u{0}other";

struct Export {
    names: BTreeMap<String, String>,
    used: BTreeSet<String>,
    queue: VecDeque<(String, Place, Context)>,
}

impl Export {
    /// Name of the definition of a place in a context, made once.
    fn reference(&mut self, place: Place, context: &Context) -> String {
        let relevant = relevant(place.def, context);
        let ElementDef { type_name, module, .. } = place.def;
        let key = format!("{} {module} {type_name} {relevant:?}", place.name);
        if let Some(name) = self.names.get(&key) {
            return name.clone();
        }
        let word = |value: &&str| match *value {
            "" => "none".to_owned(),
            ANY_OTHER => "other".to_owned(),
            value => value.replace(|c: char| !c.is_ascii_alphanumeric(), "-"),
        };
        let mut name = format!("{}.{}", place.name, place.def.type_name);
        for value in relevant.iter().flat_map(Known::values) {
            name.push('.');
            name.push_str(&word(value));
        }
        let base = name.clone();
        for n in 2.. {
            if self.used.insert(name.clone()) {
                break;
            }
            name = format!("{base}-{n}");
        }
        self.names.insert(key, name.clone());
        self.queue.push_back((name.clone(), place, relevant));
        name
    }

    fn element(&mut self, place: Place, context: &Context) -> Pattern {
        let content = if place.def.variants.is_empty() {
            self.content(place.def, context, None)
        } else {
            let tag = place.def.tag.unwrap_or_default();
            let variants = place.def.variants.iter();
            choice(variants.map(|variant| self.content((variant.def)(), context, Some((tag, variant)))).collect())
        };
        Pattern::Element { name: place.name, namespace: place.namespace, content: Box::new(content) }
    }

    /// Attributes and content, as a choice over what the conditions tell apart.
    fn content(
        &mut self,
        def: &'static ElementDef,
        context: &Context,
        tag: Option<(&'static str, &'static Variant)>,
    ) -> Pattern {
        let mut cases: Vec<Known> = vec![tag.into_iter().map(|(tag, variant)| (tag, variant.name)).collect()];
        for (attribute, classes) in discriminators(def) {
            if tag.is_some_and(|(name, _)| name == attribute) {
                continue;
            }
            let extend =
                |known: Known| classes.iter().map(move |class| with(&known, attribute, class[0])).collect::<Vec<_>>();
            cases = cases.into_iter().flat_map(extend).collect();
        }
        let classes: BTreeMap<&'static str, Vec<Vec<&'static str>>> = discriminators(def).into_iter().collect();
        let mut alternatives = Vec::new();
        for known in cases {
            let mut context = context.clone();
            context.push(known.clone());
            if def.never.iter().any(|case| must_hold(case, &context)) {
                continue;
            }
            let alternative = self.alternative(def, &context, &known, &classes, tag);
            alternatives.extend(alternative.filter(|alternative| !alternatives.contains(alternative)));
        }
        choice(alternatives)
    }

    /// One combination of what is known; nothing if it cannot be (a required attribute is absent).
    fn alternative(
        &mut self,
        def: &'static ElementDef,
        context: &Context,
        known: &Known,
        classes: &BTreeMap<&'static str, Vec<Vec<&'static str>>>,
        tag: Option<(&'static str, &'static Variant)>,
    ) -> Option<Pattern> {
        let mut attributes: Vec<(String, Pattern)> = Vec::new();
        if let Some((name, variant)) = tag {
            let value = Box::new(Pattern::Value(variant.name).since(variant.since));
            attributes.push((name.to_owned(), Pattern::Attribute { name, value }));
        }
        let (mut children, mut text): (Vec<(String, Pattern)>, _) = (Vec::new(), None);
        for field in def.fields {
            let legal = field.when.is_empty() || field.when.iter().any(|case| may_hold(case, context));
            let required = field.required || field.required_when.iter().any(|case| must_hold(case, context));
            match field.kind {
                FieldKind::Attribute(datatype) => {
                    let class = known
                        .get(field.name)
                        .and_then(|value| classes.get(field.name)?.iter().find(|class| class.contains(value)));
                    let value = match class {
                        Some(class) => of_class(datatype, class, classes.get(field.name)?),
                        None => Some(of_datatype(datatype)),
                    };
                    let absent = class.is_none_or(|class| class.contains(&""));
                    let value = value.filter(|_| legal);
                    match value.map(|value| Pattern::Attribute { name: field.name, value: Box::new(value) }) {
                        Some(attribute) => {
                            let attribute = attribute.since(field.since);
                            let optional = absent && !(required && legal);
                            let attribute = if optional { Pattern::Optional(Box::new(attribute)) } else { attribute };
                            attributes.push((format!("@{}", field.name), attribute));
                        }
                        None if absent && !(required && legal) => {}
                        None => return None,
                    }
                }
                FieldKind::Text(datatype) if legal => {
                    let value = of_datatype(datatype);
                    text = Some(if required { value } else { choice(vec![value, Pattern::Empty]) });
                }
                _ if legal => {
                    children.extend(
                        self.child(field, context, required).into_iter().map(|child| (field.name.to_owned(), child)),
                    );
                }
                _ => {}
            }
        }
        let attributes = unite(attributes, def.together, Pattern::Group);
        let children = unite(children, def.together, interleave);
        let mut parts = exclude(attributes, def.exclusive, Pattern::Group);
        let children = exclude(children, def.exclusive, interleave);
        match (text, children.is_empty()) {
            (Some(text), true) => parts.push(text),
            (Some(text), false) => parts.push(choice(vec![text, interleave(children)])),
            (None, false) => parts.push(interleave(children)),
            (None, true) if parts.is_empty() => parts.push(Pattern::Empty),
            (None, true) => {}
        }
        Some(Pattern::Group(parts))
    }

    fn child(&mut self, field: &'static FieldDef, context: &Context, required: bool) -> Vec<Pattern> {
        let element =
            |content| Pattern::Element { name: field.name, namespace: field.namespace, content: Box::new(content) };
        let (pattern, repeated) = match field.kind {
            FieldKind::Value { datatype, repeated } => (element(of_datatype(datatype)), repeated),
            FieldKind::Flag => (element(Pattern::Empty), false),
            FieldKind::Element { def, repeated, .. } => {
                let place = Place { name: field.name, namespace: field.namespace, def: def() };
                (Pattern::Ref(self.reference(place, context)), repeated)
            }
            FieldKind::Choice { def } => {
                let mut reference = |variant: &Variant| {
                    let place = Place { name: variant.name, namespace: None, def: (variant.def)() };
                    Pattern::Ref(self.reference(place, context)).since(variant.since)
                };
                let (single, many): (Vec<_>, Vec<_>) = def().variants.iter().partition(|variant| variant.single);
                let mut patterns: Vec<Pattern> =
                    single.into_iter().map(|variant| Pattern::Optional(Box::new(reference(variant)))).collect();
                patterns.push(Pattern::ZeroOrMore(Box::new(choice(many.into_iter().map(reference).collect()))));
                return patterns;
            }
            _ => return vec![Pattern::ZeroOrMore(Box::new(Pattern::Ref("any".to_owned())))],
        };
        let pattern = Box::new(pattern.since(field.since));
        vec![match (repeated, required) {
            (true, true) => Pattern::OneOrMore(pattern),
            (true, false) => Pattern::ZeroOrMore(pattern),
            (false, true) => *pattern,
            (false, false) => Pattern::Optional(pattern),
        }]
    }
}

fn with(known: &Known, attribute: &'static str, value: &'static str) -> Known {
    let mut known = known.clone();
    known.insert(attribute, value);
    known
}

/// Attributes of an element on which conditions depend, with the classes of values that all these
/// conditions treat alike.
fn discriminators(def: &'static ElementDef) -> Vec<(&'static str, Vec<Vec<&'static str>>)> {
    let mut sets: BTreeMap<&'static str, Vec<&'static [&'static str]>> = BTreeMap::new();
    conditions(def, 0, &mut |condition| sets.entry(condition.attribute).or_default().push(condition.values));
    let own = |attribute: &str| {
        def.fields.iter().find_map(|field| match field.kind {
            FieldKind::Attribute(datatype) if field.name == attribute => Some(datatype),
            _ => None,
        })
    };
    let tagged = |attribute: &&'static str| own(attribute).is_some();
    sets.into_iter()
        .filter(|(attribute, _)| tagged(attribute))
        .map(|(attribute, sets)| {
            let named = sets.iter().flat_map(|set| set.iter().copied());
            let mut values: Vec<&'static str> = named.chain(["", ANY_OTHER]).collect();
            values.extend(own(attribute).into_iter().flat_map(Datatype::keywords).map(|keyword| keyword.name));
            let mut classes: BTreeMap<Vec<bool>, Vec<&'static str>> = BTreeMap::new();
            for value in values {
                let signature = sets.iter().map(|set| set.contains(&value)).collect();
                let class = classes.entry(signature).or_default();
                if !class.contains(&value) {
                    class.push(value);
                }
            }
            (attribute, classes.into_values().collect())
        })
        .collect()
}

/// Calls `visit` for every condition at or below a schema that looks at its attributes.
fn conditions(def: &'static ElementDef, up: u8, visit: &mut impl FnMut(&'static Condition)) {
    for condition in def.never.iter().flat_map(|case| case.0) {
        if condition.up == up {
            visit(condition);
        }
    }
    for field in def.fields {
        for condition in field.when.iter().chain(field.required_when).flat_map(|case| case.0) {
            if condition.up == up {
                visit(condition);
            }
        }
        if let FieldKind::Element { def, .. } = field.kind
            && up < 2
        {
            for def in [def()].into_iter().chain(def().variants.iter().map(|variant| (variant.def)())) {
                conditions(def, up + 1, visit);
            }
        }
    }
}

/// The part of a context that conditions of an element or below it look at, outermost first.
fn relevant(def: &'static ElementDef, context: &Context) -> Context {
    let mut kept = Context::new();
    for (distance, known) in (1..=2_u8).zip(context.iter().rev()) {
        let mut names = BTreeSet::new();
        for def in [def].into_iter().chain(def.variants.iter().map(|variant| (variant.def)())) {
            looked_at(def, distance, &mut names);
        }
        kept.insert(
            0,
            known.iter().filter(|(name, _)| names.contains(*name)).map(|(name, value)| (*name, *value)).collect(),
        );
    }
    kept
}

fn looked_at(def: &'static ElementDef, up: u8, names: &mut BTreeSet<&'static str>) {
    conditions(def, up, &mut |condition| {
        names.insert(condition.attribute);
    });
}

/// Returns `true` if a case can be true, given what is known.
fn may_hold(case: &Case, context: &Context) -> bool {
    case.0.iter().all(|condition| known(condition, context).is_none_or(|value| condition.values.contains(&value)))
}

/// Returns `true` if a case is true, given what is known.
fn must_hold(case: &Case, context: &Context) -> bool {
    case.0.iter().all(|condition| known(condition, context).is_some_and(|value| condition.values.contains(&value)))
}

fn known(condition: &Condition, context: &Context) -> Option<&'static str> {
    let level = context.len().checked_sub(1 + usize::from(condition.up))?;
    context[level].get(condition.attribute).copied()
}

/// Joins parts that occur together or not at all into one optional part.
fn unite(
    mut parts: Vec<(String, Pattern)>,
    together: &[&[&str]],
    join: fn(Vec<Pattern>) -> Pattern,
) -> Vec<(String, Pattern)> {
    for set in together {
        let (members, rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(name, _)| set.contains(&name.as_str()));
        parts = rest;
        let present = |(_, part): (String, Pattern)| if let Pattern::Optional(part) = part { *part } else { part };
        if members.len() == set.len() {
            let name = members[0].0.clone();
            parts.push((name, Pattern::Optional(Box::new(join(members.into_iter().map(present).collect())))));
        }
    }
    parts
}

/// Joins what excludes each other into choices; the rest stays as it is.
fn exclude(parts: Vec<(String, Pattern)>, exclusive: &[&[&str]], join: fn(Vec<Pattern>) -> Pattern) -> Vec<Pattern> {
    let excludes = |a: &str, b: &str| exclusive.iter().any(|set| a != b && set.contains(&a) && set.contains(&b));
    let mut left: Vec<(String, Pattern)> = parts;
    let mut joined = Vec::new();
    while !left.is_empty() {
        let mut together = vec![left.remove(0)];
        while let Some(at) = left.iter().position(|(name, _)| together.iter().any(|(other, _)| excludes(name, other))) {
            together.push(left.remove(at));
        }
        // Sets without a pair that excludes each other and with all that must be there, the largest only.
        let compatible = |set: &u32| {
            let inside = |i: &usize| set >> i & 1 == 1;
            let members: Vec<&str> = (0..together.len()).filter(inside).map(|i| together[i].0.as_str()).collect();
            let optional = |i: usize| matches!(together[i].1, Pattern::Optional(_) | Pattern::ZeroOrMore(_));
            (0..together.len()).all(|i| inside(&i) || optional(i))
                && members.iter().all(|a| members.iter().all(|b| !excludes(a, b)))
        };
        let sets: Vec<u32> = (0..1_u32 << together.len()).filter(compatible).collect();
        let largest = sets.iter().filter(|set| !sets.iter().any(|other| other != *set && *set & other == **set));
        let alternative = |set: &u32| {
            let members: Vec<Pattern> =
                (0..together.len()).filter(|i| set >> i & 1 == 1).map(|i| together[i].1.clone()).collect();
            match members.len() {
                0 => Pattern::Empty,
                1 => members.into_iter().next().unwrap_or(Pattern::Empty),
                _ => join(members),
            }
        };
        joined.push(choice(largest.map(alternative).collect()));
    }
    joined
}

fn interleave(mut parts: Vec<Pattern>) -> Pattern {
    if parts.len() == 1 { parts.remove(0) } else { Pattern::Interleave(parts) }
}

/// The values of a class that a type admits; nothing if there are none.
fn of_class(datatype: &'static Datatype, class: &[&'static str], classes: &[Vec<&'static str>]) -> Option<Pattern> {
    let other = class.contains(&ANY_OTHER);
    let named: Vec<&'static str> =
        classes.iter().flatten().copied().filter(|value| !value.is_empty() && *value != ANY_OTHER).collect();
    let open = datatype.terms.iter().any(|term| !matches!(term, Term::Keyword(_)));
    let mut values: Vec<Pattern> = class
        .iter()
        .filter(|value| !value.is_empty() && **value != ANY_OTHER)
        .map(|value| {
            let since = datatype.keywords().find(|keyword| keyword.name == *value).and_then(|keyword| keyword.since);
            Pattern::Value(value).since(since)
        })
        .collect();
    if other && open {
        let terms = datatype.terms.iter().filter(|term| !matches!(term, Term::Keyword(_)));
        let excluded: Vec<&'static str> = named.iter().copied().filter(|value| !class.contains(value)).collect();
        values.extend(terms.map(|term| Pattern::Data(*term, excluded.clone())));
    }
    (!values.is_empty()).then(|| choice(values))
}

fn of_datatype(datatype: &'static Datatype) -> Pattern {
    choice(datatype.terms.iter().map(of_term).collect())
}

fn of_term(term: &'static Term) -> Pattern {
    match term {
        Term::Text => Pattern::Text,
        Term::Empty => Pattern::Empty,
        Term::Keyword(keyword) => Pattern::Value(keyword.name).since(keyword.since),
        other => Pattern::Data(*other, Vec::new()),
    }
}

fn choice(mut patterns: Vec<Pattern>) -> Pattern {
    match patterns.len() {
        1 => patterns.remove(0),
        _ => Pattern::Choice(patterns),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Pattern {
    Element {
        name: &'static str,
        namespace: Option<&'static Namespace>,
        content: Box<Pattern>,
    },
    Attribute {
        name: &'static str,
        value: Box<Pattern>,
    },
    Group(Vec<Pattern>),
    Interleave(Vec<Pattern>),
    Choice(Vec<Pattern>),
    Optional(Box<Pattern>),
    ZeroOrMore(Box<Pattern>),
    OneOrMore(Box<Pattern>),
    Ref(String),
    Text,
    Empty,
    Value(&'static str),
    Data(Term, Vec<&'static str>),
    /// A part that libvirt knows since a release.
    Since(&'static str, Box<Pattern>),
}

impl Pattern {
    fn since(self, since: Option<&'static str>) -> Self {
        match since {
            Some(since) => Self::Since(since, Box::new(self)),
            None => self,
        }
    }

    /// Writes it, with further attributes.
    fn write(&self, out: &mut String, depth: usize, more: &str) {
        let pad = "  ".repeat(depth);
        let mut around = |tag: &str, attributes: &str, parts: &[&Self]| {
            let _ = writeln!(out, "{pad}<{tag}{attributes}{more}>");
            parts.iter().for_each(|part| part.write(out, depth + 1, ""));
            let _ = writeln!(out, "{pad}</{tag}>");
        };
        match self {
            Self::Element { name, namespace, content } => {
                let namespace = namespace.map_or(String::new(), |namespace| format!(" ns=\"{}\"", namespace.uri));
                around("element", &format!(" name=\"{name}\"{namespace}"), &[content]);
            }
            Self::Attribute { name, value } => around("attribute", &format!(" name=\"{name}\""), &[value]),
            Self::Group(parts) => around("group", "", &parts.iter().collect::<Vec<_>>()),
            Self::Interleave(parts) => around("interleave", "", &parts.iter().collect::<Vec<_>>()),
            Self::Choice(parts) if parts.is_empty() => {
                let _ = writeln!(out, "{pad}<notAllowed/>");
            }
            Self::Choice(parts) => around("choice", "", &parts.iter().collect::<Vec<_>>()),
            Self::Optional(part) => around("optional", "", &[part]),
            Self::ZeroOrMore(part) => around("zeroOrMore", "", &[part]),
            Self::OneOrMore(part) => around("oneOrMore", "", &[part]),
            Self::Ref(name) => {
                let _ = writeln!(out, "{pad}<ref name=\"{name}\"{more}/>");
            }
            Self::Text => {
                let _ = writeln!(out, "{pad}<text/>");
            }
            Self::Empty => {
                let _ = writeln!(out, "{pad}<empty/>");
            }
            Self::Value(value) => {
                let _ = writeln!(out, "{pad}<value{more}>{}</value>", escape(value));
            }
            Self::Since(since, part) => part.write(out, depth, &format!(" domxml:since=\"{since}\"")),
            Self::Data(term, excluded) => data(out, &pad, term, excluded),
        }
    }
}

fn data(out: &mut String, pad: &str, term: &Term, excluded: &[&'static str]) {
    let (kind, params): (&str, Vec<(&str, String)>) = match term {
        Term::Integer { min, max } => {
            let min = min.map(|min| ("minInclusive", min.to_string()));
            let max = max.map(|max| ("maxInclusive", max.to_string()));
            ("integer", min.into_iter().chain(max).collect())
        }
        Term::Pattern(pattern) => ("string", vec![("pattern", (*pattern).to_owned())]),
        Term::MaxLength(max) => ("string", vec![("maxLength", max.to_string())]),
        Term::DateTime => ("dateTime", Vec::new()),
        Term::NcName => ("NCName", Vec::new()),
        Term::Text | Term::Empty | Term::Keyword(_) => ("string", Vec::new()),
    };
    let _ = writeln!(out, "{pad}<data type=\"{kind}\">");
    for (name, value) in params {
        let _ = writeln!(out, "{pad}  <param name=\"{name}\">{}</param>", escape(&value));
    }
    if !excluded.is_empty() {
        let _ = writeln!(out, "{pad}  <except>");
        let _ = writeln!(out, "{pad}    <choice>");
        for value in excluded {
            let _ = writeln!(out, "{pad}      <value>{}</value>", escape(value));
        }
        let _ = writeln!(out, "{pad}    </choice>\n{pad}  </except>");
    }
    let _ = writeln!(out, "{pad}</data>");
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
