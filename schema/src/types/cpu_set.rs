//! Sets of CPUs or NUMA nodes.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use crate::xml::{Datatype, Format, Term, Value};

/// A set of CPUs or NUMA nodes: `0-3,^2,8`.
///
/// Terms keep their order and are never expanded, so `0-4294967295` costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CpuSet(pub Vec<CpuSetTerm>);

/// One term of a [`CpuSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CpuSetTerm {
    /// A range, both ends included.
    Range(u64, u64),
    /// One member, included.
    One(u64),
    /// One member, excluded from the terms before it.
    Except(u64),
}

impl CpuSet {
    /// Returns whether the set has a member; later terms override earlier ones.
    ///
    /// ```
    /// use domxml_schema::types::CpuSet;
    ///
    /// let set: CpuSet = "0-3,^2".parse()?;
    /// assert!(set.contains(3) && !set.contains(2));
    /// # Ok::<(), domxml_schema::types::ParseCpuSetError>(())
    /// ```
    pub fn contains(&self, member: u64) -> bool {
        self.0.iter().fold(false, |inside, term| match *term {
            CpuSetTerm::Range(first, last) => inside || (first <= member && member <= last),
            CpuSetTerm::One(one) => inside || one == member,
            CpuSetTerm::Except(one) => inside && one != member,
        })
    }

    /// Returns the set as libvirt writes it: ascending ranges that do not touch, none excluded.
    ///
    /// ```
    /// use domxml_schema::types::CpuSet;
    ///
    /// let set: CpuSet = "8,0-3,^2,4".parse()?;
    /// assert_eq!(set.joined().to_string(), "0-1,3-4,8");
    /// # Ok::<(), domxml_schema::types::ParseCpuSetError>(())
    /// ```
    #[must_use]
    pub fn joined(&self) -> Self {
        let mut ranges: Vec<(u64, u64)> = Vec::new();
        for term in &self.0 {
            match *term {
                CpuSetTerm::One(one) => ranges.push((one, one)),
                CpuSetTerm::Range(first, last) => ranges.push((first, last)),
                CpuSetTerm::Except(one) => {
                    let around = |(first, last): (u64, u64)| {
                        let inside = (first..=last).contains(&one);
                        let before = if inside { (one > first).then(|| (first, one - 1)) } else { Some((first, last)) };
                        let behind = (inside && one < last).then(|| (one + 1, last));
                        before.into_iter().chain(behind)
                    };
                    ranges = ranges.into_iter().flat_map(around).collect();
                }
            }
        }
        ranges.sort_unstable();
        let mut joined: Vec<(u64, u64)> = Vec::new();
        for (first, last) in ranges {
            match joined.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => joined.push((first, last)),
            }
        }
        Self::of_ranges(joined)
    }

    fn of_ranges(ranges: Vec<(u64, u64)>) -> Self {
        let term = |(first, last)| {
            if first == last { CpuSetTerm::One(first) } else { CpuSetTerm::Range(first, last) }
        };
        Self(ranges.into_iter().map(term).collect())
    }

    /// Returns the members, in ascending order, of a set that is to have less than `limit`; nothing of a larger one.
    pub fn members(&self, limit: usize) -> Option<Vec<u64>> {
        let mut members = Vec::new();
        for term in self.joined().0 {
            let (first, last) = match term {
                CpuSetTerm::One(one) => (one, one),
                CpuSetTerm::Range(first, last) => (first, last),
                CpuSetTerm::Except(_) => continue,
            };
            if last.saturating_sub(first) >= (limit - members.len()) as u64 {
                return None;
            }
            members.extend(first..=last);
        }
        Some(members)
    }
}

impl FromIterator<u64> for CpuSet {
    /// Joins neighbors into ranges, as libvirt writes them.
    fn from_iter<I: IntoIterator<Item = u64>>(members: I) -> Self {
        let members: std::collections::BTreeSet<u64> = members.into_iter().collect();
        let mut ranges: Vec<(u64, u64)> = Vec::new();
        for member in members {
            match ranges.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(member) => *last = member,
                _ => ranges.push((member, member)),
            }
        }
        Self::of_ranges(ranges)
    }
}

impl FromStr for CpuSet {
    type Err = ParseCpuSetError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ParseCpuSetError(text.into());
        let number = |text: &str| {
            let text = text.trim();
            let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u64>().ok().filter(|_| plain).ok_or_else(wrong)
        };
        let term = |term: &str| {
            let term = term.trim();
            if let Some(one) = term.strip_prefix('^') {
                return number(one).map(CpuSetTerm::Except);
            }
            match term.split_once('-') {
                Some((first, last)) => Ok(CpuSetTerm::Range(number(first)?, number(last)?)),
                None => number(term).map(CpuSetTerm::One),
            }
        };
        text.split(',').map(term).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for CpuSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, term) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            match term {
                CpuSetTerm::Range(first, last) => write!(f, "{first}-{last}")?,
                CpuSetTerm::One(one) => write!(f, "{one}")?,
                CpuSetTerm::Except(one) => write!(f, "^{one}")?,
            }
        }
        Ok(())
    }
}

impl Value for CpuSet {
    const DATATYPE: &'static Datatype = &Datatype {
        name: "cpuset",
        doc: "Numbers and ranges separated by commas; `^` takes one out: 0-3,^2,8.",
        terms: &[Term::Pattern(r"([0-9]+(-[0-9]+)?|\^[0-9]+)(,([0-9]+(-[0-9]+)?|\^[0-9]+))*")],
    };

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn write(&self, out: &mut String, _: Format) {
        let _ = write!(out, "{self}");
    }
}

/// The text is not a CPU set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid set of CPUs `{0}`; expected numbers and ranges, such as 0-3,^2,8")]
pub struct ParseCpuSetError(Box<str>);
