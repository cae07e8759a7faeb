//! What several elements have in common.

pub mod address;
mod common;
mod seclabel;

pub use address::Address;
pub use common::{Acpi, Alias, Boot, Empty, Rom, Size, State, VirtioDriver, VirtioOptions};
pub use seclabel::DeviceSeclabel;
