//! Watchdog: `<watchdog>`.

use crate::shared::{Acpi, Address, Alias};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A device that acts when the guest stops feeding it: `<watchdog>`.
///
/// ```xml
/// <watchdog model='itco' action='reset'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Watchdog {
    /// The hardware that is emulated.
    #[xml(attr, required)]
    pub model: Option<Model>,
    /// What happens when it fires.
    #[xml(attr, default = "reset")]
    pub action: Option<Action>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child)]
    pub address: Option<Address>,
    /// What the model does not know.
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
    /// That of s390 machines.
    #[xml(since = "1.2.17")]
    Diag288,
    /// Part of the q35 chipset; it cannot be removed from such a machine.
    #[xml(since = "9.1.0")]
    Itco,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// What a watchdog does when it fires.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Resets the guest at once.
    Reset,
    /// Asks the guest to shut down; it will seldom still answer.
    Shutdown,
    /// Powers the guest off at once.
    Poweroff,
    /// Pauses the guest.
    Pause,
    /// Does nothing.
    None,
    /// Dumps the guest's memory, then goes on.
    #[xml(since = "0.8.7")]
    Dump,
    /// Injects a non-maskable interrupt.
    #[xml(since = "1.2.17")]
    InjectNmi,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
