//! Facts about whole domains that rules need, computed once.

use std::collections::BTreeMap;

use domxml_schema::Domain;
use domxml_schema::domain::{Device, Kind};
use domxml_schema::visit;

/// Whether libvirt has defined the domain: all that it fills in is there. Users write some of it, but hardly all.
pub(super) fn is_complete(domain: &Domain) -> bool {
    if domain.id.is_some() {
        return true;
    }
    let vcpu = domain.vcpu.as_ref().is_some_and(|vcpu| vcpu.placement.is_some());
    let memory = domain.current_memory.is_some();
    let emulator = domain.devices.as_ref().is_some_and(|devices| devices.emulator.is_some());
    let lifecycle = domain.on_poweroff.is_some() && domain.on_reboot.is_some() && domain.on_crash.is_some();
    let clock = domain.clock.as_ref().is_some_and(|clock| clock.offset.is_some());
    let devices = domain.devices.as_ref().map_or(&[][..], |devices| &devices.list[..]);
    // QEMU has a balloon unless `none` is said, and a video card for each display.
    let qemu = matches!(domain.kind, Some(Kind::Qemu | Kind::Kvm));
    let balloon = !qemu || domain.memballoons().next().is_some();
    let video = domain.graphics().next().is_none() || domain.videos().next().is_some();
    let placed = balloon && video && devices.iter().any(|device| visit::element_at(device, "address").is_some());
    vcpu && memory && emulator && lifecycle && clock && placed && devices.iter().all(is_placed)
}

/// Whether a device has the address that libvirt would have given to it.
fn is_placed(device: &Device) -> bool {
    match device {
        Device::Disk(_) | Device::Interface(_) | Device::Video(_) | Device::Memballoon(_) | Device::Hostdev(_) => {
            let none = |path: &str| visit::text_at(device, path).is_some_and(|text| text == "none");
            visit::element_at(device, "address").is_some() || none("@model") || none("model/@type")
        }
        Device::Controller(controller) => controller.index.is_some(),
        _ => true,
    }
}

/// The highest controller of each kind that a device is on.
pub(super) fn busy_controllers(domain: &Domain) -> BTreeMap<String, u32> {
    let mut busy: BTreeMap<String, u32> = BTreeMap::new();
    for device in domain.devices.iter().flat_map(|devices| &devices.list) {
        if let Some((kind, index)) = controller_of(device) {
            let highest = busy.entry(kind).or_default();
            *highest = index.max(*highest);
        }
    }
    busy
}

/// Kind and index of the controller that a device is on.
fn controller_of(device: &Device) -> Option<(String, u32)> {
    let text = |path: &str| visit::text_at(device, path);
    let Some(address) = text("address/@type") else {
        // A console of this kind has its port on a controller, and no address.
        return text("target/@type").filter(|kind| kind == "virtio").map(|_| ("virtio-serial".to_owned(), 0));
    };
    let (kind, index) = match &*address {
        "drive" => (text("target/@bus").unwrap_or("scsi".into()).into_owned(), text("address/@controller")?),
        "virtio-serial" | "ccid" => (address.clone().into_owned(), text("address/@controller")?),
        "usb" | "pci" => (address.clone().into_owned(), text("address/@bus")?),
        _ => return None,
    };
    let index = match index.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => index.parse(),
    };
    index.ok().map(|index| (kind, index))
}
