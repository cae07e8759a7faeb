//! The share of a document that is representable in an entity.

use domxml_schema::Domain;
use domxml_schema::report::{Finding, Findings};
use serde::{Serialize, Serializer};

use crate::drift::Drift;
use crate::recover::{Completed, completed};

/// The share of a document that is representable in an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Account {
    /// The document against what is generated of its entity: what matches or is derived is said by the entity, what
    /// is reported has no word there.
    pub drift: Drift,
    /// What of the entity could not be generated, and was left out: it is reported, too.
    #[serde(serialize_with = "refused")]
    pub refused: Vec<Finding>,
}

/// Accounts for every element of a document: it is imported, generated from what that gives, and compared with
/// itself.
///
/// # Errors
///
/// What keeps all of it from being generated, such as a VM without memory.
pub fn account(running: &Domain) -> Result<Account, Findings> {
    let Completed { drift, refused, .. } = completed(running);
    match drift {
        Some(drift) => Ok(Account { drift, refused: refused.0 }),
        None => Err(refused),
    }
}

/// A finding in JSON, with the names that programs may still read: `field`, `value` and `remedy`.
fn refused<S: Serializer>(refused: &[Finding], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Refused<'a> {
        field: &'a str,
        value: &'a str,
        remedy: &'a str,
        #[serde(flatten)]
        finding: &'a Finding,
    }
    serializer.collect_seq(refused.iter().map(|finding| Refused {
        field: &finding.path,
        value: &finding.text,
        remedy: finding.help.as_deref().unwrap_or_default(),
        finding,
    }))
}
