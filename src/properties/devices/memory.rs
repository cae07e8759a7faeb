//! Memory modules, hotplugged into a running VM.

use super::{LegacyDevice, common, in_list};
use crate::properties::key::{Key, field};
use crate::properties::value_type::ValueType;
use crate::vm::MemoryDevice;

impl LegacyDevice for MemoryDevice {
    const TYPE: &'static str = "memory";

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("memory"));
        keys.extend([
            field!("size", ValueType::MIB, "size", MemoryDevice.size_mb).old(&["specParams.size"]),
            field!("node", ValueType::Number { unit: "", max: 65_535 }, "NUMA node of the guest", MemoryDevice.node)
                .old(&["specParams.node"])
                .default("0"),
            common::custom(),
        ]);
        keys
    }

    in_list!(memory_devices);
}
