//! Floppy drives.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{LegacyDevice, common, device_word, removable};
use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::Key;
use crate::properties::state::State;
use crate::properties::value_type::ValueType;
use crate::vm::Floppy;

impl LegacyDevice for Floppy {
    const TYPE: &'static str = "disk";
    const ALWAYS_MANAGED: bool = true;

    fn fits(map: &Map<String, Value>) -> bool {
        device_word(map) == "floppy"
    }

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("floppy"));
        keys.extend([
            Key::new(
                "path",
                ValueType::Text,
                "path of the image; empty if there is no medium",
                Target::device("path"),
                |device: &mut Self, _, value| device.path = Some(String::from_map(value)),
                |device, _| Some(device.path.as_deref().unwrap_or_default().into()),
            ),
            Key::constant("iface", ValueType::Text, "bus", "fdc").old(&["if"]),
            removable::read_only(),
            Key::preserved("diskType", ValueType::Text, "type of the medium on the host"),
            Key::preserved("bootOrder", ValueType::NUMBER, "position in the boot order; VMs do not boot from floppies"),
        ]);
        keys.extend(removable::keys());
        keys
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.floppy.iter().cloned().collect()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        if state.vm.floppy.is_some() {
            return Err("a VM has only one floppy drive");
        }
        let id = self.id;
        state.vm.floppy = Some(self);
        Ok(id)
    }
}
