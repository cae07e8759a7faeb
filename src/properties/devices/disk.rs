//! Hard disks.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{LegacyDevice, common, device_word, storage};
use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::state::State;
use crate::properties::value_type::ValueType;
use crate::vm::{ControllerType, Disk, DiskInterface, Sgio, Storage};

/// Bytes of a MiB.
const MIB: u64 = 1024 * 1024;

const BYTES: ValueType = ValueType::Number { unit: "bytes/s", max: u64::MAX };
const OPERATIONS: ValueType = ValueType::Number { unit: "operations/s", max: u64::MAX };

/// The kind of a disk with SCSI passthrough.
const LUN: &str = "lun";

impl LegacyDevice for Disk {
    const TYPE: &'static str = "disk";
    const ALWAYS_MANAGED: bool = true;

    fn fits(map: &Map<String, Value>) -> bool {
        ["disk", LUN, ""].contains(&device_word(map).as_str())
    }

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(Key::new(
            "device",
            ValueType::words(&["disk", LUN]),
            "`lun` for SCSI passthrough, else `disk`",
            Target::device("scsi_passthrough"),
            |device: &mut Self, _, value| device.scsi_passthrough = (value == LUN).then_some(Sgio::Filtered),
            |device, _| {
                let lun = device.scsi_passthrough.is_some() && matches!(device.storage, Storage::Lun(_));
                Some(if lun { LUN } else { "disk" }.into())
            },
        ));
        keys.push(common::boot_order());
        keys.extend(guest());
        keys.extend(storage::keys());
        keys.extend(limits());
        keys.extend([
            Key::new(
                "boot",
                ValueType::Bool,
                "boot device; predecessor of `bootOrder`",
                Target::device("boot"),
                |device: &mut Self, _, value| device.boot = bool::from_map(value),
                |_, _| None,
            )
            .unchecked(),
            Key::preserved("optional", ValueType::Bool, "start without the disk if it is missing"),
            Key::preserved("serial", ValueType::Text, "serial number; follows from the UUID"),
            Key::preserved(
                "specParams.pinToIoThread",
                ValueType::NUMBER,
                "I/O thread that serves the disk; disks are distributed over the threads",
            ),
            Key::runtime("volumeChain", "volumes and their leases"),
            Key::runtime("volumeInfo", "location of the volume"),
            Key::runtime("truesize", "size on storage, in bytes"),
            Key::runtime("apparentsize", "size in the guest, in bytes"),
            Key::runtime("reqsize", "requested size, in bytes"),
            common::custom(),
        ]);
        keys
    }

    fn all(state: &State) -> Vec<Self> {
        // Hosts that take maps know no NVMe namespaces.
        state.vm.disks.iter().filter(|disk| !matches!(disk.storage, Storage::Nvme(_))).cloned().collect()
    }

    fn add(mut self, state: &mut State) -> Result<Uuid, &'static str> {
        if storage::is_unknown(&self) {
            return Err("a disk that is known only by its path is not representable");
        }
        let number = state.vm.disks.len() + 1;
        self.name = format!("disk{number}");
        self.boot |= state.boot_order.contains_key(&self.id);
        let id = self.id;
        state.vm.disks.push(self);
        Ok(id)
    }
}

