//! The keys of one level of the map: what each is called, means, may be, and where it stands in the entity.

use std::fmt;

use domxml_schema::report::nearest;
use serde_json::{Map, Value};

use super::finding::{Error, Finding, FindingKind};
use super::kind::{Kind, says_nothing};
use super::state::State;

/// A key of the map.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub(super) name: &'static str,
    pub(super) old: &'static [&'static str],
    pub(super) kind: Kind,
    pub(super) default: Option<&'static str>,
    pub(super) meaning: &'static str,
    pub(super) home: Home,
    pub(super) firm: bool,
}

/// Where what a key says stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// In this field of the VM.
    Vm(&'static str),
    /// In this field of the context.
    Context(&'static str),
    /// Nowhere: it is kept as it was.
    Kept,
    /// Nowhere: it is made by this rule when a map is written, and kept as it was.
    Made(&'static str),
    /// Nowhere: a host said it of a running VM. It is kept as it was.
    Runtime,
}

impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vm(field) => write!(f, "`{field}`"),
            Self::Context(field) => write!(f, "context: `{field}`"),
            Self::Kept => f.write_str("kept"),
            Self::Made(rule) => write!(f, "kept; else {rule}"),
            Self::Runtime => f.write_str("kept: of a running VM"),
        }
    }
}

impl Key {
    /// Its name; dots lead into objects, as `specParams.vram`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Names that older engines had for it.
    pub fn old_names(&self) -> &'static [&'static str] {
        self.old
    }

    /// What it means.
    pub fn meaning(&self) -> &'static str {
        self.meaning
    }

    /// What its value is, in words.
    pub fn values(&self) -> String {
        match self.kind {
            Kind::List(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| format!("`{}` {} ({})", item.name, item.meaning, item.kind)).collect();
                format!("{}: {}", self.kind, items.join("; "))
            }
            kind => kind.to_string(),
        }
    }

    /// What its absence means, if that is a value.
    pub fn default(&self) -> Option<&'static str> {
        self.default
    }

    /// Where what it says stands.
    pub fn home(&self) -> Home {
        self.home
    }

    /// Whether a value that does not come back from the entity is a finding. It is none where the value follows
    /// from others, or counts in some cases only.
    pub fn is_firm(&self) -> bool {
        self.firm
    }

    /// What the map has for it, with its path.
    pub(super) fn look_up<'a>(&self, map: &'a Map<String, Value>) -> Option<(&'static str, &'a Value)> {
        let find = |name: &'static str| Some((name, at(map, name)?));
        let found = std::iter::once(self.name).chain(self.old.iter().copied()).filter_map(find);
        // A new name beside an old one counts, unless it says nothing.
        found.reduce(|found, next| if says_nothing(found.1) { next } else { found })
    }

    /// The one form of what the map says; its default, if it says nothing and there is one.
    pub(super) fn normal(&self, map: &Map<String, Value>, path: &str) -> Result<Option<Value>, Error> {
        let Some((name, value)) = self.look_up(map) else { return Ok(self.default_value()) };
        match self.kind.normal(value) {
            Ok(normal) => Ok(normal.or_else(|| self.default_value())),
            Err(wrong) => Err(Error::new(wrong.message, format!("{path}{name}{}", wrong.at), wrong.help)),
        }
    }

    pub(super) fn default_value(&self) -> Option<Value> {
        self.default.map(Value::from)
    }
}

/// The value behind a name with dots.
pub(super) fn at<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    match name.split_once('.') {
        Some((first, rest)) => at(map.get(first)?.as_object()?, rest),
        None => map.get(name),
    }
}

/// Puts a value behind a name with dots.
pub(super) fn put(map: &mut Map<String, Value>, name: &str, value: Value) {
    match name.split_once('.') {
        Some((first, rest)) => {
            let inner = map.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if let Some(inner) = inner.as_object_mut() {
                put(inner, rest, value);
            }
        }
        None => {
            map.insert(name.to_owned(), value);
        }
    }
}

/// Reports every member of the map that no key knows, and every one that should be an object and is none.
pub(super) fn check(
    keys: &[Key],
    map: &Map<String, Value>,
    path: &str,
    findings: &mut Vec<Finding>,
    errors: &mut Vec<Error>,
) {
    walk(keys, map, "", path, findings, errors);
}

fn walk(
    keys: &[Key],
    map: &Map<String, Value>,
    prefix: &str,
    path: &str,
    findings: &mut Vec<Finding>,
    errors: &mut Vec<Error>,
) {
    let names = || keys.iter().flat_map(|key| std::iter::once(key.name).chain(key.old.iter().copied()));
    for (member, value) in map {
        let name = format!("{prefix}{member}");
        let below = format!("{name}.");
        if let Some(key) = keys.iter().find(|key| key.name == name || key.old.contains(&name.as_str())) {
            items(key, value, &format!("{path}{name}"), findings);
        } else if names().any(|known| known.starts_with(&below)) {
            match value {
                Value::Object(inner) => walk(keys, inner, &below, path, findings, errors),
                value if says_nothing(value) => {}
                value => {
                    let message = format!("expected an object, found {}", super::kind::shown(value));
                    errors.push(Error::new(message, format!("{path}{name}"), None));
                }
            }
        } else {
            let siblings = names().filter_map(|known| known.strip_prefix(prefix));
            let near = nearest(member, siblings.map(|known| known.split('.').next().unwrap_or(known)));
            findings.push(Finding::unknown(format!("{path}{name}"), "a key that is not known", near));
        }
    }
}

