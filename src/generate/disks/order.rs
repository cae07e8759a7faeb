//! The order of disks: it decides their names and places.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::Chars;

use crate::generate::input::Input;
use crate::vm::Disk;

/// The disks that the VM starts with, in order: those it may start from, then those whose address is
/// settled (so that a new disk does not move them), then by name; the disk of a snapshot comes behind the
/// VM's own. Where all that is equal, the id decides.
pub(in crate::generate) fn sorted<'a>(input: &'a Input<'_>) -> Vec<&'a Disk> {
    let mut disks: Vec<&Disk> = input.vm.disks.iter().filter(|disk| disk.is_asked()).collect();
    disks.sort_by(|a, b| {
        let rank = |disk: &Disk| (!disk.boot, disk.address.is_none(), disk.boot && disk.snapshot_id.is_some());
        rank(a).cmp(&rank(b)).then_with(|| natural(&a.name, &b.name)).then_with(|| a.id.cmp(&b.id))
    });
    disks
}

/// Compares names as people do: digits as numbers, letter case only where nothing else differs.
pub(in crate::generate) fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.chars().peekable(), b.chars().peekable());
    loop {
        let order = match (left.peek().copied(), right.peek().copied()) {
            (None, None) => return a.cmp(b),
            (x, y) if is_digit(x) && is_digit(y) => {
                let (x, y) = (number(&mut left), number(&mut right));
                x.len().cmp(&y.len()).then_with(|| x.cmp(&y))
            }
            _ => left.next().map(fold).cmp(&right.next().map(fold)),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// The digits that are next, without leading zeros.
fn number(chars: &mut Peekable<Chars<'_>>) -> String {
    let mut digits = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        if digit != '0' || !digits.is_empty() {
            digits.push(digit);
        }
    }
    digits
}

fn fold(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_numbers() {
        let mut names = ["disk10", "Disk2", "disk", "disk1b", "disk01", "disk1", "a99999999999999999999", "a1"];
        names.sort_by(|a, b| natural(a, b));
        assert_eq!(names, ["a1", "a99999999999999999999", "disk", "disk01", "disk1", "disk1b", "Disk2", "disk10"]);
    }
}
