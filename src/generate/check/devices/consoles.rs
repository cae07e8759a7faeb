//! Consoles.

use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::vm::{Architecture, ConsoleType};

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    let architecture = input.vm.architecture;
    for (field, console) in each("consoles", &input.vm.consoles) {
        if console.console_type == Some(ConsoleType::Sclp) && architecture != Architecture::S390x {
            let message = format!("console type `sclp` is not available on {}", architecture.as_str());
            problems.add(format!("{field}.consoleType"), "sclp", message, "use `virtio` or `serial`");
        }
    }
}
