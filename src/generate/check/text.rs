//! Texts of the user that become values in the document.

use crate::generate::problem::Problems;

/// A path on the host: absolute, of characters that XML can carry, and nothing that reads as a place-holder.
pub(super) fn path(problems: &mut Problems, field: &str, path: &str) {
    if !plain(problems, field, path) || path.starts_with('/') {
        return;
    }
    let (message, remedy) = if reads_as_placeholder(path) {
        ("reads as a place-holder", "give the path itself; place-holders are put in where they are wanted")
    } else {
        ("is not an absolute path", "begin it with `/`")
    };
    problems.add(field, shown(path), message, remedy);
}

/// A text without control characters; whether it is one.
pub(super) fn plain(problems: &mut Problems, field: &str, text: &str) -> bool {
    let plain = !text.chars().any(|c| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'));
    if !plain {
        problems.add(field, shown(text), "has a control character", "remove it");
    }
    plain
}

/// A text as it is shown in a problem: on one line, and not too long.
pub(super) fn shown(text: &str) -> String {
    let mut short: String = text.chars().take(80).flat_map(char::escape_debug).collect();
    if text.chars().nth(80).is_some() {
        short.push_str("...");
    }
    short
}

/// Whether a text begins like all place-holders do: with a name in capitals and a colon.
fn reads_as_placeholder(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-'))
}
