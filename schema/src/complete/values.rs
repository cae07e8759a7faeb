//! Values that libvirt writes in another form than they were given.

use super::platform::Platform;
use crate::Domain;
use crate::device::disk::SourceKind;
use crate::device::hostdev::Protocol as HostdevProtocol;
use crate::domain::Device;
use crate::shared::storage::Protocol;
use crate::types::CpuSet;
use crate::visit::{Node, revise};
use crate::xml::FieldKind;

/// Puts values into libvirt's form.
pub(super) fn rewrite(domain: &mut Domain, platform: &Platform) {
    drop_unread(domain);
    join_sets(domain);
    drop_of_other_drivers(domain, platform);
    if let Some(os) = &mut domain.os {
        os.firmware_element = os.firmware_element.take().filter(|_| os.firmware.is_some());
        os.bootmenu = os.bootmenu.take().filter(|menu| menu.enable.is_some());
    }
    for device in domain.devices.iter_mut().flat_map(|devices| &mut devices.list) {
        match device {
            Device::Disk(disk) => {
                if disk.kind == Some(SourceKind::Block) && disk.source.is_none() {
                    disk.kind = Some(SourceKind::File);
                }
                let source = disk.source.as_deref_mut().filter(|source| source.protocol == Some(Protocol::Iscsi));
                if let Some(source) = source {
                    add_lun(&mut source.name);
                }
                if let Some(target) = &mut disk.target
                    && let Some(dev) = target.dev.as_deref().and_then(|dev| dev.strip_prefix("ioemu:"))
                {
                    target.dev = Some(dev.to_owned());
                }
            }
            Device::Hostdev(hostdev) => {
                let source = hostdev.source.as_deref_mut();
                if let Some(source) = source.filter(|source| source.protocol == Some(HostdevProtocol::Iscsi)) {
                    add_lun(&mut source.name);
                }
            }
            _ => {}
        }
        if platform.is_s390()
            && let Some(Some(boot)) = device.boot_mut()
        {
            boot.loadparm = boot.loadparm.take().map(|parameter| parameter.to_ascii_uppercase().as_str().into());
        }
    }
}

/// What a driver adds to the schema, the others do not read.
fn drop_of_other_drivers(domain: &mut Domain, platform: &Platform) {
    if !platform.is_qemu() {
        (domain.qemu_commandline, domain.qemu_capabilities) = (None, None);
        (domain.qemu_override, domain.qemu_deprecation) = (None, None);
    }
    if platform.hypervisor != "xen" {
        domain.xen_commandline = None;
    }
    if platform.hypervisor != "bhyve" {
        domain.bhyve_commandline = None;
    }
    if platform.hypervisor != "lxc" {
        domain.lxc_namespace = None;
    }
    if platform.hypervisor != "vmware" {
        domain.vmware_datacenterpath = None;
    }
}

/// libvirt reads no comments and nothing that it does not know, and writes values that have several spellings in its own.
fn drop_unread(domain: &mut Domain) {
    let is_kept = |node: &Node<'_>| {
        (node.is_element() && node.element().extra().is_some_and(|extra| extra.kept().is_some())).then_some(())
    };
    revise(domain, "domain", is_kept, |node, ()| {
        if let Some(extra) = node.element().extra_mut() {
            extra.drop_unread();
        }
    });
    if let Some(devices) = &mut domain.devices {
        devices.list.retain(|device| !matches!(device, Device::Other(_)));
    }
}

/// Sets of CPUs and nodes are written as ranges that do not touch.
fn join_sets(domain: &mut Domain) {
    let joined = |node: &Node<'_>| {
        let (FieldKind::Attribute(datatype) | FieldKind::Value { datatype, repeated: false }) = node.field()?.kind
        else {
            return None;
        };
        if datatype.name != "cpuset" {
            return None;
        }
        let set: CpuSet = node.text().parse().ok()?;
        let joined = set.joined();
        (joined != set && !joined.0.is_empty()).then(|| joined.to_string())
    };
    revise(domain, "domain", joined, |node, set| {
        node.set_text(&set);
    });
}

/// A target of iSCSI without a unit means its first.
fn add_lun(name: &mut Option<String>) {
    if let Some(name) = name.as_mut().filter(|name| !name.contains('/')) {
        name.push_str("/0");
    }
}