/// Members of a list's objects that are not known.
fn items(key: &Key, value: &Value, path: &str, findings: &mut Vec<Finding>) {
    let (Kind::List(items), Value::Array(list)) = (key.kind, value) else { return };
    for (at, item) in list.iter().enumerate() {
        for name in item.as_object().into_iter().flat_map(Map::keys) {
            if !items.iter().any(|item| item.name == name) {
                let near = nearest(name, items.iter().map(|item| item.name));
                findings.push(Finding::unknown(format!("{path}[{at}].{name}"), "a key that is not known", near));
            }
        }
    }
}

/// Reports every key whose value is not what the VM says, so that a host will get something else.
pub(super) fn compare(
    keys: &[Key],
    source: &Map<String, Value>,
    fresh: &Map<String, Value>,
    path: &str,
    findings: &mut Vec<Finding>,
) {
    for key in keys.iter().filter(|key| key.firm) {
        let Some((name, value)) = key.look_up(source) else { continue };
        let normal = |map| key.kind.comparable(key.normal(map, path).ok().flatten());
        let (said, made) = (normal(source), normal(fresh));
        if said.is_some() && said != made {
            let made = made.map_or("nothing".to_owned(), |made| super::kind::shown(&made));
            let message = format!("{} cannot be said in the VM, which says {made}", super::kind::shown(value));
            findings.push(Finding { kind: FindingKind::Different, path: format!("{path}{name}"), message, help: None });
        }
    }
}

/// A key, and how it is read into a `D` and written from it.
#[derive(Clone, Copy)]
pub(super) struct Row<D> {
    pub(super) key: Key,
    pub(super) set: fn(&mut D, &mut State, &Value),
    pub(super) get: fn(&D, &State) -> Option<Value>,
}

impl<D> Row<D> {
    pub(super) const fn new(
        name: &'static str,
        kind: Kind,
        meaning: &'static str,
        home: Home,
        set: fn(&mut D, &mut State, &Value),
        get: fn(&D, &State) -> Option<Value>,
    ) -> Self {
        Self { key: Key { name, old: &[], kind, default: None, meaning, home, firm: true }, set, get }
    }

    /// A key that has no place in the entity.
    pub(super) const fn kept(name: &'static str, kind: Kind, meaning: &'static str) -> Self {
        Self::new(name, kind, meaning, Home::Kept, |_, _, _| {}, |_, _| None).loose()
    }

    /// A key that only a map of a running VM has.
    pub(super) const fn runtime(name: &'static str, meaning: &'static str) -> Self {
        Self::new(name, Kind::Anything, meaning, Home::Runtime, |_, _, _| {}, |_, _| None).loose()
    }

    /// A key that is made when a map is written.
    pub(super) const fn made(
        name: &'static str,
        kind: Kind,
        meaning: &'static str,
        rule: &'static str,
        get: fn(&D, &State) -> Option<Value>,
    ) -> Self {
        Self::new(name, kind, meaning, Home::Made(rule), |_, _, _| {}, get).loose()
    }

    pub(super) const fn old(self, old: &'static [&'static str]) -> Self {
        Self { key: Key { old, ..self.key }, ..self }
    }

    pub(super) const fn default(self, default: &'static str) -> Self {
        Self { key: Key { default: Some(default), ..self.key }, ..self }
    }

    /// Another value than the one that is made is a finding.
    pub(super) const fn firm(self) -> Self {
        Self { key: Key { firm: true, ..self.key }, ..self }
    }

    /// A value that does not come back from the entity is no finding.
    pub(super) const fn loose(self) -> Self {
        Self { key: Key { firm: false, ..self.key }, ..self }
    }
}

/// Reads what the map says of these keys.
pub(super) fn read<D>(
    rows: &[Row<D>],
    target: &mut D,
    state: &mut State,
    map: &Map<String, Value>,
    path: &str,
    errors: &mut Vec<Error>,
) {
    for row in rows {
        match row.key.normal(map, path) {
            Ok(Some(value)) => (row.set)(target, state, &value),
            Ok(None) => {}
            Err(error) => errors.push(error),
        }
    }
}

/// Writes what the entity says of these keys.
pub(super) fn write<D>(rows: &[Row<D>], source: &D, state: &State) -> Map<String, Value> {
    let mut map = Map::new();
    for row in rows {
        if let Some(value) = (row.get)(source, state) {
            put(&mut map, row.key.name, value);
        }
    }
    map
}
