//! Random number generators.

use super::{LegacyDevice, common, in_list};
use crate::properties::key::{Key, field};
use crate::properties::value_type::ValueType;
use crate::vm::{Rng, RngSource};

impl LegacyDevice for Rng {
    const TYPE: &'static str = "rng";

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("virtio"));
        keys.extend([
            Key::constant("model", ValueType::Text, "model", "virtio"),
            field!("specParams.source", ValueType::words_of::<RngSource>(), "entropy source of the host", Rng.source),
            field!("specParams.bytes", ValueType::number("bytes"), "maximum per period", Rng.bytes),
            field!("specParams.period", ValueType::number("ms"), "length of the period", Rng.period),
            common::custom(),
        ]);
        keys
    }

    in_list!(rngs);
}
