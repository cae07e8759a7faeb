//! Consoles.

use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::vm::{Architecture, ConsoleType};
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let architecture = input.vm.architecture;
    for (field, console) in each("consoles", &input.vm.consoles) {
        if console.console_type == Some(ConsoleType::Sclp) && architecture != Architecture::S390x {
            let message = format!("console type `sclp` is not available on {}", architecture.as_str());
            problems.add(format!("{field}.consoleType"), "sclp", message, "use `virtio` or `serial`");
        }
    }
}
