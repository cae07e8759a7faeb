//! The order of boot devices.

use super::platform::is_hvm;
use crate::Domain;
use crate::domain::Device;
use crate::domain::os::{Boot, BootDevice};

/// Boots from the hard disk where no order is given, and no boot loader of the host.
pub(super) fn complete(domain: &mut Domain) {
    let ordered = |device: &Device| device.boot().is_some_and(|boot| boot.order.is_some());
    let devices = domain.devices.iter().flat_map(|devices| &devices.list);
    if !is_hvm(domain) || domain.bootloader.is_some() || devices.clone().any(ordered) {
        return;
    }
    if let Some(os) = domain.os.as_mut().filter(|os| os.boots.is_empty()) {
        os.boots.push(Boot::new(BootDevice::Hd));
    }
}
