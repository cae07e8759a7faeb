//! Types shared by several elements.

pub mod address;
pub mod chardev;
mod common;
pub mod idmap;
mod iothread_mapping;
pub mod network;
mod seclabel;
pub mod storage;

pub use address::Address;
pub use common::{
    Acpi, Alias, BackendDomain, Boot, Clipboard, Empty, MemoryAccess, Mouse, MouseMode, Rom, Sgio, Size, State,
    VirtioDriver, VirtioModel, VirtioOptions,
};
pub use iothread_mapping::{IothreadMapping, MappedIothread, MappedQueue};
pub use seclabel::DeviceSeclabel;
