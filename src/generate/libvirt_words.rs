//! Parts of the XML in libvirt's own words, merged into what is generated.

use std::collections::BTreeMap;

use domxml_schema::domain::{Device, Devices};
use domxml_schema::path::{Path, Pattern};
use domxml_schema::report::Findings;
use domxml_schema::types::Uuid;
use domxml_schema::xml::{KeptAttribute, KeptElement, Tree, TreeNode};
use domxml_schema::{Domain, Element};

use super::problem::{self, shown};
use crate::template::Placeholder;
use crate::vm::{LibvirtWords, Vm};

/// Words about devices.
pub(super) struct DeviceWords<'a> {
    /// The words of the devices that have any, by the ids of the devices.
    of: BTreeMap<Uuid, &'a LibvirtWords>,
    /// The devices that are not to be written.
    left_out: Vec<Pattern>,
}

impl<'a> DeviceWords<'a> {
    /// Collects them.
    pub(super) fn of(vm: &'a Vm) -> Self {
        let words = vm.devices().map(|(_, device)| (device.id(), device.libvirt()));
        let of = words.filter(|(_, words)| !words.is_empty()).collect();
        Self { of, left_out: vm.libvirt.remove.iter().filter_map(|path| device_pattern(path)).collect() }
    }

    /// The devices that are to be written, of those that are generated whether the entity has them or not.
    pub(super) fn kept(&self, mut devices: Vec<Device>) -> Vec<Device> {
        if !self.left_out.is_empty() {
            devices.retain(|device| {
                let alone = Devices { list: vec![device.clone()], ..Devices::default() };
                let domain = Domain { devices: Some(alone), ..Domain::default() };
                self.left_out.iter().all(|pattern| pattern.find(&domain).next().is_none())
            });
        }
        devices
    }

    /// Merges the words of a device into its element. Invalid ones were refused before.
    pub(super) fn merge(&self, id: Uuid, device: &mut Device) {
        if let Some(words) = self.of.get(&id)
            && let Ok(changed) = changed(device, words)
        {
            *device = changed;
        }
    }
}

/// Merges words into a domain, but for those about whole devices.
///
/// # Errors
///
/// Words that do not give a domain.
pub(crate) fn merge(domain: &mut Domain, words: &LibvirtWords) -> Result<(), Findings> {
    let refused = |message: String| problem::one("libvirt", "", message, "write paths and XML as libvirt has them");
    let others = LibvirtWords {
        set: words.set.clone(),
        remove: words.remove.iter().filter(|path| device_pattern(path).is_none()).cloned().collect(),
    };
    if others.is_empty() {
        return Ok(());
    }
    let source = domain.to_xml().map_err(|error| refused(error.to_string()))?;
    let mut tree = parse(&source).map_err(refused)?;
    change(&mut tree, &others).map_err(refused)?;
    let source = write(&tree).map_err(refused)?;
    *domain = Domain::read(&source).map_err(|error| refused(error.to_string()))?.value;
    Ok(())
}

/// The pattern of a path below `<domain>` that is a device's.
fn device_pattern(path: &str) -> Option<Pattern> {
    let path = place("domain", path).ok()?;
    let [_, devices, device] = path.steps() else { return None };
    let known = devices.name == "devices" && device.name != "emulator" && path.attribute().is_none();
    known.then(|| Pattern::from(path))
}

/// Checks the words of a device or, without one, of the domain; gives what is wrong with them.
pub(crate) fn mistake(words: &LibvirtWords, of_device: bool) -> Option<String> {
    let plain = |text: &String| match place("domain", text) {
        Err(error) => Some(format!("invalid path `{}`: {error}", shown(text))),
        Ok(_) if !of_device && device_pattern(text).is_some() => None,
        Ok(path) => {
            let named = path.steps().iter().all(|step| step.predicates.is_empty() && step.number.is_none());
            (!named).then(|| format!("path `{}` has predicates, which only devices have", shown(text)))
        }
    };
    if let Some(mistake) = words.set.keys().chain(&words.remove).find_map(plain) {
        return Some(mistake);
    }
    if let Some(path) = words.set.keys().find(|path| !of_device && device_pattern(path).is_some()) {
        return Some(format!("`{}` is a device; give it in `otherDevices`", shown(path)));
    }
    words.set.iter().find_map(|(path, value)| {
        let path = place("domain", path).ok()?;
        let found = match path.attribute() {
            Some(_) => Some(value.clone()).filter(|value| Placeholder::is_like(value.trim_start_matches('/'))),
            None => elements(value).ok().and_then(|all| all.iter().find_map(placeholder)),
        };
        if let Some(text) = found {
            return Some(format!("`{}` contains the placeholder `{}`", path.name(), shown(&text)));
        }
        if path.attribute().is_some() {
            return None;
        }
        let wrong = match elements(value) {
            Err(message) => format!("invalid XML of `{}`: {message}", path.name()),
            Ok(all) if all.iter().all(|element| element.qualified_name() == path.name()) => return None,
            Ok(_) => format!("the XML of `{0}` has elements other than <{0}>", path.name()),
        };
        Some(wrong)
    })
}

