//! The command `domxml`.

use std::process::ExitCode;

fn main() -> ExitCode {
    domxml::cli::run()
}
