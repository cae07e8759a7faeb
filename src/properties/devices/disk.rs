//! Hard disks.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{Device, common, storage, word};
use crate::properties::key::Home::Vm;
use crate::properties::key::Row;
use crate::properties::kind::Kind;
use crate::properties::state::{Read as _, State, flag, number};
use crate::vm::{ControllerType, Disk, DiskInterface, Sgio, Storage};

const MIB: u64 = 1024 * 1024;

const BYTES: Kind = Kind::Number { unit: "bytes a second", most: u64::MAX };
const OPERATIONS: Kind = Kind::Number { unit: "operations a second", most: u64::MAX };
const NUMBER: Kind = Kind::Number { unit: "", most: u32::MAX as u64 };

/// Where guests' SCSI commands go that reach a unit itself.
const LUN: &str = "lun";

impl Device for Disk {
    const TYPE: &'static str = "disk";
    const ALWAYS_MANAGED: bool = true;

    fn fits(map: &Map<String, Value>) -> bool {
        ["disk", LUN, ""].contains(&word(map).as_str())
    }

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(Row::new(
            "device",
            Kind::Word(&[&["disk"], &[LUN]]),
            "`lun` where the guest's SCSI commands reach the unit",
            Vm("scsiPassthrough"),
            |d: &mut Self, _, v| d.scsi_passthrough = (v.text() == LUN).then_some(Sgio::Filtered),
            |d, _| Some(if passes_commands(d) { LUN } else { "disk" }.into()),
        ));
        rows.push(common::boot_order());
        rows.extend(guest());
        rows.extend(storage::rows());
        rows.extend(limits());
        rows.extend([
            Row::new(
                "boot",
                Kind::Flag,
                "the VM starts from it; of before `bootOrder`",
                Vm("boot"),
                |d: &mut Self, _, v| d.boot = v.flag(),
                |_, _| None,
            )
            .loose(),
            Row::kept("optional", Kind::Flag, "the VM starts without it, too"),
            Row::kept("serial", Kind::Text, "serial number that the guest sees; follows from the identity"),
            Row::kept("specParams.pinToIoThread", NUMBER, "I/O thread that serves it; they take turns"),
            Row::runtime("volumeChain", "volumes and their leases"),
            Row::runtime("volumeInfo", "place of the volume"),
            Row::runtime("truesize", "bytes on storage"),
            Row::runtime("apparentsize", "bytes that the guest sees"),
            Row::runtime("reqsize", "bytes asked for"),
            common::custom_kept(),
        ]);
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        // A name space of NVMe came after the maps.
        state.vm.disks.iter().filter(|disk| !matches!(disk.storage, Storage::Nvme(_))).cloned().collect()
    }

    fn add(mut self, state: &mut State) -> Result<Uuid, &'static str> {
        if storage::is_nowhere(&self) {
            return Err("a disk of which only the path is known, and a VM has no place for such");
        }
        let number = state.vm.disks.len() + 1;
        self.name = format!("disk{number}");
        self.boot |= state.boot_order.contains_key(&self.id);
        let id = self.id;
        state.vm.disks.push(self);
        Ok(id)
    }
}

