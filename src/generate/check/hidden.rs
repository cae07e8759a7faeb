//! Secrets that were hidden when the entity was recovered.

use super::text::each_text;
use crate::entity::canonical;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::secret::HIDDEN;
use domxml_schema::report::Findings;

/// Refuses the marker of a hidden secret, which must not reach the guest in its place.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let vm = input.entity;
    let once = vm.run_once.as_ref().and_then(|run| run.initialization.as_ref());
    for (field, initialization) in [("initialization", vm.initialization.as_ref()), ("runOnce.initialization", once)] {
        each_text(&canonical(&initialization), field, &mut |text, path| {
            if text == HIDDEN {
                let help = "recover the VM with its secrets (`--secrets`), or give the content here";
                problems.add(path, text, "the content was hidden when the VM was recovered", help);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::generate::relevant::Relevant;
    use crate::vm::{Initialization, RunOnce, Vm};

    #[test]
    fn markers_of_hidden_content_are_refused() {
        let hidden = || Some(Initialization::Sysprep(HIDDEN.to_owned()));
        let vm = Vm {
            initialization: hidden(),
            run_once: Some(RunOnce { initialization: hidden(), ..RunOnce::default() }),
            ..Vm::default()
        };
        let mut problems = Findings::default();
        check(&Input::new(&Relevant::new(&vm, &Context::default())), &mut problems);
        let fields: Vec<_> = problems.0.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(fields, ["initialization.sysprep", "runOnce.initialization.sysprep"]);
    }
}
