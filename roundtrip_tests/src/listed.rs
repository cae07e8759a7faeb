//! Differences that are listed with their reasons.

use std::collections::BTreeSet;

/// Compares the differences that were found with the rows of a table, `name | reason | difference`.
///
/// # Panics
/// If a difference has no row, a row no difference any more, or a row no reason.
pub fn check(table: &str, name: &str, found: &BTreeSet<String>) {
    let rows: BTreeSet<String> = table
        .lines()
        .filter_map(|line| line.strip_prefix(name)?.strip_prefix(" | "))
        .map(|row| row.split_once(" | ").unwrap_or_else(|| panic!("a row without reason: {row}")).1.to_owned())
        .collect();
    let unlisted: Vec<_> = found.difference(&rows).collect();
    let stale: Vec<_> = rows.difference(found).collect();
    assert!(unlisted.is_empty() && stale.is_empty(), "unlisted: {unlisted:#?}\nno longer there: {stale:#?}");
}
