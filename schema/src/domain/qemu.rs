//! What goes past libvirt to QEMU, in a name space of its own.

mod capabilities;
mod commandline;
mod overrides;

pub use capabilities::{Capabilities, Capability, Deprecation, DeprecationBehavior};
pub use commandline::{Arg, Commandline, Env};
pub use overrides::{Device, Frontend, Override, Property, PropertyKind};
