//! Differences as changes in libvirt's words.

use std::collections::{BTreeMap, HashMap};

use domxml_schema::domain::Device;
use domxml_schema::path::{Path, Step};
use domxml_schema::{Domain, Element};
use serde_json::Value;

use crate::entity;
use crate::generate::libvirt_words::{mistake, parse, tree_of, write};
use crate::vm::{LibvirtWords, Vm};
use domxml_schema::xml::Tree;

/// A change in libvirt's words.
pub(super) struct Change {
    path: String,
    /// The value to write; none to write nothing.
    value: Option<String>,
}

impl Change {
    /// Puts the change among others; returns whether it was not there. What would be refused is not put there.
    pub(super) fn put(self, words: &mut LibvirtWords) -> bool {
        let Self { path, value } = self;
        match value {
            Some(value) if is_sayable(&path, &value) => {
                let gone = words.remove.remove(&path);
                gone | (words.set.insert(path, value.clone()).as_ref() != Some(&value))
            }
            Some(_) => false,
            None => {
                let gone = words.set.remove(&path).is_some();
                gone | words.remove.insert(path)
            }
        }
    }

    /// The value to write.
    pub(super) fn value(&self) -> Option<&str> {
        self.value.as_deref()
    }

    /// The change that leaves out a device.
    pub(super) fn without_device(path: &Path) -> Self {
        let last = path.steps().last().map(|step| Step { number: None, ..step.clone() });
        let path = path.parent().into_iter().zip(last).map(|(around, last)| around.child(last)).next();
        Self { path: below_root(&path.unwrap_or_default()), value: None }
    }
}

/// Whether words may say a value; none says what reads as a placeholder.
fn is_sayable(path: &str, value: &str) -> bool {
    let set = BTreeMap::from([(path.to_owned(), value.to_owned())]);
    mistake(&LibvirtWords { set, ..LibvirtWords::default() }, true).is_none()
}

/// The document and what was generated, as trees; each is made when it is needed.
pub(super) struct Sides<'d> {
    actual: &'d Domain,
    desired: &'d Domain,
    trees: Option<Option<(Tree, Tree)>>,
    devices: HashMap<usize, Option<(Tree, Tree)>>,
}

impl<'d> Sides<'d> {
    pub(super) fn new(actual: &'d Domain, desired: &'d Domain) -> Self {
        Self { actual, desired, trees: None, devices: HashMap::new() }
    }

    /// What was generated.
    pub(super) fn desired(&self) -> &'d Domain {
        self.desired
    }

    /// The change for a difference outside of devices.
    pub(super) fn of_domain(&mut self, path: &Path) -> Option<Change> {
        let (actual, desired) = (self.actual, self.desired);
        let tree = |domain: &Domain| parse(&domain.to_xml().ok()?).ok();
        let trees = self.trees.get_or_insert_with(|| Some((tree(actual)?, tree(desired)?)));
        let (actual, desired) = trees.as_ref()?;
        change(actual, desired, path, 1)
    }

    /// The change for a difference within the device at an index of the document.
    pub(super) fn of_device(&mut self, index: usize, actual: &Device, desired: usize, path: &Path) -> Option<Change> {
        let desired = self.desired.devices.as_ref()?.list.get(desired)?;
        let trees = self.devices.entry(index).or_insert_with(|| Some((tree_of(actual).ok()?, tree_of(desired).ok()?)));
        let (actual, desired) = trees.as_ref()?;
        change(actual, desired, path, 3)
    }
}

/// The smallest change that settles a difference: at its place, or at the first element around it that is not there
/// once on both sides. `skipped` steps of the path lead to the two elements.
fn change(actual: &Tree, desired: &Tree, path: &Path, skipped: usize) -> Option<Change> {
    let (mut actual, mut desired) = (actual, desired);
    let mut place = String::new();
    let names: Vec<&str> = path.steps().iter().skip(skipped).map(|step| &*step.name).collect();
    for (at, name) in names.iter().enumerate() {
        if !place.is_empty() {
            place.push('/');
        }
        place.push_str(name);
        let children =
            |tree: &Tree| tree.elements().filter(|it| it.qualified_name() == *name).cloned().collect::<Vec<_>>();
        let last = at + 1 == names.len() && path.attribute().is_none();
        match (&children(actual)[..], children(desired).len()) {
            ([_], 1) if !last => {}
            (all, _) => return Some(Change { path: place, value: texts(all)? }),
        }
        let child = |tree: &'_ Tree| tree.elements().position(|it| it.qualified_name() == *name);
        actual = actual.elements().nth(child(actual)?)?;
        desired = desired.elements().nth(child(desired)?)?;
    }
    let name = path.attribute()?;
    if !place.is_empty() {
        place.push('/');
    }
    let value = actual.attributes.iter().find(|attribute| attribute.qualified_name() == name);
    Some(Change { path: format!("{place}@{name}"), value: value.map(|attribute| attribute.value.to_string()) })
}

/// The XML of elements; no text for no element.
fn texts(elements: &[Tree]) -> Option<Option<String>> {
    let all: Option<Vec<String>> = elements.iter().map(|element| write(element).ok()).collect();
    Some(Some(all?.join("\n")).filter(|text| !text.is_empty()))
}

/// A path without its root.
fn below_root(path: &Path) -> String {
    let path = path.to_string();
    path.strip_prefix("/domain/").unwrap_or(&path).to_owned()
}

/// An entity without the values of some fields, such as `cpu.topology`: they have their defaults.
pub(super) fn without<'p>(vm: &Vm, fields: impl Iterator<Item = &'p str>) -> Vm {
    let mut tree = vm.to_value();
    for field in fields {
        match field {
            // A VM has some memory.
            "memory.sizeMb" => tree["memory"]["sizeMb"] = Value::from(1),
            "name" | "id" => {}
            field => {
                if let Ok(path) = field.parse::<entity::Path>() {
                    entity::remove(&mut tree, &path);
                }
            }
        }
    }
    Vm::from_value(tree).unwrap_or_else(|_| vm.clone())
}
