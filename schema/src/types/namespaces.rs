//! Namespaces of the hypervisors' own extensions.

use crate::xml::Namespace;

/// Extensions of the QEMU driver.
pub const QEMU: Namespace = Namespace { prefix: "qemu", uri: "http://libvirt.org/schemas/domain/qemu/1.0" };
/// Extensions of the LXC driver.
pub const LXC: Namespace = Namespace { prefix: "lxc", uri: "http://libvirt.org/schemas/domain/lxc/1.0" };
/// Extensions of the Xen driver.
pub const XEN: Namespace = Namespace { prefix: "xen", uri: "http://libvirt.org/schemas/domain/xen/1.0" };
/// Extensions of the bhyve driver.
pub const BHYVE: Namespace = Namespace { prefix: "bhyve", uri: "http://libvirt.org/schemas/domain/bhyve/1.0" };
/// Extensions of the VMware drivers.
pub const VMWARE: Namespace = Namespace { prefix: "vmware", uri: "http://libvirt.org/schemas/domain/vmware/1.0" };
