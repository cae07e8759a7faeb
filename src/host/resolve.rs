//! Filling in: one pass over the placeholders, one over what hosts have always corrected, the check that nothing is
//! left, and the hooks.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use domxml_schema::Domain;
use domxml_schema::domain::Device;
use domxml_schema::path::{Path, Pattern, Step};
use domxml_schema::report::{Code, Finding, Findings};
use domxml_schema::xml::Keyword;

use super::code;
use super::facts::Facts;
use super::finding::{error, note, with_fact};
use super::hook::{Action, HookContext};
use super::metadata::Metadata;
use super::resolver::{Resolved, Resolver};
use crate::template::code::{FOREIGN_PLACEHOLDER, NOT_FILLED_IN};
use crate::template::{Document, Open, PlaceholderKind, Template, remaining};

/// A template while it is filled in.
pub(super) struct Resolution<'a> {
    pub(super) resolver: &'a Resolver<'a>,
    pub(super) facts: &'a Facts,
    pub(super) metadata: Metadata,
    pub(super) domain: Domain,
    document: Document,
    /// The placeholders of the template.
    open: Vec<Open>,
    /// UUID of the VM.
    pub(super) vm: Option<String>,
    pub(super) errors: Findings,
    notes: Vec<Finding>,
    /// Paths of the devices, once one is asked for.
    paths: OnceCell<Vec<Path>>,
    /// The number of interfaces that each network has got.
    pub(super) connected: BTreeMap<String, usize>,
}

impl<'a> Resolution<'a> {
    pub(super) fn new(resolver: &'a Resolver<'a>, template: &Template) -> Result<Self, Findings> {
        let (domain, document) = (template.domain.clone(), template.document().clone());
        let metadata = Metadata::of(&domain).map_err(|reason| {
            let path = Path::root(document.root()).child(Step::new("metadata"));
            let message = format!("invalid metadata: {reason}");
            Findings::from(error(code::INVALID_METADATA, &path, message, "correct the value, or remove it"))
        })?;
        let vm = domain.uuid.map(|uuid| uuid.to_string());
        Ok(Self {
            resolver,
            facts: resolver.facts,
            metadata,
            domain,
            document,
            open: template.placeholders()?,
            vm,
            errors: Findings::default(),
            notes: Vec::new(),
            paths: OnceCell::new(),
            connected: BTreeMap::new(),
        })
    }

    pub(super) fn finish(mut self) -> Result<Resolved, Findings> {
        let open = std::mem::take(&mut self.open);
        let paths: BTreeSet<&Path> = open.iter().map(Open::numbered_path).collect();
        // Values that look like placeholders.
        let literal: Vec<Open> = remaining(&self.domain, self.document.root())
            .into_iter()
            .filter(|found| !paths.contains(found.numbered_path()))
            .collect();
        if !self.resolver.allows_foreign_placeholders {
            let foreign = |left: &Open| {
                let message = format!("`{}` is a placeholder that the template's record does not list", left.text());
                let help = "generate the template again; if it is meant as it is, allow foreign placeholders";
                left.finding(FOREIGN_PLACEHOLDER, message).help(help)
            };
            self.errors.0.extend(literal.iter().map(foreign));
        }
        let mut failed = BTreeSet::new();
        for open in &open {
            let before = self.errors.0.len();
            self.fill(open);
            if self.errors.0.len() > before {
                failed.insert(open.numbered_path());
            }
        }
        self.correct(&open.iter().filter_map(Open::device).collect());
        self.compare_with_capabilities();
        self.check(&|left| {
            let path = left.numbered_path();
            failed.contains(path) || literal.iter().any(|literal| literal.numbered_path() == path)
        });
        if self.errors.0.is_empty() {
            self.run_hooks();
            // Hooks may have moved devices.
            self.check(&|left| literal.iter().any(|literal| literal.text() == left.text()));
        }
        self.errors.into_result()?;
        Ok(Resolved { domain: self.domain, notes: self.notes, document: self.document })
    }

    fn fill(&mut self, open: &Open) {
        match (open.placeholder().kind(), open.placeholder().arguments()) {
            (PlaceholderKind::DiskPath | PlaceholderKind::LunPath | PlaceholderKind::Payload, _) => {
                self.fill_disk(open);
            }
            (PlaceholderKind::Network, [network]) => self.fill_interface(open, network),
            (kind, _) => {
                let filled = self.text(open).and_then(|text| {
                    let filled = open.fill(&mut self.domain, &text);
                    filled.map_err(|finding| with_fact(finding, kind.fact(), "from this fact"))
                });
                self.errors.0.extend(filled.err());
            }
        }
    }

