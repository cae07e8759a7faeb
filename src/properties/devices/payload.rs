//! Payloads: files for the guest on a medium that the host creates.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{LegacyDevice, common, device_word, disk, removable};
use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::Key;
use crate::properties::object;
use crate::properties::state::State;
use crate::properties::value_type::{ValueType, is_blank};
use crate::vm::device::vm_device;
use crate::vm::{Initialization, Payload, PayloadDevice};

vm_device! {
    /// The drive that a map has for a payload; in the VM it is an [`Initialization`].
    #[allow(unreachable_pub, reason = "the macro is for devices of the VM, which are public")]
    PayloadDrive {
        /// The payload.
        payload: Payload,
        /// True if all files are text.
        is_text: bool = true,
    }
}

impl LegacyDevice for PayloadDrive {
    const TYPE: &'static str = "disk";
    const ALWAYS_MANAGED: bool = true;

    fn fits(map: &Map<String, Value>) -> bool {
        let payload = object::get(map, "specParams.vmPayload").is_some_and(|payload| !is_blank(payload));
        payload && ["cdrom", "floppy"].contains(&device_word(map).as_str())
    }

    fn keys() -> Vec<Key<Self>> {
        let mut keys = vec![Key::new(
            "device",
            ValueType::words_of::<PayloadDevice>(),
            "type of medium",
            Target::vm("initialization.payload.device"),
            |device: &mut Self, _, value| device.payload.device = PayloadDevice::from_map(value),
            |device, _| device.payload.device.to_map(),
        )];
        keys.extend(common::identity());
        keys.extend([
            Key::new(
                "specParams.vmPayload.volId",
                ValueType::Text,
                "volume label",
                Target::vm("initialization.payload.volume_id"),
                |device: &mut Self, _, value| device.payload.volume_id = Some(String::from_map(value)),
                |device, _| device.payload.volume_id.to_map(),
            ),
            Key::new(
                "specParams.vmPayload.file",
                ValueType::Texts,
                "Base64-encoded text files by path",
                Target::vm("initialization.payload.files"),
                set_files,
                |device, _| {
                    let encoded = |(path, text): (&String, &String)| (path.clone(), STANDARD.encode(text).into());
                    Some(Value::Object(device.payload.files.iter().map(encoded).collect()))
                },
            ),
            Key::derived("iface", ValueType::Text, "bus", "the bus of CD or floppy drives", |device: &Self, state| {
                match device.payload.device {
                    PayloadDevice::Floppy => Some("fdc".into()),
                    PayloadDevice::Cdrom => state.effective.cd_interface.map(|interface| disk::bus(interface).into()),
                }
            })
            .old(&["if"]),
            Key::derived("path", ValueType::Text, "path of the medium, known to the host", "empty", |_, _| {
                Some("".into())
            }),
            removable::read_only(),
            Key::preserved("diskType", ValueType::Text, "type of the medium on the host"),
            Key::preserved("address", ValueType::Address, "guest address"),
            Key::preserved("alias", ValueType::Text, "libvirt alias of the running VM"),
            Key::preserved("bootOrder", ValueType::Any, "position in the boot order; VMs do not boot from payloads"),
        ]);
        keys.extend(removable::keys());
        keys
    }

    fn all(state: &State) -> Vec<Self> {
        let drive = |payload: &Payload| Self { id: role_id(state), payload: payload.clone(), ..Self::default() };
        state.effective.payload.iter().map(drive).collect()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        if !self.is_text {
            return Err("a payload file that is not Base64-encoded UTF-8 is not representable");
        }
        if self.payload.files.is_empty() {
            return Err("a payload without files is not representable");
        }
        if state.vm.initialization.is_some() {
            return Err("a VM has only one payload");
        }
        state.vm.initialization = Some(Initialization::Payload(self.payload));
        Ok(role_id(state))
    }
}

/// The id of the payload of a VM, which is not a device there.
fn role_id(state: &State) -> Uuid {
    state.vm.role_id("payload")
}

fn set_files(device: &mut PayloadDrive, _: &mut State, value: &Value) {
    for (path, encoded) in value.as_object().into_iter().flatten() {
        match decoded(&String::from_map(encoded)) {
            Some(text) => {
                device.payload.files.insert(path.clone(), text);
            }
            None => device.is_text = false,
        }
    }
}

fn decoded(encoded: &str) -> Option<String> {
    let plain: String = encoded.split_ascii_whitespace().collect();
    String::from_utf8(STANDARD.decode(plain).ok()?).ok()
}
