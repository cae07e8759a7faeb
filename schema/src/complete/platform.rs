//! The platform of a guest: hypervisor, architecture, machine.

use super::environment::Environment;
use crate::Domain;
use crate::domain::os::{Arch, GuestType};
use crate::report::{Code, Finding, Findings, Severity};
use crate::types::Release;
use crate::visit::text_at;
use crate::xml::{Element, Keyword as _};

/// What rules decide by.
pub(super) struct Platform {
    pub(super) hypervisor: String,
    pub(super) arch: String,
    pub(super) machine: String,
    pub(super) libvirt: Release,
}

impl Platform {
    /// Determines the platform, and writes it into the domain where libvirt does.
    pub(super) fn settle(domain: &mut Domain, environment: &Environment) -> Self {
        let own = text_at(domain, "@type").unwrap_or_default().into_owned();
        let hypervisor = match &environment.hypervisor {
            Some(given) if !(is_qemu(given) && is_qemu(&own)) => given.clone(),
            _ => own,
        };
        let mut platform = Self {
            arch: text_at(domain, "os/type/@arch").unwrap_or_default().into_owned(),
            machine: text_at(domain, "os/type/@machine").unwrap_or_default().into_owned(),
            libvirt: environment.libvirt.unwrap_or_else(Release::modelled),
            hypervisor,
        };
        if platform.arch.is_empty() {
            let host = if platform.hypervisor == "test" { "i686" } else { "x86_64" };
            platform.arch = environment.arch.clone().unwrap_or_else(|| host.to_owned());
        }
        if platform.machine.is_empty() && platform.is_qemu() {
            platform.machine = match &environment.machine {
                Some(machine) => machine.clone(),
                None => preferred_machine(&platform.arch).unwrap_or_default().to_owned(),
            };
        }
        platform.write(domain);
        platform
    }

    fn write(&self, domain: &mut Domain) {
        let Some(kind) = domain.os.as_mut().and_then(|os| os.kind.as_mut()) else { return };
        if kind.arch.is_none() && (self.is_qemu() || self.hypervisor == "test") {
            let arch = Arch::ALL.iter().find(|arch| arch.as_str() == self.arch).cloned();
            kind.arch = Some(arch.unwrap_or_else(|| Arch::Other(self.arch.as_str().into())));
        }
        if kind.machine.is_none() && !self.machine.is_empty() {
            kind.machine = Some(self.machine.clone());
        }
    }

    /// What is left open because it depends on the host.
    pub(super) fn findings(&self, domain: &Domain) -> Findings {
        let mut findings = Findings::default();
        let mut open = |path: &str, message: &str| {
            let finding = Finding::new(Code::DEPENDS_ON_HOST, message).severity(Severity::Warning);
            findings.0.push(finding.path(format!("/domain/{path}")));
        };
        if !self.is_qemu() {
            return findings;
        }
        if self.machine.is_empty() && domain.os.is_some() {
            open("os/type/@machine", &format!("the machine type of {} guests depends on the host", self.arch));
        }
        if text_at(domain, "os/@firmware").is_some() && text_at(domain, "os/loader").is_none() {
            open("os/@firmware", "the firmware depends on the host");
        }
        if self.is_s390() && self.is_kvm() && text_at(domain, "cpu/@mode").is_none() {
            open("cpu", "the CPU model depends on the host");
        }
        findings
    }

    /// Returns `true` if it is libvirt's QEMU driver.
    pub(super) fn is_qemu(&self) -> bool {
        is_qemu(&self.hypervisor)
    }

    pub(super) fn is_kvm(&self) -> bool {
        self.hypervisor == "kvm"
    }

    pub(super) fn is_x86(&self) -> bool {
        matches!(&*self.arch, "x86_64" | "i686")
    }

    pub(super) fn is_arm(&self) -> bool {
        matches!(&*self.arch, "aarch64" | "armv7l" | "armv6l")
    }

    pub(super) fn is_ppc64(&self) -> bool {
        matches!(&*self.arch, "ppc64" | "ppc64le")
    }

    pub(super) fn is_s390(&self) -> bool {
        matches!(&*self.arch, "s390" | "s390x")
    }

    pub(super) fn is_q35(&self) -> bool {
        self.is_x86() && (self.is_machine("q35") || self.is_machine("pc-q35"))
    }

    pub(super) fn is_isapc(&self) -> bool {
        self.is_x86() && self.machine == "isapc"
    }

    pub(super) fn is_microvm(&self) -> bool {
        self.is_x86() && self.is_machine("microvm")
    }

    pub(super) fn is_pseries(&self) -> bool {
        self.is_ppc64() && self.is_machine("pseries")
    }

    /// Returns `true` for the `virt` machines of ARM, RISC-V and LoongArch.
    pub(super) fn is_virt(&self) -> bool {
        let known = self.is_arm() || matches!(&*self.arch, "riscv32" | "riscv64" | "loongarch64");
        known && self.is_machine("virt")
    }

    /// Returns `true` if the release of libvirt knows a field of an element, named as in Rust.
    pub(super) fn knows<E: Element>(&self, field: &str) -> bool {
        let field = E::DEF.fields.iter().find(|known| known.rust_name == field);
        field.is_some_and(|field| field.since.is_none_or(|since| Release::known(since) <= self.libvirt))
    }

    /// Returns `true` for a machine and its versions.
    fn is_machine(&self, name: &str) -> bool {
        self.machine.strip_prefix(name).is_some_and(|version| version.is_empty() || version.starts_with('-'))
    }
}

fn is_qemu(hypervisor: &str) -> bool {
    matches!(hypervisor, "qemu" | "kvm" | "hvf")
}

/// The machine that libvirt takes for guests of the QEMU driver that name none.
fn preferred_machine(arch: &str) -> Option<&'static str> {
    Some(match arch {
        "x86_64" | "i686" => "pc",
        "aarch64" | "armv7l" | "riscv64" | "riscv32" | "loongarch64" => "virt",
        "ppc64" | "ppc64le" => "pseries",
        "s390x" => "s390-ccw-virtio",
        _ => return None,
    })
}

/// Returns `true` if the guest is a full virtual machine, not a container.
pub(super) fn is_hvm(domain: &Domain) -> bool {
    let kind = domain.os.as_ref().and_then(|os| os.kind.as_ref());
    kind.and_then(|kind| kind.value.as_ref()) == Some(&GuestType::Hvm)
}
