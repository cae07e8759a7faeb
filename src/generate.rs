//! VM -> domain XML: one conversion, each rule in one place.
//!
//! Generation is a pure function of the entity and its context: no clock, no files, no host. What only
//! the host knows becomes a [`Placeholder`](crate::template::Placeholder).

mod boot_order;
mod check;
mod common;
mod defaults;
pub(crate) mod devices;
pub(crate) mod disks;
mod domain;
mod effective;
mod hardware;
mod hotplug;
mod input;
mod leases;
pub(crate) mod libvirt_words;
mod machine;
mod metadata;
pub(crate) mod nics;
mod oldest_libvirt;
mod problem;
mod relevant;
mod run_once;
mod vcpu;

pub use defaults::add_default_devices;
pub use hotplug::{hot_plug_disk, hot_plug_memory, hot_plug_nic, hot_unplug, update_nic};
pub use problem::INVALID_VM;

pub(crate) use effective::Effective;
pub(crate) use problem::{one as problem, shown};
pub(crate) use relevant::Relevant;

use domxml_schema::Domain;
use domxml_schema::report::Findings;

use input::Input;

/// The domain of a VM, without a record of what it was made from.
///
/// # Errors
///
/// Everything that is contradictory or impossible in the entity and its context.
pub(crate) fn domain(relevant: &Relevant<'_>) -> Result<Domain, Findings> {
    let input = Input::new(relevant);
    check::all(&input)?;
    let mut domain = domain::domain(&input);
    domain.devices = Some(devices::devices(&input));
    oldest_libvirt::check(&input, &domain)?;
    metadata::apply(&input, &mut domain)?;
    libvirt_words::merge(&mut domain, &input.vm.libvirt)?;
    Ok(domain)
}
