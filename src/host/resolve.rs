//! Filling in: one pass over the open slots, one over what hosts have always corrected, the proof that
//! nothing is left, and the hooks.

use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::Domain;
use domxml_schema::domain::{Device, Devices};
use domxml_schema::xml::{Fields as _, Keyword};

use super::facts::Facts;
use super::hook::{Action, HookContext};
use super::metadata::Metadata;
use super::resolver::{Note, Resolved, Resolver};
use crate::template::{Document, Error, Errors, Found, Placeholder, Template, remaining};

/// A template while it is filled in.
pub(super) struct Run<'a> {
    pub(super) resolver: &'a Resolver<'a>,
    pub(super) facts: &'a Facts,
    pub(super) metadata: Metadata,
    pub(super) domain: Domain,
    document: Document,
    /// UUID of the VM.
    pub(super) vm: Option<String>,
    pub(super) errors: Errors,
    pub(super) notes: Vec<Note>,
    /// Devices with place-holders, by their index.
    pub(super) filled: BTreeSet<usize>,
    /// How many interfaces each network has got.
    pub(super) connected: BTreeMap<String, usize>,
}

impl<'a> Run<'a> {
    pub(super) fn new(resolver: &'a Resolver<'a>, template: &Template) -> Result<Self, Errors> {
        let (domain, document) = (template.domain.clone(), template.document().clone());
        let metadata = Metadata::of(&domain).map_err(|error| {
            let message = format!("cannot be read: {error}");
            let path = format!("{}/metadata", document.root());
            Errors(vec![mistake(&path, &message, "correct the value, or take it out")])
        })?;
        let vm = domain.uuid.map(|uuid| uuid.to_string());
        Ok(Self {
            resolver,
            facts: resolver.facts,
            metadata,
            domain,
            document,
            vm,
            errors: Errors::default(),
            notes: Vec::new(),
            filled: BTreeSet::new(),
            connected: BTreeMap::new(),
        })
    }

    pub(super) fn finish(mut self, template: &Template) -> Result<Resolved, Errors> {
        let found = template.found()?;
        let open: BTreeSet<&str> = found.iter().map(|found| &*found.place.path).collect();
        // What is no place-holder although it looks like one.
        let literal: Vec<Found> = remaining(&self.domain, self.document.root())
            .into_iter()
            .filter(|found| !open.contains(&*found.place.path))
            .collect();
        self.filled = found.iter().filter_map(|found| found.place.device()).collect();
        for found in &found {
            self.fill(found);
        }
        self.correct();
        self.look_at_capabilities();
        self.prove(&|left| literal.iter().any(|literal| literal.place.path == left.place.path));
        if self.errors.0.is_empty() {
            self.run_hooks();
            // Hooks may have moved what there was.
            self.prove(&|left| literal.iter().any(|literal| literal.place.text == left.place.text));
        }
        self.errors.into_result()?;
        Ok(Resolved { domain: self.domain, notes: self.notes, document: self.document })
    }

    fn fill(&mut self, found: &Found) {
        match &found.placeholder {
            Placeholder::DiskPath { .. } | Placeholder::LunPath { .. } | Placeholder::Payload => self.fill_disk(found),
            Placeholder::Network { network } => self.fill_interface(found, network),
            _ => match self.text(found) {
                Ok(text) => self.put(found, &text),
                Err(error) => self.errors.0.push(error),
            },
        }
    }

    /// Puts a text in place of a place-holder.
    pub(super) fn put(&mut self, found: &Found, text: &str) {
        let put = found.place.put(&mut self.domain, &found.placeholder, text);
        let fact = found.placeholder.kind().fact();
        self.errors.0.extend(put.err().map(|error| Error { fact: Some(fact.to_owned()), ..error }));
    }

    /// What a host corrects although there is no place-holder: engines that predict paths and networks
    /// rely on it.
    fn correct(&mut self) {
        let count = self.domain.devices.as_ref().map_or(0, |devices| devices.list.len());
        for index in (0..count).filter(|index| !self.filled.contains(index)).collect::<Vec<_>>() {
            let Some(device) = self.device(index) else { continue };
            match device {
                Device::Disk(_) => self.correct_disk(index),
                Device::Interface(_) => self.correct_interface(index),
                Device::Lease(_) => self.correct_lease(index),
                _ => {}
            }
        }
    }

