//! Memory balloons.

use serde_json::{Map, Value};

use super::{LegacyDevice, common, in_list};
use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::Key;
use crate::properties::object;
use crate::properties::value_type::{ValueType, scalar};
use crate::vm::Balloon;

/// The model that means that there is no balloon.
const NONE: &str = "none";

/// The default model.
const VIRTIO: &str = "virtio";

impl LegacyDevice for Balloon {
    const TYPE: &'static str = "balloon";

    fn fits(map: &Map<String, Value>) -> bool {
        !is_none(map)
    }

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("memballoon"));
        keys.extend([
            Key::new(
                "specParams.model",
                ValueType::Text,
                "model; `none` if there is no balloon",
                Target::device("model"),
                |device: &mut Self, state, value| {
                    state.vm.memory.ballooning_enabled = true;
                    device.model = Some(String::from_map(value)).filter(|model| model != VIRTIO);
                },
                |device, _| Some(device.model.as_deref().unwrap_or(VIRTIO).into()),
            )
            .default(VIRTIO),
            common::custom(),
        ]);
        keys
    }

    in_list!(balloons);
}

/// Returns true if a balloon in a map means that there is none.
pub(super) fn is_none(map: &Map<String, Value>) -> bool {
    object::get(map, "specParams.model").and_then(scalar).as_deref() == Some(NONE)
}
