//! Slots for USB devices of the client: `redirdev`.

use domxml_schema::device::redirdev::{Bus, Redirdev};
use domxml_schema::shared::chardev::{Chardev, Kind};

use crate::generate::common::{address, alias};
use crate::vm::Redir;

/// A slot, filled through SPICE.
pub(super) fn device(redir: &Redir) -> Redirdev {
    Redirdev {
        bus: Some(Bus::Usb),
        chardev: Chardev::new(Kind::Spicevmc),
        alias: alias(redir),
        address: address(redir),
        ..Redirdev::default()
    }
}
