//! Memory modules: `memory`.

use domxml_schema::device::memory::{self, Memory};
use domxml_schema::types::Unit;

use crate::recover::import::state::Import;
use crate::vm::MemoryDevice;

/// Bytes of a MiB.
const MIB: u64 = 1 << 20;

/// A memory module; an NVDIMM is a device of the host.
pub(super) fn read(import: &mut Import<'_>, module: &Memory) -> bool {
    if module.model != Some(memory::Model::Dimm) {
        return false;
    }
    let target = module.target.as_ref();
    let size = target.and_then(|target| target.size.as_ref()).and_then(|size| size.bytes(Unit::KiB));
    let found = MemoryDevice {
        size_mb: size.unwrap_or_default() / MIB,
        node: target.and_then(|target| target.node).unwrap_or_default(),
        ..MemoryDevice::default()
    };
    let natural = format!("memory {}", import.vm.memory_devices.len());
    let module = import.identified(found, module.alias.as_ref(), module.address.as_ref(), &natural);
    import.vm.memory_devices.push(module);
    true
}
