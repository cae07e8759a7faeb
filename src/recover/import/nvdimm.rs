//! Non-volatile memory of the host: `memory[@model='nvdimm']`.

use domxml_schema::device::Memory;
use domxml_schema::device::memory::Model;
use domxml_schema::domain::Device;
use domxml_schema::shared::MemoryAccess;
use domxml_schema::types::Unit;

use super::state::Import;
use crate::context::HostDeviceFacts;
use crate::generate::devices::nvdimm::{self, LABEL};
use crate::vm::{Architecture, HostDevice};

/// All modules that the guest would see again with the same size.
pub(super) fn read(import: &mut Import<'_>) {
    for (index, device) in import.devices().enumerate() {
        let Device::Memory(element) = device else { continue };
        if element.model != Some(Model::Nvdimm) {
            continue;
        }
        let Some(facts) =
            facts(import.vm.architecture, element).filter(|_| element.access == Some(MemoryAccess::Shared))
        else {
            import.unread.insert(index);
            continue;
        };
        let HostDeviceFacts::Nvdimm { device_path, .. } = &facts else { continue };
        let name = device_path.rsplit('/').next().unwrap_or_default().to_owned();
        let device = HostDevice { name: name.clone(), ..HostDevice::default() };
        let natural = format!("nvdimm/{device_path}");
        let device = import.identified(device, element.alias.as_ref(), element.address.as_ref(), &natural);
        import.vm.host_devices.push(device);
        import.mark(index);
        import.know_host_device(&name, facts);
    }
}

/// What a device of the host must be for the guest to see this; none if there is no such device. Data would
/// be lost where the guest looked for its label elsewhere.
fn facts(architecture: Architecture, element: &Memory) -> Option<HostDeviceFacts> {
    let (source, target) = (element.source.as_ref()?, element.target.as_ref()?);
    let device_path = source.path.clone()?;
    let bytes = |size: &domxml_schema::shared::Size| size.bytes(Unit::KiB);
    let size = bytes(target.size.as_ref()?)?;
    let label = bytes(target.label.as_ref()?.size.as_ref()?)?;
    let align_size = source.alignsize.as_ref().and_then(bytes);
    // On POWER the label comes on top.
    let whole = if architecture.is_ppc() { size.checked_sub(LABEL)? } else { size };
    let device_size = whole.checked_next_multiple_of(nvdimm::block(architecture))?;
    let mode = if device_path.starts_with("/dev/dax") { "devdax" } else { "fsdax" };
    let same = nvdimm::size(architecture, device_size, align_size) == Ok(size) && label == LABEL;
    same.then(|| HostDeviceFacts::Nvdimm {
        device_path,
        device_size,
        align_size,
        numa_node: None,
        mode: source.pmem.then(|| mode.to_owned()),
    })
}
