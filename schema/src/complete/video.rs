//! Video cards.

use super::platform::Platform;
use crate::Domain;
use crate::device::Video;
use crate::device::video::{DriverName, GpuDevice, Kind, Model};
use crate::domain::Device;
use crate::types::YesNo;
use crate::xml::Keyword as _;

/// Adds a card where there is a display and none, under hypervisors whose default is known.
pub(super) fn add(domain: &mut Domain, platform: &Platform) {
    let known = platform.is_qemu() || matches!(&*platform.hypervisor, "test" | "vmware" | "xen");
    if known && domain.graphics().next().is_some() && domain.videos().next().is_none() {
        let device = Device::Video(Box::default());
        domain.devices.get_or_insert_default().list.push(device);
    }
}

/// Puts the primary card first, and completes the models.
pub(super) fn complete(domain: &mut Domain, platform: &Platform) {
    let Some(devices) = &mut domain.devices else { return };
    let is_primary = |device: &Device| matches!(device, Device::Video(video) if primary(video));
    if let Some(at) = devices.list.iter().position(is_primary)
        && let Some(first) = devices.list.iter().position(|device| matches!(device, Device::Video(_)))
    {
        devices.list[first..=at].rotate_right(1);
    }
    for (number, video) in devices.videos_mut().enumerate() {
        let Some(model) = &mut video.model else { continue };
        if model.kind == Some(Kind::None) {
            **model = Model { kind: Some(Kind::None), ..Model::default() };
            continue;
        }
        model.ram = model.ram.map(round_up);
        model.vram = model.vram.map(round_up);
        model.primary = (number == 0).then_some(YesNo::Yes);
        let left_open = model.device.is_none() && model.kind == Some(Kind::Virtio);
        if left_open && platform.is_qemu() {
            let vhost = video.driver.as_ref().is_some_and(|driver| driver.name == Some(DriverName::VhostUser));
            let gl = model.acceleration.as_ref().is_some_and(|it| it.accel3d == Some(YesNo::Yes));
            let vga = number == 0 && has_virtio_vga(platform);
            let device = match (vhost, vga, gl) {
                (true, true, _) => GpuDevice::VhostUserVga,
                (true, false, _) => GpuDevice::VhostUserGpu,
                (false, true, true) => GpuDevice::VirtioVgaGl,
                (false, true, false) => GpuDevice::VirtioVga,
                (false, false, true) => GpuDevice::VirtioGpuGl,
                (false, false, false) => GpuDevice::VirtioGpu,
            };
            model.device = Some(device).filter(|it| platform.knows_attribute::<Model>("device", it.as_str()));
        }
    }
}

/// The next power of two.
fn round_up(size: u32) -> u32 {
    size.checked_next_power_of_two().unwrap_or(size)
}

/// Whether QEMU has a virtio card with VGA compatibility for the architecture.
fn has_virtio_vga(platform: &Platform) -> bool {
    platform.is_x86() || platform.is_ppc64() || platform.arch.starts_with("riscv")
}

fn primary(video: &Video) -> bool {
    video.model.as_ref().is_some_and(|model| model.primary == Some(YesNo::Yes))
}
