//! Displays: what they listen on.

use super::super::rule::Condition::{Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, dropped, only};

pub(super) const RULES: &[Rule] = &[
    only(added(
        "display",
        &["devices/graphics/listen/@address", "devices/graphics/@listen"],
        &[
            Live,
            When("it is the host itself, or that of the network", |case| {
                is_loopback(case.actual()) || listener(case) == "network"
            }),
        ],
        "libvirt fills in the address that a display listens on: by default the host alone can reach it",
    )),
    any(
        "display",
        &["devices/graphics/@port", "devices/graphics/@tlsPort", "devices/graphics/@websocket"],
        &[
            Live,
            When("ports are left to libvirt", |case| {
                case.desired() == "-1" || case.desired_text(0, "@autoport") == "yes"
            }),
        ],
        "libvirt allocates ports",
    ),
    dropped(
        "display",
        &["devices/graphics/@autoport", "devices/graphics/@port"],
        &[When("there are no ports", |case| ["socket", "none"].contains(&&*case.actual_text(0, "listen/@type")))],
        "a socket has no port",
    ),
    only(added(
        "display",
        &["devices/graphics/@socket", "devices/graphics/listen/@socket"],
        &[Live, When("libvirt placed it", |case| super::is_of_libvirt(case.actual()))],
        "libvirt places the socket",
    )),
];

/// The type of the listener around an attribute.
fn listener(case: &Case<'_>) -> String {
    let own = case.actual_text(0, "@type");
    if case.depth() > 2 { own.into_owned() } else { case.actual_text(0, "listen/@type").into_owned() }
}

fn is_loopback(address: &str) -> bool {
    address.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}
