//! Domain XML -> VM: a running domain as the entity that it was generated from.
//!
//! A document that [`generate`](crate::generate()) made carries a record of what is not representable in XML, so that
//! all of the entity is restored. From a foreign document everything is restored that is representable in an entity;
//! the devices get ids of their own, the same whenever they are read.
//!
//! With the entity as last known, its devices are recognized, also where an alias was lost, and the result has for
//! each the property that it was recognized by, and the values that have changed.
//!
//! ```
//! use domxml::recover::{self, DeviceState};
//! use domxml::schema::{Domain, Element};
//!
//! let running = Domain::parse(
//!     "<domain type='kvm' id='3'>
//!   <name>web</name>
//!   <uuid>8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11</uuid>
//!   <memory unit='KiB'>2097152</memory>
//!   <vcpu placement='static'>2</vcpu>
//!   <devices>
//!     <rng model='virtio'>
//!       <backend model='random'>/dev/urandom</backend>
//!       <alias name='rng0'/>
//!     </rng>
//!   </devices>
//! </domain>",
//! )?;
//! let recovered = recover::recover(&running, None)?;
//! assert_eq!((recovered.vm.name.as_str(), recovered.vm.memory.size_mb), ("web", 2048));
//! assert_eq!(recovered.devices[0].state, DeviceState::Unmanaged);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod codes;
mod complete;
mod found;
mod import;
mod known;
mod made_from;
mod matching;
mod observe;
mod record;
mod runtime;
mod shown;
mod trust;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use domxml_schema::Domain;
use domxml_schema::report::{Finding, Severity};
use domxml_schema::types::Uuid;
use domxml_schema::xml;
use serde::Serialize;

pub use self::codes::NOT_REPRESENTABLE;
use self::codes::note;
pub(crate) use self::complete::Completed;
use self::import::Import;
pub use self::known::{Change, DeviceReport, DeviceState};
use self::made_from::MadeFrom;
pub use self::matching::MatchedBy;
use self::matching::Origins;
use self::record::Document;
use crate::context::Context;
use crate::metadata::desired::DesiredRecord;
use crate::secret::{HIDDEN, hide_files, is_file_member};
use crate::vm::{Initialization, MemoryDevice, Origin, Vm};

/// The entity of a running domain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recovered {
    /// The entity: as last known, with the actual values merged in; or all that the document gives.
    pub vm: Vm,
    /// The context of the VM, as far as the document gives it: networks, profiles, devices of the host.
    pub context: Context,
    /// The changed values of the VM itself.
    pub changes: Vec<Change>,
    /// A report on each device.
    pub devices: Vec<DeviceReport>,
    /// Notes on what is damaged, not representable, or temporary.
    pub notes: Vec<Finding>,
}

impl Recovered {
    /// Hides the content of files that are given to the guest, which may be secret.
    pub fn redact(&mut self) {
        let run = self.vm.run_once.as_mut().and_then(|run| run.initialization.as_mut());
        for initialization in self.vm.initialization.iter_mut().chain(run) {
            match initialization {
                Initialization::CloudInit(files) => hide(files.values_mut()),
                Initialization::Payload(payload) => hide(payload.files.values_mut()),
                Initialization::Ignition(text) | Initialization::Sysprep(text) => hide([text]),
            }
        }
        for Change { field, known, running, .. } in &mut self.changes {
            let within = field.split('.').any(is_file_member);
            hide_files(known, within);
            hide_files(running, within);
        }
    }
}

fn hide<'a>(texts: impl IntoIterator<Item = &'a mut String>) {
    texts.into_iter().for_each(|text| HIDDEN.clone_into(text));
}

/// A document of another VM than the known one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document is of the VM {running}, the known VM is {known}; give the entity of that VM")]
pub struct OtherVm {
    /// The known VM.
    pub known: Uuid,
    /// The VM of the document.
    pub running: Uuid,
}

