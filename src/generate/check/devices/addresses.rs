//! Addresses in the guest: each is used once. Drives on controllers, which get addresses assigned, are checked
//! with the drives.

use domxml_schema::report::Findings;
use domxml_schema::shared::address::Address;

use super::super::unique::Unique;
use super::each;
use crate::context::HostDeviceFacts;
use crate::generate::disks::HostScsiForm;
use crate::generate::input::Input;
use crate::vm::VmDevice;

/// An address, as far as libvirt distinguishes them: the type of bus, the coordinates on it, the port.
type Place = (&'static str, Vec<u64>, String);

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let mut places = Unique::new("address", "use another address, or none to leave it to libvirt");
    for (field, device) in addressed(input) {
        let Some(address) = device.address() else { continue };
        if let Some(place) = place(&address.0) {
            places.see(input, problems, &place, address, (&field, ".address"));
        }
    }
}

/// The plugged devices whose address is written.
fn addressed<'a>(input: &'a Input<'_>) -> impl Iterator<Item = (String, &'a dyn VmDevice)> {
    let unaddressed = ["rngs", "graphics", "consoles", "tpms", "lease"];
    let written = move |field: &str| !unaddressed.iter().any(|key| field.starts_with(key));
    // A LUN of the host is a drive, and a placeholder for an IOMMU group is not in the guest.
    let absent: Vec<String> = each("hostDevices", &input.vm.host_devices)
        .filter(|(_, device)| {
            let scsi = matches!(input.host_device(device), Some(HostDeviceFacts::Scsi { .. }));
            let disk = scsi && HostScsiForm::of(input).is_some();
            device.iommu_placeholder || (scsi && !disk)
        })
        .map(|(field, _)| field)
        .collect();
    let devices = input.vm.devices().filter(|(_, device)| device.plugged());
    devices.filter(move |(field, _)| written(field) && !absent.contains(field))
}

/// The coordinates of an address; none if libvirt completes it.
fn place(address: &Address) -> Option<Place> {
    let number = |number: Option<u32>| u64::from(number.unwrap_or_default());
    let small = |number: Option<u8>| u64::from(number.unwrap_or_default());
    let plain = |kind, numbers: Vec<u64>| Some((kind, numbers, String::new()));
    match address {
        Address::Pci(pci) => {
            let place = &pci.coordinates;
            plain("pci", vec![number(place.domain), small(place.bus), small(place.slot), small(place.function)])
        }
        Address::VirtioSerial(serial) => {
            plain("virtio-serial", vec![number(serial.controller), number(serial.bus), u64::from(serial.port?)])
        }
        Address::Ccid(ccid) => plain("ccid", vec![number(ccid.controller), u64::from(ccid.slot?)]),
        Address::Usb(usb) => Some(("usb", vec![number(usb.bus)], usb.port.clone()?)),
        Address::SpaprVio(vio) => plain("spapr-vio", vec![vio.reg?]),
        Address::Ccw(ccw) => plain("ccw", vec![u64::from(ccw.cssid?), u64::from(ccw.ssid?), u64::from(ccw.devno?)]),
        Address::Isa(isa) => plain("isa", vec![u64::from(isa.iobase?)]),
        Address::Dimm(dimm) => plain("dimm", vec![u64::from(dimm.slot?)]),
        Address::Drive(_) | Address::VirtioMmio(_) | Address::Unassigned(_) | Address::Other(_) => None,
    }
}
