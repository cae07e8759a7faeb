//! Random documents: of the model's own tables, and whole ones with things put in or broken.
//!
//! All of them are made from a list of numbers, the *choices*. A test draws that list with proptest,
//! which then finds a short list with small numbers for a failure: a small document.

pub mod bytes;
pub mod insert;
pub mod json;
pub mod model;
pub mod split;
pub mod text;

/// The number of cases of a property: all of them with the feature `full`, a tenth without.
pub const fn cases(all: u32) -> u32 {
    if cfg!(feature = "full") { all } else { all / 10 }
}

/// The distance of the cases of a list that are taken: each of them with the feature `full`, every so many without.
pub const fn step(short: usize) -> usize {
    if cfg!(feature = "full") { 1 } else { short }
}

/// Decisions taken from a list of numbers; when it ends, every decision is for the first alternative.
#[derive(Clone, Debug)]
pub struct Choices<'a> {
    rest: std::slice::Iter<'a, u32>,
}

impl<'a> Choices<'a> {
    /// Decisions from a list.
    pub fn new(numbers: &'a [u32]) -> Self {
        Self { rest: numbers.iter() }
    }

    /// A number below `count`; 0 if there is none.
    pub fn below(&mut self, count: usize) -> usize {
        let number = self.rest.next().copied().unwrap_or_default() as usize;
        number.checked_rem(count).unwrap_or_default()
    }

    /// True once in `n` times; false at the end of the list.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) + 1 == n
    }

    /// One of the alternatives.
    ///
    /// # Panics
    /// If there is none.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// Brings a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = at - self.below(at + 1);
            list.swap(at, other);
        }
    }
}

/// Numbers that look random and are the same every time.
pub fn numbers(seed: u64, count: usize) -> Vec<u32> {
    let mut state = seed;
    let next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed >> 32) as u32
    };
    std::iter::repeat_with(next).take(count).collect()
}
