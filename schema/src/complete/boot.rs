//! The order of boot devices.

use super::platform::is_hvm;
use crate::Domain;
use crate::domain::Device;
use crate::domain::os::{Boot, BootDevice};

/// Boots from the hard disk where no order is given.
pub(super) fn complete(domain: &mut Domain) {
    let ordered = |device: &Device| device.boot().is_some_and(|boot| boot.order.is_some());
    let devices = domain.devices.iter().flat_map(|devices| &devices.list);
    if !is_hvm(domain) || devices.clone().any(ordered) {
        return;
    }
    if let Some(os) = domain.os.as_mut().filter(|os| os.boots.is_empty()) {
        os.boots.push(Boot::new(BootDevice::Hd));
    }
}
