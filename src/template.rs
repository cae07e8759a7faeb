//! Templates: domains with place-holders for what only the host knows.

mod placeholder;

pub use placeholder::Placeholder;

use domxml_schema::Domain;

/// A domain some of whose values are place-holders, to be filled in by the host.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The domain; place-holders stand in their slots.
    pub domain: Domain,
}

impl Template {
    /// A domain whose place-holders stand where the generator put them.
    pub(crate) fn new(domain: Domain) -> Self {
        Self { domain }
    }
}
