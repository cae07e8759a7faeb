//! Metadata of the engine and its hosts about a VM: `<ovirt-vm:vm>` and
//! `<ovirt-tune:qos>`.
//!
//! Written in one order and form. Read with any prefix, and also without namespaces, as
//! engines before 4.2.3 wrote them. Unrecognized keys are preserved.
//!
//! ```
//! use domxml::metadata::ovirt::{Device, Properties, Vm};
//! use domxml_schema::{Domain, Element};
//!
//! let mut domain = Domain::parse("<domain type='kvm' xmlns:ovirt-vm='http://ovirt.org/vm/1.0'/>")?;
//! let mut custom = Properties::default();
//! custom.insert("hugepages", "1048576")?;
//! let vm = Vm {
//!     min_guaranteed_memory_mb: Some(1024),
//!     cluster_version: Some("4.7".to_owned()),
//!     custom: Some(custom),
//!     devices: vec![Device { image_id: Some("7d4e6225".to_owned()), ..Device::disk("vda") }],
//!     launch_paused: Some(false),
//!     ..Vm::default()
//! };
//! domain.set_metadata(&vm)?;
//! assert_eq!(
//!     domain.to_xml()?,
//!     "<domain type='kvm' xmlns:ovirt-vm='http://ovirt.org/vm/1.0'>
//!   <metadata>
//!     <ovirt-vm:vm>
//!       <ovirt-vm:minGuaranteedMemoryMb type=\"int\">1024</ovirt-vm:minGuaranteedMemoryMb>
//!       <ovirt-vm:clusterVersion>4.7</ovirt-vm:clusterVersion>
//!       <ovirt-vm:custom>
//!         <ovirt-vm:hugepages>1048576</ovirt-vm:hugepages>
//!       </ovirt-vm:custom>
//!       <ovirt-vm:device devtype=\"disk\" name=\"vda\">
//!         <ovirt-vm:imageID>7d4e6225</ovirt-vm:imageID>
//!       </ovirt-vm:device>
//!       <ovirt-vm:launchPaused>false</ovirt-vm:launchPaused>
//!     </ovirt-vm:vm>
//!   </metadata>
//! </domain>
//! "
//! );
//! assert_eq!(domain.metadata_of::<Vm>()?, Some(vm));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod device;
mod keys;
mod lookup;
mod owner;
mod properties;
mod qos;
mod vm;

pub use device::{
    AmbiguousDevice, Device, DeviceKey, Payload, PayloadFile, PortMirroring, Shared, VolumeChain, VolumeChainNode,
};
pub use keys::Unknown;
pub(crate) use lookup::Lookup;
pub use properties::{Properties, PropertyName, Value, ValueKind};
pub use qos::Qos;
pub use vm::{CpuPolicy, ResumeBehavior, Vm};

/// Namespace of `<ovirt-vm:vm>`.
pub const VM_NAMESPACE: &str = "http://ovirt.org/vm/1.0";
/// Usual prefix of that namespace.
pub(crate) const VM_PREFIX: &str = "ovirt-vm";
/// Places of secrets, as patterns of paths in a domain: files that initialize a guest hold passwords.
pub(crate) const SECRETS: &[&str] = &["metadata/ovirt-vm:vm/ovirt-vm:device/ovirt-vm:payload/ovirt-vm:file"];
/// Namespace of `<ovirt-tune:qos>`.
pub const TUNE_NAMESPACE: &str = "http://ovirt.org/vm/tune/1.0";
