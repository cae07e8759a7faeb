//! What becomes of network interfaces.

use super::super::rule::Condition::{Actual, Desired, Live, When};
use super::super::rule::Rule;
use super::{added, any, differs, dropped};

pub(super) const RULES: &[Rule] = &[
    added(
        "mac-address",
        &["devices/interface/mac", "devices/interface/mac/@address"],
        &[],
        "libvirt gives an address to an interface that has none",
    ),
    differs(
        "mac-address",
        &["devices/interface/mac/@address"],
        &[Desired(&["00:00:00:00:00:00"])],
        "libvirt gives an address to an interface that has none",
    ),
    added(
        "interface-model",
        &["devices/interface/model", "devices/interface/model/@type"],
        &[],
        "the machine's default",
    ),
    any(
        "tap",
        &["devices/interface/target", "devices/interface/target/@dev"],
        &[When("the name was left to libvirt", |case| {
            let names = [case.actual_text(0, "@dev"), case.desired_text(0, "@dev")];
            let own = ["vnet", "macvtap", "macvlan", "vif", "testnet"];
            names.iter().all(|name| name.is_empty() || own.iter().any(|prefix| name.starts_with(prefix)))
        })],
        "libvirt names the tap device of what runs",
    ),
    added(
        "network-port",
        &["devices/interface/source/@portid", "devices/interface/source/@bridge", "devices/interface/virtualport"],
        &[
            Live,
            When("a network of libvirt was desired", |case| {
                (0..=1).any(|up| case.desired_text(up, "@type") == "network")
            }),
        ],
        "libvirt tells how its network is provided",
    ),
    dropped("network-port", &["devices/interface/source/@portid"], &[], "a port lasts for one run"),
    added(
        "virtual-port",
        &["devices/interface/virtualport/parameters", "devices/interface/virtualport/parameters/@interfaceid"],
        &[],
        "libvirt gives a port an identity",
    ),
    added("link", &["devices/interface/link", "devices/interface/link/@state"], &[Actual(&["up"])], "a link is up"),
];
