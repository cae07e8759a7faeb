//! The devices of a map: which there are, and what is common to them.

mod common;
mod controller;
mod disk;
mod display;
mod drive;
mod host;
pub(super) mod interface;
mod payload;
mod small;
mod storage;

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::finding::Error;
use super::kept::MadeDevice;
use super::key::{self, Key, Row};
use super::kind::scalar;
use super::state::State;
use crate::vm::{self, VmDevice};

/// A kind of device of the VM, and its form in a map.
trait Device: VmDevice + Default + 'static {
    /// The word of the key `type`.
    const TYPE: &'static str;

    /// Whether it is the engine's also where the map has no id for it; else a host found it.
    const ALWAYS_MANAGED: bool = false;

    /// Whether a map of this type is of this kind of device.
    fn fits(_: &Map<String, Value>) -> bool {
        true
    }

    /// All keys besides `type`.
    fn rows() -> Vec<Row<Self>>;

    /// The VM's devices of this kind.
    fn all(state: &State) -> Vec<Self>;

    /// Adds one to the VM.
    ///
    /// # Errors
    ///
    /// Why the VM has no place for it.
    fn add(self, state: &mut State) -> Result<Uuid, &'static str>;
}

/// Reads a device that stands at a path, with this id if it has none.
type Read = fn(&mut State, &Map<String, Value>, &str, Uuid, &mut Vec<Error>) -> Result<Uuid, &'static str>;

/// A kind of device, whatever its type in Rust.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    /// What it is called in the table of keys.
    pub(super) title: &'static str,
    pub(super) word: &'static str,
    pub(super) fits: fn(&Map<String, Value>) -> bool,
    pub(super) keys: fn() -> Vec<Key>,
    /// Reads a device and adds it to the VM; the id that the VM's has, or why there is no place for it.
    pub(super) read: Read,
    pub(super) write: fn(&State) -> Vec<MadeDevice>,
}

/// All kinds, in the order that devices are written. Of those with one word the first that fits counts.
pub(super) fn kinds() -> Vec<Kind> {
    vec![
        kind::<vm::Video>("video card"),
        kind::<vm::Graphics>("graphics"),
        kind::<vm::Sound>("sound card"),
        kind::<vm::Controller>("controller"),
        kind::<payload::PayloadDrive>("payload"),
        kind::<vm::Cdrom>("CD drive"),
        kind::<vm::Floppy>("floppy drive"),
        kind::<vm::Disk>("disk"),
        kind::<vm::Nic>("network interface"),
        kind::<vm::Watchdog>("watchdog"),
        kind::<vm::Smartcard>("smart card reader"),
        kind::<vm::Console>("console"),
        kind::<vm::Balloon>("memory balloon"),
        kind::<vm::Rng>("random number generator"),
        kind::<vm::Redir>("USB redirection"),
        kind::<vm::HostDevice>("device of the host"),
        kind::<vm::MemoryDevice>("memory module"),
        kind::<vm::Tpm>("trusted platform module"),
        kind::<vm::Lease>("lease"),
    ]
}

/// Types of device that hosts list, and that no VM is made with.
pub(super) const RUNTIME_TYPES: &[&str] = &["channel"];

fn kind<D: Device>(title: &'static str) -> Kind {
    Kind { title, word: D::TYPE, fits: D::fits, keys: keys::<D>, read: read::<D>, write: write::<D> }
}

/// The key that tells the kind.
fn type_key<D>() -> Row<D> {
    Row::made("type", super::kind::Kind::Text, "kind of device", "the word beside the heading", |_, _| None)
}

fn keys<D: Device>() -> Vec<Key> {
    std::iter::once(type_key::<D>().key).chain(D::rows().iter().map(|row| row.key)).collect()
}

fn read<D: Device>(
    state: &mut State,
    map: &Map<String, Value>,
    path: &str,
    id: Uuid,
    errors: &mut Vec<Error>,
) -> Result<Uuid, &'static str> {
    let mut device = D::default();
    device.set_id(id);
    device.set_managed(D::ALWAYS_MANAGED || !state.listed || map.contains_key("deviceId"));
    key::read(&D::rows(), &mut device, state, map, path, errors);
    device.add(state)
}

fn write<D: Device>(state: &State) -> Vec<MadeDevice> {
    let rows = D::rows();
    let device = |device: &D| {
        let mut map = Map::from_iter([("type".to_owned(), Value::from(D::TYPE))]);
        map.extend(key::write(&rows, device, state));
        (device.id().to_string(), map)
    };
    D::all(state).iter().filter(|device| device.plugged()).map(device).collect()
}

/// Whether a map says that there is no such device.
pub(super) fn is_absence(map: &Map<String, Value>) -> bool {
    let model = key::at(map, "specParams.model").and_then(scalar);
    map.get("type").and_then(Value::as_str) == Some("balloon") && model.as_deref() == Some(small::NONE)
}

/// The word that a map has for its kind of device.
fn word(map: &Map<String, Value>) -> String {
    map.get("device").and_then(scalar).unwrap_or_default().trim().to_ascii_lowercase()
}
