//! The documents that may have placeholders: a whole domain, and devices to plug in.

use domxml_schema::report::Code;
use domxml_schema::xml::{self, Extra};
use domxml_schema::{Domain, Element};

use super::hotplug::Hotplug;

/// The form of a template's document. Its content is a domain in any case: a document with devices to plug in is one
/// with nothing else.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Document {
    /// `<domain>`.
    #[default]
    Domain,
    /// `<hotplug>`, with its unrecognized content.
    Hotplug(Extra),
}

impl Document {
    /// Reads either.
    pub(super) fn parse(source: &str) -> Result<(Self, Domain), xml::Error> {
        let error = match Domain::parse(source) {
            Ok(domain) => return Ok((Self::Domain, domain)),
            Err(error) => error,
        };
        if error.code() != Code::UNKNOWN_ROOT {
            return Err(error);
        }
        match Hotplug::parse(source) {
            Ok(hotplug) => Ok(Self::of(hotplug)),
            Err(other) if other.code() == Code::UNKNOWN_ROOT => Err(error),
            Err(other) => Err(other),
        }
    }

    pub(super) fn of(hotplug: Hotplug) -> (Self, Domain) {
        let Hotplug { devices, metadata, extra } = hotplug;
        (Self::Hotplug(extra), Domain { devices, metadata, ..Domain::default() })
    }

    /// Name of the root.
    pub(crate) fn root(&self) -> &'static str {
        match self {
            Self::Domain => "domain",
            Self::Hotplug(_) => "hotplug",
        }
    }

    pub(crate) fn to_xml(&self, domain: &Domain) -> Result<String, xml::Error> {
        match self {
            Self::Domain => domain.to_xml(),
            Self::Hotplug(extra) => {
                let (devices, metadata) = (domain.devices.clone(), domain.metadata.clone());
                Hotplug { devices, metadata, extra: extra.clone() }.to_xml()
            }
        }
    }
}
