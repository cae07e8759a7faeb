//! Trusted platform modules.

use super::super::label;
use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::vm::{Architecture, Version};
use domxml_schema::report::Findings;

/// Lowest compatibility level that keeps the data of a TPM while the VM is down.
const LEVEL: Version = Version::new(4, 6);

/// A TPM needs a level that keeps its data and, on x86, UEFI firmware, which measures the boot of the guest.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, tpm) in each("tpms", &input.vm.tpms) {
        let name = label::device(tpm);
        let mut refuse = |message: String, help: &str| problems.add(&*field, tpm.id, message, help);
        if input.vm.architecture == Architecture::S390x {
            refuse(format!("TPM {name} is not available on s390x"), "remove or unplug it");
            continue;
        }
        if input.level < LEVEL {
            let message = format!("TPM {name} is not available at compatibility level {}", input.level);
            refuse(message, "raise the compatibility level to 4.6 or later, or remove the TPM");
        }
        if input.is_x86() && !input.vm.firmware.bios_type.is_ovmf() {
            let help = "set `firmware.biosType` to `q35-ovmf` or `q35-secure-boot`, or remove the TPM";
            refuse(format!("TPM {name} needs UEFI firmware"), help);
        }
    }
}
