//! Trusted platform module: `tpm`.

use domxml_schema::device::tpm::{self, Backend, Emulator, Model, Version};

use crate::generate::common::alias;
use crate::generate::input::Input;
use crate::vm::Tpm;

/// A module that the host emulates, version 2.0. Its interface is the modern one on x86, elsewhere the
/// only one there is, which libvirt knows. It has no address.
pub(super) fn device(input: &Input<'_>, module: &Tpm) -> tpm::Tpm {
    let emulator = Emulator { version: Some(Version::V2_0), ..Emulator::default() };
    tpm::Tpm {
        model: input.is_x86().then_some(Model::TpmCrb),
        backend: Some(Backend::Emulator(Box::new(emulator))),
        alias: alias(module),
        ..tpm::Tpm::default()
    }
}
