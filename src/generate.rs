//! VM -> domain XML: one conversion, each rule in one place.
//!
//! Generation is a pure function of the entity and its context: no clock, no files, no host. What only
//! the host knows becomes a [`Placeholder`](crate::template::Placeholder).

mod boot_order;
mod check;
mod common;
pub(crate) mod devices;
pub(crate) mod disks;
mod domain;
mod effective;
mod hardware;
mod hotplug;
mod input;
mod leases;
mod machine;
mod metadata;
pub(crate) mod nics;
mod oldest_libvirt;
mod problem;
mod relevant;
mod run_once;
mod vcpu;

pub use hotplug::{Hotplug, Hotunplug, hot_plug_disk, hot_plug_memory, hot_plug_nic, hot_unplug, update_nic};
pub use problem::{Problem, Problems};

pub(crate) use effective::Effective;
pub(crate) use problem::shown;
pub(crate) use relevant::Relevant;

use crate::context::Context;
use crate::template::Template;
use crate::vm::Vm;
use input::Input;

/// The domain of a VM, with place-holders for what only the host knows. Its metadata hold the
/// [`Fingerprint`](crate::fingerprint::Fingerprint) of what it was made from, and what of the entity the rest
/// of it cannot say.
///
/// # Errors
///
/// All that is contradictory or impossible in the entity and its context, not only the first of it.
pub fn generate(vm: &Vm, context: &Context) -> Result<Template, Problems> {
    let relevant = Relevant::new(vm, context);
    let input = Input::new(&relevant);
    check::all(&input)?;
    let mut domain = domain::domain(&input);
    domain.devices = Some(devices::devices(&input));
    oldest_libvirt::check(&input, &domain)?;
    metadata::apply(&input, &mut domain)?;
    metadata::record(&relevant, &mut domain)?;
    Ok(Template::new(domain))
}