/// The keys of the disk in the guest.
fn guest() -> Vec<Key<Disk>> {
    vec![
        Key::new(
            "iface",
            ValueType::words(&["virtio", "scsi", "ide", "sata"]),
            "bus; on POWER, `ide` is SCSI",
            Target::device("interface"),
            |device: &mut Disk, state, value| {
                device.interface = match value.as_str() {
                    Some("virtio") => DiskInterface::Virtio,
                    Some("ide") if !state.vm.architecture.is_ppc() => DiskInterface::Ide,
                    Some("sata") => DiskInterface::Sata,
                    _ => scsi(state),
                };
            },
            |device, _| Some(bus(device.interface).into()),
        )
        .old(&["if"])
        .default("ide"),
        Key::preserved(
            "index",
            ValueType::NUMBER,
            "number among the disks of its `iface`; disks are numbered in order",
        ),
        field!("readonly", ValueType::Bool, "read-only for the guest", Disk.read_only).default("false"),
        Key::new(
            "shared",
            ValueType::words(&["false", "shared", "transient", "exclusive"])
                .or(&[("none", "false"), ("true", "shared")]),
            "shared use: `transient` discards writes at shutdown, `exclusive` takes a lease",
            Target::device("shareable"),
            |device: &mut Disk, _, value| {
                device.shareable = value == "shared";
                device.snapshot_id = (value == "transient").then_some(device.id);
            },
            |device, state| {
                let word = match device {
                    _ if device.snapshot_id.is_some() => "transient",
                    _ if device.shareable => "shared",
                    _ if state.vm.origin.is_hosted_engine() => "exclusive",
                    _ => "false",
                };
                Some(word.into())
            },
        )
        .default("false")
        .after(&["deviceId"]),
        field!("discard", ValueType::Bool, "discard of freed blocks", Disk.pass_discard)
            .default("false")
            .written_if(|device, _| device.pass_discard),
        Key::new(
            "propagateErrors",
            ValueType::words(&["off", "on"]).or(&[("false", "off"), ("true", "on")]),
            "reporting of storage errors to the guest",
            Target::device("propagate_errors"),
            |device: &mut Disk, _, value| device.propagate_errors = value == "on",
            |device, _| Some(if device.propagate_errors { "on" } else { "off" }.into()),
        )
        .default("off"),
        Key::new(
            "sgio",
            ValueType::words_of::<Sgio>(),
            "filter for SCSI commands of the guest",
            Target::device("scsi_passthrough"),
            |device: &mut Disk, _, value| {
                let unfiltered = value == Sgio::Unfiltered.as_str();
                device.scsi_passthrough = Some(if unfiltered { Sgio::Unfiltered } else { Sgio::Filtered });
            },
            |device, _| device.scsi_passthrough.map(|sgio| sgio.as_str().into()),
        )
        .after(&["device"]),
    ]
}

/// A limit of throughput or operations; 0 for none.
macro_rules! limit {
    ($name:literal, $value_type:expr, $scale:expr, $meaning:literal, $field:ident) => {
        field!(concat!("specParams.ioTune.", $name), $value_type, $meaning, Disk.qos?.$field)
            .old(&[concat!("ioTune.", $name)])
            .default("0")
            .scaled($scale)
    };
}

fn limits() -> Vec<Key<Disk>> {
    vec![
        limit!("total_bytes_sec", BYTES, MIB, "throughput limit; rounded up to MiB/s", max_throughput),
        limit!("read_bytes_sec", BYTES, MIB, "read throughput limit; rounded up to MiB/s", max_read_throughput),
        limit!("write_bytes_sec", BYTES, MIB, "write throughput limit; rounded up to MiB/s", max_write_throughput),
        limit!("total_iops_sec", OPERATIONS, 1, "limit of operations", max_iops),
        limit!("read_iops_sec", OPERATIONS, 1, "limit of read operations", max_read_iops),
        limit!("write_iops_sec", OPERATIONS, 1, "limit of write operations", max_write_iops),
    ]
}

/// The SCSI interface of a VM: virtio-scsi, but on POWER only with such a controller.
fn scsi(state: &State) -> DiskInterface {
    let virtio = state.vm.controllers.iter().any(|controller| controller.controller_type == ControllerType::VirtioScsi);
    if state.vm.architecture.is_ppc() && !virtio { DiskInterface::SpaprVscsi } else { DiskInterface::VirtioScsi }
}

/// The word for the bus of a drive.
pub(super) fn bus(interface: DiskInterface) -> &'static str {
    match interface {
        DiskInterface::Ide => "ide",
        DiskInterface::VirtioScsi | DiskInterface::SpaprVscsi => "scsi",
        DiskInterface::Virtio => "virtio",
        DiskInterface::Sata => "sata",
    }
}
