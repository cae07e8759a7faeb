//! Smart card reader: `smartcard`.

use domxml_schema::device::smartcard::{self, Mode};
use domxml_schema::shared::chardev::{Chardev, Kind};

use crate::generate::common::address;
use crate::vm::Smartcard;

/// A reader: of the client's cards through SPICE, or of the host's. It gets no alias: libvirt's schema has no
/// place for one, and a document that has one does not pass its validation.
pub(super) fn device(smartcard: &Smartcard) -> smartcard::Smartcard {
    let mode: Mode = smartcard.mode.as_deref().unwrap_or("passthrough").into();
    let kind: Kind = smartcard.smartcard_type.as_deref().unwrap_or("spicevmc").into();
    let chardev = if mode == Mode::Passthrough { Chardev::new(kind) } else { Chardev::default() };
    smartcard::Smartcard { mode: Some(mode), chardev, address: address(smartcard), ..smartcard::Smartcard::default() }
}
