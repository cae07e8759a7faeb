//! The libvirt of the oldest host of a cluster.

use domxml_schema::Domain;
use domxml_schema::types::Release;

use super::input::Input;
use super::problem::Problems;
use crate::requires::unknown_to;

const FIELD: &str = "context.cluster.oldestLibvirt";

/// A VM that needs a newer libvirt than the cluster's oldest is refused, not cut down.
///
/// # Errors
///
/// Each part that is too new, and a version that is none.
pub(super) fn check(input: &Input<'_>, domain: &Domain) -> Result<(), Problems> {
    let Some(oldest) = &input.context.cluster.oldest_libvirt else { return Ok(()) };
    let mut problems = Problems::default();
    match oldest.parse::<Release>() {
        Ok(release) => {
            for part in unknown_to(domain, release) {
                // A part without a release is a placeholder in a typed slot.
                if part.since.is_none() {
                    continue;
                }
                let message = format!("does not know {part}");
                problems.add(
                    FIELD,
                    oldest,
                    message,
                    "take what asks for it out of the VM, or update the cluster's hosts",
                );
            }
        }
        Err(error) => problems.add(FIELD, oldest, error.to_string(), "write it as libvirt does, such as `10.0.0`"),
    }
    problems.into_result()
}
