//! Secrets that were hidden when the entity was recovered.

use super::text::each_text;
use crate::entity::canonical;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::secret::HIDDEN;
use domxml_schema::report::Findings;

/// Refuses the marker of a hidden secret, which must not reach the guest in its place.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    each_text(&canonical(input.entity), "", &mut |text, path| {
        if is_hidden(text) {
            let help = "recover the VM with its secrets (`--secrets`), or give the content here";
            problems.add(path, text, "the content was hidden when the VM was recovered", help);
        }
    });
}

/// Returns `true` if a text is the marker, or has it where a value is.
fn is_hidden(text: &str) -> bool {
    let is_value = |(at, _): (usize, &str)| text[..at].ends_with(['=', '>', '\'', '"', ':']);
    text == HIDDEN || text.match_indices(HIDDEN).any(is_value)
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
            description: Some("a text with (secret) in it".to_owned()),
            initialization: hidden(),
            run_once: Some(RunOnce {
                initialization: hidden(),
                kernel_params: Some("quiet password=(secret)".to_owned()),
                ..RunOnce::default()
            }),
            ..Vm::default()
        };
        let mut problems = Findings::default();
        check(&Input::new(&Relevant::new(&vm, &Context::default())), &mut problems);
        let fields: Vec<_> = problems.0.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(fields, ["initialization.sysprep", "runOnce.initialization.sysprep", "runOnce.kernelParams"]);
    }
}
