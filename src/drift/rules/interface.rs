//! What becomes of network interfaces.

use super::super::rule::Condition::{Asked, Live, Runs, When};
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
        &[Asked(&["00:00:00:00:00:00"])],
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
            let names = [case.runs(0, "@dev"), case.asks(0, "@dev")];
            let own = ["vnet", "macvtap", "macvlan", "vif", "testnet"];
            names.iter().all(|name| name.is_empty() || own.iter().any(|prefix| name.starts_with(prefix)))
        })],
        "libvirt names the tap device of what runs",
    ),
    added(
        "network-port",
        &["devices/interface/source/@portid", "devices/interface/source/@bridge"],
        &[Live],
        "libvirt tells the port and the bridge of the network",
    ),
    dropped("network-port", &["devices/interface/source/@portid"], &[], "a port lasts for one run"),
    added(
        "virtual-port",
        &[
            "devices/interface/virtualport/parameters",
            "devices/interface/virtualport/parameters/@interfaceid",
            "devices/interface/virtualport/parameters/@profileid",
        ],
        &[],
        "libvirt gives a port an identity",
    ),
    added("managed", &["devices/interface/@managed"], &[Runs(&["yes"])], "libvirt's default"),
    added("link", &["devices/interface/link", "devices/interface/link/@state"], &[Runs(&["up"])], "a link is up"),
];
