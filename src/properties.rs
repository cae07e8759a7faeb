//! The map of properties that engines sent to hosts before they sent XML, read into a VM and written of one.
//!
//! A map has keys of the VM and a list of devices, in JSON; numbers and booleans are texts or not. Each key is
//! a row of one [table](tables) that reading, writing, checking and the documentation follow from. What a VM
//! says and its surroundings, a map does not tell apart: reading gives a VM and a context.
//!
//! Nothing is lost. Keys without a place in the entity, unknown keys, unknown devices, odd spellings are kept in
//! [`LegacyProperties`](crate::vm::LegacyProperties) of the VM, so that the map comes back value for value; what is not known, and what the
//! VM cannot say, is reported too.
//!
//! ```
//! use domxml::properties::{oldest_context, read, write};
//!
//! let map = r#"{"vmName": "web", "memSize": "2048", "smp": "2", "colour": "red"}"#;
//! let imported = read(map, &oldest_context())?;
//! assert_eq!((imported.vm.name.as_str(), imported.vm.memory.size_mb), ("web", 2048));
//! assert_eq!(imported.findings[0].to_string(), "colour: a key that is not known, and is kept");
//! let written = write(&imported.vm, &imported.context)?;
//! assert_eq!(written, serde_json::from_str::<serde_json::Value>(map)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cpu_keys;
mod custom;
mod devices;
mod finding;
mod json;
mod kept;
mod key;
mod kind;
mod normal;
mod oldest;
mod read;
mod state;
mod vm_keys;
mod write;

pub use custom::UnmanagedDevice;
pub use finding::{Errors, Finding, FindingKind};
pub use key::{Home, Key};
pub use normal::normal;
pub use read::{Imported, NoTemplate, read};
pub use state::oldest_context;
pub use write::{to_text, write};

/// The keys of one level of a map.
#[derive(Clone, Debug)]
pub struct Table {
    /// What has these keys, such as `disk`.
    pub title: &'static str,
    /// The word of the key `type`, for devices.
    pub device_type: Option<&'static str>,
    /// The keys, in the order that they are read.
    pub keys: Vec<Key>,
}

/// All keys that are known: those of the VM, and those of each kind of device.
pub fn tables() -> Vec<Table> {
    let keys = vm_keys::rows().iter().map(|row| row.key).collect();
    let vm = Table { title: "virtual machine", device_type: None, keys };
    let devices = devices::kinds().into_iter().map(|kind| Table {
        title: kind.title,
        device_type: Some(kind.word),
        keys: (kind.keys)(),
    });
    std::iter::once(vm).chain(devices).collect()
}
