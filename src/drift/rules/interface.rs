//! What becomes of network interfaces.

use super::super::rule::Condition::{Fresh, Live, Runs, When};
use super::super::rule::Rule;
use super::{added, any, dropped};

pub(super) const RULES: &[Rule] = &[
    added("mac-address", &["devices/interface/mac", "devices/interface/mac/@address"], &[Fresh], "libvirt gives an address to an interface that has none"),
    added("interface-model", &["devices/interface/model", "devices/interface/model/@type"], &[Fresh], "the machine's default"),
    any("tap", &["devices/interface/target", "devices/interface/target/@dev"], &[When("the name was left to libvirt", |case| {
        let names = [case.runs(0, "@dev"), case.asks(0, "@dev")];
        let own = ["vnet", "macvtap", "macvlan", "vif"];
        names.iter().all(|name| name.is_empty() || own.iter().any(|prefix| name.starts_with(prefix)))
    })], "libvirt names the tap device of what runs"),
    added("network-port", &["devices/interface/source/@portid", "devices/interface/source/@bridge"], &[Live], "libvirt tells the port and the bridge of the network"),
    dropped("network-port", &["devices/interface/source/@portid"], &[], "a port lasts for one run"),
    added("virtual-port", &["devices/interface/virtualport/parameters", "devices/interface/virtualport/parameters/@interfaceid", "devices/interface/virtualport/parameters/@profileid"], &[], "libvirt gives a port an identity"),
    added("managed", &["devices/interface/@managed"], &[Runs(&["yes"])], "libvirt's default"),
    added("link", &["devices/interface/link", "devices/interface/link/@state"], &[Runs(&["up"])], "a link is up"),
];
