//! Drift: the desired state of a domain against the actual one, without noise.
//!
//! Every element and attribute of the actual domain is exactly one of these:
//!
//! - *matched*: it is desired, and equal. Values are compared, not texts: 1 GiB is 1048576 KiB.
//! - *derived*: it is not desired in this form, and explained: by a declaration of the model (its
//!   [`EXPLANATIONS`] are defaults, values that libvirt assigns, values that change by themselves), or by one of the
//!   [`rules`] (default controllers, expanded processor models, filled placeholders).
//! - *reported*: a [`Difference`], with the desired and the actual value, and its place.
//!
//! What is desired and missing is reported, too. Absent, empty and zero differ, unless a declared default says
//! otherwise. A rule never hides a change of an explicitly desired value, unless its very reason is that the value
//! changes. The order of devices does not count; [`matching`] pairs them.
//!
//! ```
//! use domxml::drift::{Class, Drift};
//! use domxml::schema::{Domain, Element};
//!
//! let desired = Domain::parse(
//!     "<domain type='kvm'><name>web</name><memory unit='GiB'>1</memory><vcpu>2</vcpu></domain>",
//! )?;
//! let actual = Domain::parse(
//!     "<domain type='kvm' id='3'><name>web</name><memory unit='KiB'>1048576</memory><vcpu placement='static'>4</vcpu></domain>",
//! )?;
//! let drift = Drift::between(&desired, &actual)?;
//! assert_eq!(drift.findings.len(), 1);
//! assert_eq!(drift.findings[0].to_string(), "warning[drift-changed]: desired `2`, actual `4` at /domain/vcpu");
//! assert_eq!(drift.accounts.matched.elements, 3);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accounts;
mod children;
mod declared;
mod difference;
mod frame;
pub mod matching;
mod rule;
pub mod rules;
mod show;
mod tally;
mod unproven;
mod value;
mod walk;

pub use accounts::{Accounts, Count};
pub use declared::EXPLANATIONS;
pub use difference::{Class, Difference};
pub use rule::{Case, Condition, Effect, Rule};
pub use unproven::Unproven;

use std::borrow::Cow;
use std::collections::BTreeMap;

use domxml_schema::Domain;
use domxml_schema::complete::Environment;
use domxml_schema::report::{Findings, Position, Related};
use domxml_schema::types::Uuid;
use domxml_schema::visit;
use domxml_schema::xml::SourceMap;
use serde::Serialize;

use crate::template::{Open, Template};
use frame::Sides;
use matching::Pair;

/// The desired state of a domain against the actual one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// The differences that no rule explains, in the order of the model.
    pub findings: Vec<Difference>,
    /// The changes that the guest has made by itself, which are no drift.
    pub volatile: Vec<Difference>,
    /// The places whose actual value was accepted, but that only the facts of the host could prove.
    pub unproven: Vec<Unproven>,
    /// The account of every part of the actual domain.
    pub accounts: Accounts,
    /// Which device is which, in the order of the actual domain.
    pub devices: Vec<Pair>,
}

impl Drift {
    /// Compares a desired domain, resolved or as libvirt had it, with the actual one.
    ///
    /// # Errors
    ///
    /// If these are domains of two machines.
    pub fn between(desired: &Domain, actual: &Domain) -> Result<Self, OtherMachine> {
        same_machine(desired, actual)?;
        Ok(Self::compare(desired, actual, &BTreeMap::new()))
    }

    /// Compares a template with the actual domain: an open placeholder matches whatever fits it.
    ///
    /// # Errors
    ///
    /// If these are of two machines, and those of [`Template::placeholders`].
    pub fn of_template(desired: &Template, actual: &Domain) -> Result<Self, TemplateError> {
        same_machine(&desired.domain, actual)?;
        let open = desired.placeholders()?.into_iter();
        let open = open.map(|open| (open.numbered_path().to_string(), open)).collect();
        Ok(Self::compare(&desired.domain, actual, &open))
    }

    fn compare(desired: &Domain, actual: &Domain, open: &BTreeMap<String, Open>) -> Self {
        let written = Sides::new(desired, actual);
        let (one, other) = (completed(desired, actual), completed(actual, desired));
        let walk::Found { findings, volatile, accepted, accounts, devices } =
            walk::compare(walk::Subject { written, normal: Sides::new(&one, &other), open });
        let unproven = open.iter().filter(|(path, _)| accepted.contains(*path));
        let unproven = unproven.map(|(_, open)| Unproven::new(open)).collect();
        Self { findings, volatile, unproven, accounts, devices }
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.findings.is_empty()
    }

    /// Finds the positions of the differences in the actual document.
    pub fn locate(&mut self, actual: &str) {
        let differences: Vec<&mut Difference> = self.findings.iter_mut().chain(&mut self.volatile).collect();
        let paths: Vec<String> = differences.iter().map(|it| it.near().to_string()).collect();
        for (difference, position) in differences.into_iter().zip(positions(&paths, actual)) {
            difference.finding.position = position;
        }
    }

    /// Finds the positions of the differences in the desired document, as related places of the findings; `document`
    /// is its name.
    pub fn locate_desired(&mut self, document: &str, desired: &str) {
        let differences: Vec<&mut Difference> = self.findings.iter_mut().chain(&mut self.volatile).collect();
        let paths: Vec<String> = differences.iter().map(|it| it.near_desired().to_string()).collect();
        for (difference, position) in differences.into_iter().zip(positions(&paths, desired)) {
            let (path, document) = (difference.near_desired().to_string(), document.to_owned());
            let related = Related { document, message: "desired".to_owned(), path, position };
            difference.finding.related.push(related);
        }
    }
}

/// The normal form of a domain; of hypervisor, architecture and machine, it has what it does not say from the other
/// document.
fn completed(domain: &Domain, other: &Domain) -> Domain {
    let text = |path: &str| visit::text_at(other, path).map(Cow::into_owned);
    let hypervisor = text("@type").filter(|_| domain.kind.is_none());
    let (arch, machine) = (text("os/type/@arch"), text("os/type/@machine"));
    let mut completed = domain.clone();
    // What depends on the host stays as it is, and is compared so.
    let _ = completed.complete(&Environment { hypervisor, arch, machine, libvirt: None });
    completed
}

/// The positions of paths by numbers in a document.
fn positions(paths: &[String], source: &str) -> Vec<Position> {
    let paths: Vec<&str> = paths.iter().map(|path| &**path).collect();
    SourceMap::new(source).places(&paths).into_iter().map(Option::unwrap_or_default).collect()
}

fn same_machine(desired: &Domain, actual: &Domain) -> Result<(), OtherMachine> {
    match (desired.uuid, actual.uuid) {
        (Some(desired), Some(actual)) if desired != actual => Err(OtherMachine { desired, actual }),
        _ => Ok(()),
    }
}

/// The actual domain is another machine than the desired one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the desired domain is {desired}, the actual one {actual}")]
pub struct OtherMachine {
    /// UUID of the desired domain.
    pub desired: Uuid,
    /// UUID of the actual domain.
    pub actual: Uuid,
}

/// Why a template cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// It is another machine's.
    #[error(transparent)]
    OtherMachine(#[from] OtherMachine),
    /// Its placeholders are not valid.
    #[error(transparent)]
    Placeholders(#[from] Findings),
}