    /// Corrects devices without placeholders, as hosts have always done: engines that predict paths and networks rely
    /// on it.
    fn correct(&mut self, filled: &BTreeSet<usize>) {
        let count = self.domain.devices.as_ref().map_or(0, |devices| devices.list.len());
        for index in (0..count).filter(|index| !filled.contains(index)) {
            let Some(device) = self.device(index) else { continue };
            match device {
                Device::Disk(_) => self.correct_disk(index),
                Device::Interface(_) => self.correct_interface(index),
                Device::Lease(_) => self.correct_lease(index),
                _ => {}
            }
        }
    }

    /// Checks that no placeholder is left but those that are expected.
    fn check(&mut self, is_expected: &dyn Fn(&Open) -> bool) {
        for left in remaining(&self.domain, self.document.root()) {
            if !is_expected(&left) {
                let finding = left.finding(NOT_FILLED_IN, format!("`{}` is not filled in", left.text()));
                self.errors.0.push(finding.help("give it a value that is not a placeholder"));
            }
        }
    }

    fn compare_with_capabilities(&mut self) {
        let os = self.domain.os.as_ref();
        let kind = self.domain.kind.as_ref().map(Keyword::as_str);
        let root = || Path::root("domain");
        let os_type = |attribute| root().child(Step::new("os")).child(Step::new("type")).with_attribute(attribute);
        let mut notes = Vec::new();
        let mut add = |path: Path, message: String| notes.push(note(code::NOT_OFFERED, &path, message));
        if let (Some(host), Some(guest)) = (self.facts.architecture, os.and_then(|os| os.arch()))
            && host.as_str() != guest.as_str()
            && kind == Some("kvm")
        {
            add(
                os_type("arch"),
                format!("architecture `{}` differs from the host's, {}", guest.as_str(), host.as_str()),
            );
        }
        if let Some(capabilities) = &self.facts.capabilities {
            let lacks = |list: &[String], word: &str| !list.is_empty() && !list.iter().any(|known| known == word);
            if let Some(kind) = kind.filter(|kind| lacks(&capabilities.domain_types, kind)) {
                let message = format!("the host's hypervisor does not offer the domain type `{kind}`");
                add(root().with_attribute("type"), message);
            }
            let machine = os.and_then(|os| os.machine());
            if let Some(machine) = machine.filter(|machine| lacks(&capabilities.machines, machine)) {
                let message = format!("the host's hypervisor does not offer the machine type `{machine}`");
                add(os_type("machine"), message);
            }
        }
        self.notes.extend(notes);
    }

    fn run_hooks(&mut self) {
        if self.resolver.hooks.is_empty() {
            return;
        }
        let paths = self.device_paths();
        let Some(devices) = &mut self.domain.devices else { return };
        let mut kept = Vec::with_capacity(devices.list.len());
        for (device, path) in devices.list.iter().zip(&paths) {
            let mut device = device.clone();
            let custom = match self.metadata.device(&device) {
                Ok(entry) => entry.and_then(|entry| entry.custom.as_ref()),
                Err(message) => {
                    self.errors.0.push(error(code::INVALID_METADATA, path, message, "name each device once"));
                    continue;
                }
            };
            let context = HookContext {
                vm: self.domain.uuid,
                vm_name: self.domain.name.as_deref(),
                vm_custom: self.metadata.vm.custom.as_ref(),
                custom,
            };
            let mut action = Ok(Action::Keep);
            for hook in &self.resolver.hooks {
                if action == Ok(Action::Keep) {
                    action = hook.device(&mut device, &context);
                }
            }
            match action {
                Ok(Action::Keep) => kept.push(device),
                Ok(Action::Remove) => self.notes.push(note(code::REMOVED_BY_HOOK, path, "removed by a hook")),
                Err(message) => {
                    let help = "ask the author of the host's hook";
                    self.errors.0.push(error(code::REFUSED_BY_HOOK, path, message, help));
                }
            }
        }
        devices.list = kept;
    }

    /// A device by its index.
    pub(super) fn device(&mut self, index: usize) -> Option<&mut Device> {
        self.domain.devices.as_mut()?.list.get_mut(index)
    }

    /// The path of a device of the template by its index.
    pub(super) fn path(&self, index: usize) -> Path {
        let path = self.paths.get_or_init(|| self.device_paths()).get(index).cloned();
        path.unwrap_or_else(|| Path::root(self.document.root()))
    }

    fn device_paths(&self) -> Vec<Path> {
        static DEVICES: LazyLock<Option<Pattern>> = LazyLock::new(|| "devices/*".parse().ok());
        let nodes = DEVICES.iter().flat_map(|pattern| pattern.find_in(&self.domain, self.document.root()));
        nodes.filter(|node| node.is_element() && node.device_index().is_some()).map(|node| node.path()).collect()
    }

    pub(super) fn note(&mut self, code: Code, path: &Path, message: impl Into<String>) {
        self.notes.push(note(code, path, message));
    }
}
