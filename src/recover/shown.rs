//! The known entity as a document without record shows it: generated, and read again.
//!
//! What a running document shows in the same way has not changed: names, kinds of storage and defaults, which no
//! document tells, and what generation adds for every VM.

use domxml_schema::Domain;

use super::import::{self, Import};
use super::known;
use crate::context::{Context, VnicProfile};
use crate::generate::{self, Relevant};
use crate::vm::Vm;

/// The known entity as the document of a running VM would show it; none if it cannot be generated.
pub(super) fn shown(known: &Vm, running: &Domain) -> Option<Vm> {
    let Import { vm: imported, mut context, .. } = import::read(running, false);
    surroundings(known, &imported, &mut context);
    let domain = generate::domain(&Relevant::new(known, &context)).ok()?;
    let mut shown = import::read(&domain, false).vm;
    known::recognize(known, &mut shown, &Default::default());
    Some(shown)
}

/// Completes the context that a document gives by what decides together with the known entity: what the cluster must
/// be for the document to be right, and profiles under the names that the entity has for them.
pub(super) fn surroundings(known: &Vm, imported: &Vm, context: &mut Context) {
    context.cluster.cpu.clone_from(&imported.cpu.custom_cpu_name);
    context.cluster.emulated_machine.clone_from(&imported.firmware.custom_emulated_machine);
    context.cluster.serial_number.clone_from(&imported.serial_number);
    let found = context.vnic_profiles.clone();
    for nic in &known.nics {
        let Some(name) = &nic.vnic_profile else { continue };
        let same = imported.nics.iter().find(|other| other.id == nic.id || other.mac_address == nic.mac_address);
        let profile = same.and_then(|other| found.get(other.vnic_profile.as_ref()?)).cloned();
        let mut profile = profile.unwrap_or_else(|| VnicProfile { id: known.role_id(name), ..VnicProfile::default() });
        // The import names a profile by its network, which may be the name that the entity has for another.
        if let Some(failover) = profile.failover_vnic_profile.take() {
            let renamed = format!("failover of {name}");
            let standby = found.get(&failover).cloned();
            context.vnic_profiles.extend(standby.map(|standby| (renamed.clone(), standby)));
            profile.failover_vnic_profile = Some(renamed);
        }
        context.vnic_profiles.insert(name.clone(), profile);
    }
}
