//! Reading: one walk over a tree and the tables; it goes on behind a mistake, so that all are found.

use serde::de::{Deserializer, Error as _};
use serde_json::Value;

use super::error::{Error, Mistake, Mistakes, Step, path};
use super::tree::{Kind, Member, Tree, printable};
use super::{EXTRA, OTHER};
use crate::Domain;
use crate::report::{Code, nearest};
use crate::xml::inside::{Attr, NamedElement, all_roots, root_names, roots};
use crate::xml::{
    AnyElement, Element, ElementDef, ElementSlot, FieldDef, FieldKind, Fields, Limits, SlotMut, StartView, Variant,
};

/// Reads a document in JSON that holds an element of type `T`, within the default [`Limits`].
///
/// ```
/// use domxml_schema::{Domain, json};
///
/// let text = r#"{"domain": {"kind": "kvm", "nam": "web", "iothreads": "two"}}"#;
/// assert_eq!(
///     json::from_str::<Domain>(text).unwrap_err().to_string(),
///     "1:28: error[unknown-key]: unknown key `nam` at $.domain.nam; help: did you mean `name`?\n\
///      1:55: error[wrong-type]: expected a whole number, found \"two\" at $.domain.iothreads; \
///      help: a text that stands in place of a value goes into `values` of `extra`"
/// );
/// ```
///
/// # Errors
/// If the text is not JSON, or is not what [`to_string`](super::to_string) may give: all mistakes, with
/// their places.
pub fn from_str<T: Element>(source: &str) -> Result<T, Error> {
    parse(source, Limits::default())
}

/// Reads a document in JSON that holds an element of type `T`.
///
/// # Errors
/// As [`from_str`]; also if it exceeds the limits.
pub fn parse<T: Element>(source: &str, limits: Limits) -> Result<T, Error> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let tree = Tree::read(source, limits)?;
    document(&tree, limits, Some(source))
}

/// Reads a document in JSON that holds any element that the name alone determines.
///
/// # Errors
/// As [`parse`]; also if several types of the model have elements of that name.
pub fn parse_any(source: &str, limits: Limits) -> Result<AnyElement, Error> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let tree = Tree::read(source, limits)?;
    let mut reader = Reader::new(limits);
    let value = reader.any_root(&tree);
    reader.mistakes.verdict(value, Some(source))
}

/// Takes an element from a value of JSON that is a document.
///
/// # Errors
/// As [`from_str`]; places in a text there are none.
pub fn from_value<T: Element>(value: &Value) -> Result<T, Error> {
    let limits = Limits::default();
    let tree = Tree::take(value);
    let tree = tree.map_err(|error| {
        let help = "documents of libvirt have fewer than 64 levels".to_owned();
        Error::single(Code::TOO_DEEP, error.to_string(), help, crate::report::Position::default(), "$")
    })?;
    document(&tree, limits, None)
}

/// Deserializes an element without the key of a document: `#[serde(with = "domxml_schema::json")]`.
///
/// # Errors
/// As [`from_str`], all mistakes in one message.
pub fn deserialize<'de, T: Element, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let tree = Tree::take(deserializer)?;
    let mut reader = Reader::new(Limits::default());
    let mut value = None;
    reader.element(T::DEF, &tree, |start| begin(&mut value, start));
    reader.mistakes.verdict(value, None).map_err(D::Error::custom)
}

fn document<T: Element>(tree: &Tree, limits: Limits, source: Option<&str>) -> Result<T, Error> {
    let mut reader = Reader::new(limits);
    let mut value = None;
    reader.root::<T>(tree, &mut value);
    reader.mistakes.verdict(value, source)
}

/// Makes room for an element; nothing if there is room for one only and it is taken.
fn begin<'f>(slot: &'f mut dyn ElementSlot, start: &StartView<'_>) -> Option<&'f mut dyn Fields> {
    slot.begin(start).map(|(_, fields)| fields)
}

pub(super) struct Reader {
    pub(super) mistakes: Mistakes,
    path: Vec<Step>,
}

impl Reader {
    fn new(limits: Limits) -> Self {
        Self { mistakes: Mistakes::new(limits), path: Vec::new() }
    }

    fn root<T: Element>(&mut self, tree: &Tree, value: &mut Option<T>) {
        if T::DEF.name.is_empty() {
            return self.element(T::DEF, tree, |start| begin(value, start));
        }
        let root = NamedElement { name: T::DEF.name, namespace: T::DEF.namespace, def: T::DEF };
        let Some(member) = self.single(tree) else { return };
        if member.key == root.qualified() {
            self.below_key(member, |reader| {
                reader.element(T::DEF, &member.value, |start| begin(value, start));
            });
        } else {
            self.unknown_root(member, root_names(T::DEF));
        }
    }

