//! What becomes of serial and parallel ports, consoles and channels.

use super::super::rule::Condition::{Actual, When};
use super::super::rule::{Case, Rule};
use super::{added, any, differs, dropped};

pub(super) const RULES: &[Rule] = &[
    added(
        "console-twin",
        &["devices/console"],
        &[When("it is the first serial port", |case| {
            case.actual_text(0, "target/@type") == "serial" && case.actual_domain().serials().next().is_some()
        })],
        "the first console and the first serial port are one",
    ),
    added(
        "console-twin",
        &["devices/serial"],
        &[When("a console was desired", |case| {
            case.desired_domain().consoles().next().is_some() && case.desired_domain().serials().next().is_none()
        })],
        "the first console and the first serial port are one",
    ),
    added(
        "console-twin",
        &["devices/console/source", "devices/console/source/@*", "devices/console/log", "devices/console/protocol"],
        &[When("it is the first serial port", |case| {
            case.actual_text(1, "target/@type") == "serial" || case.actual_text(0, "target/@type") == "serial"
        })],
        "the first console and the first serial port are one",
    ),
    any(
        "console-twin",
        &["devices/console/alias", "devices/console/alias/@name"],
        &[When("it is the first serial port, and another alias than libvirt's was desired", |case| {
            let serial = (0..=1).any(|up| case.actual_text(up, "target/@type") == "serial");
            serial && case.desired.is_none_or(|alias| alias.contains("ua-"))
        })],
        "the first console and the first serial port are one: both have the alias of the port",
    ),
    added(
        "port-target",
        &[
            "devices/serial/target",
            "devices/serial/target/@type",
            "devices/serial/target/@port",
            "devices/serial/target/model",
            "devices/parallel/target",
            "devices/parallel/target/@port",
            "devices/console/target",
            "devices/console/target/@type",
            "devices/console/target/@port",
        ],
        &[],
        "libvirt numbers ports and picks their models",
    ),
    differs(
        "console-port",
        &["devices/console/target/@port"],
        &[],
        "libvirt numbers consoles in their order, whatever was desired",
    ),
    added(
        "chardev-default",
        &["devices/*/source/@mode", "devices/rng/backend/source/@mode"],
        &[Actual(&["connect", "bind"])],
        "libvirt's default",
    ),
    any(
        "pty",
        &["devices/*/source", "devices/*/source/@path", "devices/console/@tty"],
        &[When("it is a pseudo terminal", is_pty)],
        "the host allocates it",
    ),
    added(
        "channel-socket",
        &["devices/channel/source", "devices/channel/source/@mode", "devices/channel/source/@path"],
        &[When("it is the host's end of a socket", |case| {
            case.actual_text(1, "@type") == "unix" || case.actual_text(0, "@type") == "unix"
        })],
        "libvirt places the socket",
    ),
    differs(
        "channel-socket",
        &["devices/channel/source/@path"],
        &[When("libvirt placed it", is_generated_socket)],
        "libvirt places the socket, in a folder of the run",
    ),
    dropped(
        "channel-socket",
        &["devices/channel/source", "devices/channel/source/@path"],
        &[When("libvirt placed it", is_generated_socket)],
        "libvirt places the socket, in a folder of the run",
    ),
    any(
        "channel-state",
        &["devices/channel/target/@state"],
        &[Actual(&["connected", "disconnected"])],
        "the guest opens and closes its end",
    ),
    dropped("channel-state", &["devices/channel/target/@state"], &[], "the guest opens and closes its end"),
    added(
        "channel-default",
        &["devices/channel/target/@name"],
        &[Actual(&["com.redhat.spice.0"])],
        "libvirt's default",
    ),
    added(
        "chardev-default",
        &["devices/*/protocol", "devices/*/protocol/@type"],
        &[When("it is raw", |case| case.actual_text(0, "@type") == "raw")],
        "libvirt's default",
    ),
];

fn is_pty(case: &Case<'_>) -> bool {
    (0..=1).any(|up| {
        case.actual_text(up, "@type") == "pty"
            || (case.actual_text(up, "@type").is_empty() && case.desired_text(up, "@type") == "pty")
    })
}

fn is_generated_socket(case: &Case<'_>) -> bool {
    let own = |path: &str| path.is_empty() || path.contains("/qemu/channel/") || path.contains("/channel/target/");
    let path = |path: &str| (case.desired_text(0, path).into_owned(), case.actual_text(0, path).into_owned());
    let (desired, actual) = path("@path");
    own(&desired) && own(&actual)
}
