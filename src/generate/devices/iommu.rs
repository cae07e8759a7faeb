//! I/O memory management unit: `iommu`.

use domxml_schema::device::iommu::{Driver, Iommu, Model};
use domxml_schema::types::OnOff;

use crate::generate::common::plugged;
use crate::generate::input::Input;

/// The unit that lets interrupts reach processors beyond the 255th. Devices of the host need its caching
/// mode, or the host cannot follow the guest's mappings.
pub(super) fn device(input: &Input<'_>) -> Option<Iommu> {
    if !input.needs_interrupt_remapping() {
        return None;
    }
    let passthrough = plugged(&input.vm.vgpus).next().is_some() || input.has_pci_host_device();
    let driver = Driver {
        intremap: Some(OnOff::On),
        eim: Some(OnOff::On),
        caching_mode: passthrough.then_some(OnOff::On),
        ..Driver::default()
    };
    Some(Iommu { model: Some(Model::Intel), driver: Some(Box::new(driver)), ..Iommu::default() })
}
