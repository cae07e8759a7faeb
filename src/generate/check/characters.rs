//! Characters that XML cannot represent, in any text of the entity or its context.

use domxml_schema::report::Findings;
use domxml_schema::xml::is_char;
use serde_json::Value;

use super::text::{each_text, shown};
use crate::entity::canonical;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;

/// Checks all texts; runs last, so that a field with a problem of its own is not reported again.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let mut vm = canonical(input.entity);
    // Initialization data is encoded, and properties kept from a legacy map are not part of the document.
    for path in [&["initialization"][..], &["runOnce", "initialization"], &["legacyProperties"]] {
        remove(&mut vm, path);
    }
    let mut look = |text: &str, path: &str| characters(text, path, problems);
    each_text(&vm, "", &mut look);
    each_text(&canonical(input.context), "context", &mut |text, path| match path.strip_prefix("context.os.") {
        Some(member) => look(text, &format!("context.os.{}.{member}", input.entity.os)),
        None => look(text, path),
    });
}

fn remove(value: &mut Value, path: &[&str]) {
    match path {
        [] => {}
        [last] => {
            value.as_object_mut().and_then(|members| members.remove(*last));
        }
        [first, rest @ ..] => {
            if let Some(member) = value.get_mut(first) {
                remove(member, rest);
            }
        }
    }
}

fn characters(text: &str, path: &str, problems: &mut Findings) {
    if let Some(c) = text.chars().find(|c| !is_char(*c))
        && problems.0.iter().all(|problem| problem.path != path)
    {
        let message =
            format!("`{}` contains the character U+{:04X}, which XML cannot represent", shown(text), u32::from(c));
        problems.add(path, text, message, "remove it");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::context::Context;
    use crate::generate::relevant::Relevant;
    use crate::vm::{Initialization, Nic, RunOnce, Vm};

    fn fields(vm: &Vm, context: &Context) -> Vec<String> {
        let mut problems = Findings::default();
        check(&Input::new(&Relevant::new(vm, context)), &mut problems);
        problems.0.into_iter().map(|problem| problem.path).collect()
    }

    #[test]
    fn every_text_is_checked() {
        let bad = || "a\u{b}".to_owned();
        let vm = Vm {
            nics: vec![Nic::default(), Nic { name: bad(), ..Nic::default() }],
            custom_properties: BTreeMap::from([(bad(), String::new())]),
            run_once: Some(RunOnce { kernel_params: Some(bad()), ..RunOnce::default() }),
            ..Vm::default()
        };
        let mut context = Context::default();
        context.cluster.cpu = Some(bad());
        let expected = ["customProperties", "nics[1].name", "runOnce.kernelParams", "context.cluster.cpu"];
        assert_eq!(fields(&vm, &context), expected);
    }

    #[test]
    fn encoded_texts_may_have_any_character() {
        let initialization = Some(Initialization::Sysprep("a\u{1}b".to_owned()));
        let run_once = Some(RunOnce { initialization: initialization.clone(), ..RunOnce::default() });
        let vm = Vm { initialization, run_once, ..Vm::default() };
        assert!(fields(&vm, &Context::default()).is_empty());
    }

    #[test]
    fn characters_of_other_planes_are_allowed() {
        let vm = Vm { name: "\u{10ffff}\u{e000}\t\u{1f600}".to_owned(), ..Vm::default() };
        assert!(fields(&vm, &Context::default()).is_empty());
    }
}
