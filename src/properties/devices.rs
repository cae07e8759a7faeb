//! The kinds of device in a map.

mod balloon;
mod cdrom;
mod common;
mod console;
mod controller;
mod disk;
mod floppy;
mod graphics;
mod host_device;
mod lease;
mod memory;
pub(super) mod nic;
mod payload;
mod redir;
mod removable;
mod rng;
mod smartcard;
mod sound;
mod storage;
mod tpm;
mod video;
mod watchdog;

use std::fmt::Debug;

use domxml_schema::report::Finding;
use domxml_schema::types::Uuid;
use serde::Serialize;
use serde_json::{Map, Value};

use super::info::KeyInfo;
use super::kept::WrittenDevice;
use super::key::{self, Key};
use super::object;
use super::state::State;
use super::value_type::{ValueType, scalar};
use crate::vm::{self, VmDevice};

/// A kind of device of the VM, with its form in a map.
pub(super) trait LegacyDevice: VmDevice + Clone + Debug + Default + PartialEq + Serialize + 'static {
    /// The word of the key `type`.
    const TYPE: &'static str;

    /// True if the engine manages the device even if it has no id in the map; else hosts found such a device.
    const ALWAYS_MANAGED: bool = false;

    /// Returns true if a device of this type in a map is of this kind.
    fn fits(_: &Map<String, Value>) -> bool {
        true
    }

    /// All keys but `type`.
    fn keys() -> Vec<Key<Self>>;

    /// The devices of this kind in the VM.
    fn all(state: &State) -> Vec<Self>;

    /// Adds the device to the VM and returns its id there.
    ///
    /// # Errors
    ///
    /// The reason why a VM cannot have the device.
    fn add(self, state: &mut State) -> Result<Uuid, &'static str>;
}

/// An action for each kind of device.
pub(super) trait ForEachKind {
    /// Does the action for the kind with this title.
    fn kind<D: LegacyDevice>(&mut self, title: &'static str);
}

/// Visits all kinds, in the order in which devices are written. Of several kinds with one type, the first that fits
/// applies.
pub(super) fn for_each_kind(action: &mut impl ForEachKind) {
    action.kind::<vm::Video>("video card");
    action.kind::<vm::Graphics>("graphics");
    action.kind::<vm::Sound>("sound card");
    action.kind::<vm::Controller>("controller");
    action.kind::<payload::PayloadDrive>("payload");
    action.kind::<vm::Cdrom>("CD drive");
    action.kind::<vm::Floppy>("floppy drive");
    action.kind::<vm::Disk>("disk");
    action.kind::<vm::Nic>("NIC");
    action.kind::<vm::Watchdog>("watchdog");
    action.kind::<vm::Smartcard>("smart card reader");
    action.kind::<vm::Console>("console");
    action.kind::<vm::Balloon>("memory balloon");
    action.kind::<vm::Rng>("random number generator");
    action.kind::<vm::Redir>("USB redirection");
    action.kind::<vm::HostDevice>("host device");
    action.kind::<vm::MemoryDevice>("memory module");
    action.kind::<vm::Tpm>("TPM");
    action.kind::<vm::Lease>("lease");
}

/// Types of device that hosts report and that are not part of a VM.
pub(super) const RUNTIME_TYPES: &[&str] = &["channel"];

/// A kind of device, whatever its Rust type.
#[derive(Clone, Copy)]
pub(super) struct DeviceKind {
    /// The title in the documentation.
    pub(super) title: &'static str,
    /// The word of the key `type`.
    pub(super) type_word: &'static str,
    pub(super) fits: fn(&Map<String, Value>) -> bool,
    pub(super) infos: fn() -> Vec<KeyInfo>,
    pub(super) read: ReadDevice,
    pub(super) write: fn(&State) -> Vec<WrittenDevice>,
}

/// Reads the device at a path and adds it to the VM. The id is that of a device without one in the map. Returns the
/// id in the VM, or the reason why the VM cannot have the device.
type ReadDevice = fn(&mut State, &Map<String, Value>, &str, Uuid, &mut Vec<Finding>) -> Result<Uuid, &'static str>;

/// All kinds, in the order in which devices are written.
pub(super) fn kinds() -> Vec<DeviceKind> {
    struct Kinds(Vec<DeviceKind>);
    impl ForEachKind for Kinds {
        fn kind<D: LegacyDevice>(&mut self, title: &'static str) {
            let kind = DeviceKind {
                title,
                type_word: D::TYPE,
                fits: D::fits,
                infos: infos::<D>,
                read: read::<D>,
                write: write::<D>,
            };
            self.0.push(kind);
        }
    }
    let mut kinds = Kinds(Vec::new());
    for_each_kind(&mut kinds);
    kinds.0
}

/// Returns the kind of a device in a map.
pub(super) fn kind_of<'a>(kinds: &'a [DeviceKind], map: &Map<String, Value>) -> Option<&'a DeviceKind> {
    let word = type_of(map)?;
    kinds.iter().find(|kind| kind.type_word == word && (kind.fits)(map))
}

/// The word of the key `type` of a device, in lower case.
pub(super) fn type_of(map: &Map<String, Value>) -> Option<String> {
    map.get("type").and_then(scalar).map(|word| word.trim().to_ascii_lowercase())
}

/// Returns true if a device in a map means that there is none.
pub(super) fn is_absence(map: &Map<String, Value>) -> bool {
    map.get("type").and_then(Value::as_str) == Some("balloon") && balloon::is_none(map)
}

/// The key for the kind of device.
fn type_key<D>() -> Key<D> {
    Key::derived("type", ValueType::Text, "type of device", "the word beside the heading", |_, _| None)
}

fn infos<D: LegacyDevice>() -> Vec<KeyInfo> {
    std::iter::once(type_key::<D>().info).chain(D::keys().iter().map(|key| key.info)).collect()
}

fn read<D: LegacyDevice>(
    state: &mut State,
    map: &Map<String, Value>,
    path: &str,
    id: Uuid,
    errors: &mut Vec<Finding>,
) -> Result<Uuid, &'static str> {
    let mut device = D::default();
    device.set_id(id);
    device.set_managed(D::ALWAYS_MANAGED || !state.listed || map.contains_key("deviceId"));
    key::read(&D::keys(), &mut device, state, map, path, errors);
    device.add(state)
}

fn write<D: LegacyDevice>(state: &State) -> Vec<WrittenDevice> {
    let keys = D::keys();
    let device = |device: &D| {
        let mut map = Map::from_iter([("type".to_owned(), Value::from(D::TYPE))]);
        map.extend(key::write(&keys, device, state));
        (device.id().to_string(), map)
    };
    D::all(state).iter().filter(|device| device.plugged()).map(device).collect()
}

/// The word of the key `device`, in lower case.
fn device_word(map: &Map<String, Value>) -> String {
    object::get(map, "device").and_then(scalar).unwrap_or_default().trim().to_ascii_lowercase()
}

/// Implements the list of a VM that holds all devices of a kind.
macro_rules! in_list {
    ($list:ident) => {
        fn all(state: &$crate::properties::state::State) -> Vec<Self> {
            state.vm.$list.clone()
        }

        fn add(
            self,
            state: &mut $crate::properties::state::State,
        ) -> Result<::domxml_schema::types::Uuid, &'static str> {
            let id = self.id;
            state.vm.$list.push(self);
            Ok(id)
        }
    };
}

use in_list;
