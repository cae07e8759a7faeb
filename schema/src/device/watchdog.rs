//! Watchdog: `<watchdog>`.

use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A watchdog, which takes an action when the guest OS hangs: `<watchdog>`.
///
/// ```xml
/// <watchdog model='itco' action='reset'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(similar("form", "@model", "@action"), similar("form", "@model"))]
pub struct Watchdog {
    /// Model of the emulated watchdog.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// Action when the watchdog fires.
    #[xml(attr, default = "reset")]
    pub action: Option<Action>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Model of a watchdog.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Model {
    /// Intel 6300ESB, on PCI.
    #[xml(name = "i6300esb")]
    I6300esb,
    /// iBASE 700, on ISA.
    Ib700,
    /// s390 watchdog (`diag288`).
    #[xml(since = "1.2.17")]
    Diag288,
    /// Watchdog of the Q35 chipset, which cannot be removed from the machine.
    #[xml(since = "9.1.0")]
    Itco,
    /// Any other keyword.
    Other(ThinStr),
}

/// Action when a watchdog fires.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Forced reset of the guest.
    Reset,
    /// Graceful shutdown, which a hung guest OS rarely completes.
    Shutdown,
    /// Forced power-off of the guest.
    Poweroff,
    /// Pause of the guest.
    Pause,
    /// No action.
    None,
    /// Dump of the guest's memory; the guest continues afterwards.
    #[xml(since = "0.8.7")]
    Dump,
    /// Injection of a non-maskable interrupt.
    #[xml(since = "1.2.17")]
    InjectNmi,
    /// Any other keyword.
    Other(ThinStr),
}
