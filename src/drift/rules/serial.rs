//! Serial ports, consoles and channels.

use super::super::rule::Condition::When;
use super::super::rule::{Case, Rule};
use super::{added, any, differs, dropped, is_of_libvirt, only};

pub(super) const RULES: &[Rule] = &[
    added(
        "console-twin",
        &["devices/console/source", "devices/console/source/@*", "devices/console/log", "devices/console/protocol"],
        &[When("it is the first serial port", is_twin)],
        "the first console and the first serial port are one device",
    ),
    any(
        "console-twin",
        &["devices/console/alias", "devices/console/alias/@name"],
        &[When("it is the first serial port, and the desired alias is a user's", |case| {
            is_twin(case) && case.desired.is_none_or(|alias| alias.contains("ua-"))
        })],
        "the first console and the first serial port are one device: both have the alias of the port",
    ),
    differs(
        "pty",
        &["devices/*/source/@path", "devices/console/@tty"],
        &[When("it is a pseudo terminal", is_pty)],
        "the host allocates it",
    ),
    dropped(
        "pty",
        &["devices/*/source", "devices/console/@tty"],
        &[When("it is a pseudo terminal", is_pty)],
        "the host allocates it",
    ),
    differs(
        "channel-socket",
        &["devices/channel/source/@path"],
        &[When("libvirt placed it", is_generated_socket)],
        "libvirt places the socket in a directory of the run",
    ),
    only(added(
        "channel-socket",
        &["devices/channel/source", "devices/channel/source/@path"],
        &[When("libvirt placed it", is_generated_socket)],
        "libvirt places the socket in a directory of the run",
    )),
];

fn is_twin(case: &Case<'_>) -> bool {
    (0..=1).any(|up| case.actual_text(up, "target/@type") == "serial")
}

fn is_pty(case: &Case<'_>) -> bool {
    (0..=1).any(|up| {
        let actual = case.actual_text(up, "@type");
        actual == "pty" || (actual.is_empty() && case.desired_text(up, "@type") == "pty")
    })
}

fn is_generated_socket(case: &Case<'_>) -> bool {
    let own = |path: &str| path.is_empty() || is_of_libvirt(path);
    own(&case.desired_text(0, "@path")) && own(&case.actual_text(0, "@path"))
}
