//! Watchdogs.

use super::{each, one_of};
use crate::generate::input::Input;
use crate::vm::Architecture;
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let models: &[&str] = match input.vm.architecture {
        Architecture::X86_64 if input.is_q35() => &["i6300esb", "ib700", "itco"],
        Architecture::X86_64 => &["i6300esb", "ib700"],
        Architecture::S390x => &["diag288"],
        _ => &["i6300esb"],
    };
    for (field, watchdog) in each("watchdogs", &input.vm.watchdogs) {
        if let Some(model) = &watchdog.model {
            one_of(problems, format!("{field}.model"), "watchdog model", model, models);
        }
    }
}
