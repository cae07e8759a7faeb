//! Placeholders that the host filled in, and metadata.

use super::super::frame::Side;
use super::super::rule::{Case, Condition, Rule};
use super::{added, any, differs, dropped};
use crate::host::metadata;
use crate::metadata::ovirt::{self, DeviceKey};
use crate::template::{Placeholder, PlaceholderKind};

const NETWORK: Condition = Condition::Placeholder("the network is a placeholder", &[PlaceholderKind::Network]);

const VOLUME: Condition = Condition::Placeholder(
    "the volume is a placeholder",
    &[PlaceholderKind::DiskPath, PlaceholderKind::LunPath, PlaceholderKind::Payload],
);

const PAYLOAD: Condition = Condition::Placeholder("the medium is a placeholder", &[PlaceholderKind::Payload]);

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
    any(
        "corrected-disk",
        &[
            "devices/disk/@type",
            "devices/disk/source/@file",
            "devices/disk/source/@dev",
            "devices/disk/source/@name",
            "devices/disk/source/@protocol",
            "devices/disk/source/host",
            "devices/disk/source/seclabel",
            "devices/disk/source/reservations",
            "devices/disk/source/@startupPolicy",
            "devices/disk/driver/@type",
        ],
        &[Condition::When("the metadata of both domains name the volume, and so do both paths", is_corrected_disk)],
        "the host corrects the paths that engines predict",
    ),
    differs(
        "agent-restart",
        &["on_reboot"],
        &[
            Condition::Desired(&["destroy"]),
            Condition::Actual(&["restart"]),
            Condition::When("the metadata say that the host does it", is_destroyed_by_host),
        ],
        "the host ends the VM at a reboot by itself",
    ),
    dropped(
        "agent-restart",
        &["on_reboot"],
        &[
            Condition::Desired(&["destroy"]),
            Condition::When("the metadata say that the host does it", is_destroyed_by_host),
        ],
        "the host ends the VM at a reboot by itself",
    ),
    dropped(
        "volume-place",
        &["devices/disk/source/@startupPolicy", "devices/disk/source/reservations"],
        &[VOLUME],
        "not every kind of volume has it",
    ),
    dropped("placeholder", &["devices/disk/source"], &[PAYLOAD], "the medium may have been ejected"),
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
        &["metadata/template:open", "metadata/made-from:entity", "metadata/asked:entity", "metadata/desired:entity"],
        &[],
        "records of how the document was generated, which have no effect",
    ),
];

/// Whether a value may be what the host has put in the place of a placeholder. A volume has its identifier in its
/// path, its device or its name, wherever the host keeps it.
pub(in super::super) fn fits(placeholder: &Placeholder, actual: &str) -> bool {
    let volume = match (placeholder.kind(), placeholder.arguments()) {
        (PlaceholderKind::DiskPath, [.., volume]) => volume,
        _ => return placeholder.fits(actual),
    };
    // The device mapper doubles the dashes of the names that it joins.
    placeholder.fits(actual) && (actual.contains(&**volume) || actual.replace("--", "-").contains(&**volume))
}

/// Whether the engine's metadata of a disk say the same volume on both sides, of which both paths are.
fn is_corrected_disk(case: &Case<'_>) -> bool {
    let volume_and_path = |side: Side| -> Option<(Placeholder, String)> {
        let up = (0..=2).find(|up| !case.text(side, *up, "target/@dev").is_empty())?;
        let metadata = case.domain(side).metadata_of::<ovirt::Vm>().ok()??;
        let entry = metadata.device(&DeviceKey::Disk(&case.text(side, up, "target/@dev"))).ok()??;
        let id = metadata::volume(entry)?;
        let ids = [id.pool, id.domain, id.image, id.volume].map(str::to_owned);
        let path = ["source/@file", "source/@dev", "source/@name"].map(|place| case.text(side, up, place).into_owned());
        let path = path.into_iter().find(|path| !path.is_empty())?;
        Some((Placeholder::new(PlaceholderKind::DiskPath, ids), path))
    };
    let (Some((desired, predicted)), Some((actual, path))) =
        (volume_and_path(Side::Desired), volume_and_path(Side::Actual))
    else {
        return false;
    };
    desired == actual && fits(&desired, &predicted) && fits(&actual, &path)
}

fn is_destroyed_by_host(case: &Case<'_>) -> bool {
    let metadata = case.actual_domain().metadata_of::<ovirt::Vm>();
    metadata.is_ok_and(|metadata| metadata.is_some_and(|vm| vm.destroy_on_reboot == Some(true)))
}

/// Whether a value moved to another attribute with its volume; the walk itself compares what a placeholder became.
fn same_volume(case: &Case<'_>) -> bool {
    match (case.desired, case.actual) {
        (Some(desired), None) => desired.parse::<Placeholder>().is_ok(),
        (None, Some(actual)) => case.placeholder().is_some_and(|it| fits(it, actual)),
        _ => false,
    }
}