    fn any_root(&mut self, tree: &Tree) -> Option<AnyElement> {
        let member = self.single(tree)?;
        match &roots(Domain::DEF, |root| root.qualified() == member.key)[..] {
            [root] => {
                let mut value = None;
                self.below_key(member, |reader| {
                    reader.element(root.def, &member.value, |start| {
                        Some(value.insert(AnyElement::begin(*root, start)).fields_mut())
                    });
                });
                value
            }
            [] => {
                let names: Vec<String> = all_roots(Domain::DEF).iter().map(NamedElement::qualified).collect();
                let near = nearest(&member.key, names.iter().map(String::as_str));
                self.unknown_root(member, [near.unwrap_or(Domain::DEF.name)]);
                None
            }
            several => {
                let message = format!("root element `{}` has {} possible types", printable(&member.key), several.len());
                let help = "give it in the element that it belongs to".to_owned();
                self.wrong_key(member, Code::UNKNOWN_ROOT, message, Some(help));
                None
            }
        }
    }

    fn unknown_root<'a>(&mut self, member: &Member, legal: impl IntoIterator<Item = &'a str>) {
        let message = format!("unknown root element `{}`", printable(&member.key));
        let legal: Vec<&str> = legal.into_iter().collect();
        let help = match nearest(&member.key, legal.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected `{}`", legal.join("`, `")),
        };
        self.wrong_key(member, Code::UNKNOWN_ROOT, message, Some(help));
    }

    /// The one member of an object, whose key names its kind.
    fn single<'t>(&mut self, tree: &'t Tree) -> Option<&'t Member> {
        let Kind::Object(members) = &tree.kind else {
            self.wrong_type(tree, "an object", None);
            return None;
        };
        if let [member] = &members[..] {
            return Some(member);
        }
        let message = format!("expected an object with one key, found {}", members.len());
        self.wrong(tree, Code::WRONG_TYPE, message, None);
        None
    }

    /// An element in the form of JSON, for which `begin` makes room once it is known what it is.
    fn element<'f>(
        &mut self,
        def: &'static ElementDef,
        tree: &Tree,
        begin: impl FnOnce(&StartView<'_>) -> Option<&'f mut dyn Fields>,
    ) {
        if def.variants.is_empty() {
            if let Some(fields) = begin(&StartView { name: def.name, attrs: &[] }) {
                self.fields(fields, tree);
            }
            return;
        }
        let Some(member) = self.single(tree) else { return };
        let variant = def.variants.iter().find(|variant| variant.name == member.key);
        let fields = match (variant, def.tag) {
            (Some(Variant { name, .. }), Some(tag)) => {
                begin(&StartView { name: def.name, attrs: &[Attr::plain(tag, name)] })
            }
            (Some(Variant { name, .. }), None) => begin(&StartView { name, attrs: &[] }),
            (None, _) if member.key == OTHER => begin(&StartView { name: "", attrs: &[] }),
            (None, _) => {
                let legal = def.variants.iter().map(|variant| variant.name).chain([OTHER]);
                return self.unknown_key(member, legal, None);
            }
        };
        if let Some(fields) = fields {
            self.below_key(member, |reader| reader.fields(fields, &member.value));
        }
    }

    fn fields(&mut self, fields: &mut dyn Fields, tree: &Tree) {
        if let Some(kept) = fields.kept_mut() {
            if let Some(element) = self.kept_element(tree) {
                *kept = element;
            }
            return;
        }
        let def = fields.def();
        let legal = || def.fields.iter().map(|field| field.rust_name).chain([EXTRA]);
        let in_xml = |name: &str| def.fields.iter().find(|field| field.name == name).map(|field| field.rust_name);
        for (member, key) in self.members_or_hint(tree, legal, in_xml) {
            self.below_key(member, |reader| match def.fields.iter().position(|field| field.rust_name == key) {
                Some(row) => reader.field(fields, &def.fields[row], row, &member.value),
                None => reader.extra(fields, &member.value),
            });
        }
    }

    fn field(&mut self, fields: &mut dyn Fields, field: &FieldDef, row: usize, tree: &Tree) {
        match (fields.slot_mut(row), field.kind) {
            (SlotMut::Value(slot), FieldKind::Value { datatype, repeated: true }) => {
                self.list(tree, |reader, item| reader.value(slot, field, datatype, item));
            }
            (
                SlotMut::Value(slot),
                FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. },
            ) => self.value(slot, field, datatype, tree),
            (SlotMut::Flag(flag), _) => match tree.kind {
                Kind::Bool(value) => *flag = value,
                _ => self.wrong_type(tree, "true or false", None),
            },
            (SlotMut::Nodes(nodes), _) => self.list(tree, |reader, item| nodes.extend(reader.node(item))),
            (SlotMut::Element(slot), FieldKind::Element { def, repeated: false, .. }) => {
                self.element(def(), tree, |start| begin(slot, start));
            }
            (SlotMut::Element(slot), FieldKind::Element { def, .. } | FieldKind::Choice { def }) => {
                self.list(tree, |reader, item| {
                    reader.element(def(), item, |start| begin(slot, start));
                });
            }
            _ => {}
        }
    }

    /// Visits the items of a list.
    pub(super) fn list<'t>(&mut self, tree: &'t Tree, mut each: impl FnMut(&mut Self, &'t Tree)) {
        let Kind::List(items) = &tree.kind else {
            return self.wrong_type(tree, "an array", None);
        };
        for (index, item) in items.iter().enumerate() {
            self.path.push(Step::Index(index));
            each(self, item);
            self.path.pop();
        }
    }

    /// The members of an object with legal keys, without duplicates.
    pub(super) fn members<'t, 'k, K: Iterator<Item = &'k str>>(
        &mut self,
        tree: &'t Tree,
        legal: impl Fn() -> K,
    ) -> Vec<(&'t Member, &'k str)> {
        self.members_or_hint(tree, legal, |_| None)
    }

    /// As `members`; `hint` knows what is meant by a key that is not legal.
    fn members_or_hint<'t, 'k, K: Iterator<Item = &'k str>>(
        &mut self,
        tree: &'t Tree,
        legal: impl Fn() -> K,
        hint: impl Fn(&str) -> Option<&'k str>,
    ) -> Vec<(&'t Member, &'k str)> {
        let Kind::Object(members) = &tree.kind else {
            self.wrong_type(tree, "an object", None);
            return Vec::new();
        };
        let mut good: Vec<(&'t Member, &'k str)> = Vec::new();
        for member in members {
            match legal().find(|key| *key == member.key) {
                // The keys that are legal are few.
                Some(key) if good.iter().any(|(_, known)| *known == key) => {
                    let message = format!("duplicate key `{key}`");
                    self.wrong_key(member, Code::DUPLICATE_KEY, message, Some("keep one of them".to_owned()));
                }
                Some(key) => good.push((member, key)),
                None => self.unknown_key(member, legal(), hint(&member.key)),
            }
        }
        good
    }

    /// Does something at the value of a member.
    pub(super) fn below_key<R>(&mut self, member: &Member, work: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(Step::Key(member.key.clone()));
        let result = work(self);
        self.path.pop();
        result
    }

    fn unknown_key<'k>(&mut self, member: &Member, legal: impl Iterator<Item = &'k str>, meant: Option<&str>) {
        if self.mistakes.is_full() {
            return;
        }
        let legal: Vec<&str> = legal.collect();
        let help = match meant.or_else(|| nearest(&member.key, legal.iter().copied())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected one of {}", legal.join(", ")),
        };
        let message = format!("unknown key `{}`", printable(&member.key));
        self.wrong_key(member, Code::UNKNOWN_KEY, message, Some(help));
    }

    fn wrong_key(&mut self, member: &Member, code: Code, message: String, help: Option<String>) {
        let mistake = Mistake { token: member.token, code, message, help };
        let (steps, key) = (&self.path, &member.key);
        self.mistakes.add(mistake, || {
            let steps: Vec<Step> = steps.iter().cloned().chain([Step::Key(key.clone())]).collect();
            path(&steps)
        });
    }

    pub(super) fn wrong_type(&mut self, tree: &Tree, wanted: &str, help: Option<String>) {
        let none = matches!(tree.kind, Kind::Null).then(|| "leave the key out if there is none".to_owned());
        let message = format!("expected {wanted}, found {}", tree.describe());
        self.wrong(tree, Code::WRONG_TYPE, message, none.or(help));
    }

    pub(super) fn wrong(&mut self, tree: &Tree, code: Code, message: String, help: Option<String>) {
        let steps = &self.path;
        self.mistakes.add(tree.mistake(code, message, help), || path(steps));
    }
}
