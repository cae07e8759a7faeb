//! Machine, firmware and kernel: `os`. The boot order is on the devices.

use domxml_schema::domain::os::{
    Arch, Bios, Bootmenu, GuestType, Loader, LoaderKind, Nvram, Os, Smbios, SmbiosMode, Type,
};
use domxml_schema::types::YesNo;

use crate::generate::input::{Input, filled};
use crate::generate::machine;
use crate::template::{Placeholder, PlaceholderKind};
use crate::vm::{Architecture, BiosType, ConsoleType, VmDevice};

/// Timeout of the boot menu, in milliseconds.
const BOOT_MENU_TIMEOUT: u16 = 30_000;

/// Machine, firmware and kernel.
pub(super) fn os(input: &Input<'_>) -> Os {
    let boot = &input.vm.boot;
    let uefi = Uefi::of(input);
    let serial = input.is_x86() && has_serial_console(input);
    Os {
        kind: Some(Type {
            arch: Some(arch(input.vm.architecture)),
            machine: Some(machine::machine(input).into_owned()).filter(|machine| !machine.is_empty()),
            value: Some(GuestType::Hvm),
            ..Type::default()
        }),
        loader: uefi.as_ref().map(|uefi| Box::new(uefi.loader(input))),
        nvram: uefi.as_ref().map(|uefi| Box::new(uefi.nvram(input))),
        kernel: filled(boot.kernel.as_deref()).map(str::to_owned),
        initrd: filled(boot.initrd.as_deref()).map(str::to_owned),
        cmdline: filled(boot.kernel_params.as_deref()).map(str::to_owned),
        bootmenu: boot.menu_enabled.then(|| Box::new(menu())),
        bios: serial.then(|| Box::new(Bios { useserial: Some(YesNo::Yes), ..Bios::default() })),
        smbios: input.is_x86().then(|| Smbios { mode: Some(SmbiosMode::Sysinfo), ..Smbios::default() }),
        ..Os::default()
    }
}

fn menu() -> Bootmenu {
    Bootmenu { enable: Some(YesNo::Yes), timeout: Some(BOOT_MENU_TIMEOUT), ..Bootmenu::default() }
}

/// Files of UEFI firmware, and its name in placeholders.
struct Uefi {
    name: &'static str,
    secure: Option<YesNo>,
    code: &'static str,
    variables: &'static str,
}

impl Uefi {
    /// The firmware of a VM with UEFI; that is every one on Arm.
    fn of(input: &Input<'_>) -> Option<Self> {
        let (name, secure, code, variables) = match (input.vm.architecture, input.vm.firmware.bios_type) {
            (Architecture::Aarch64, _) => {
                ("ovmf", None, "/usr/share/AAVMF/AAVMF_CODE.fd", "/usr/share/AAVMF/AAVMF_VARS.fd")
            }
            (Architecture::X86_64, BiosType::Q35Ovmf) => {
                ("ovmf", Some(YesNo::No), "/usr/share/OVMF/OVMF_CODE.secboot.fd", "/usr/share/OVMF/OVMF_VARS.fd")
            }
            (Architecture::X86_64, BiosType::Q35SecureBoot) => (
                "secure-boot",
                Some(YesNo::Yes),
                "/usr/share/OVMF/OVMF_CODE.secboot.fd",
                "/usr/share/OVMF/OVMF_VARS.secboot.fd",
            ),
            _ => return None,
        };
        Some(Self { name, secure, code, variables })
    }

    fn loader(&self, input: &Input<'_>) -> Loader {
        let path = match input.full_placeholders() {
            true => Placeholder::new(PlaceholderKind::LoaderPath, [self.name.to_owned()]).to_path(),
            false => self.code.to_owned(),
        };
        Loader {
            readonly: Some(YesNo::Yes),
            secure: self.secure.clone(),
            kind: Some(LoaderKind::Pflash),
            path: Some(path),
            ..Loader::default()
        }
    }

    /// The VM's own variables, and what they are made from at the first start.
    fn nvram(&self, input: &Input<'_>) -> Nvram {
        let full = input.full_placeholders();
        let template = match input.property("nvram_template") {
            Some(template) => template.to_owned(),
            None if full => Placeholder::new(PlaceholderKind::NvramTemplate, [self.name.to_owned()]).to_path(),
            None => self.variables.to_owned(),
        };
        let path = match full {
            true => Placeholder::new(PlaceholderKind::NvramPath, []).to_path(),
            false => format!("/var/lib/libvirt/qemu/nvram/{}.fd", input.vm.id),
        };
        Nvram { template: Some(template), path: Some(path), ..Nvram::default() }
    }
}

fn has_serial_console(input: &Input<'_>) -> bool {
    let mut consoles = input.vm.consoles.iter().filter(|console| console.plugged());
    consoles.any(|console| input.console_type(console) == ConsoleType::Serial)
}

fn arch(architecture: Architecture) -> Arch {
    architecture.as_str().into()
}
