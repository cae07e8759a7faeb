//! Currency of generated documents: whether generation would make the same today.
//!
//! The [`Fingerprint`] of the document tells what it was made from, part by part. What changed in the entity is told
//! by recovering the entity of the document, and comparing.

use std::fmt;

use domxml_schema::Domain;
use serde::Serialize;

use crate::context::Context;
use crate::entity::{self, Step, canonical, is_file_member};
use crate::fingerprint::{Fingerprint, Part, ReadFingerprintError};
use crate::recover::recover;
use crate::secret;
use crate::vm::Vm;

/// A value that is not what a document was made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// Path of the value, such as `vm.disks[ID].boot` or `context.cluster`; `rules` for the generator itself.
    pub path: String,
    /// The kind of change.
    pub kind: ChangeKind,
}

/// The kind of change of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value.
    Changed,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            ChangeKind::Added => "is new",
            ChangeKind::Removed => "is gone",
            ChangeKind::Changed => "has another value",
        };
        write!(f, "{} {kind}", self.path)
    }
}

/// The changes of a VM and its context since a document was generated from them; nothing if the document is
/// current, and none if it has no fingerprint.
///
/// ```
/// use domxml::context::Context;
/// use domxml::current::changes;
/// use domxml::entity::{self, Format};
/// use domxml::vm::Vm;
///
/// let vm: Vm = entity::read("id: 8a2f3c1e-6d53-4a57-9b58-2f6f0a1c7b11\nname: web\nmemory: { sizeMb: 2048 }\n", Format::Yaml)?;
/// let document = domxml::generate(&vm, &Context::default())?.domain;
/// assert_eq!(changes(&document, &vm, &Context::default())?, Some(vec![]));
/// let mut larger = vm.clone();
/// larger.memory.size_mb = 4096;
/// let changes = changes(&document, &larger, &Context::default())?.unwrap();
/// assert_eq!(changes[0].to_string(), "vm.memory.sizeMb has another value");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// A fingerprint that is damaged.
pub fn changes(document: &Domain, vm: &Vm, context: &Context) -> Result<Option<Vec<Change>>, ReadFingerprintError> {
    let Some(made) = Fingerprint::read(document)? else { return Ok(None) };
    let mut changes = Vec::new();
    let parts = Fingerprint::of(vm, context).changes_since(&made);
    let is_changed = parts.contains(&Part::Vm);
    // Digests do not cover what initializes the guest.
    let has_files = secret::hide_files(&mut canonical(vm), false);
    if is_changed || has_files {
        changes = changes_of_vm(document, vm, !is_changed);
    }
    let is_told = |part: &Part| *part == Part::Vm && !changes.is_empty();
    let parts = parts.iter().filter(|part| !is_told(part));
    let parts: Vec<_> = parts.map(|part| Change { path: part.to_string(), kind: ChangeKind::Changed }).collect();
    changes.extend(parts);
    changes.sort();
    Ok(Some(changes))
}

/// The differences between the entity of a document and a VM of today, or those of files for the guest only.
fn changes_of_vm(document: &Domain, vm: &Vm, only_files: bool) -> Vec<Change> {
    let Ok(made) = recover(document, None) else { return Vec::new() };
    let is_file = |change: &entity::Change| {
        change.path.steps().iter().any(|step| matches!(step, Step::Member(name) if is_file_member(name)))
    };
    let changes = entity::diff(&canonical(&made.vm), &canonical(vm));
    let changes = changes.into_iter().filter(|change| !only_files || is_file(change));
    let told = changes.map(|change| {
        let kind = match (&change.from, &change.to) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Changed,
        };
        Change { path: format!("vm.{}", change.path), kind }
    });
    told.collect()
}
