//! Sound cards.

use super::{LegacyDevice, common, in_list};
use crate::properties::field_value::{FieldValue as _, text};
use crate::properties::info::Target;
use crate::properties::key::Key;
use crate::properties::value_type::ValueType;
use crate::vm::Sound;

impl LegacyDevice for Sound {
    const TYPE: &'static str = "sound";

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(Key::new(
            "device",
            ValueType::Text,
            "model",
            Target::device("model"),
            |device: &mut Self, _, value| device.model = Some(String::from_map(value)),
            |device, state| text(device.model.as_deref().or(state.effective.sound.as_deref())),
        ));
        keys.push(common::custom());
        keys
    }

    in_list!(sounds);
}