/// Restores the entity of a running domain, an inactive one, or one made to migrate.
///
/// # Errors
///
/// The domain of another VM than the known one.
pub fn recover(running: &Domain, known: Option<&Vm>) -> Result<Recovered, OtherVm> {
    if let (Some(known), Some(running)) = (known, running.uuid)
        && known.id != running
    {
        return Err(OtherVm { known: known.id, running });
    }
    let mut notes = Vec::new();
    let damaged = |message: String| {
        let message = format!("the record of the desired entity is damaged: {message}");
        note(codes::DAMAGED_RECORD, message).path("/domain/metadata")
    };
    let record = DesiredRecord::read(running).unwrap_or_else(|message| {
        notes.push(damaged(message));
        None
    });
    // Only documents of the engine have one.
    let mut record = record.filter(|_| import::is_of_engine(running));
    let import = import::read(running, record.is_some());
    // What was foreign before is read in the same way again.
    if record.is_none() && known.is_none_or(|known| known.origin == Origin::External) {
        let completed = complete::complete(import);
        let places = completed.places.clone();
        let recovered = foreign(completed, running, notes);
        return Ok(match known {
            Some(known) => foreign_again(recovered, known, running, &places),
            None => recovered,
        });
    }
    let origins = import.origins();
    let Import { mut vm, mut context, notes: inexact, unsaid, memory_mb, filter_parameters, .. } = import;
    notes.extend(inexact);
    for says in record.iter_mut().flat_map(|record| record.take_contradictions(running, &vm, memory_mb)) {
        let message = format!("the record of the desired entity says {says}, which the document contradicts; ignored");
        notes.push(note(codes::CONTRADICTED_RECORD, message).path("/domain/metadata"));
    }
    let recorded_ids = record.as_ref().map(DesiredRecord::origins).unwrap_or_default();
    let found = known.map(|known| known::recognize(known, &mut vm, &recorded_ids)).unwrap_or_default();
    let places = places(&origins, &found.renamed, &recorded_ids);
    let mut complete = false;
    let renamed = record.as_ref().map(|record| record.renamed(&found.renamed)).unwrap_or_default();
    let document = Document { learned: was_formatted(running), renamed: &renamed, unsaid: &unsaid };
    match record.as_ref().map(|record| record.apply(&vm, &document)).transpose() {
        Ok(Some(desired)) => {
            let modules: Vec<Uuid> = vm.memory_devices.iter().map(|module| module.id).collect();
            (vm, complete) = (desired, true);
            // Modules are plugged into running domains, so that only those show which there are.
            let runs = |module: &MemoryDevice| running.id.is_none() || modules.contains(&module.id);
            // What filters are given is said by the document, if the host has left the filter.
            for (id, parameters) in filter_parameters {
                let index = origins.get(&id);
                let mut nics = vm.nics.iter_mut().filter(|nic| places.get(&nic.id) == index);
                nics.by_ref().take(1).for_each(|nic| nic.filter_parameters.clone_from(&parameters));
            }
            vm.memory_devices.iter_mut().filter(|module| !runs(module)).for_each(|module| module.plugged = false);
        }
        Ok(None) => {}
        Err(error) => notes.push(damaged(error.to_string())),
    }
    if trust::distrust_words(running, &mut vm, &places) {
        let message = "the record of the desired entity holds words of libvirt that the document contradicts; ignored";
        notes.push(note(codes::CONTRADICTED_RECORD, message).path("/domain/metadata"));
    }
    if record.is_some() {
        let foreign = import::read(running, false);
        let (imported, mut surroundings) = (foreign.vm, foreign.context);
        shown::surroundings(&vm, &imported, &mut surroundings);
        context = surroundings;
    }
    notes.extend(observe::notes(running, &vm, record.is_some()));
    let Some(known) = known else {
        let devices = all_new(&mut vm);
        let recovered = Recovered { vm, context, changes: Vec::new(), devices, notes };
        return Ok(found::finish(recovered, running, &places));
    };
    let recorded = record.as_ref().map(|record| record.devices(&renamed)).unwrap_or_default();
    let shown = OnceCell::new();
    let shown = || shown.get_or_init(|| shown::shown(known, running)).as_ref();
    let made_from = if complete && vm != *known { made_from::made_from(running, known, &vm) } else { MadeFrom::Unsaid };
    if made_from == MadeFrom::Unknown {
        let message = "both the known entity and the document have changed since the document was made; it cannot be \
                       told which values the entity changed, and those of the document are taken";
        notes.push(note(codes::UNKNOWN_AUTHOR, message).path("/domain"));
    }
    let circumstances = known::Circumstances {
        by: &found.by,
        made_from: made_from.entity(),
        complete,
        recorded: &recorded,
        shown: &shown,
    };
    match known::merge(known, &mut vm, circumstances) {
        Ok(merged) => {
            let known::Merged { vm, changes, devices } = merged;
            Ok(found::finish(Recovered { vm, context, changes, devices, notes }, running, &places))
        }
        Err(error) => {
            let message = format!("the document cannot be merged into the known entity: {error}");
            notes.push(note(codes::NOT_MERGEABLE, message).path("/domain"));
            let devices = all_new(&mut vm);
            Ok(Recovered { vm, context, changes: Vec::new(), devices, notes })
        }
    }
}

