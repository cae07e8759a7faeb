//! The oldest libvirt of a cluster.

use domxml_schema::Domain;
use domxml_schema::report::Findings;
use domxml_schema::types::Release;

use super::input::Input;
use super::problem::Problems as _;
use crate::requires::unknown_to;

const FIELD: &str = "context.cluster.oldestLibvirt";

/// Refuses a VM that needs more than the cluster's oldest libvirt supports, instead of leaving out what was
/// desired.
///
/// # Errors
///
/// Each part that is too new, or an invalid version.
pub(super) fn check(input: &Input<'_>, domain: &Domain) -> Result<(), Findings> {
    let Some(oldest) = &input.context.cluster.oldest_libvirt else { return Ok(()) };
    let mut problems = Findings::default();
    match oldest.parse::<Release>() {
        Ok(release) => {
            for part in unknown_to(domain, release) {
                // A part without a release is a placeholder in the place of a typed value.
                if part.since.is_none() {
                    continue;
                }
                let message = format!("libvirt {release} does not know {part}");
                problems.add(FIELD, oldest, message, "remove what needs it from the VM, or update the cluster's hosts");
            }
        }
        Err(error) => problems.add(FIELD, oldest, error.to_string(), "write three numbers, such as `10.0.0`"),
    }
    problems.into_result()
}
