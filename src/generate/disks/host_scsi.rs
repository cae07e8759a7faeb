//! SCSI devices of the host that the guest sees as disks, by the custom property `scsi_hostdev`: `disk`.

use domxml_schema::device::Disk as Element;
use domxml_schema::device::disk::{BlockIo, Device, Driver, Source, SourceKind, StorageFormat};
use domxml_schema::shared::DeviceSeclabel;
use domxml_schema::types::YesNo;

use super::address::DrivePlace;
use crate::context::HostDeviceFacts;
use crate::generate::common::{self, plugged};
use crate::generate::input::Input;
use crate::vm::HostDevice;

/// The form in which a guest sees SCSI devices of the host: the values of `scsi_hostdev` that turn them into disks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HostScsiForm {
    /// `scsi_hd`: a plain SCSI disk.
    Hd,
    /// `scsi_block`: a SCSI disk that commands are passed on to.
    Block,
    /// `virtio_blk_pci`: a virtio disk.
    VirtioBlk,
}

impl HostScsiForm {
    /// The custom property.
    pub(crate) const PROPERTY: &'static str = "scsi_hostdev";
    /// Its values; the first one passes them through as host devices, as without the property.
    pub(in crate::generate) const VALUES: [&'static str; 4] =
        ["scsi_generic", "scsi_block", "scsi_hd", "virtio_blk_pci"];

    /// The form that the VM asks for; none: they are passed through as host devices, not as disks.
    pub(in crate::generate) fn of(input: &Input<'_>) -> Option<Self> {
        Self::named(input.vm.custom_properties.get(Self::PROPERTY)?)
    }

    /// The form of a value of the property; none: no disks.
    pub(crate) fn named(value: &str) -> Option<Self> {
        match value {
            "scsi_hd" => Some(Self::Hd),
            "scsi_block" => Some(Self::Block),
            "virtio_blk_pci" => Some(Self::VirtioBlk),
            _ => None,
        }
    }
}

/// A SCSI device of the host that the guest sees as a disk.
pub(in crate::generate) struct HostScsiDisk<'a> {
    pub(in crate::generate) device: &'a HostDevice,
    pub(in crate::generate) form: HostScsiForm,
    /// Adapter, bus, target and unit on the host, which become those of the guest.
    pub(in crate::generate) place: DrivePlace,
    pub(in crate::generate) block_path: &'a str,
}

/// All of them, in the order of their places on the host.
pub(in crate::generate) fn disks<'a>(input: &'a Input<'_>) -> Vec<HostScsiDisk<'a>> {
    let Some(form) = HostScsiForm::of(input) else {
        return Vec::new();
    };
    let devices = plugged(&input.vm.host_devices).filter(|device| !device.iommu_placeholder);
    let mut disks: Vec<HostScsiDisk<'a>> = devices
        .filter_map(|device| match input.host_device(device)? {
            HostDeviceFacts::Scsi { host, bus, target, lun, block_path } => Some(HostScsiDisk {
                device,
                form,
                place: [*host, *bus, *target, u32::try_from(*lun).ok()?],
                block_path: block_path.as_deref()?,
            }),
            _ => None,
        })
        .collect();
    disks.sort_by_key(|disk| (disk.place, disk.device.id));
    disks
}

/// The disk; the host's device must become the guest's, so it is labelled as usual. Hosts that only take
/// what they always took would switch that off if it were not said.
pub(super) fn element(input: &Input<'_>, disk: &HostScsiDisk<'_>) -> Element {
    let passed_on = disk.form == HostScsiForm::Block;
    let mut source = Source::block(disk.block_path);
    if !input.full_placeholders() {
        let model = Some("dac".to_owned());
        source.seclabels.push(DeviceSeclabel { model, relabel: Some(YesNo::Yes), ..DeviceSeclabel::default() });
    }
    Element {
        kind: Some(SourceKind::Block),
        device: Some(if passed_on { Device::Lun } else { Device::Disk }),
        rawio: passed_on.then_some(YesNo::Yes),
        driver: Some(Box::new(Driver {
            name: Some("qemu".to_owned()),
            kind: Some(StorageFormat::Raw),
            ..Driver::default()
        })),
        source: Some(Box::new(source)),
        blockio: (disk.form == HostScsiForm::Hd)
            .then(|| BlockIo { logical_block_size: Some(512), physical_block_size: Some(4096), ..BlockIo::default() })
            .map(Box::new),
        alias: common::alias(disk.device),
        ..Element::default()
    }
}
