//! The legacy map of properties: the form in which engines described VMs to hosts before 2017, when they began to send
//! domain XML. Maps are read into a VM and written from one.
//!
//! A map is a JSON object with keys of the VM and a list of devices; numbers and booleans may be strings. Reading,
//! writing, checks and documentation follow from one [table of keys](tables). A map does not separate a VM from its
//! context: reading returns both.
//!
//! Reading is lossless. Unknown keys and devices, keys without a field, and other spellings are preserved in the
//! [`LegacyProperties`](crate::vm::LegacyProperties) of the VM, and written again. Unknown content, and values that
//! the VM does not represent, are reported as [findings](domxml_schema::report::Finding).
//!
//! Nothing but the command depends on this module.
//!
//! ```
//! use domxml::properties::{oldest_context, read, write};
//!
//! let map = r#"{"vmName": "web", "memSize": "2048", "smp": "2", "colour": "red"}"#;
//! let imported = read(map, &oldest_context())?;
//! assert_eq!((imported.vm.name.as_str(), imported.vm.memory.size_mb), ("web", 2048));
//! assert_eq!(imported.findings[0].to_string(), "1:60: warning[unknown-key]: unknown key `colour` (preserved) at colour");
//! let written = write(&imported.vm, &imported.context)?;
//! assert_eq!(written, serde_json::from_str::<serde_json::Value>(map)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod check;
mod custom;
mod devices;
mod field_value;
mod finding;
mod implied_devices;
mod info;
mod json;
mod kept;
mod key;
mod normal;
mod object;
mod read;
mod state;
#[cfg(test)]
mod tests;
mod value_type;
mod vm_keys;
mod write;

pub use custom::UnmanagedDevice;
pub use finding::{NOT_REPRESENTABLE, UNKNOWN_DEVICE};
pub use info::{FieldPath, KeyInfo, Target};
pub use normal::normal;
pub use read::{Imported, TemplateError, read};
pub use state::oldest_context;
pub use write::{to_text, write};

/// The keys of one level of a map.
#[derive(Clone, Debug)]
pub struct Table {
    /// Title, such as `disk`.
    pub title: &'static str,
    /// The word of the key `type`, for devices.
    pub device_type: Option<&'static str>,
    /// The keys.
    pub keys: Vec<KeyInfo>,
}

/// Returns all known keys: those of the VM, and those of each kind of device.
pub fn tables() -> Vec<Table> {
    let vm = Table { title: "virtual machine", device_type: None, keys: vm_keys::infos() };
    let devices = devices::kinds().into_iter().map(|kind| Table {
        title: kind.title,
        device_type: Some(kind.type_word),
        keys: (kind.infos)(),
    });
    std::iter::once(vm).chain(devices).collect()
}
