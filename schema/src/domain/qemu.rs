//! QEMU extensions, in a namespace of their own.

mod capabilities;
mod commandline;
mod overrides;

pub use capabilities::{Capabilities, Capability, Deprecation, DeprecationBehavior};
pub use commandline::{Arg, Commandline, Env};
pub use overrides::{Device, Frontend, Override, Property, PropertyKind};
