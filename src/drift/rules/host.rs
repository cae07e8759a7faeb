//! What the host makes of placeholders and of records that travel in a document.

use super::super::rule::{Case, Condition, Rule};
use super::{added, any, dropped};
use crate::template::{Placeholder, PlaceholderKind};

const NETWORK: Condition =
    Condition::When("a network was desired by a placeholder", |case| is_of(case, &[PlaceholderKind::Network]));

const VOLUME: Condition = Condition::When("a volume was desired by a placeholder", |case| {
    is_of(case, &[PlaceholderKind::DiskPath, PlaceholderKind::LunPath, PlaceholderKind::Payload])
});

/// What it was asked to be is the placeholder itself.
const IS_PLACEHOLDER: Condition = Condition::When("it was desired by a placeholder", is_placeholder);

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
        "the host knows how it provides a network: a bridge, Open vSwitch, a network of libvirt, a virtual function",
    ),
    any(
        "network-backend",
        &["devices/interface/source/@*", "devices/interface/source/address", "devices/interface/virtualport/@type"],
        &[NETWORK],
        "the host knows how it provides a network: a bridge, Open vSwitch, a network of libvirt, a virtual function",
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
        "the host knows whether a volume is a file, a block device or a place in a network, and of which format",
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
                "the desired value is absent or the placeholder, and the volume is not another",
                same_volume,
            ),
        ],
        "the host knows whether a volume is a file, a block device or a place in a network",
    ),
    dropped(
        "volume-place",
        &["devices/disk/source/@startupPolicy", "devices/disk/source/reservations"],
        &[VOLUME],
        "not every place of a volume can have it",
    ),
    dropped("placeholder", &["devices/disk/source"], &[IS_PLACEHOLDER, VOLUME], "a medium may have been taken out"),
    added(
        "host-metadata",
        &[
            "metadata/ovirt-vm:vm/*",
            "metadata/ovirt-vm:vm/ovirt-vm:device/*",
            "metadata/ovirt-vm:vm/ovirt-vm:device/*/*",
            "metadata/ovirt-tune:qos",
        ],
        &[],
        "the host keeps there what it needs while the VM runs, and what older engines told it",
    ),
    any(
        "record",
        &["metadata/template:open", "metadata/made-from:entity", "metadata/desired:entity"],
        &[],
        "records of how the document was made: of open places, of the entity; they ask for nothing",
    ),
];

fn is_placeholder(case: &Case<'_>) -> bool {
    is_of(case, &[PlaceholderKind::Payload])
}

/// Whether the device was asked with a placeholder of one of the kinds.
fn is_of(case: &Case<'_>, kinds: &[PlaceholderKind]) -> bool {
    case.placeholder().is_some_and(|placeholder| kinds.contains(&placeholder.kind()))
}

/// What a placeholder stands for, the walk itself has compared; here is left what moved to another
/// attribute.
fn same_volume(case: &Case<'_>) -> bool {
    match (case.desired, case.actual) {
        (Some(desired), None) => desired.parse::<Placeholder>().is_ok(),
        (None, Some(actual)) => case.placeholder().is_some_and(|it| it.fits(actual)),
        _ => false,
    }
}
