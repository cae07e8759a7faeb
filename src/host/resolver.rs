//! What a host brings along to fill in templates.

use std::collections::BTreeMap;
use std::fmt;

use domxml_schema::{Domain, xml};

use super::facts::Facts;
use super::hook::Hook;
use super::network::Backend;
use super::resolve::Run;
use crate::template::{Document, Errors, Template};

/// A host: facts, and what facts cannot say.
pub struct Resolver<'a> {
    pub(super) facts: &'a Facts,
    pub(super) backends: BTreeMap<String, Box<dyn Backend + 'a>>,
    pub(super) hooks: Vec<Box<dyn Hook + 'a>>,
}

/// A template that was filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// The domain, ready for libvirt. Of a template with devices to plug in, it has devices and metadata only.
    pub domain: Domain,
    /// What was changed besides place-holders, and what looks odd.
    pub notes: Vec<Note>,
    pub(super) document: Document,
}

impl Resolved {
    /// Writes it as what the template was: a domain, or devices to plug in.
    ///
    /// # Errors
    ///
    /// A value that XML cannot carry.
    pub fn to_xml(&self) -> Result<String, xml::Error> {
        self.document.to_xml(&self.domain)
    }
}

/// Something that was done, or was not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Path of the element or attribute.
    pub path: String,
    /// What it is about.
    pub message: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl<'a> Resolver<'a> {
    /// A host with these facts.
    pub fn new(facts: &'a Facts) -> Self {
        Self { facts, backends: BTreeMap::new(), hooks: Vec::new() }
    }

    /// Provides a network in a way of its own; goes before what the facts say.
    #[must_use]
    pub fn backend(mut self, network: impl Into<String>, backend: impl Backend + 'a) -> Self {
        self.backends.insert(network.into(), Box::new(backend));
        self
    }

    /// Adds a hook behind those that are there.
    #[must_use]
    pub fn hook(mut self, hook: impl Hook + 'a) -> Self {
        self.hooks.push(Box::new(hook));
        self
    }

    /// Fills in a template.
    ///
    /// # Errors
    ///
    /// Everything that cannot be filled in: what, where, and the fact that is missing.
    pub fn resolve(&self, template: &Template) -> Result<Resolved, Errors> {
        Run::new(self, template)?.finish(template)
    }
}

impl fmt::Debug for Resolver<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let backends: Vec<&String> = self.backends.keys().collect();
        f.debug_struct("Resolver")
            .field("backends", &backends)
            .field("hooks", &self.hooks.len())
            .finish_non_exhaustive()
    }
}
