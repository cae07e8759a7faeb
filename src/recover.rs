//! Domain XML -> VM: what runs, as the entity that it was made from.
//!
//! A document that [`generate`](crate::generate::generate) made carries what XML has no word for, so that all
//! of the entity comes back. Of documents that others made, everything comes back that an entity has a word
//! for; the devices get ids of their own, the same whenever they are read.
//!
//! With the entity as last known, its devices are recognised, also where an alias was lost, and the result says
//! of each what it was recognised by and what is another than was known.
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

mod account;
mod import;
mod known;
mod matching;
mod observe;
mod record;

use std::cell::OnceCell;

use domxml_schema::Domain;
use domxml_schema::types::Uuid;
use domxml_schema::xml;
use serde::Serialize;

pub use self::account::{Account, account};
use self::import::Import;
pub use self::known::{Change, DeviceReport, DeviceState};
pub use self::matching::MatchedBy;
use self::record::Document;
use crate::context::Context;
use crate::fingerprint::Fingerprint;
use crate::metadata::desired::DesiredRecord;
use crate::secret::{HIDDEN, hide_files, is_file_member};
use crate::vm::{Initialization, Vm};

/// What a running domain says of its entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recovered {
    /// The entity: as it was last known, with what runs in it; or all that the document says.
    pub vm: Vm,
    /// What the document says of the VM's surroundings: networks, profiles, devices of the host.
    pub context: Context,
    /// What is another than was known, of the VM itself.
    pub changes: Vec<Change>,
    /// What was found of each device.
    pub devices: Vec<DeviceReport>,
    /// What cannot be trusted, or is only for now.
    pub notes: Vec<Note>,
}

/// Something to know about a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The place in the document.
    pub path: String,
    /// What there is to know.
    pub message: String,
}

impl Recovered {
    /// Hides what may be secret: the content of files that are given to the guest.
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

/// A document is not one of the known VM.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the document is of the VM {running}, and the known one is {known}; give the entity of that VM")]
pub struct OtherVm {
    /// The known VM.
    pub known: Uuid,
    /// The VM of the document.
    pub running: Uuid,
}

/// The entity of a running domain, an inactive one, or one made to migrate.
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
    let note = |path: &str, message: String| Note { path: path.to_owned(), message };
    let damaged = |message: String| format!("the record of what the document was made from is damaged: {message}");
    let record = DesiredRecord::read(running).unwrap_or_else(|message| {
        notes.push(note("/domain/metadata", damaged(message)));
        None
    });
    let Import { mut vm, context, notes: inexact, unsaid, .. } = Import::new(running, record.is_some()).run();
    notes.extend(inexact);
    let found = known.map(|known| {
        let origins = record.as_ref().map(DesiredRecord::origins).unwrap_or_default();
        known::recognize(known, &mut vm, &origins)
    });
    let found = found.unwrap_or_default();
    let mut complete = false;
    if let Some(record) = &record {
        let document = Document { learned: was_formatted(running), renamed: &found.renamed, unsaid: &unsaid };
        match record.apply(&vm, &document) {
            Ok(asked) => (vm, complete) = (asked, true),
            Err(error) => notes.push(note("/domain/metadata", damaged(error.to_string()))),
        }
    }
    notes.extend(observe::notes(running, &vm, record.is_some()));
    let Some(known) = known else {
        let devices = all_new(&mut vm);
        return Ok(Recovered { vm, context, changes: Vec::new(), devices, notes });
    };
    // It is read only if there is something to explain.
    let fingerprint = OnceCell::new();
    let made_from = || fingerprint.get_or_init(|| Fingerprint::read(running).unwrap_or_default()).as_ref();
    match known::merge(known, &mut vm, &found.by, &made_from, complete) {
        Ok(merged) => {
            let known::Merged { vm, changes, devices } = merged;
            Ok(Recovered { vm, context, changes, devices, notes })
        }
        Err(error) => {
            notes.push(note("/domain", format!("cannot be put into the known entity: {error}")));
            let devices = all_new(&mut vm);
            Ok(Recovered { vm, context, changes: Vec::new(), devices, notes })
        }
    }
}

/// What is found of the devices where nothing was known of any.
fn all_new(vm: &mut Vm) -> Vec<DeviceReport> {
    vm.devices_mut()
        .filter(|(_, device)| device.plugged())
        .map(|(kind, device)| DeviceReport::of_new(kind, device))
        .collect()
}

/// Whether libvirt has gone over a document: what it adds to all of them is there.
fn was_formatted(domain: &Domain) -> bool {
    domain.id.is_some() || domain.vcpu.as_ref().is_some_and(|vcpu| vcpu.placement.is_some())
}

/// Whose document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// Any other: all that an entity can say is read, and what surrounds it.
    Others,
    /// The engine's own generator, whose record says what was asked: what the host decides is not read, nor
    /// what the entity's surroundings do. So a template reads as whatever a host makes of it.
    Engine,
}

/// What a document itself says of its entity, no record of what was asked being looked at: the entity, its
/// surroundings, and what entities cannot say exactly.
pub fn import(domain: &Domain, author: Author) -> (Vm, Context, Vec<Note>) {
    let Import { vm, context, notes, .. } = Import::new(domain, author == Author::Engine).run();
    (vm, context, notes)
}

/// Records in a document what it cannot say of the entity that it was made from.
pub(crate) fn record(vm: &Vm, domain: &mut Domain) -> Result<(), xml::Error> {
    let imported = Import::new(domain, true).run().vm;
    DesiredRecord::of(vm, &imported).write(domain)
}
