//! Placeholders that the host filled in, and metadata.

use super::super::rule::{Case, Condition, Rule};
use super::{added, any, dropped};
use crate::template::{Placeholder, PlaceholderKind};

const NETWORK: Condition =
    Condition::When("the network is a placeholder", |case| is_of(case, &[PlaceholderKind::Network]));

const VOLUME: Condition = Condition::When("the volume is a placeholder", |case| {
    is_of(case, &[PlaceholderKind::DiskPath, PlaceholderKind::LunPath, PlaceholderKind::Payload])
});

const IS_PLACEHOLDER: Condition = Condition::When("it is a placeholder", is_placeholder);

pub(super) const RULES: &[Rule] = &[
    any(
        "network-backend",
        &[
            "devices/interface/@type",
            "devices/interface/@managed",
            "devices/interface/source",
            "devices/interface/virtualport",
            "devices/interface/vlan",
        ],
        &[NETWORK],
        "the host decides how a network is provided: bridge, Open vSwitch, libvirt network, virtual function",
    ),
    any(
        "network-backend",
        &["devices/interface/source/@*", "devices/interface/source/address", "devices/interface/virtualport/@type"],
        &[NETWORK],
        "the host decides how a network is provided: bridge, Open vSwitch, libvirt network, virtual function",
    ),
    any(
        "network-backend",
        &["devices/interface/link", "devices/interface/link/@state"],
        &[
            NETWORK,
            Condition::When("it is not connected", |case| {
                (0..=1).any(|up| case.actual_text(up, "@type") == "ethernet")
            }),
        ],
        "the link of an interface without network is down",
    ),
    any(
        "volume-place",
        &[
            "devices/disk/@type",
            "devices/disk/source/host",
            "devices/disk/source/seclabel",
            "devices/disk/driver/@type",
        ],
        &[VOLUME],
        "the host decides whether a volume is a file, a block device or a network source, and its format",
    ),
    any(
        "volume-place",
        &[
            "devices/disk/source/@file",
            "devices/disk/source/@dev",
            "devices/disk/source/@name",
            "devices/disk/source/@protocol",
        ],
        &[
            VOLUME,
            Condition::When(
                "the desired value is absent or the placeholder, and the volume is the desired one",
                same_volume,
            ),
        ],
        "the host decides whether a volume is a file, a block device or a network source",
    ),
    dropped(
        "volume-place",
        &["devices/disk/source/@startupPolicy", "devices/disk/source/reservations"],
        &[VOLUME],
        "not every kind of volume has it",
    ),
    dropped("placeholder", &["devices/disk/source"], &[IS_PLACEHOLDER, VOLUME], "the medium may have been ejected"),
    added(
        "host-metadata",
        &[
            "metadata/ovirt-vm:vm/*",
            "metadata/ovirt-vm:vm/ovirt-vm:device/*",
            "metadata/ovirt-vm:vm/ovirt-vm:device/*/*",
            "metadata/ovirt-tune:qos",
        ],
        &[],
        "the host keeps its own data there while the VM runs, and that of older engines",
    ),
    any(
        "record",
        &["metadata/template:open", "metadata/made-from:entity", "metadata/desired:entity", "metadata/asked:entity"],
        &[],
        "records of how the document was generated, which have no effect",
    ),
];

fn is_placeholder(case: &Case<'_>) -> bool {
    is_of(case, &[PlaceholderKind::Payload])
}

/// Whether the device was asked with a placeholder of one of the kinds.
fn is_of(case: &Case<'_>, kinds: &[PlaceholderKind]) -> bool {
    case.placeholder().is_some_and(|placeholder| kinds.contains(&placeholder.kind()))
}

/// Whether a value moved to another attribute with its volume; the walk itself compares what a placeholder became.
fn same_volume(case: &Case<'_>) -> bool {
    match (case.desired, case.actual) {
        (Some(desired), None) => desired.parse::<Placeholder>().is_ok(),
        (None, Some(actual)) => case.placeholder().is_some_and(|it| it.fits(actual)),
        _ => false,
    }
}
