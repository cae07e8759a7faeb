//! Interrupt controllers.

use crate::types::OnOff;
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// Programmable interrupt controllers of x86: `<apic>`.
///
/// ```xml
/// <apic eoi='on'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Apic {
    /// Whether the guest can end an interrupt without leaving to the hypervisor.
    #[xml(attr, since = "0.10.2")]
    pub eoi: Option<OnOff>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Interrupt controller of Arm: `<gic>`.
///
/// ```xml
/// <gic version='3'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Gic {
    /// Its version.
    #[xml(attr)]
    pub version: Option<GicVersion>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Version of an interrupt controller of Arm.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum GicVersion {
    /// That of the host.
    Host,
    /// Version 2.
    #[xml(name = "2")]
    V2,
    /// Version 3.
    #[xml(name = "3")]
    V3,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Who emulates the I/O APIC: `<ioapic>`.
///
/// ```xml
/// <ioapic driver='qemu'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Ioapic {
    /// Who.
    #[xml(attr, required)]
    pub driver: Option<IoapicDriver>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Who emulates the I/O APIC.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum IoapicDriver {
    /// QEMU, outside the kernel (a split I/O APIC, as an emulated IOMMU needs it).
    Qemu,
    /// KVM, in the kernel; the default of KVM domains.
    Kvm,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Interrupt architecture of RISC-V guests: `<aia>`.
///
/// ```xml
/// <aia value='aplic-imsic'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Aia {
    /// What there is.
    #[xml(attr, required)]
    pub value: Option<AiaValue>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Parts of the interrupt architecture of RISC-V that a guest has.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum AiaValue {
    /// Nothing.
    None,
    /// An APLIC in each socket.
    Aplic,
    /// An APLIC and an IMSIC in each core.
    AplicImsic,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
