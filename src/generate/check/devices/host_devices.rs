//! Devices of the host.

use super::super::unique::Unique;
use super::each;
use crate::context::HostDeviceFacts;
use crate::generate::devices::nvdimm::{self, UnusableSize};
use crate::generate::input::Input;
use crate::generate::problem::{Problems as _, did_you_mean, shown};
use crate::vm::{Architecture, HostDevice};
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let mut names = Unique::new("host device", "remove or unplug one of them");
    for (field, device) in each("hostDevices", &input.vm.host_devices) {
        if !names.see(input, problems, &device.name, &device.name, (&field, ".name")) {
            continue;
        }
        if device.iommu_placeholder {
            continue;
        }
        match input.host_device(device) {
            None => unknown(input, &field, device, problems),
            Some(facts) => known(input, &field, device, facts, problems),
        }
    }
}

fn unknown(input: &Input<'_>, field: &str, device: &HostDevice, problems: &mut Findings) {
    let (field, name) = (format!("{field}.name"), &device.name);
    if input.context.host.is_none() {
        let message = format!("host device `{}` is used, but no host is chosen", shown(name));
        return problems.add(field, name, message, "choose the host: set `context.host` with its `devices`");
    }
    let help = "remove or unplug it, choose a host that has it, or add it to `context.host.devices`";
    let help = did_you_mean(name, input.given.host_devices(), help);
    problems.add(field, name, format!("unknown host device `{}`", shown(name)), help);
}

fn known(input: &Input<'_>, field: &str, device: &HostDevice, facts: &HostDeviceFacts, problems: &mut Findings) {
    let fact = |key: &str| format!("context.host.devices.{}.{key}", device.name);
    match facts {
        HostDeviceFacts::Pci { slot, function, .. } => {
            if *slot > 31 {
                problems.add(fact("slot"), slot, format!("PCI slot `{slot}` is out of range"), "use 0 to 31");
            }
            if *function > 7 {
                let message = format!("PCI function `{function}` is out of range");
                problems.add(fact("function"), function, message, "use 0 to 7");
            }
        }
        HostDeviceFacts::Usb { bus, .. } | HostDeviceFacts::Scsi { bus, .. } => {
            if u16::try_from(*bus).is_err() {
                problems.add(fact("bus"), bus, format!("bus `{bus}` is out of range"), "use 0 to 65535");
            }
        }
        HostDeviceFacts::Nvdimm { device_size, align_size, .. } => {
            let name = shown(&device.name);
            if input.vm.architecture == Architecture::S390x {
                let message = format!("NVDIMM `{name}` is not available on s390x");
                problems.add(format!("{field}.name"), &device.name, message, "remove or unplug it");
                return;
            }
            match nvdimm::size(input.vm.architecture, *device_size, *align_size) {
                Ok(_) => {}
                Err(UnusableSize::TooSmall { block }) => {
                    let message = format!("NVDIMM `{name}` is too small for its label and a block of {block} bytes");
                    problems.add(fact("deviceSize"), device_size, message, "use a larger device");
                }
                Err(UnusableSize::Alignment { block }) => {
                    let align = align_size.unwrap_or_default();
                    let message = format!(
                        "the alignment of NVDIMM `{name}`, {align} bytes, does not fit the guest's memory block of {block} \
                         bytes"
                    );
                    problems.add(fact("alignSize"), align, message, "align the namespace to a power of two");
                }
            }
        }
    }
}
