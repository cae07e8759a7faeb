//! The IOMMU that many vCPUs need.

use super::platform::Platform;
use crate::Domain;
use crate::device::Iommu;
use crate::device::iommu::Model;
use crate::domain::Device;
use crate::domain::features::{Ioapic, IoapicDriver};
use crate::types::OnOff;

/// The most vCPUs whose interrupts need no IOMMU.
const MOST: u32 = 255;

/// Adds an IOMMU to a q35 machine with more than 255 vCPUs, and turns on what it needs.
pub(super) fn complete(domain: &mut Domain, platform: &Platform) {
    let vcpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count).unwrap_or(1);
    if vcpus <= MOST || !platform.is_q35() || !platform.is_qemu() {
        return;
    }
    if domain.iommus().next().is_none() {
        let device = Device::Iommu(Box::new(Iommu { model: Some(Model::Intel), ..Iommu::default() }));
        domain.devices.get_or_insert_default().list.push(device);
    }
    for iommu in domain.iommus_mut() {
        match iommu.model {
            Some(Model::Intel) => {
                let driver = iommu.driver.get_or_insert_default();
                driver.intremap.get_or_insert(OnOff::On);
                driver.eim.get_or_insert(OnOff::On);
            }
            Some(Model::Amd) => {
                iommu.driver.get_or_insert_default().xtsup.get_or_insert(OnOff::On);
            }
            _ => {}
        }
    }
    let ioapic = domain.features.get_or_insert_default().ioapic.get_or_insert_with(Ioapic::default);
    ioapic.driver.get_or_insert(IoapicDriver::Qemu);
}
