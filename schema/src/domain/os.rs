//! Guest type, firmware and boot settings: `<os>`.

mod acpi;
mod boot;
mod firmware;
mod guest_type;
mod init;
mod loader;
mod nvram;

pub use acpi::{Acpi, Table, TableKind};
pub use boot::{Bios, Boot, BootDevice, Bootmenu, Smbios, SmbiosMode};
pub use firmware::{Firmware, FirmwareFeature, FirmwareFeatureName, FirmwareKind};
pub use guest_type::{Arch, GuestType, Type};
pub use init::Initenv;
pub use loader::{Loader, LoaderKind, PflashFormat};
pub use nvram::{Nvram, Varstore};

use crate::Element;
use crate::types::{ABS_FILE_PATH, GENERIC_NAME};
use crate::xml::Extra;

/// Guest type, firmware and boot settings: `<os>`.
///
/// A full virtual machine boots through its firmware or boots a kernel directly; a container runs a program.
///
/// ```xml
/// <os firmware='efi'>
///   <type arch='x86_64' machine='q35'>hvm</type>
///   <loader secure='yes'/>
///   <boot dev='hd'/>
///   <bootmenu enable='yes' timeout='5000'/>
/// </os>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(one_of("nvram", "varstore"))]
pub struct Os {
    /// Kind of firmware; libvirt selects loader and variable store accordingly.
    #[xml(attr, since = "5.2.0", later("5.3.0", "hypervisor" = "vmware"), assigned("definition", "loader" = "!"))]
    pub firmware: Option<FirmwareKind>,
    /// Guest type, architecture and machine type.
    #[xml(child = "type", required, since = "0.0.1")]
    pub kind: Option<Type>,
    /// Path in the container of its init program.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub init: Option<String>,
    /// Arguments of the init program, in order.
    #[xml(values)]
    pub initargs: Vec<String>,
    /// Environment of the init program.
    #[xml(children)]
    pub initenvs: Vec<Initenv>,
    /// Working directory of the init program.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub initdir: Option<String>,
    /// User of the init program: a name or an id (a leading `+` forces an id).
    #[xml(value, datatype = GENERIC_NAME)]
    pub inituser: Option<String>,
    /// Group of the init program: a name or an id (a leading `+` forces an id).
    #[xml(value, datatype = GENERIC_NAME)]
    pub initgroup: Option<String>,
    /// Features that the firmware selected by libvirt must have or lack.
    #[xml(child = "firmware", since = "7.2.0", assigned = "definition")]
    pub firmware_element: Option<Firmware>,
    /// Firmware image, or another loader of the guest OS.
    #[xml(child, since = "0.1.0", later("0.9.12", "hypervisor" = "qemu"), assigned("definition", "@firmware" = "!"))]
    pub loader: Option<Box<Loader>>,
    /// Variable store of the firmware, as a flash device.
    #[xml(child, since = "1.2.8", assigned = "definition")]
    pub nvram: Option<Box<Nvram>>,
    /// Variable store of the firmware, served by the hypervisor.
    #[xml(child, since = "12.1.0")]
    pub varstore: Option<Box<Varstore>>,
    /// Path on the host of the kernel for direct boot.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub kernel: Option<String>,
    /// Path on the host of the initial RAM disk for direct boot.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub initrd: Option<String>,
    /// Kernel command line for direct boot; in a container the content of `/proc/cmdline`.
    #[xml(value)]
    pub cmdline: Option<String>,
    /// Path on the host of the UEFI shim, which verifies the kernel under secure boot.
    #[xml(value, since = "11.2.0")]
    pub shim: Option<String>,
    /// Path on the host of the device tree blob.
    #[xml(value, since = "1.0.4", datatype = ABS_FILE_PATH)]
    pub dtb: Option<String>,
    /// Path of the root device in the guest.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub root: Option<String>,
    /// Additional ACPI tables.
    #[xml(child, since = "1.3.5")]
    pub acpi: Option<Acpi>,
    /// Boot devices by kind, in order; not together with `<boot>` of a device.
    #[xml(children, since = "0.1.3")]
    pub boots: Vec<Boot>,
    /// Interactive boot menu.
    #[xml(child, since = "0.8.3")]
    pub bootmenu: Option<Box<Bootmenu>>,
    /// BIOS settings.
    #[xml(child, since = "0.9.4")]
    pub bios: Option<Box<Bios>>,
    /// SMBIOS information that the guest sees.
    #[xml(child, since = "0.8.7", implied("hypervisor" = "qemu" | "kvm"))]
    pub smbios: Option<Smbios>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Os {
    /// Creates a full virtual machine of a machine type such as `q35`, without boot devices.
    pub fn hvm(arch: Arch, machine: impl Into<String>) -> Self {
        Self { kind: Some(Type::hvm(arch, machine)), ..Self::default() }
    }

    /// Creates a container that runs a program.
    pub fn container(init: impl Into<String>) -> Self {
        let kind = Type { value: Some(GuestType::Exe), ..Type::default() };
        Self { kind: Some(kind), init: Some(init.into()), ..Self::default() }
    }

    /// Returns the architecture of the guest, if present.
    pub fn arch(&self) -> Option<&Arch> {
        self.kind.as_ref()?.arch.as_ref()
    }

    /// Returns the machine type of the guest, if present.
    pub fn machine(&self) -> Option<&str> {
        self.kind.as_ref()?.machine.as_deref()
    }
}
