//! Fingerprints: digests of everything that a document was made from.
//!
//! A generated document carries the [`Fingerprint`] of the entity, of what its context says of it, and of the rules.
//! What the VM does not touch does not count: a new network of the cluster makes no document stale. The content of
//! files that are given to the guest is in no digest, because digests of secrets can be tried out.
//! [`current`](crate::current) compares it with an entity and a context of today.

mod document;

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

pub use document::ReadFingerprintError;

use crate::context::Context;
use crate::entity::{canonical, visit_scalars};
use crate::generate::Relevant;
use crate::secret;
use crate::vm::Vm;

/// The number of the rules of generation; a change that makes another document of the same entity needs a new one.
pub const RULES: u32 = 2;

/// Digests of everything that a document was made from.
///
/// ```
/// use domxml::context::Context;
/// use domxml::fingerprint::{Fingerprint, Part};
/// use domxml::vm::Vm;
///
/// let (vm, context) = (Vm::default(), Context::default());
/// let made = Fingerprint::of(&vm, &context);
/// assert!(made.is_of(&vm));
/// let renamed = Vm { name: "web".to_owned(), ..vm };
/// assert_eq!(Fingerprint::of(&renamed, &context).changes_since(&made), [Part::Vm]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The generator's [`RULES`].
    pub rules: u32,
    digests: BTreeMap<Part, Digest>,
}

/// A part of what a document is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The rules of generation.
    Rules,
    /// The entity.
    Vm,
    /// The cluster of the context.
    Cluster,
    /// The configuration of the engine.
    Config,
    /// The host that the VM is to start on.
    Host,
    /// The networks and the profiles of the VM's NICs, and the network of displays.
    Networks,
    /// The guest OS.
    Os,
    /// Daylight saving time in the VM's time zone.
    Time,
}

/// The first 96 bits of a SHA-256.
type Digest = [u8; 12];

impl Part {
    /// The parts that have digests.
    const DIGESTS: [Self; 7] =
        [Self::Vm, Self::Cluster, Self::Config, Self::Host, Self::Networks, Self::Os, Self::Time];

    /// The name of the part's digest in documents.
    fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Vm => "vm",
            Self::Cluster => "cluster",
            Self::Config => "config",
            Self::Host => "host",
            Self::Networks => "networks",
            Self::Os => "os",
            Self::Time => "time",
        }
    }

    /// The values of the part, by their names in the entity or in the context.
    fn members(self) -> &'static [&'static str] {
        match self {
            Self::Rules | Self::Vm => &[],
            Self::Cluster => &["cluster"],
            Self::Config => &["config"],
            Self::Host => &["host"],
            Self::Networks => &["networks", "vnicProfiles"],
            Self::Os => &["os"],
            Self::Time => &["time"],
        }
    }
}

impl fmt::Display for Part {
    /// Writes where the part stands, such as `context.cluster`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rules | Self::Vm => f.write_str(self.name()),
            _ => write!(f, "context.{}", self.name()),
        }
    }
}

impl Fingerprint {
    /// The fingerprint of what [`generate`](crate::generate()) would be given.
    pub fn of(vm: &Vm, context: &Context) -> Self {
        Self::of_relevant(&Relevant::new(vm, context))
    }

    /// The fingerprint of everything that rules are given.
    pub(crate) fn of_relevant(relevant: &Relevant<'_>) -> Self {
        let mut whole = canonical(relevant);
        let mut digests = BTreeMap::from([(Part::Vm, digest_of_vm(&mut whole["vm"]))]);
        for part in Part::DIGESTS {
            let values = part.members().iter().filter_map(|name| Some((*name, whole["context"].get(name)?)));
            let values: Value = values.map(|(name, value)| (name.to_owned(), value.clone())).collect();
            if values != Value::Object(serde_json::Map::new()) {
                digests.insert(part, digest(&values));
            }
        }
        Self { rules: RULES, digests }
    }

    /// Returns `true` if this is the entity that the document was made from, the content of files for the guest aside.
    pub fn is_of(&self, vm: &Vm) -> bool {
        self.digests.get(&Part::Vm) == Some(&digest_of_vm(&mut canonical(vm)))
    }

    /// The parts that have changed since a document was made.
    pub fn changes_since(&self, made: &Self) -> Vec<Part> {
        let rules = (self.rules != made.rules).then_some(Part::Rules);
        let changed = Part::DIGESTS.into_iter().filter(|part| self.digests.get(part) != made.digests.get(part));
        rules.into_iter().chain(changed).collect()
    }
}

fn digest_of_vm(vm: &mut Value) -> Digest {
    secret::hide_files(vm, false);
    digest(vm)
}

/// The digest of the values of a tree and their paths, whatever the order of items that have identities.
fn digest(tree: &Value) -> Digest {
    let mut values = BTreeMap::new();
    visit_scalars(tree, &mut |path, scalar| {
        values.insert(format!("{path:#}"), scalar.to_string());
    });
    let mut hash = Sha256::new();
    values.iter().for_each(|(path, value)| hash.update(format!("{path}\n{value}\n")));
    let hash = hash.finalize();
    std::array::from_fn(|at| hash[at])
}

fn encode(digest: Digest) -> String {
    URL_SAFE_NO_PAD.encode(digest)
}

fn decode(text: &str) -> Option<Digest> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}
