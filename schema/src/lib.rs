//! The whole schema of libvirt's domain XML as plain Rust structs that read and write without loss.
//!
//! Every element of a `<domain>` is a struct with public fields, named as libvirt names them. Reading
//! accepts what libvirt accepts, in any order; writing gives libvirt's own formatting, so a document
//! that libvirt wrote comes back byte for byte. Unrecognized content (an attribute of a newer
//! release, a custom element) is preserved in its place and reported.
//!
//! The model is that of libvirt 12.8.0. It reads no files, knows no host, and has no policy.
//!
//! # Reading
//!
//! ```
//! use domxml_schema::{Domain, Element};
//!
//! let domain = Domain::parse(
//!     "<domain type='kvm'>
//!        <name>web</name>
//!        <devices>
//!          <disk type='file' device='disk'>
//!            <source file='/images/web.qcow2'/>
//!            <target dev='vda' bus='virtio'/>
//!          </disk>
//!        </devices>
//!      </domain>",
//! )?;
//! let paths: Vec<&str> = domain.disks().filter_map(|disk| disk.source.as_ref()?.file.as_deref()).collect();
//! assert_eq!(paths, ["/images/web.qcow2"]);
//! # Ok::<(), domxml_schema::xml::Error>(())
//! ```
//!
//! # Changing and writing
//!
//! Struct literals end in `..Default::default()`: the default of every type is the empty element.
//!
//! ```
//! use domxml_schema::device::interface::{Interface, Mac, Model};
//! use domxml_schema::domain::memory::Memory;
//! use domxml_schema::types::Unit;
//! use domxml_schema::{Domain, Element};
//!
//! let mut domain = Domain::parse("<domain type='kvm'><name>web</name><devices/></domain>")?;
//! domain.memory = Some(Memory { unit: Some(Unit::GiB), value: Some(4), ..Default::default() });
//! let nic = Interface {
//!     mac: Some(Mac::new("52:54:00:6b:3c:58".parse()?)),
//!     model: Some(Model::new("virtio")),
//!     ..Interface::network("default")
//! };
//! domain.devices.get_or_insert_default().list.push(nic.into());
//! assert_eq!(
//!     domain.to_xml()?,
//!     "<domain type='kvm'>
//!   <name>web</name>
//!   <memory unit='GiB'>4</memory>
//!   <devices>
//!     <interface type='network'>
//!       <mac address='52:54:00:6b:3c:58'/>
//!       <source network='default'/>
//!       <model type='virtio'/>
//!     </interface>
//!   </devices>
//! </domain>
//! "
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Walking the devices
//!
//! `<devices>` keeps its order; each kind also has an iterator of its own.
//!
//! ```
//! use domxml_schema::domain::Device;
//! use domxml_schema::{Domain, Element};
//!
//! let domain = Domain::parse(
//!     "<domain><devices>
//!        <controller type='usb' index='0'/><disk/><controller type='scsi' index='0'/><flux/>
//!      </devices></domain>",
//! )?;
//! let devices = &domain.devices.as_ref().unwrap().list;
//! let unknown = devices.iter().filter(|device| matches!(device, Device::Other(_))).count();
//! assert_eq!((devices.len(), domain.controllers().count(), unknown), (4, 2, 1));
//! # Ok::<(), domxml_schema::xml::Error>(())
//! ```
//!
//! # Unrecognized content
//!
//! It is preserved, and [`Element::read`] reports its place; a typo gets help.
//!
//! ```
//! use domxml_schema::{Domain, Element};
//!
//! let source = "<domain>\n  <devices>\n    <disk devise='cdrom'>\n      <sparkle level='9'/>\n    </disk>\n  </devices>\n</domain>\n";
//! let parsed = Domain::read(source)?;
//! let found: Vec<String> = parsed.findings.iter().map(ToString::to_string).collect();
//! assert_eq!(
//!     found,
//!     [
//!         "3:11: warning[unknown-attribute]: unknown attribute `devise` in `<disk>` \
//!          at /domain/devices/disk/@devise; help: did you mean `device`?",
//!         "4:7: warning[unknown-element]: unknown element `<sparkle>` in `<disk>` at /domain/devices/disk/sparkle",
//!     ]
//! );
//! assert_eq!(parsed.value.to_xml()?, source);
//! assert_eq!(parsed.source_map.place("/domain/devices/disk/@devise").unwrap().line, 3);
//! # Ok::<(), domxml_schema::xml::Error>(())
//! ```
//!
//! Three kinds of leftover are told apart (see [`xml::Extra`]): content that is not known, values that
//! are not of their field's type (the field is `None`), and spellings that libvirt would write in
//! another way (the field has the value). Setting a field wins over what was kept for it.
//!
//! # Single elements
//!
//! Every element is a document of its own: `Disk::parse`, `disk.to_xml()`; [`parse_any`] reads
//! whatever a name determines, [`xml::parse_embedded`] finds domains inside other documents.
//!
//! # JSON
//!
//! With the feature `json` every element has a form in JSON that is loss-free both ways, described with its
//! schema in the module `json`.
//!
//! # Metadata, and other crates' structs
//!
//! [`domain::metadata`] lists the owners of the elements of `<metadata>`; with the feature `yaserde` it reads
//! and stores them as values of any type that has yaserde's traits. [`xml::Tree`] shows any other unknown
//! element. [`interop`] puts elements of the model inside of structs that strong-xml or yaserde derive.
//!
//! # Features
//!
//! None is on by default: `json` (the form in JSON), `strong-xml` and `yaserde` (the traits of these
//! crates for every element).
//!
//! # Stability
//!
//! Releases of libvirt only add; so do minor releases of this crate: new fields (end struct literals in
//! `..Default::default()`) and new keywords (enums have `Other`).

// The derives name this crate by its name, in here as elsewhere.
extern crate self as domxml_schema;

mod any;
pub mod complete;
pub mod device;
pub mod domain;
pub mod interop;
#[cfg(feature = "json")]
pub mod json;
pub mod path;
mod release;
pub mod report;
pub mod shared;
pub mod since;
pub mod types;
pub mod visit;
pub mod xml;

pub use any::parse_any;
pub use domain::Domain;
pub use domxml_derive::{Element, Keyword};
pub use xml::{Element, Keyword, ThinStr};

/// The libvirt release whose schema is modelled.
pub const LIBVIRT_VERSION: &str = "12.8.0";
