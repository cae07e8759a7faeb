//! The operation, and what it depends on beyond the document.

use super::platform::Platform;
use super::{
    boot, chardevs, clock, controllers, cpu, declared, devices, disks, display, hubs, inputs, interfaces, iommu,
    memory, numa, order, running, sizes, threads, tuning, values, video,
};
use crate::Domain;
use crate::report::{Code, Findings};
use crate::types::Release;

/// The host on which a domain is defined, as far as the document does not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// The driver of libvirt, named like a domain type: `qemu`, `kvm`, `test`, `xen`, ...; that of the domain's type if
    /// absent. The drivers for `qemu`, `kvm` and `hvf` are one, in which the domain's type counts.
    pub hypervisor: Option<String>,
    /// The architecture of the host, which is that of a guest that names none; defaults to `x86_64`, for the test driver
    /// to `i686`.
    pub arch: Option<String>,
    /// The machine type of a guest that names none; defaults to libvirt's for the architecture.
    pub machine: Option<String>,
    /// The release of libvirt; defaults to [`LIBVIRT_VERSION`](crate::LIBVIRT_VERSION). What an older release does not
    /// know is not added.
    pub libvirt: Option<Release>,
}

impl Code {
    /// libvirt's result depends on the host, and neither the document nor the environment says how.
    pub const DEPENDS_ON_HOST: Self = Self::new("depends-on-host");
}

impl Domain {
    /// Turns the domain into its normal form: what libvirt shows after it has defined it, while it is not running.
    ///
    /// Defaults that libvirt writes are written out, devices and controllers that the machine or other devices need are
    /// added, and what libvirt drops is dropped. Addresses, with the PCI controllers that only they ask for, values that
    /// are drawn at random and paths of the host are left out. Doing it twice changes nothing more.
    ///
    /// Returns what depends on something that neither the document nor the environment says; such parts stay as they
    /// are.
    pub fn complete(&mut self, environment: &Environment) -> Findings {
        let platform = Platform::settle(self, environment);
        running::drop(self, &platform);
        values::rewrite(self, &platform);
        sizes::convert(self);
        clock::rewrite(self);
        cpu::prepare(self, &platform);
        threads::complete(self);
        numa::complete(self, &platform);
        memory::complete(self, &platform);
        iommu::complete(self, &platform);
        devices::add(self, &platform);
        interfaces::prepare(self, &platform);
        display::complete(self, &platform);
        video::add(self, &platform);
        chardevs::prepare(self, &platform);
        controllers::prepare(self, &platform);
        declared::apply(self, &platform);
        tuning::complete(self);
        disks::sort(self);
        controllers::add(self, &platform);
        inputs::add(self, &platform);
        interfaces::complete(self);
        chardevs::complete(self);
        video::complete(self, &platform);
        hubs::add(self, &platform);
        boot::complete(self);
        devices::complete(self);
        declared::apply(self, &platform);
        sizes::convert(self);
        order::sort(self);
        platform.findings(self)
    }
}
