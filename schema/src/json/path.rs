//! Paths of JSON, such as `$.domain.devices.list[2].disk`.

use super::tree::printable;

/// One step of a path.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// The path that the steps make from the root, as RFC 9535 writes it.
pub(super) fn path(steps: &[Step]) -> String {
    let mut path = "$".to_owned();
    for step in steps {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Key(key) if is_plain(key) => {
                path.push('.');
                path.push_str(key);
            }
            Step::Key(key) => {
                let key = printable(&key.replace('\\', r"\\").replace('\'', r"\'"));
                path.push_str(&format!("['{key}']"));
            }
        }
    }
    path
}

fn is_plain(key: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !key.is_empty() && key.len() <= 60 && key.bytes().all(plain) && !key.as_bytes()[0].is_ascii_digit()
}
