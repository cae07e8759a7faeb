//! Filling in of templates by a host.

use std::collections::BTreeMap;
use std::fmt;

use domxml_schema::report::{Finding, Findings};
use domxml_schema::{Domain, xml};

use super::facts::Facts;
use super::hook::Hook;
use super::network::Backend;
use super::resolve::Resolution;
use crate::template::{Document, Template};

/// A host: facts, network backends and hooks.
pub struct Resolver<'a> {
    pub(super) facts: &'a Facts,
    pub(super) backends: BTreeMap<String, Box<dyn Backend + 'a>>,
    pub(super) hooks: Vec<Box<dyn Hook + 'a>>,
    pub(super) allows_foreign_placeholders: bool,
}

/// A template that was filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// The domain, ready for libvirt. Of a template with devices to plug in, it has devices and metadata only.
    pub domain: Domain,
    /// Notes: changes besides placeholders, and what the host may not offer.
    pub notes: Vec<Finding>,
    pub(super) document: Document,
}

impl Resolved {
    /// Writes it in the form of the template: a domain, or devices to plug in.
    ///
    /// # Errors
    ///
    /// A value that XML cannot carry.
    pub fn to_xml(&self) -> Result<String, xml::Error> {
        self.document.to_xml(&self.domain)
    }
}

impl<'a> Resolver<'a> {
    /// A host with these facts.
    pub fn new(facts: &'a Facts) -> Self {
        Self { facts, backends: BTreeMap::new(), hooks: Vec::new(), allows_foreign_placeholders: false }
    }

    /// Leaves texts that are placeholders, but are not in the template's record, as they are. Without this, they are
    /// errors: somebody may have taken them out of the record.
    #[must_use]
    pub fn allow_foreign_placeholders(mut self) -> Self {
        self.allows_foreign_placeholders = true;
        self
    }

    /// Provides a network by a backend, which takes precedence over the facts.
    #[must_use]
    pub fn backend(mut self, network: impl Into<String>, backend: impl Backend + 'a) -> Self {
        self.backends.insert(network.into(), Box::new(backend));
        self
    }

    /// Adds a hook, which runs after those added before.
    #[must_use]
    pub fn hook(mut self, hook: impl Hook + 'a) -> Self {
        self.hooks.push(Box::new(hook));
        self
    }

    /// Fills in a template.
    ///
    /// # Errors
    ///
    /// Everything that cannot be filled in, with its place and the [fact](super::fact) that is missing.
    pub fn resolve(&self, template: &Template) -> Result<Resolved, Findings> {
        Resolution::new(self, template)?.finish()
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
