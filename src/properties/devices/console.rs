//! Consoles.

use super::{LegacyDevice, common, in_list};
use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::value_type::ValueType;
use crate::vm::{Console, ConsoleType};

impl LegacyDevice for Console {
    const TYPE: &'static str = "console";

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("console"));
        keys.extend([
            field!(
                "specParams.enableSocket",
                ValueType::Bool,
                "the host provides the console on a socket",
                Console.enable_socket
            )
            .default("false"),
            Key::new(
                "specParams.consoleType",
                ValueType::words_of::<ConsoleType>(),
                "type of console in the guest",
                Target::device("console_type"),
                |device: &mut Self, _, value| device.console_type = Some(ConsoleType::from_map(value)),
                |device, state| state.effective.console_types.get(&device.id)?.to_map(),
            )
            .default("virtio"),
            common::custom(),
        ]);
        keys
    }

    in_list!(consoles);
}
