//! The platform of a guest: hypervisor, architecture, machine.

use super::environment::Environment;
use crate::Domain;
use crate::domain::os::{Arch, GuestType};
use crate::report::{Code, Finding, Findings, Severity};
use crate::types::Release;
use crate::visit::{Surroundings, text_at};
use crate::xml::{Element, FieldDef, FieldKind, Keyword as _};

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
            machine: String::new(),
            libvirt: environment.libvirt.unwrap_or_else(Release::modelled),
            hypervisor,
        };
        if platform.arch.is_empty() {
            let host = if platform.hypervisor == "test" { "i686" } else { "x86_64" };
            platform.arch = environment.arch.clone().unwrap_or_else(|| host.to_owned());
        }
        platform.write(domain, environment.machine.as_deref());
        platform
    }

    /// Writes architecture and machine, and takes the machine that is the default.
    fn write(&mut self, domain: &mut Domain, machine: Option<&str>) {
        let qemu = self.is_qemu();
        if let Some(kind) = domain.os.as_mut().and_then(|os| os.kind.as_mut()) {
            if kind.arch.is_none() && (qemu || self.hypervisor == "test") {
                let arch = Arch::ALL.iter().find(|arch| arch.as_str() == self.arch).cloned();
                kind.arch = Some(arch.unwrap_or_else(|| Arch::Other(self.arch.as_str().into())));
            }
            if kind.machine.is_none() && qemu {
                kind.machine = machine.map(str::to_owned);
            }
        }
        let around = Surroundings::new(vec![Some(domain)]).under(&self.hypervisor);
        self.machine = around.text_or_default("os/type/@machine").unwrap_or_default().into_owned();
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
        match (text_at(domain, "os/@firmware"), text_at(domain, "os/loader/@type").as_deref()) {
            (Some(_), None) => open("os/@firmware", "the firmware depends on the host"),
            (None, Some("pflash")) => open("os/loader", "the features of the firmware depend on the host"),
            _ => {}
        }
        if self.is_arm() && self.is_virt() && self.is_kvm() && text_at(domain, "features/gic/@version").is_none() {
            open("features", "the version of the interrupt controller depends on the host");
        }
        if domain.seclabels.iter().any(|label| label.model.is_none()) {
            open("seclabel", "the security model depends on the host");
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

    /// Returns `true` if the release of libvirt knows a field, and the keyword if the text is one.
    pub(super) fn knows(&self, field: &FieldDef, text: Option<&str>) -> bool {
        let known = |since: Option<&str>| since.is_none_or(|since| Release::known(since) <= self.libvirt);
        let keyword = match field.kind {
            FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. } => {
                datatype.keywords().find(|keyword| Some(keyword.name) == text)
            }
            _ => None,
        };
        known(field.since) && known(keyword.and_then(|keyword| keyword.since))
    }

    /// Returns `true` if the release of libvirt knows an attribute of an element, with a keyword.
    pub(super) fn knows_attribute<E: Element>(&self, name: &str, keyword: &str) -> bool {
        let mut fields = E::DEF.fields.iter();
        let attribute = fields.find(|field| field.name == name && matches!(field.kind, FieldKind::Attribute(_)));
        attribute.is_some_and(|field| self.knows(field, Some(keyword)))
    }

    /// Returns `true` for a machine and its versions.
    fn is_machine(&self, name: &str) -> bool {
        self.machine.strip_prefix(name).is_some_and(|version| version.is_empty() || version.starts_with('-'))
    }
}

fn is_qemu(hypervisor: &str) -> bool {
    matches!(hypervisor, "qemu" | "kvm" | "hvf")
}

/// Returns `true` if the guest is a full virtual machine, not a container.
pub(super) fn is_hvm(domain: &Domain) -> bool {
    let kind = domain.os.as_ref().and_then(|os| os.kind.as_ref());
    kind.and_then(|kind| kind.value.as_ref()) == Some(&GuestType::Hvm)
}
