//! Guest type, architecture and machine type.

use crate::xml::{Datatype, Extra, KeywordDef, Term};
use crate::{Element, Keyword, ThinStr};

const MACHINE: Datatype = Datatype {
    name: "machine",
    doc: "Letters, digits, `_`, `.` and `-`.",
    terms: &[
        Term::Keyword(KeywordDef { name: "xenpv", doc: "Xen, paravirtual.", since: None, later: &[] }),
        Term::Keyword(KeywordDef { name: "xenfv", doc: "Xen, fully virtual.", since: None, later: &[] }),
        Term::Keyword(KeywordDef {
            name: "xenpvh",
            doc: "Xen, paravirtual with hardware support.",
            since: Some("4.10.0"),
            later: &[],
        }),
        Term::Pattern(r"[a-zA-Z0-9_\.\-]+"),
    ],
};

/// Guest type, architecture and machine type: `<type>` of `<os>`.
///
/// ```xml
/// <type arch='x86_64' machine='q35'>hvm</type>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Type {
    /// Architecture of the CPU; most drivers fill in that of the host.
    #[xml(attr, assigned = "definition")]
    pub arch: Option<Arch>,
    /// Machine type, such as `q35` or `virt`; libvirt's capabilities list the supported ones.
    #[xml(
        attr,
        datatype = MACHINE,
        default("pc", "hypervisor" = "qemu" | "kvm", "arch" = "x86_64" | "i686"),
        default(
            "virt", "hypervisor" = "qemu" | "kvm" | "hvf", "arch" = "aarch64" | "armv7l" | "riscv32" | "riscv64" | "loongarch64"
        ),
        default("pseries", "hypervisor" = "qemu" | "kvm", "arch" = "ppc64" | "ppc64le"),
        default("s390-ccw-virtio", "hypervisor" = "qemu" | "kvm", "arch" = "s390x"),
        assigned("definition", "hypervisor" = "qemu" | "kvm")
    )]
    pub machine: Option<String>,
    /// Guest type.
    #[xml(text, required)]
    pub value: Option<GuestType>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Type {
    /// Creates the type of a full virtual machine.
    pub fn hvm(arch: Arch, machine: impl Into<String>) -> Self {
        Self { arch: Some(arch), machine: Some(machine.into()), value: Some(GuestType::Hvm), ..Self::default() }
    }
}

/// Guest type.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum GuestType {
    /// Full virtualization: an operating system made for bare metal.
    Hvm,
    /// Paravirtualized Xen guest (of any operating system).
    Linux,
    /// Synonym of `linux`.
    Xen,
    /// Paravirtualized Xen guest with hardware support (PVH).
    #[xml(since = "4.10.0")]
    Xenpvh,
    /// Container.
    Exe,
    /// Any other keyword.
    Other(ThinStr),
}

/// Architecture of a CPU.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Arch {
    Aarch64,
    Alpha,
    Armv6l,
    Armv7b,
    Armv7l,
    Cris,
    I686,
    Ia64,
    Lm32,
    #[xml(since = "10.2.0")]
    Loongarch64,
    M68k,
    Microblaze,
    Microblazeel,
    Mips,
    Mipsel,
    Mips64,
    Mips64el,
    Openrisc,
    Parisc,
    Parisc64,
    Ppc,
    Ppc64,
    Ppc64le,
    Ppcemb,
    #[xml(since = "4.7.0")]
    Riscv32,
    #[xml(since = "4.7.0")]
    Riscv64,
    S390,
    S390x,
    Sh4,
    Sh4eb,
    Sparc,
    Sparc64,
    Unicore32,
    X86_64,
    Xtensa,
    Xtensaeb,
    /// Any other keyword.
    Other(ThinStr),
}
