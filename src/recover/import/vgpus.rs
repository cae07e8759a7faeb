//! Mediated devices such as virtual GPUs: `hostdev[@type='mdev']`.

use domxml_schema::device::hostdev::{Kind, Model};
use domxml_schema::domain::Device;
use domxml_schema::types::OnOff;

use super::state::Import;
use crate::context::MdevPlacement;
use crate::vm::{VGpu, VmDevice as _};

/// All mediated devices for PCI; others are no virtual GPUs.
pub(super) fn read(import: &mut Import<'_>) {
    for (index, device) in import.devices().enumerate() {
        let Device::Hostdev(element) = device else { continue };
        if element.kind != Some(Kind::Mdev) {
            continue;
        }
        let address = element.source.as_ref().and_then(|source| source.address.as_ref());
        let id = address.and_then(|address| address.uuid).filter(|_| element.model == Some(Model::VfioPci));
        let Some(id) = id.filter(|id| import.vm.vgpus.iter().all(|other| other.id != *id)) else {
            import.unread.insert(index);
            continue;
        };
        let kept = import.kept(device);
        let kept_type = kept.and_then(|kept| kept.mdev_type.as_deref()).unwrap_or_default();
        let (mdev_type, placement) = split(kept_type);
        let vgpu = VGpu {
            mdev_type: mdev_type.to_owned(),
            no_display: element.display != Some(OnOff::On),
            driver_params: kept.and_then(|kept| kept.mdev_driver_parameters.clone()),
            ..VGpu::default()
        };
        let natural = format!("mdev/{id}");
        let mut vgpu = import.identified(vgpu, element.alias.as_ref(), element.address.as_ref(), &natural);
        // The host makes the device under its id.
        vgpu.set_id(id);
        import.vm.vgpus.push(vgpu);
        import.mark(index);
        if let Some(placement) = placement.filter(|_| !import.has_record) {
            import.context.host.get_or_insert_default().vgpu_placement = placement;
        }
    }
}

/// The type that the host's driver offers, and how the host spreads devices.
fn split(text: &str) -> (&str, Option<MdevPlacement>) {
    match text.rsplit_once('|') {
        Some((mdev_type, "compact")) => (mdev_type, Some(MdevPlacement::Consolidated)),
        Some((mdev_type, "separate")) => (mdev_type, Some(MdevPlacement::Separated)),
        _ => (text, None),
    }
}
