//! Templates: domains with place-holders for what only the host knows.
//!
//! A place-holder is data: it has a type ([`Placeholder`]), a grammar, and a list of places where it may
//! stand ([`SLOTS`]). Anywhere else a text that looks like one is just a text. A template of this library
//! carries a record of its open slots in its `<metadata>`; what the record does not name is no
//! place-holder. Templates without a record, such as those of engines in use, are read by slot and grammar.
//!
//! ```
//! use domxml::template::{Placeholder, Template};
//!
//! let template = Template::parse(
//!     "<domain type='kvm'>
//!        <name>OS-NAME:</name>
//!        <sysinfo type='smbios'><system><entry name='product'>OS-NAME:</entry></system></sysinfo>
//!      </domain>",
//! )?;
//! let open = template.placeholders()?;
//! assert_eq!((open.len(), &open[0].placeholder), (1, &Placeholder::OsName));
//! assert_eq!(open[0].path, "/domain/sysinfo/system/entry");
//!
//! let domain = template.fill(|_| Some("Fedora Linux".to_owned()))?;
//! assert_eq!(domain.name.as_deref(), Some("OS-NAME:"));
//! assert_eq!(domain.sysinfo[0].system_entry("product"), Some("Fedora Linux"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod document;
mod error;
mod hotplug;
mod kind;
mod open;
mod placeholder;
mod record;
mod slot;

pub use error::{Error, Errors};
pub use hotplug::{Hotplug, Hotunplug};
pub use kind::PlaceholderKind;
pub use open::Open;
pub use placeholder::{ParsePlaceholderError, Placeholder};
pub use record::NAMESPACE as RECORD_NAMESPACE;
pub use slot::{SLOTS, Slot};

pub(crate) use document::Document;
pub(crate) use open::{Found, remaining};

use domxml_schema::domain::{Devices, Metadata};
use domxml_schema::xml::Extra;
use domxml_schema::{Domain, xml};

use record::Record;

/// The bridge that stands for no network where networks are predicted; hosts connect such a NIC to nothing.
pub(crate) const UNPLUGGED_BRIDGE: &str = ";vdsmdummy;";

/// A domain some of whose values are place-holders, to be filled in by the host.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The domain; place-holders stand in their slots. The record is not in it. Of a template with devices
    /// to plug in, it has devices and metadata only.
    pub domain: Domain,
    /// Open slots, if the document says which ones they are.
    record: Option<Record>,
    document: Document,
}

impl Template {
    /// A domain whose place-holders stand where the generator put them: whatever reads as one in a slot
    /// is open.
    pub(crate) fn new(domain: Domain) -> Self {
        let open = open::by_grammar(&domain, Document::Domain.root()).into_iter().filter_map(Result::ok);
        let record = open.map(|found| (found.place.path, found.place.text)).collect();
        Self { domain, record: Some(record), document: Document::Domain }
    }

    /// Devices to plug in, whose place-holders stand where the generator put them.
    pub(crate) fn hotplug(devices: Devices, metadata: Option<Metadata>) -> Self {
        let domain = Domain { devices: Some(devices), metadata, ..Domain::default() };
        Self { domain, record: None, document: Document::Hotplug(Extra::default()) }
    }

    /// Reads a template document: a domain, or devices to plug in ([`Hotplug`]).
    ///
    /// # Errors
    ///
    /// As [`Domain::parse`](domxml_schema::Element::parse).
    pub fn parse(source: &str) -> Result<Self, xml::Error> {
        Document::parse(source).and_then(Self::read)
    }

    /// A template that was read, with its record if it has one.
    ///
    /// # Errors
    ///
    /// A record that is nested too deep.
    pub fn from_domain(domain: Domain) -> Result<Self, xml::Error> {
        Self::read((Document::Domain, domain))
    }

    fn read((document, mut domain): (Document, Domain)) -> Result<Self, xml::Error> {
        let record = record::take(&mut domain)?;
        Ok(Self { domain, record, document })
    }

    /// What it is written as.
    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    /// Writes the template document, with its record if it has one.
    ///
    /// # Errors
    ///
    /// A value that XML cannot carry.
    pub fn to_xml(&self) -> Result<String, xml::Error> {
        let Some(record) = &self.record else { return self.document.to_xml(&self.domain) };
        let mut domain = self.domain.clone();
        record::put(&mut domain, record)?;
        self.document.to_xml(&domain)
    }

    /// Whether the document says which slots are open.
    pub fn has_record(&self) -> bool {
        self.record.is_some()
    }

    /// The open slots, in the order of the model.
    ///
    /// # Errors
    ///
    /// Texts in slots that are meant as place-holders and are none, and slots of the record that no longer
    /// hold what it says: all of them.
    pub fn placeholders(&self) -> Result<Vec<Open>, Errors> {
        self.found().map(|found| found.into_iter().map(Open::from).collect())
    }

    /// Fills in all open slots, and nothing else.
    ///
    /// # Errors
    ///
    /// As [`Template::placeholders`]; slots that `value` gives nothing for, or nothing that belongs there.
    pub fn fill(&self, mut value: impl FnMut(&Open) -> Option<String>) -> Result<Domain, Errors> {
        let (mut domain, mut errors) = (self.domain.clone(), Errors::default());
        for found in self.found()? {
            let Found { place, placeholder } = found.clone();
            let result = match value(&Open::from(found)) {
                Some(text) => place.put(&mut domain, &placeholder, &text),
                None => Err(place.error("is not filled in", "give it a value")),
            };
            errors.0.extend(result.err());
        }
        errors.into_result()?;
        Ok(domain)
    }

    /// The open slots, to fill them.
    pub(crate) fn found(&self) -> Result<Vec<Found>, Errors> {
        match &self.record {
            Some(record) => open::by_record(&self.domain, self.document.root(), record),
            None => {
                let (mut found, mut errors) = (Vec::new(), Errors::default());
                for result in open::by_grammar(&self.domain, self.document.root()) {
                    match result {
                        Ok(open) => found.push(open),
                        Err(error) => errors.0.push(error),
                    }
                }
                errors.into_result().map(|()| found)
            }
        }
    }
}
