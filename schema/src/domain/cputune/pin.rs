//! Pinning of threads to CPUs of the host.
//!
//! Threads without pinning run on the `cpuset` of `<vcpu>`, or on any CPU without one.

use crate::Element;
use crate::types::{CpuSet, VCPU_ID};
use crate::xml::Extra;

/// Pinning of a virtual CPU to CPUs of the host: `<vcpupin>`.
///
/// ```xml
/// <vcpupin vcpu='0' cpuset='4-7,^6'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "vcpupin", identity("index", "@vcpu"))]
pub struct VcpuPin {
    /// Id of the virtual CPU, from 0.
    #[xml(attr, required, datatype = VCPU_ID)]
    pub vcpu: Option<u32>,
    /// CPUs of the host.
    #[xml(attr, required)]
    pub cpuset: Option<CpuSet>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl VcpuPin {
    /// Pins a virtual CPU to CPUs of the host.
    pub fn new(vcpu: u32, cpuset: CpuSet) -> Self {
        Self { vcpu: Some(vcpu), cpuset: Some(cpuset), ..Self::default() }
    }
}

/// Pinning of the emulator threads to CPUs of the host: `<emulatorpin>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "emulatorpin")]
pub struct EmulatorPin {
    /// CPUs of the host.
    #[xml(attr, required)]
    pub cpuset: Option<CpuSet>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl EmulatorPin {
    /// Pins the emulator threads to CPUs of the host.
    pub fn new(cpuset: CpuSet) -> Self {
        Self { cpuset: Some(cpuset), ..Self::default() }
    }
}

/// Pinning of an I/O thread to CPUs of the host: `<iothreadpin>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(name = "iothreadpin", identity("index", "@iothread"))]
pub struct IothreadPin {
    /// Id of the I/O thread, from 1.
    #[xml(attr, required)]
    pub iothread: Option<u32>,
    /// CPUs of the host.
    #[xml(attr, required)]
    pub cpuset: Option<CpuSet>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl IothreadPin {
    /// Pins an I/O thread to CPUs of the host.
    pub fn new(iothread: u32, cpuset: CpuSet) -> Self {
        Self { iothread: Some(iothread), cpuset: Some(cpuset), ..Self::default() }
    }
}