    /// No place-holder may be left but those that are none.
    fn prove(&mut self, is_literal: &dyn Fn(&Found) -> bool) {
        let named: BTreeSet<String> = self.errors.0.iter().map(|error| error.path.clone()).collect();
        for left in remaining(&self.domain, self.document.root()) {
            if !is_literal(&left) && !named.contains(&left.place.path) {
                self.errors.0.push(left.place.error("is still there", "give it a value that is not a place-holder"));
            }
        }
    }

    fn look_at_capabilities(&mut self) {
        let os = self.domain.os.as_ref();
        let kind = self.domain.kind.as_ref().map(Keyword::as_str);
        let mut notes = Vec::new();
        let mut note = |path: &str, message: String| notes.push(Note { path: path.to_owned(), message });
        if let (Some(host), Some(guest)) = (self.facts.architecture, os.and_then(|os| os.arch()))
            && host.as_str() != guest.as_str()
            && kind == Some("kvm")
        {
            note("/domain/os/type/@arch", format!("is `{}`, and the host is {}", guest.as_str(), host.as_str()));
        }
        if let Some(capabilities) = &self.facts.capabilities {
            let lacks = |list: &[String], word: &str| !list.is_empty() && !list.iter().any(|known| known == word);
            if let Some(kind) = kind.filter(|kind| lacks(&capabilities.domain_types, kind)) {
                note("/domain/@type", format!("is `{kind}`, which the host's hypervisor does not offer"));
            }
            let machine = os.and_then(|os| os.machine());
            if let Some(machine) = machine.filter(|machine| lacks(&capabilities.machines, machine)) {
                note("/domain/os/type/@machine", format!("is `{machine}`, which the host's hypervisor does not offer"));
            }
        }
        self.notes.extend(notes);
    }

    fn run_hooks(&mut self) {
        if self.resolver.hooks.is_empty() {
            return;
        }
        let Some(devices) = &mut self.domain.devices else { return };
        let mut kept = Vec::with_capacity(devices.list.len());
        for (index, path) in paths(self.document.root(), devices).into_iter().enumerate() {
            let mut device = devices.list[index].clone();
            let custom = match self.metadata.device(&device) {
                Ok(entry) => entry.and_then(|entry| entry.custom.as_ref()),
                Err(message) => {
                    self.errors.0.push(mistake(&path, &message, "name each device once"));
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
                Ok(Action::Remove) => self.notes.push(Note { path, message: "was taken out by a hook".to_owned() }),
                Err(message) => self.errors.0.push(mistake(&path, &message, "ask who wrote the host's hook")),
            }
        }
        devices.list = kept;
    }

    /// A device by its index.
    pub(super) fn device(&mut self, index: usize) -> Option<&mut Device> {
        self.domain.devices.as_mut()?.list.get_mut(index)
    }

    /// The path of a device.
    pub(super) fn path(&self, index: usize) -> String {
        let root = self.document.root();
        let paths = self.domain.devices.as_ref().map(|devices| paths(root, devices));
        paths.and_then(|paths| paths.into_iter().nth(index)).unwrap_or_default()
    }

    pub(super) fn note(&mut self, path: String, message: String) {
        self.notes.push(Note { path, message });
    }
}

/// The paths of devices: siblings of one name are counted.
pub(crate) fn paths(root: &str, devices: &Devices) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut path = |name| {
        let count = counts.entry(name).or_default();
        *count += 1;
        if *count == 1 { format!("{root}/devices/{name}") } else { format!("{root}/devices/{name}[{count}]") }
    };
    devices.list.iter().map(|device| path(name(device))).collect()
}

fn name(device: &Device) -> &str {
    match device {
        Device::Other(kept) => kept.name(),
        device => device.element_name().unwrap_or_default(),
    }
}

/// A mistake that is not about one place-holder.
pub(super) fn mistake(path: &str, message: &str, remedy: &str) -> Error {
    Error { path: path.to_owned(), message: message.to_owned(), remedy: remedy.to_owned(), ..Error::default() }
}

impl Found {
    /// A fact is missing.
    pub(super) fn missing(&self, fact: &str, remedy: &str) -> Error {
        let error = self.place.error(&format!("needs the fact `{fact}`, which is not known"), remedy);
        Error { fact: Some(fact.to_owned()), ..error }
    }

    /// A fact is wrong.
    pub(super) fn wrong(&self, fact: &str, message: &str, remedy: &str) -> Error {
        Error { fact: Some(fact.to_owned()), ..self.place.error(message, remedy) }
    }
}
