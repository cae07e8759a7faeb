//! The keys of memory and I/O threads.

use crate::properties::key::{Key, field};
use crate::properties::value_type::ValueType;

pub(super) fn keys() -> Vec<Key<()>> {
    vec![
        field!("memSize", ValueType::MIB, "memory at start", vm.memory.size_mb).default("256"),
        field!("maxMemSize", ValueType::MIB, "maximum memory", vm.memory.max_mb),
        field!("maxMemSlots", ValueType::number("slots"), "slots for memory hotplug", context.config.max_memory_slots)
            .unchecked()
            .written_if(|(), state| state.vm.memory.max_mb.is_some()),
        field!("memGuaranteedSize", ValueType::MIB, "memory guaranteed on a busy host", vm.memory.guaranteed_mb),
        field!("numOfIoThreads", ValueType::number("threads"), "I/O threads", vm.io_threads)
            .default("0")
            .written_if(|(), state| state.vm.io_threads > 0),
        Key::preserved("transparentHugePages", ValueType::Bool, "transparent huge pages"),
    ]
}
