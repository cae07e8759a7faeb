//! The guest OS.

use crate::generate::input::Input;
use crate::generate::problem::{Problems as _, did_you_mean, shown};
use domxml_schema::report::Findings;

/// The guest OS is one of the catalogue or of the context.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    if input.context.os.is_some() {
        return;
    }
    let name = &input.entity.os;
    let help = "use a name of the OS catalogue, or add it to `context.os`";
    let help = did_you_mean(name, input.given.guest_oses(), help);
    problems.add("os", name, format!("unknown guest OS `{}`", shown(name)), help);
}

#[cfg(test)]
mod tests {
    use super::super::all;
    use super::*;
    use crate::context::Context;
    use crate::generate::Relevant;
    use crate::vm::Vm;

    #[test]
    fn an_unknown_guest_os_is_reported_with_all_else() {
        let vm = Vm { os: "rhel_9x46".to_owned(), io_threads: 5000, ..Vm::default() };
        let problems = all(&Input::new(&Relevant::new(&vm, &Context::default()))).expect_err("it is wrong");
        let fields: Vec<_> = problems.0.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(fields, ["id", "name", "os", "memory.sizeMb", "ioThreads"]);
        assert_eq!(problems.0[2].help.as_deref(), Some("did you mean `rhel_9x64`?"));
    }
}
