//! Templates: domains with placeholders for what only the host knows.
//!
//! A [`Placeholder`] has a [kind](PlaceholderKind), a syntax, and places where it is [allowed](placements).
//! Anywhere else a text that looks like one is just a text. A template of this library carries a record of its
//! placeholders in its `<metadata>`; what the record does not list is a value. Templates without a record, such as
//! those of engines in use, are read by place and syntax.
//!
//! ```
//! use domxml::template::{PlaceholderKind, Template};
//!
//! let template = Template::parse(
//!     "<domain type='kvm'>
//!        <name>OS-NAME:</name>
//!        <sysinfo type='smbios'><system><entry name='product'>OS-NAME:</entry></system></sysinfo>
//!      </domain>",
//! )?;
//! let open = template.placeholders()?;
//! assert_eq!((open.len(), open[0].placeholder().kind()), (1, PlaceholderKind::OsName));
//! assert_eq!(open[0].path().to_string(), "/domain/sysinfo/system/entry");
//!
//! let domain = template.fill(|_| Some("Fedora Linux".to_owned()))?;
//! assert_eq!(domain.name.as_deref(), Some("OS-NAME:"));
//! assert_eq!(domain.sysinfo[0].system_entry("product"), Some("Fedora Linux"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod code;
mod document;
mod hotplug;
mod kind;
mod open;
mod placeholder;
mod placement;
mod record;

pub use hotplug::{Hotplug, Hotunplug};
pub use kind::{Argument, ArgumentKind, PlaceholderKind, ValueKind};
pub use open::Open;
pub use placeholder::{ParsePlaceholderError, Placeholder};
pub use placement::{Placement, placements};
pub use record::NAMESPACE as RECORD_NAMESPACE;

pub(crate) use document::Document;
pub(crate) use kind::is_path_part;
pub(crate) use open::{meant_as_placeholders, remaining};

use domxml_schema::Domain;
use domxml_schema::domain::{Devices, Metadata};
use domxml_schema::path::Path;
use domxml_schema::report::{Finding, Findings};
use domxml_schema::xml::{self, Extra, SourceMap};

use record::Record;

/// The bridge that stands for no network where networks are predicted; hosts connect such a NIC to nothing.
pub(crate) const UNPLUGGED_BRIDGE: &str = ";vdsmdummy;";

/// A domain some of whose values are placeholders, to be filled in by the host.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The domain, with the placeholders and without the record. Of a template with devices to plug in, it has
    /// devices and metadata only.
    pub domain: Domain,
    /// The placeholders, if the document lists them.
    record: Option<Record>,
    document: Document,
}

impl Template {
    /// A domain with placeholders of the generator: whatever reads as one where it is allowed is one.
    pub(crate) fn new(domain: Domain) -> Self {
        let open = remaining(&domain, Document::Domain.root());
        let record = open.iter().map(|open| (open.numbered_path().to_string(), open.text().to_owned())).collect();
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

    /// A template from a domain, with its record if it has one.
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

    /// The form of the document.
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

    /// Returns `true` if the document lists its placeholders.
    pub fn has_record(&self) -> bool {
        self.record.is_some()
    }

    /// The placeholders, in the order of the document.
    ///
    /// # Errors
    ///
    /// All texts that are meant as placeholders and are none, and placeholders of the record that are no longer where
    /// it says.
    pub fn placeholders(&self) -> Result<Vec<Open>, Findings> {
        let root = self.document.root();
        if let Some(record) = &self.record {
            return open::by_record(&self.domain, root, record);
        }
        let (mut open, mut findings) = (Vec::new(), Findings::default());
        for result in open::by_syntax(&self.domain, root) {
            match result {
                Ok(placeholder) => open.push(placeholder),
                Err(finding) => findings.0.push(finding),
            }
        }
        findings.into_result().map(|()| open)
    }

    /// Fills in all placeholders, and nothing else.
    ///
    /// # Errors
    ///
    /// As [`Template::placeholders`]; placeholders that `value` gives nothing for, or nothing that belongs there.
    pub fn fill(&self, mut value: impl FnMut(&Open) -> Option<String>) -> Result<Domain, Findings> {
        let (mut domain, mut findings) = (self.domain.clone(), Findings::default());
        for open in self.placeholders()? {
            let result = match value(&open) {
                Some(text) => open.fill(&mut domain, &text),
                None => {
                    let message = format!("no value for `{}`", open.text());
                    Err(open.finding(code::NOT_FILLED_IN, message).help("give it a value"))
                }
            };
            findings.0.extend(result.err());
        }
        findings.into_result()?;
        Ok(domain)
    }

    /// Adds to findings about the template their positions in the document that it was read from.
    pub fn locate(&self, findings: &mut [Finding], source: &str) {
        let numbered = |finding: &Finding| {
            let path: Path = finding.path.parse().ok()?;
            Some(path.find_in(&self.domain, self.document.root())?.numbered_path().to_string())
        };
        let paths: Vec<String> =
            findings.iter().map(|finding| numbered(finding).unwrap_or_else(|| finding.path.clone())).collect();
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        for (finding, position) in findings.iter_mut().zip(SourceMap::new(source).places(&paths)) {
            finding.position = position.unwrap_or_default();
        }
    }
}
