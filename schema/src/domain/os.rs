//! What boots, and how: `<os>`.

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

/// What boots, and how: `<os>`.
///
/// A full virtual machine boots a firmware, or a kernel directly; a container runs a program.
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
    /// Kind of firmware that libvirt chooses itself, with loader and variable store.
    #[xml(attr, since = "5.2.0", later("5.3.0", "hypervisor" = "vmware"))]
    pub firmware: Option<FirmwareKind>,
    /// What kind of guest it is, on which machine.
    #[xml(child = "type", required, since = "0.0.1")]
    pub kind: Option<Type>,
    /// Path in the container of the program that it runs.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub init: Option<String>,
    /// Arguments of this program, in order.
    #[xml(values)]
    pub initargs: Vec<String>,
    /// Environment of this program.
    #[xml(children)]
    pub initenvs: Vec<Initenv>,
    /// Working directory of this program.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub initdir: Option<String>,
    /// User that runs the program: a name, or a number (`+` before it rules out a name).
    #[xml(value, datatype = GENERIC_NAME)]
    pub inituser: Option<String>,
    /// Group that runs the program: a name, or a number (`+` before it rules out a name).
    #[xml(value, datatype = GENERIC_NAME)]
    pub initgroup: Option<String>,
    /// What a firmware that libvirt chooses must, or must not, be able to do.
    #[xml(child = "firmware", since = "7.2.0")]
    pub firmware_element: Option<Firmware>,
    /// The firmware, or another program that loads the guest.
    #[xml(child, since = "0.1.0", later("0.9.12", "hypervisor" = "qemu"))]
    pub loader: Option<Box<Loader>>,
    /// Where the firmware's variables are stored, as a flash device.
    #[xml(child, since = "1.2.8")]
    pub nvram: Option<Box<Nvram>>,
    /// Where the firmware's variables are stored, if the hypervisor serves them itself.
    #[xml(child, since = "12.1.0")]
    pub varstore: Option<Box<Varstore>>,
    /// Path on the host of a kernel that is booted directly.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub kernel: Option<String>,
    /// Path on the host of the initial RAM disk of this kernel.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub initrd: Option<String>,
    /// Command line of this kernel; in a container what `/proc/cmdline` shows.
    #[xml(value)]
    pub cmdline: Option<String>,
    /// Path on the host of the first UEFI loader, which checks the kernel under secure boot.
    #[xml(value, since = "11.2.0")]
    pub shim: Option<String>,
    /// Path on the host of a device tree.
    #[xml(value, since = "1.0.4", datatype = ABS_FILE_PATH)]
    pub dtb: Option<String>,
    /// Path of the root device that the kernel is told.
    #[xml(value, datatype = ABS_FILE_PATH)]
    pub root: Option<String>,
    /// ACPI tables that the guest sees besides the usual ones.
    #[xml(child, since = "1.3.5")]
    pub acpi: Option<Acpi>,
    /// Kinds of devices to boot from, in order; a device's own `<boot>` rules this out.
    #[xml(children, since = "0.1.3")]
    pub boots: Vec<Boot>,
    /// Whether a boot menu is offered.
    #[xml(child, since = "0.8.3")]
    pub bootmenu: Option<Box<Bootmenu>>,
    /// Settings of a BIOS.
    #[xml(child, since = "0.9.4")]
    pub bios: Option<Box<Bios>>,
    /// What the guest reads in its SMBIOS.
    #[xml(child, since = "0.8.7")]
    pub smbios: Option<Smbios>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Os {
    /// A full virtual machine of a machine type such as `q35`, without anything to boot yet.
    pub fn hvm(arch: Arch, machine: impl Into<String>) -> Self {
        Self { kind: Some(Type::hvm(arch, machine)), ..Self::default() }
    }

    /// A container that runs a program.
    pub fn container(init: impl Into<String>) -> Self {
        let kind = Type { value: Some(GuestType::Exe), ..Type::default() };
        Self { kind: Some(kind), init: Some(init.into()), ..Self::default() }
    }

    /// Architecture of the guest, if the document says it.
    pub fn arch(&self) -> Option<&Arch> {
        self.kind.as_ref()?.arch.as_ref()
    }

    /// Machine type of the guest, if the document says it.
    pub fn machine(&self) -> Option<&str> {
        self.kind.as_ref()?.machine.as_deref()
    }
}
