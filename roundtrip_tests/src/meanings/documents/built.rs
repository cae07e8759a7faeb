//! Elements that are built to satisfy conditions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domxml_schema::Domain;
use domxml_schema::xml::{Circumstance, Given, Subject, shape};

use crate::meanings::Step;

/// The keywords of every place of the model that holds text.
static TEXTS: LazyLock<BTreeMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut texts = BTreeMap::new();
    for element in shape::<Domain>() {
        if let Some(text) = &element.text {
            texts.insert(element.path.clone(), text.keywords());
        }
        for attribute in &element.attributes {
            texts.insert(format!("{}/@{}", element.path, attribute.name), attribute.value.keywords());
        }
    }
    texts
});

/// An element that is built.
#[derive(Clone, Default)]
pub(super) struct Built {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    children: Vec<Built>,
}

impl Built {
    /// A domain in which the steps lead to an element, a circumstance holds, and some conditions do not.
    pub(super) fn new(steps: &[Step], when: &Circumstance, violated: &[Given]) -> Self {
        let mut root = Self { name: "domain".to_owned(), ..Self::default() };
        root.set("type", "kvm");
        root.put(&[], "os/type/@arch", "x86_64");
        let mut path = Vec::new();
        for step in &steps[1..] {
            path.push(step.name.as_str());
            if let Some(namespace) = step.namespace {
                root.set(&format!("xmlns:{}", namespace.prefix), namespace.uri);
            }
            let element = root.at(&path);
            if let Some((tag, value)) = step.tag {
                element.set(tag, value);
            }
        }
        for Given { subject, .. } in violated {
            if !when.0.iter().any(|given| given.subject == *subject) {
                let same: Vec<&Given> = violated.iter().filter(|given| given.subject == *subject).collect();
                root.satisfy(&path, *subject, |keywords| violating(&same, keywords));
            }
        }
        for given in when.0 {
            root.satisfy(&path, given.subject, |keywords| satisfying(given, keywords));
        }
        // Devices are recognized by their alias, leases by their key.
        if let ["devices", device, ..] = path[..]
            && let Some(identity) = ["alias/@name", "key"]
                .into_iter()
                .find(|identity| TEXTS.contains_key(&format!("domain/devices/{device}/{identity}")))
        {
            root.put(&["devices", device], identity, "ua-1");
        }
        root
    }

    /// Gives the subject of a condition a text that is chosen among its keywords.
    fn satisfy(&mut self, path: &[&str], subject: Subject, choose: impl Fn(&[&str]) -> Option<String>) {
        let (path, below) = match subject {
            Subject::Hypervisor => (&[][..], "@type"),
            Subject::Architecture => (&[][..], "os/type/@arch"),
            Subject::Machine => (&[][..], "os/type/@machine"),
            Subject::Place { up, path: below } => (&path[..path.len().saturating_sub(usize::from(up))], below),
        };
        let whole = [&["domain"], path, &[below]].concat().join("/");
        let texts = TEXTS.get(&whole);
        if let Some(text) = choose(texts.map_or(&[], Vec::as_slice)) {
            // An element that holds no text is there or not.
            self.put(path, below, if texts.is_some() { &text } else { "" });
        }
    }

    /// Puts a text at a place below an element: an attribute (`model/@type`), a child, or its own text (empty).
    pub(super) fn put(&mut self, path: &[&str], below: &str, text: &str) {
        let (elements, attribute) = match below.rsplit_once('@') {
            Some((elements, attribute)) => (elements.trim_end_matches('/'), Some(attribute)),
            None => (below, None),
        };
        let below: Vec<&str> = elements.split('/').filter(|name| !name.is_empty()).collect();
        let element = self.at(&[path, &below].concat());
        match attribute {
            Some(attribute) => element.set(attribute, text),
            None => text.clone_into(&mut element.text),
        }
    }

    pub(super) fn write(&self) -> String {
        let attributes: String =
            self.attributes.iter().map(|(name, value)| format!(" {name}='{}'", escaped(value))).collect();
        let children: String = self.children.iter().map(Self::write).collect();
        format!("<{0}{attributes}>{1}{children}</{0}>", self.name, escaped(&self.text))
    }

    /// The element at a path below, made if it is not there.
    fn at(&mut self, path: &[&str]) -> &mut Self {
        let Some((first, rest)) = path.split_first() else { return self };
        let index = self.children.iter().position(|child| child.name == *first).unwrap_or_else(|| {
            self.children.push(Self { name: (*first).to_owned(), ..Self::default() });
            self.children.len() - 1
        });
        self.children[index].at(rest)
    }

    fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => value.clone_into(known),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }
}

/// A text that satisfies a condition; nothing if absence does.
fn satisfying(given: &Given, keywords: &[&str]) -> Option<String> {
    if given.admits(None) {
        return None;
    }
    let patterns = given.values.iter().filter(|pattern| !pattern.starts_with('!'));
    let texts = patterns.map(|pattern| match pattern.strip_suffix('*') {
        Some("") => "1".to_owned(),
        Some(prefix) => format!("{prefix}a"),
        None => (*pattern).to_owned(),
    });
    let mut texts = texts.chain(keywords.iter().map(|keyword| (*keyword).to_owned())).chain(["1".to_owned()]);
    texts.find(|text| given.admits(Some(text)))
}

/// A text that satisfies none of the conditions of a subject; nothing if absence does not, either.
fn violating(same: &[&Given], keywords: &[&str]) -> Option<String> {
    let is_unknown = |given: &&&Given| matches!(given.subject, Subject::Hypervisor | Subject::Architecture);
    if !same.iter().any(|given| given.admits(None)) && same.iter().find(is_unknown).is_none() {
        return None;
    }
    let mut texts = keywords.iter().copied().chain(["1"]);
    texts.find(|text| !same.iter().any(|given| given.admits(Some(text)))).map(str::to_owned)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&apos;")
}
