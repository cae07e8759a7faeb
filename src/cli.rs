//! The command line `domxml`: thin, all work is library calls.
//!
//! Results go to standard output, messages to standard error. Exit codes: 0 success, 1 findings in the documents, 2
//! something could not be read, generated or written.

mod complete;
mod convert;
mod current;
mod drift;
mod file;
mod fmt;
mod generate;
mod input;
mod output;
mod pairs;
mod placeholders;
mod properties;
mod recover;
mod redact;
mod report;
mod requires;
mod resolve;
mod schema;
mod single;
mod untyped;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

/// Declares the commands under the headings of the help. A command is a module here and a row below; its arguments,
/// help and code are the `Args` of its module.
macro_rules! commands {
    ($($heading:literal: { $($variant:ident = $module:ident),+ $(,)? })+) => {
        #[derive(Subcommand)]
        enum Command {
            $($($variant($module::Args),)+)+
        }

        impl Command {
            const HEADINGS: &[(&str, &[&str])] = &[$(($heading, &[$(stringify!($module)),+])),+];

            fn run(self) -> Outcome {
                match self {
                    $($(Self::$variant(args) => args.run(),)+)+
                }
            }
        }
    };
}

commands! {
    "Documents": {
        Fmt = fmt,
        Convert = convert,
        Complete = complete,
        Untyped = untyped,
        Requires = requires,
        Redact = redact,
    }
    "From VM to XML": {
        Generate = generate,
        Placeholders = placeholders,
        Resolve = resolve,
        Current = current,
    }
    "From XML to VM": {
        Recover = recover,
        Drift = drift,
    }
    "Formats": {
        Properties = properties,
        Schema = schema,
    }
}

/// Work with libvirt domain XML: typed, bidirectional, lossless.
#[derive(Parser)]
#[command(
    name = "domxml",
    version,
    after_help = "`domxml help COMMAND` shows the options and examples of a command.\n\n\
        Exit codes: 0 success, 1 findings in the documents, 2 something could not be read,\n\
        generated or written."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Outcome of a command or of a document, the worst last; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Success,
    Findings,
    Failed,
}

/// Runs the command given by the arguments of the process.
pub fn run() -> ExitCode {
    file::clean_up_on_signals();
    let command = Cli::command();
    let template = help_template(&command);
    let matches = command.help_template(template).get_matches();
    let outcome = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()).command.run();
    ExitCode::from(outcome as u8)
}

/// The help of `domxml`, with the commands under their headings, which clap has no support for.
fn help_template(command: &clap::Command) -> String {
    let styles = command.get_styles();
    let (header, literal) = (styles.get_header(), styles.get_literal());
    let mut text = "{about-with-newline}\n{usage-heading} {usage}\n".to_owned();
    for (heading, names) in Command::HEADINGS {
        text.push_str(&format!("\n{header}{heading}:{header:#}\n"));
        for name in *names {
            let about = command.find_subcommand(name).and_then(clap::Command::get_about).cloned().unwrap_or_default();
            text.push_str(&format!("  {literal}{name:<14}{literal:#}{about}\n"));
        }
    }
    text + &format!("\n{header}Options:{header:#}\n{{options}}{{after-help}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_help_lists_every_command_under_a_heading() {
        let command = Cli::command();
        let listed: Vec<&str> = Command::HEADINGS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let names: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        assert_eq!(listed, names);
        let help = command.clone().help_template(help_template(&command)).render_help().to_string();
        for name in names {
            let about = command.find_subcommand(name).and_then(clap::Command::get_about).expect("a command has a help");
            assert!(help.contains(&format!("  {name:<14}{about}\n")), "{name}: {help}");
        }
    }
}
