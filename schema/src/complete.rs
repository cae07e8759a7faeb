//! The normal form of a domain: the document that libvirt makes of it when it defines it.
//!
//! What a field declares (a default that libvirt writes, a value that it drops, the unit of a number) one walk over the
//! tables applies; a file here holds what such words cannot say: devices that a machine has, values that follow from
//! others.
//!
//! ```
//! use domxml_schema::complete::Environment;
//! use domxml_schema::{Domain, Element};
//!
//! let mut domain = Domain::parse(
//!     "<domain type='kvm'>
//!        <name>web</name>
//!        <memory unit='GiB'>1</memory>
//!        <os><type arch='x86_64' machine='q35'>hvm</type></os>
//!        <devices><disk><source file='/images/web.img'/><target dev='vda'/></disk></devices>
//!      </domain>",
//! )?;
//! let findings = domain.complete(&Environment::default());
//! assert!(findings.0.is_empty());
//!
//! let xml = domain.to_xml()?;
//! assert!(xml.contains("<driver name='qemu' type='raw'/>") && xml.contains("<target dev='vda' bus='virtio'/>"));
//! assert!(xml.contains("<memory unit='KiB'>1048576</memory>") && xml.contains("<on_reboot>restart</on_reboot>"));
//! assert!(xml.contains("<watchdog model='itco' action='reset'/>"));
//! # Ok::<(), domxml_schema::xml::Error>(())
//! ```

mod boot;
mod chardevs;
mod clock;
mod controllers;
mod cpu;
mod declared;
mod devices;
mod disks;
mod display;
mod environment;
mod hubs;
mod inputs;
mod interfaces;
mod iommu;
mod memory;
mod numa;
mod order;
mod platform;
mod running;
mod sizes;
mod threads;
mod tuning;
mod values;
mod video;

pub use environment::Environment;