/// A text in an element that reads as a placeholder, if there is one.
fn placeholder(tree: &Tree) -> Option<String> {
    let own = tree.attributes.iter().map(|attribute| attribute.value.to_string()).chain([tree.text()]);
    let mut own = own.filter(|text| Placeholder::is_like(text.trim_start_matches('/')));
    own.next().or_else(|| tree.elements().find_map(placeholder))
}

/// A device with words merged into it.
pub(crate) fn changed(device: &Device, words: &LibvirtWords) -> Result<Device, String> {
    let mut tree = tree_of(device)?;
    change(&mut tree, words)?;
    let source = format!("<devices>{}</devices>", write(&tree)?);
    let read = Devices::read(&source).map_err(|error| error.finding().message.clone())?;
    read.value.list.into_iter().next().ok_or_else(|| "it is empty".to_owned())
}

/// The element of a device.
pub(crate) fn tree_of(device: &Device) -> Result<Tree, String> {
    let devices = Devices { list: vec![device.clone()], ..Devices::default() };
    let source = devices.to_xml().map_err(|error| error.to_string())?;
    parse(&source)?.elements().next().cloned().ok_or_else(|| "it is empty".to_owned())
}

/// Reads XML as a tree.
pub(crate) fn parse(source: &str) -> Result<Tree, String> {
    let tree = KeptElement::from_xml(source).and_then(|element| element.tree());
    tree.map_err(|error| error.finding().message.clone())
}

/// Writes a tree as XML.
pub(crate) fn write(tree: &Tree) -> Result<String, String> {
    let text = tree.to_kept(0).and_then(|element| element.to_xml());
    text.map(|text| text.trim_end().to_owned()).map_err(|error| error.finding().message.clone())
}

/// The path below an element of a name.
fn place(root: &str, path: &str) -> Result<Path, domxml_schema::path::ParsePathError> {
    format!("/{root}/{path}").parse()
}

fn elements(source: &str) -> Result<Vec<Tree>, String> {
    let list = parse(&format!("<list>{source}</list>"))?;
    Ok(list.elements().cloned().collect())
}

fn change(tree: &mut Tree, words: &LibvirtWords) -> Result<(), String> {
    for path in &words.remove {
        let path = place("domain", path).map_err(|error| error.to_string())?;
        let (last, around) = parts(&path);
        if let Some(element) = around.iter().try_fold(&mut *tree, |element, name| child(element, name)) {
            remove(element, &path, last);
        }
    }
    for (path, value) in &words.set {
        let path = place("domain", path).map_err(|error| error.to_string())?;
        let (last, around) = parts(&path);
        let Some(element) = around.iter().try_fold(&mut *tree, |element, name| child_or_new(element, name)) else {
            continue;
        };
        let at = remove(element, &path, last);
        if path.attribute().is_some() {
            element.attributes.insert(at.min(element.attributes.len()), KeptAttribute::new(last, value));
        } else {
            let at = at.min(element.nodes.len());
            element.nodes.splice(at..at, elements(value)?.into_iter().map(TreeNode::Element));
        }
    }
    Ok(())
}

/// The last name of a path, and those around it below the root.
fn parts(path: &Path) -> (&str, Vec<&str>) {
    let mut names: Vec<&str> = path.steps().iter().skip(1).map(|step| &*step.name).collect();
    match path.attribute() {
        Some(name) => (name, names),
        None => (names.pop().unwrap_or_default(), names),
    }
}

/// Removes an attribute or all children of a name; gives the place where the first was, else the end.
fn remove(element: &mut Tree, path: &Path, name: &str) -> usize {
    if path.attribute().is_some() {
        let at = element.attributes.iter().position(|attribute| attribute.qualified_name() == name);
        element.attributes.retain(|attribute| attribute.qualified_name() != name);
        return at.unwrap_or(usize::MAX);
    }
    let named = |node: &TreeNode| matches!(node, TreeNode::Element(child) if child.qualified_name() == name);
    let at = element.nodes.iter().position(named);
    element.nodes.retain(|node| !named(node));
    at.unwrap_or(usize::MAX)
}

fn child<'t>(element: &'t mut Tree, name: &str) -> Option<&'t mut Tree> {
    element.nodes.iter_mut().find_map(|node| match node {
        TreeNode::Element(child) if child.qualified_name() == name => Some(child),
        _ => None,
    })
}

fn child_or_new<'t>(element: &'t mut Tree, name: &str) -> Option<&'t mut Tree> {
    if element.elements().all(|child| child.qualified_name() != name) {
        element.nodes.push(TreeNode::Element(Tree::new(name)));
    }
    child(element, name)
}
