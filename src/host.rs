//! Hosts: their facts, and templates filled in from them.
//!
//! [`Facts`] are a file; [`resolve`] fills them into a [`Template`]. Only what the host decides is changed:
//! placeholders, and what hosts have always corrected in templates that predict paths. All else stays as it was,
//! comments and unrecognized content included.
//!
//! ```
//! use domxml::entity::{self, Format};
//! use domxml::host::{self, Facts};
//! use domxml::schema::Element;
//! use domxml::template::Template;
//!
//! let template = Template::parse(
//!     "<domain type='kvm'>
//!        <devices>
//!          <interface type='bridge'><source bridge='NETWORK:red'/><model type='virtio'/></interface>
//!        </devices>
//!      </domain>",
//! )?;
//! let facts: Facts = entity::read("networks: { red: { openvswitch: { bridge: ovs0, vlan: 20 } } }", Format::Yaml)?;
//! assert_eq!(
//!     host::resolve(&template, &facts)?.domain.to_xml()?,
//!     "<domain type='kvm'>
//!   <devices>
//!     <interface type='bridge'>
//!       <source bridge='ovs0'/>
//!       <vlan>
//!         <tag id='20'/>
//!       </vlan>
//!       <virtualport type='openvswitch'/>
//!       <model type='virtio'/>
//!     </interface>
//!   </devices>
//! </domain>
//! "
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod code;
mod disks;
pub mod facts;
mod finding;
mod hook;
mod interfaces;
mod leases;
pub mod machine;
pub(crate) mod metadata;
pub mod network;
mod resolve;
mod resolver;
mod texts;

pub use facts::Facts;
pub use finding::fact;
pub use hook::{Action, Hook, HookContext};
pub use machine::ThisMachine;
pub use resolver::{Resolved, Resolver};

use domxml_schema::report::Findings;

use crate::template::Template;

/// Fills in a template from facts alone; a [`Resolver`] takes network backends and hooks besides.
///
/// # Errors
///
/// Everything that cannot be filled in, with its place and the [fact] that is missing.
pub fn resolve(template: &Template, facts: &Facts) -> Result<Resolved, Findings> {
    Resolver::new(facts).resolve(template)
}
