//! Fingerprints: whether a generated document is still current.
//!
//! A generated document carries the [`Fingerprint`] of what it was made from: the entity, what its
//! context says of it, and the rules. Comparing fingerprints tells whether the document is current, and
//! what changed when it is not, without generating again. What the VM does not touch does not count: a
//! new network of the cluster makes no document stale.

mod document;
mod parts;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

pub use document::ReadFingerprintError;

use crate::context::Context;
use crate::entity::canonical;
use crate::generate::Relevant;
use crate::vm::Vm;

/// Grows whenever the generator makes another document of the same entity.
pub const RULES: u32 = 2;

/// Digests of everything that a document was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The generator's [`RULES`].
    pub rules: u32,
    /// SHA-256 of everything, in hexadecimal.
    pub digest: String,
    /// The first 32 bits of the SHA-256 of each value, in hexadecimal, by its path, such as
    /// `vm.memory.sizeMb` or `vm.disks[ID].boot`: they explain what `digest` finds.
    pub parts: BTreeMap<String, String>,
}

/// A value that is not what a document was made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// Path of the value, such as `vm.disks[ID].boot`; `rules` for the generator itself.
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

impl Fingerprint {
    /// The fingerprint of what [`generate`](crate::generate()) would be given.
    pub fn of(vm: &Vm, context: &Context) -> Self {
        Self::of_relevant(&Relevant::new(vm, context))
    }

    /// The fingerprint of everything that rules are given.
    pub(crate) fn of_relevant(relevant: &Relevant<'_>) -> Self {
        let mut whole = Sha256::new();
        let mut digests = BTreeMap::new();
        for (path, value) in parts::parts(&canonical(relevant)) {
            whole.update(format!("{path}\n{value}\n"));
            digests.insert(path, short(&value));
        }
        Self { rules: RULES, digest: hexadecimal(&whole.finalize()), parts: digests }
    }

    /// Returns whether a value was this one when the document was made; `path` as in [`Fingerprint::parts`].
    pub(crate) fn is_of(&self, path: &str, value: &Value) -> bool {
        let now = parts::parts_of(path, value);
        let then = self.parts.keys().filter(|part| is_in(part, path)).count();
        then == now.len()
            && now.iter().all(|(path, value)| self.parts.get(path).is_some_and(|was| *was == short(value)))
    }

    /// The changes since a document was made; none if the document is current.
    pub fn changes_since(&self, made: &Self) -> Vec<Change> {
        let change = |path: &str, kind| Change { path: path.to_owned(), kind };
        let mut changes = Vec::new();
        if self.rules != made.rules {
            changes.push(change("rules", ChangeKind::Changed));
        }
        for (path, digest) in &self.parts {
            match made.parts.get(path) {
                None => changes.push(change(path, ChangeKind::Added)),
                Some(was) if was != digest => changes.push(change(path, ChangeKind::Changed)),
                Some(_) => {}
            }
        }
        let gone = made.parts.keys().filter(|path| !self.parts.contains_key(*path));
        changes.extend(gone.map(|path| change(path, ChangeKind::Removed)));
        if changes.is_empty() && self.digest != made.digest {
            changes.push(change("vm", ChangeKind::Changed));
        }
        changes.sort();
        changes
    }
}

/// Returns whether a part is at a path or below it.
fn is_in(part: &str, path: &str) -> bool {
    part.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

fn short(value: &str) -> String {
    hexadecimal(&Sha256::digest(value)[..4])
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use domxml_schema::{Domain, Element};

    use super::*;
    use crate::entity::{Format, read};

    const VM: &str = "
id: 5f0c1f0e-2c44-4f0c-9a5e-0f4a3c1b7d10
name: web
memory: { sizeMb: 2048 }
disks:
  - { id: 0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e01, boot: true, storage: { lun: { lunId: '36001' } } }
  - { id: 0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e02, storage: { lun: { lunId: '36002' } } }
nics:
  - { id: 0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e03, macAddress: '00:1a:4a:16:01:51', vnicProfile: red }
";
    const CONTEXT: &str = "
networks: { red: {}, blue: {} }
vnicProfiles: { red: { network: red }, blue: { network: blue } }
";

    fn changes(vm: &str, context: &str) -> Vec<String> {
        let of = |vm, context| {
            let vm = read(vm, Format::Yaml).expect("the VM is right");
            Fingerprint::of(&vm, &read(context, Format::Yaml).expect("the context is right"))
        };
        of(vm, context).changes_since(&of(VM, CONTEXT)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_document_carries_it() {
        let made = Fingerprint::of(&read(VM, Format::Yaml).expect("the VM is right"), &Context::default());
        let mut domain = Domain::default();
        assert_eq!(Fingerprint::read(&domain), Ok(None));
        made.write(&mut domain).expect("it can be written");
        let written = domain.to_xml().expect("it can be written");
        let again = Domain::parse(&written).expect("it is a document");
        assert_eq!(Fingerprint::read(&again), Ok(Some(made)), "{written}");
        let damaged = Domain::parse(&written.replace("rules=", "rulez=")).expect("it is a document");
        let error = Fingerprint::read(&damaged).expect_err("it is damaged").to_string();
        assert!(error.contains("<entity> has no attribute `rules`"), "{error}");
    }

    #[test]
    fn the_same_is_current() {
        assert_eq!(changes(VM, CONTEXT), [""; 0]);
    }

    #[test]
    fn changes_are_named() {
        let vm = VM.replace("2048", "4096").replace("boot: true, ", "readOnly: true, ");
        assert_eq!(
            changes(&vm, CONTEXT),
            [
                "vm.disks[0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e01].boot has another value",
                "vm.disks[0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e01].readOnly has another value",
                "vm.memory.sizeMb has another value",
            ]
        );
        let one_disk = VM.lines().filter(|line| !line.contains("36002")).collect::<Vec<_>>().join("\n");
        let gone = changes(&one_disk, CONTEXT);
        assert!(gone.contains(&"vm.disks[0d0f5b5e-3f37-4e0f-8d4e-0c2b5a1f9e02].boot is gone".to_owned()), "{gone:?}");
    }

    #[test]
    fn what_the_vm_does_not_touch_does_not_count() {
        let blue = CONTEXT.replace("blue: {}", "blue: { mtu: 9000 }").replace("network: blue", "portMirroring: true");
        assert_eq!(changes(VM, &blue), [""; 0]);
        let red = CONTEXT.replace("red: {}", "red: { mtu: 9000 }");
        assert_eq!(changes(VM, &red), ["context.networks.red.mtu is new"]);
        assert_eq!(changes(VM, &format!("{CONTEXT}time: '2026-07-01T12:00:00Z'\n")), [""; 0]);
    }

    #[test]
    fn order_without_meaning_does_not_count() {
        let vm: Vm = read(VM, Format::Yaml).expect("the VM is right");
        let mut turned = vm.clone();
        turned.disks.reverse();
        let context = Context::default();
        assert_eq!(Fingerprint::of(&vm, &context), Fingerprint::of(&turned, &context));
    }
}
