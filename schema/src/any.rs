//! Documents whose root is any element of the model.

use crate::Domain;
use crate::xml::{AnyElement, Element as _, Error, Limits, Parsed, inside};

/// Reads a document whose root is any element of the model that the name alone determines.
///
/// ```
/// use domxml_schema::parse_any;
/// use domxml_schema::xml::Limits;
///
/// let parsed = parse_any("<watchdog model='itco'/>", Limits::default())?;
/// assert_eq!(parsed.value.name(), "watchdog");
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
///
/// # Errors
/// As [`xml::parse`](crate::xml::parse); also if several types of the model have elements of that name.
pub fn parse_any(source: &str, limits: Limits) -> Result<Parsed<'_, AnyElement>, Error> {
    inside::parse_any(source, limits, Domain::DEF)
}
