//! What an entity must keep to become a domain: each part of the generator has its rules here, in a file
//! of its own, and all of them are looked at before anything is generated.

use super::input::Input;
use super::problem::Problems;

/// Looks at everything.
///
/// # Errors
///
/// Everything that is wrong.
pub(super) fn all(_input: &Input<'_>) -> Result<(), Problems> {
    Problems::default().into_result()
}