/// How the guest sees it.
fn guest() -> Vec<Row<Disk>> {
    vec![
        Row::new(
            "iface",
            Kind::Word(&[&["virtio"], &["scsi"], &["ide"], &["sata"]]),
            "what it is attached to; on POWER there is no IDE, but SCSI",
            Vm("interface"),
            |d: &mut Disk, s, v| {
                d.interface = match v.as_str() {
                    Some("virtio") => DiskInterface::Virtio,
                    Some("ide") if !s.vm.architecture.is_ppc() => DiskInterface::Ide,
                    Some("sata") => DiskInterface::Sata,
                    _ => scsi(s),
                };
            },
            |d, _| Some(interface(d.interface).into()),
        )
        .old(&["if"])
        .default("ide"),
        Row::kept("index", NUMBER, "number of the disk among those of its `iface`; disks are numbered in order"),
        Row::new(
            "readonly",
            Kind::Flag,
            "the guest must not write",
            Vm("readOnly"),
            |d: &mut Disk, _, v| d.read_only = v.flag(),
            |d, _| Some(flag(d.read_only)),
        )
        .default("false"),
        Row::new(
            "shared",
            Kind::Word(&[&["false", "none"], &["shared", "true"], &["transient"], &["exclusive"]]),
            "whether others use it: `transient`: what is written is thrown away; `exclusive`: it has a lease",
            Vm("shareable"),
            |d: &mut Disk, _, v| {
                d.shareable = v.text() == "shared";
                d.snapshot_id = (v.text() == "transient").then_some(d.id);
            },
            |d, s| {
                Some(match d {
                    _ if d.snapshot_id.is_some() => "transient".into(),
                    _ if d.shareable => "shared".into(),
                    _ if s.vm.origin.is_hosted_engine() => "exclusive".into(),
                    _ => flag(false),
                })
            },
        )
        .default("false"),
        Row::new(
            "discard",
            Kind::Flag,
            "what the guest frees is freed on storage",
            Vm("passDiscard"),
            |d: &mut Disk, _, v| d.pass_discard = v.flag(),
            |d, _| d.pass_discard.then(|| flag(true)),
        )
        .default("false"),
        Row::new(
            "propagateErrors",
            Kind::Word(&[&["off", "false"], &["on", "true"]]),
            "the guest sees errors of storage",
            Vm("propagateErrors"),
            |d: &mut Disk, _, v| d.propagate_errors = v.text() == "on",
            |d, _| Some(if d.propagate_errors { "on" } else { "off" }.into()),
        )
        .default("off"),
        Row::new(
            "sgio",
            Kind::Word(&[&["filtered"], &["unfiltered"]]),
            "which SCSI commands of the guest reach the unit",
            Vm("scsiPassthrough"),
            |d: &mut Disk, _, v| {
                d.scsi_passthrough = Some(if v.text() == "unfiltered" { Sgio::Unfiltered } else { Sgio::Filtered });
            },
            |d, _| {
                d.scsi_passthrough.map(|sgio| match sgio {
                    Sgio::Filtered => "filtered".into(),
                    Sgio::Unfiltered => "unfiltered".into(),
                })
            },
        ),
    ]
}

macro_rules! limit {
    ($name:literal, $old:literal, $kind:expr, $meaning:literal, $field:ident, $home:literal, $unit:expr) => {
        Row::new(
            $name,
            $kind,
            $meaning,
            Vm($home),
            |d: &mut Disk, _, v| d.qos.get_or_insert_default().$field = Some(v.number::<u64>().div_ceil($unit)),
            |d, _| d.qos.as_ref().and_then(|qos| qos.$field).map(|limit| number(limit.saturating_mul($unit))),
        )
        .old(&[$old])
        .default("0")
    };
}

/// Limits of speed; 0 is none.
fn limits() -> Vec<Row<Disk>> {
    vec![
        limit!(
            "specParams.ioTune.total_bytes_sec",
            "ioTune.total_bytes_sec",
            BYTES,
            "most, both ways; whole MiB",
            max_throughput,
            "qos.maxThroughput",
            MIB
        ),
        limit!(
            "specParams.ioTune.read_bytes_sec",
            "ioTune.read_bytes_sec",
            BYTES,
            "most, reading; whole MiB",
            max_read_throughput,
            "qos.maxReadThroughput",
            MIB
        ),
        limit!(
            "specParams.ioTune.write_bytes_sec",
            "ioTune.write_bytes_sec",
            BYTES,
            "most, writing; whole MiB",
            max_write_throughput,
            "qos.maxWriteThroughput",
            MIB
        ),
        limit!(
            "specParams.ioTune.total_iops_sec",
            "ioTune.total_iops_sec",
            OPERATIONS,
            "most, both ways",
            max_iops,
            "qos.maxIops",
            1
        ),
        limit!(
            "specParams.ioTune.read_iops_sec",
            "ioTune.read_iops_sec",
            OPERATIONS,
            "most, reading",
            max_read_iops,
            "qos.maxReadIops",
            1
        ),
        limit!(
            "specParams.ioTune.write_iops_sec",
            "ioTune.write_iops_sec",
            OPERATIONS,
            "most, writing",
            max_write_iops,
            "qos.maxWriteIops",
            1
        ),
    ]
}

/// SCSI of a VM is virtio, but on POWER without such a controller.
fn scsi(state: &State) -> DiskInterface {
    let virtio = state.vm.controllers.iter().any(|controller| controller.controller_type == ControllerType::VirtioScsi);
    if state.vm.architecture.is_ppc() && !virtio { DiskInterface::SpaprVscsi } else { DiskInterface::VirtioScsi }
}

/// The word of what a drive is attached to.
pub(super) fn interface(interface: DiskInterface) -> &'static str {
    match interface {
        DiskInterface::Ide => "ide",
        DiskInterface::VirtioScsi | DiskInterface::SpaprVscsi => "scsi",
        DiskInterface::Virtio => "virtio",
        DiskInterface::Sata => "sata",
    }
}

fn passes_commands(disk: &Disk) -> bool {
    disk.scsi_passthrough.is_some() && matches!(disk.storage, Storage::Lun(_))
}
