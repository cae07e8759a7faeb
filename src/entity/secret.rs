//! Members whose values are secrets, so that no message shows them.

/// Text in place of a secret.
pub const HIDDEN: &str = "(secret)";

/// Members of an entity that hold the content of files for the guest, by path or alone. What initializes a guest has
/// passwords in it.
const FILES: [&str; 4] = ["cloudInit", "files", "ignition", "sysprep"];

/// The member that [`FILES`] are in.
const INITIALIZATION: &str = "initialization";

/// Parts of names whose values are secrets.
const WORDS: [&str; 13] = [
    "passw",
    "passphrase",
    "smbpass",
    "secret",
    "token",
    "credential",
    "private",
    "apikey",
    "api_key",
    "access_key",
    "cookie",
    "signature",
    "authorization",
];

/// Whole names whose values are secrets.
const NAMES: [&str; 4] = ["pw", "pwd", "sig", "chap"];

/// Returns `true` if a member holds the content of files.
pub(crate) fn is_file_member(name: &str) -> bool {
    FILES.contains(&name)
}

/// Returns `true` if a value within a member of this name is not for messages.
pub(super) fn is_hidden(name: &str) -> bool {
    name == INITIALIZATION || is_file_member(name) || is_secret_name(name)
}

/// Returns `true` if a name says that its value is a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word)) || NAMES.contains(&&*name) || name.ends_with("_pwd")
}
