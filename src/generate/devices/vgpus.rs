//! Mediated devices such as virtual GPUs: `hostdev[@type='mdev']`.

use domxml_schema::device::hostdev::{Hostdev, Model};
use domxml_schema::domain::Device;
use domxml_schema::types::OnOff;

use crate::generate::common::{address, alias, plugged};
use crate::generate::input::Input;
use crate::generate::libvirt_words::DeviceWords;
use crate::vm::{VGpu, Version};

/// A mediated device can show the guest's display.
const DISPLAY: Version = Version::new(4, 3);

/// One of them can show it before its driver runs.
const RAMFB: Version = Version::new(4, 5);

/// The devices by id. Each that is not for computing only can show the display; the first such shows the
/// guest's firmware, too.
pub(super) fn devices(input: &Input<'_>, words: &DeviceWords<'_>) -> impl Iterator<Item = Device> {
    let mut all: Vec<&VGpu> = plugged(&input.vm.vgpus).collect();
    all.sort_by_key(|vgpu| vgpu.id);
    let first = all.iter().position(|vgpu| !vgpu.no_display);
    all.into_iter().enumerate().map(move |(at, vgpu)| {
        let mut device = Device::from(Hostdev {
            display: (input.level >= DISPLAY && !vgpu.no_display).then_some(OnOff::On),
            ramfb: (input.level >= RAMFB && first == Some(at)).then_some(OnOff::On),
            alias: alias(vgpu),
            address: address(vgpu),
            ..Hostdev::mdev(Model::VfioPci, vgpu.id)
        });
        words.merge(vgpu.id, &mut device);
        device
    })
}
