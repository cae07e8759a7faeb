//! Runs the command, and gives it files.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::panic::Location;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An empty folder of a test's own, named after its file and itself.
#[track_caller]
pub(crate) fn folder(test: &str) -> PathBuf {
    let file = Path::new(Location::caller().file()).file_stem().unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs the command; returns its exit code, standard output and standard error.
pub(crate) fn with_input<A: AsRef<OsStr>>(
    args: impl IntoIterator<Item = A>,
    input: impl AsRef<[u8]>,
) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_domxml"));
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that does not want the input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}
