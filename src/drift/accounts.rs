//! The accounts: every part of the actual domain, counted.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

use serde::Serialize;

/// How many elements and attributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Elements.
    pub elements: usize,
    /// Attributes.
    pub attributes: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.elements += other.elements;
        self.attributes += other.attributes;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>6} elements {:>6} attributes", self.elements, self.attributes)
    }
}

/// Elements and attributes of actual domains, each counted once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Accounts {
    /// Desired, and equal.
    pub matched: Count,
    /// Not desired in this form, and explained: by the name of the rule or explanation.
    pub derived: BTreeMap<&'static str, Count>,
    /// Reported: by the kind of the finding, such as `added devices/disk`.
    pub reported: BTreeMap<String, Count>,
    /// Reported, and missing in the actual domain, so none of the above: differences by their kind.
    pub missing: BTreeMap<String, usize>,
}

impl Accounts {
    /// All of the actual domain.
    pub fn total(&self) -> Count {
        let mut total = self.matched;
        total += self.derived();
        total += self.reported();
        total
    }

    /// All that is derived.
    pub fn derived(&self) -> Count {
        sum(self.derived.values())
    }

    /// All that is reported.
    pub fn reported(&self) -> Count {
        sum(self.reported.values())
    }

    /// Share of the elements that are matched or derived, in percent; 100 of none.
    pub fn explained_percent(&self) -> f64 {
        let (total, reported) = (self.total().elements, self.reported().elements);
        if total == 0 { 100.0 } else { 100.0 * (total - reported) as f64 / total as f64 }
    }
}

impl AddAssign<&Self> for Accounts {
    /// The accounts of several domains together.
    fn add_assign(&mut self, other: &Self) {
        self.matched += other.matched;
        for (rule, count) in &other.derived {
            *self.derived.entry(rule).or_default() += *count;
        }
        for (kind, count) in &other.reported {
            *self.reported.entry(kind.clone()).or_default() += *count;
        }
        for (kind, count) in &other.missing {
            *self.missing.entry(kind.clone()).or_default() += count;
        }
    }
}

impl fmt::Display for Accounts {
    /// One line each.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} matched", self.matched)?;
        writeln!(f, "{} derived", self.derived())?;
        for (rule, count) in &self.derived {
            writeln!(f, "{count}   by {rule}")?;
        }
        writeln!(f, "{} reported", self.reported())?;
        for (kind, count) in &self.reported {
            writeln!(f, "{count}   {kind}")?;
        }
        for (kind, count) in &self.missing {
            writeln!(f, "{count:>6} {kind}")?;
        }
        Ok(())
    }
}

fn sum<'c>(counts: impl Iterator<Item = &'c Count>) -> Count {
    let mut total = Count::default();
    counts.for_each(|count| total += *count);
    total
}
