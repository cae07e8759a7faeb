//! Random number generators.

use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use domxml_schema::report::Findings;

/// The rate limit is `bytes` per `period`, or absent.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, rng) in each("rngs", &input.vm.rngs) {
        let help = "use at least 1, or remove `bytes` and `period` for no limit";
        match (rng.bytes, rng.period) {
            (None, Some(period)) => {
                let help = "set `bytes`, or remove `period`";
                problems.add(format!("{field}.period"), period, "`period` is set without `bytes`", help);
            }
            (Some(0), _) => problems.add(format!("{field}.bytes"), 0, "`bytes` is 0", help),
            (_, Some(0)) => problems.add(format!("{field}.period"), 0, "`period` is 0", help),
            _ => {}
        }
    }
}
