//! Smart card readers.

use super::{LegacyDevice, common, in_list};
use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::Key;
use crate::properties::value_type::ValueType;
use crate::vm::Smartcard;

/// The default mode.
const PASSTHROUGH: &str = "passthrough";
/// The default transport.
const SPICEVMC: &str = "spicevmc";

impl LegacyDevice for Smartcard {
    const TYPE: &'static str = "smartcard";

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("smartcard"));
        keys.extend([
            Key::new(
                "specParams.mode",
                ValueType::Text,
                "mode",
                Target::device("mode"),
                |device: &mut Self, _, value| {
                    device.mode = Some(String::from_map(value)).filter(|mode| mode != PASSTHROUGH);
                },
                |device, _| Some(device.mode.as_deref().unwrap_or(PASSTHROUGH).into()),
            )
            .default(PASSTHROUGH),
            Key::new(
                "specParams.type",
                ValueType::Text,
                "transport",
                Target::device("smartcard_type"),
                |device: &mut Self, _, value| {
                    device.smartcard_type = Some(String::from_map(value)).filter(|transport| transport != SPICEVMC);
                },
                |device, _| Some(device.smartcard_type.as_deref().unwrap_or(SPICEVMC).into()),
            )
            .default(SPICEVMC),
            common::custom(),
        ]);
        keys
    }

    in_list!(smartcards);
}
