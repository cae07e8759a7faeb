//! Devices: what stands in `<devices>`.

pub mod watchdog;

pub use watchdog::Watchdog;
