//! Threads and the CPUs of the host on which they run.
//!
//! What is not pinned runs on the `cpuset` of `<vcpu>`, or else anywhere.

use crate::Element;
use crate::types::{CpuSet, VCPU_ID};
use crate::xml::Extra;

/// CPUs of the host on which a virtual CPU runs: `<vcpupin>`.
///
/// ```xml
/// <vcpupin vcpu='0' cpuset='4-7,^6'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "vcpupin")]
pub struct VcpuPin {
    /// Number of the virtual CPU, from 0.
    #[xml(attr, required, datatype = VCPU_ID)]
    pub vcpu: Option<u32>,
    /// CPUs of the host.
    #[xml(attr, required)]
    pub cpuset: Option<CpuSet>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl VcpuPin {
    /// A virtual CPU and the CPUs of the host.
    pub fn new(vcpu: u32, cpuset: CpuSet) -> Self {
        Self { vcpu: Some(vcpu), cpuset: Some(cpuset), ..Self::default() }
    }
}

/// CPUs of the host on which the emulator's threads run: `<emulatorpin>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "emulatorpin")]
pub struct EmulatorPin {
    /// CPUs of the host.
    #[xml(attr, required)]
    pub cpuset: Option<CpuSet>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl EmulatorPin {
    /// The CPUs of the host.
    pub fn new(cpuset: CpuSet) -> Self {
        Self { cpuset: Some(cpuset), ..Self::default() }
    }
}

/// CPUs of the host on which an I/O thread runs: `<iothreadpin>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "iothreadpin")]
pub struct IothreadPin {
    /// Number of the I/O thread, from 1.
    #[xml(attr, required)]
    pub iothread: Option<u32>,
    /// CPUs of the host.
    #[xml(attr, required)]
    pub cpuset: Option<CpuSet>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl IothreadPin {
    /// An I/O thread and the CPUs of the host.
    pub fn new(iothread: u32, cpuset: CpuSet) -> Self {
        Self { iothread: Some(iothread), cpuset: Some(cpuset), ..Self::default() }
    }
}
