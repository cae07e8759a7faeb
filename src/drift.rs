//! Drift: what was asked against what runs, without noise.
//!
//! Every element and attribute of the running domain ends as exactly one of these:
//!
//! - *matched*: it was asked, and is equal. Values are compared, not texts: 1 GiB is 1048576 KiB.
//! - *derived*: it was not asked in this form, and one of the [`rules`] says who made it so, and why:
//!   addresses, aliases, default controllers, backing chains, expanded processor models.
//! - *reported*: a [`Finding`], with what was asked, what runs, and where.
//!
//! What was asked and does not run is reported, too. Absent, empty and zero are three things. A rule never
//! hides a change of what was asked explicitly, unless its very reason is that it changes. The order of
//! devices does not count; which one is which says [`matching`].
//!
//! ```
//! use domxml::drift::{Class, Drift};
//! use domxml::schema::{Domain, Element};
//!
//! let asked = Domain::parse(
//!     "<domain type='kvm'><name>web</name><memory unit='GiB'>1</memory><vcpu>2</vcpu></domain>",
//! )?;
//! let running = Domain::parse(
//!     "<domain type='kvm' id='3'><name>web</name><memory unit='KiB'>1048576</memory><vcpu placement='static'>4</vcpu></domain>",
//! )?;
//! let drift = Drift::between(&asked, &running)?;
//! assert_eq!(drift.findings.len(), 1);
//! assert_eq!(drift.findings[0].to_string(), "/domain/vcpu changed: asked `2`, runs `4`");
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
mod value;
mod walk;
mod whole;

pub use accounts::{Accounts, Count};
pub use declared::EXPLANATIONS;
pub use difference::{Class, Difference};
pub use rule::{Case, Condition, Effect, Rule};

use std::collections::BTreeMap;

use domxml_schema::Domain;
use domxml_schema::report::Findings;
use domxml_schema::types::Uuid;
use domxml_schema::xml::SourceMap;
use serde::Serialize;

use crate::template::{Placeholder, Template};
use matching::Pair;
use rule::Domains;

/// What was asked against what runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// The differences that no rule explains, in the order of the model.
    pub findings: Vec<Difference>,
    /// What became of every part of the running domain.
    pub accounts: Accounts,
    /// Which device is which, in the order of the running domain.
    pub devices: Vec<Pair>,
}

impl Drift {
    /// Compares a domain that was asked, resolved or as libvirt had it, with one that runs.
    ///
    /// # Errors
    ///
    /// If these are domains of two machines.
    pub fn between(desired: &Domain, actual: &Domain) -> Result<Self, OtherMachine> {
        same_machine(desired, actual)?;
        Ok(Self::compare(desired, actual, &BTreeMap::new()))
    }

    /// Compares a template with what runs: in the place of an open placeholder stands whatever fits it.
    ///
    /// # Errors
    ///
    /// If these are of two machines, and those of [`Template::placeholders`].
    pub fn of_template(desired: &Template, actual: &Domain) -> Result<Self, TemplateError> {
        same_machine(&desired.domain, actual)?;
        let open = desired
            .placeholders()?
            .into_iter()
            .map(|open| (open.numbered_path().to_string(), open.placeholder().clone()))
            .collect();
        Ok(Self::compare(&desired.domain, actual, &open))
    }

    fn compare(desired: &Domain, actual: &Domain, open: &BTreeMap<String, Placeholder>) -> Self {
        let busy = whole::busy_controllers(actual);
        let domains = Domains { desired, actual, complete: whole::is_complete(desired), busy: &busy };
        let walk::Found { findings, accounts, devices } = walk::compare(domains, open);
        Self { findings, accounts, devices }
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.findings.is_empty()
    }

    /// Says where in the running document the differences are.
    pub fn locate(&mut self, actual: &str) {
        let paths: Vec<String> = self.findings.iter().map(|it| it.near().to_string()).collect();
        let paths: Vec<&str> = paths.iter().map(|path| &**path).collect();
        let places = SourceMap::new(actual).places(&paths);
        for (difference, place) in self.findings.iter_mut().zip(places) {
            difference.finding.position = place.unwrap_or_default();
        }
    }
}

fn same_machine(desired: &Domain, actual: &Domain) -> Result<(), OtherMachine> {
    match (desired.uuid, actual.uuid) {
        (Some(desired), Some(actual)) if desired != actual => Err(OtherMachine { desired, actual }),
        _ => Ok(()),
    }
}

/// The running domain is another machine than the one that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{actual} runs and {desired} was desired: these are two machines; compare each with its own")]
pub struct OtherMachine {
    /// UUID of what was asked.
    pub desired: Uuid,
    /// UUID of what runs.
    pub actual: Uuid,
}

/// Why a template cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// It is another machine's.
    #[error(transparent)]
    OtherMachine(#[from] OtherMachine),
    /// Its placeholders are not sound.
    #[error(transparent)]
    Placeholders(#[from] Findings),
}
