//! Graphics: VNC and SPICE.

use domxml_schema::report::Findings;
use std::net::IpAddr;

use super::super::unique::Unique;
use super::each;
use crate::generate::input::Input;
use crate::generate::problem::{Problems as _, did_you_mean, shown};
use crate::vm::GraphicsType;

/// At most one of each type, on a valid address.
pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let mut types = Unique::new("graphics type", "use each type once at most");
    for (field, graphics) in each("graphics", &input.vm.graphics) {
        if let Some(address) = graphics.display_ip.as_deref().filter(|address| !is_address(address)) {
            let message = format!("invalid listen address `{}`", shown(address));
            problems.add(format!("{field}.displayIp"), address, message, "use an IPv4 or IPv6 address or a host name");
        }
        let kind = graphics.graphics_type;
        let word = if kind == GraphicsType::Spice { "spice" } else { "vnc" };
        types.see(input, problems, &kind, word, (&field, ".graphicsType"));
    }
    display_network(input, problems);
}

/// Returns whether a text is an IP address or a host name.
fn is_address(text: &str) -> bool {
    let name = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    text.parse::<IpAddr>().is_ok() || text.split('.').all(name)
}

fn display_network(input: &Input<'_>, problems: &mut Findings) {
    let networks = &input.context.networks;
    let Some(name) =
        input.context.cluster.display_network.as_ref().filter(|name| !networks.contains_key(name.as_str()))
    else {
        return;
    };
    let help = did_you_mean(name, input.given.networks(), "add it to `context.networks`");
    problems.add("context.cluster.displayNetwork", name, format!("unknown network `{}`", shown(name)), help);
}
