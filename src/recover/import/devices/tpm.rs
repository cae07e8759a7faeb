//! Trusted platform modules: `tpm`.

use domxml_schema::device::tpm::{self, Backend, Version};

use crate::recover::import::state::Import;
use crate::vm::Tpm;

/// Modules of the host, and those of another version, are not representable.
pub(super) fn read(import: &mut Import<'_>, tpm: &tpm::Tpm) -> bool {
    let Some(Backend::Emulator(emulator)) = &tpm.backend else { return false };
    if emulator.version.as_ref().is_some_and(|version| *version != Version::V2_0) {
        return false;
    }
    let natural = format!("tpm {}", import.vm.tpms.len());
    let tpm = import.identified(Tpm::default(), tpm.alias.as_ref(), None, &natural);
    import.vm.tpms.push(tpm);
    true
}