/// What a foreign document gives, with a note on each part that is not representable.
fn foreign(completed: Completed, running: &Domain, mut notes: Vec<Finding>) -> Recovered {
    let Completed { mut vm, context, drift, refused, places } = completed;
    if running.uuid.is_none_or(|id| id.is_nil()) && !vm.id.is_nil() {
        let message = "the document has no UUID; the one of the entity is derived from the name";
        notes.push(note(codes::NO_UUID, message).path("/domain"));
    }
    let differences = drift.iter().flat_map(|drift| &drift.findings).filter(|it| !complete::is_bookkeeping(it));
    notes.extend(differences.map(|difference| {
        let message = format!("not representable: {}", difference.finding.message);
        note(codes::NOT_REPRESENTABLE, message).path(&*difference.finding.path)
    }));
    notes.extend(refused.0.into_iter().map(|problem| problem.severity(Severity::Note)));
    notes.extend(observe::notes(running, &vm, false));
    let mut devices = all_new(&mut vm);
    found::name(&mut devices, &vm, running, &places);
    Recovered { vm, context, changes: Vec::new(), devices, notes }
}

/// Merges what a foreign document gives into the foreign VM as last known.
fn foreign_again(mut recovered: Recovered, known: &Vm, running: &Domain, places: &BTreeMap<Uuid, usize>) -> Recovered {
    found::take_as_known(&mut recovered.vm, known, running, places);
    let found = known::recognize(known, &mut recovered.vm, &Origins::new());
    let places = self::places(places, &found.renamed, &Origins::new());
    let recorded = known.devices().map(|(_, device)| device.id()).collect();
    let circumstances =
        known::Circumstances { by: &found.by, made_from: None, complete: true, recorded: &recorded, shown: &|| None };
    match known::merge(known, &mut recovered.vm, circumstances) {
        Ok(known::Merged { vm, changes, mut devices }) => {
            found::name(&mut devices, &vm, running, &places);
            Recovered { vm, changes, devices, ..recovered }
        }
        Err(error) => {
            let message = format!("the document cannot be merged into the known entity: {error}");
            recovered.notes.push(note(codes::NOT_MERGEABLE, message).path("/domain"));
            recovered
        }
    }
}

/// The indices of the devices of a document, by the ids that the entity has for them.
fn places(
    origins: &BTreeMap<Uuid, usize>,
    renamed: &BTreeMap<String, String>,
    recorded: &Origins,
) -> BTreeMap<Uuid, usize> {
    let known = |id: &Uuid| renamed.get(&id.to_string()).and_then(|id| id.parse().ok());
    let id = |id: &Uuid| known(id).or_else(|| recorded.get(id).copied().flatten()).unwrap_or(*id);
    origins.iter().map(|(imported, index)| (id(imported), *index)).collect()
}

/// The reports on the devices of a VM that was not known.
fn all_new(vm: &mut Vm) -> Vec<DeviceReport> {
    vm.devices_mut()
        .filter(|(_, device)| device.plugged())
        .map(|(kind, device)| DeviceReport::of_new(kind, device))
        .collect()
}

/// Whether libvirt has completed a document: the values that it adds to each are there.
fn was_formatted(domain: &Domain) -> bool {
    domain.id.is_some() || domain.vcpu.as_ref().is_some_and(|vcpu| vcpu.placement.is_some())
}

/// The author of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// Any other: everything that is representable is read, and the context.
    Others,
    /// The engine's own generator, which records the desired values: neither the decisions of the host are read, nor
    /// those of the context. So a template reads like the document that any host resolves it to.
    Engine,
}

/// Imports a document without looking at a record: the entity, its context, and notes on what is not exactly
/// representable.
pub fn import(domain: &Domain, author: Author) -> (Vm, Context, Vec<Finding>) {
    let Import { vm, context, notes, .. } = import::read(domain, author == Author::Engine);
    (vm, context, notes)
}

/// Puts into a document the record of what it cannot represent of the entity that it was generated from.
pub(crate) fn record(vm: &Vm, domain: &mut Domain) -> Result<(), xml::Error> {
    let imported = import::read(domain, true).vm;
    DesiredRecord::of(vm, &imported).write(domain)
}

/// The entity that a document gives as a foreign one, without its record, and the proof.
pub(crate) fn completed(document: &Domain) -> Completed {
    complete::complete(import::read(document, false))
}
