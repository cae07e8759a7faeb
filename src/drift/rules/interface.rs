//! Network interfaces.

use super::super::rule::Condition::{Desired, Live, When};
use super::super::rule::Rule;
use super::differs;

pub(super) const RULES: &[Rule] = &[
    differs(
        "mac-address",
        &["devices/interface/mac/@address"],
        &[Desired(&["00:00:00:00:00:00"])],
        "libvirt generates a MAC address for an interface that has none",
    ),
    differs(
        "network-type",
        &["devices/interface/@type"],
        &[
            Live,
            Desired(&["network"]),
            When("it is a bridge of the same network", |case| {
                let network = case.desired_text(0, "source/@network");
                case.actual() == "bridge" && !network.is_empty() && network == case.actual_text(0, "source/@network")
            }),
        ],
        "a running interface has the type by which its network forwards",
    ),
];
