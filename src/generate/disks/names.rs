//! Names of drives: `target/@dev`.

use std::collections::{BTreeMap, BTreeSet};

/// Names that are given out; none is given twice.
#[derive(Default)]
pub(super) struct Names {
    taken: BTreeSet<(&'static str, u32)>,
    next: BTreeMap<&'static str, u32>,
}

impl Names {
    /// Takes the first free number from this one on.
    pub(super) fn take_from(&mut self, prefix: &'static str, first: u32) -> u32 {
        let mut number = first;
        while !self.taken.insert((prefix, number)) {
            number += 1;
        }
        number
    }

    /// Takes the first free number behind those that were taken so.
    pub(super) fn take_next(&mut self, prefix: &'static str) -> u32 {
        let first = self.next.get(prefix).copied().unwrap_or(0);
        let number = self.take_from(prefix, first);
        self.next.insert(prefix, number + 1);
        number
    }
}

/// The name with a number, from 0: `a` to `z`, then `aa`, as Linux and libvirt count.
pub(super) fn name(prefix: &str, number: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(number) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    prefix.chars().chain(letters.into_iter().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_carry_like_columns_of_a_sheet() {
        let names = [0, 25, 26, 51, 52, 701, 702, 18277, 18278].map(|number| name("sd", number));
        assert_eq!(names, ["sda", "sdz", "sdaa", "sdaz", "sdba", "sdzz", "sdaaa", "sdzzz", "sdaaaa"]);
    }

    #[test]
    fn a_taken_name_is_passed_over() {
        let mut names = Names::default();
        assert_eq!(names.take_from("sd", 2), 2);
        let next: Vec<u32> = (0..4).map(|_| names.take_next("sd")).collect();
        assert_eq!((next, names.take_next("hd"), names.take_from("sd", 2)), (vec![0, 1, 3, 4], 0, 5));
    }
}
