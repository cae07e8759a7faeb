//! CD and floppy drives.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{Device, common, disk, word};
use crate::properties::key::Home::Vm;
use crate::properties::key::Row;
use crate::properties::kind::Kind;
use crate::properties::state::{Read as _, State, display, flag};
use crate::vm::{Cdrom, Floppy, VmDevice};

const NUMBER: Kind = Kind::Number { unit: "", most: u32::MAX as u64 };

/// A part of what names the volume of a medium.
macro_rules! volume {
    ($name:literal, $meaning:literal, $home:literal, $field:ident) => {
        Row::new(
            $name,
            Kind::Id,
            $meaning,
            Vm($home),
            |d: &mut Cdrom, _, v| d.volume.get_or_insert_default().$field = v.parsed().unwrap_or_default(),
            |d, _| d.volume.as_ref().map(|volume| volume.$field).filter(|id| !id.is_nil()).map(display),
        )
    };
}

impl Device for Cdrom {
    const TYPE: &'static str = "disk";
    const ALWAYS_MANAGED: bool = true;

    fn fits(map: &Map<String, Value>) -> bool {
        word(map) == "cdrom"
    }

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`cdrom`", |_, _| Some("cdrom".into())));
        rows.push(common::boot_order());
        rows.extend([
            Row::new(
                "path",
                Kind::Text,
                "path of the medium; empty: none",
                Vm("path"),
                |d: &mut Self, _, v| d.path = v.filled(),
                |d, _| d.volume.is_none().then(|| d.path.as_deref().unwrap_or_default().into()),
            ),
            volume!("poolID", "pool of the medium's storage domain", "volume.storagePoolId", storage_pool_id),
            volume!("domainID", "the medium's storage domain", "volume.storageDomainId", storage_domain_id),
            volume!("imageID", "the medium's image", "volume.imageId", image_id),
            volume!("volumeID", "the medium's volume", "volume.volumeId", volume_id),
            Row::new(
                "diskType",
                Kind::Word(&[&["file"], &["block"], &["network"]]),
                "what a host finds the medium as",
                Vm("volume.block"),
                |d: &mut Self, _, v| {
                    if let Some(volume) = &mut d.volume {
                        volume.block = v.text() == "block";
                    }
                },
                |d, _| {
                    let block = d.volume.as_ref().is_some_and(|volume| volume.block);
                    Some(if block { "block" } else { "file" }.into())
                },
            )
            .loose(),
            Row::made(
                "iface",
                Kind::Text,
                "what it is attached to",
                "what the guest system has CD drives on",
                |_, s| s.effective.cd_interface.map(|interface| disk::interface(interface).into()),
            )
            .old(&["if"]),
            Row::made("readonly", Kind::Flag, "the guest must not write", "`true`", |_, _| Some(flag(true))),
        ]);
        rows.extend(unsaid());
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.cdroms.clone()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        let id = self.id;
        state.vm.cdroms.push(self);
        Ok(id)
    }
}

impl Device for Floppy {
    const TYPE: &'static str = "disk";
    const ALWAYS_MANAGED: bool = true;

    fn fits(map: &Map<String, Value>) -> bool {
        word(map) == "floppy"
    }

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(common::constant("`floppy`", |_, _| Some("floppy".into())));
        rows.extend([
            Row::new(
                "path",
                Kind::Text,
                "path of the medium; empty: none",
                Vm("path"),
                |d: &mut Self, _, v| d.path = v.filled(),
                |d, _| Some(d.path.as_deref().unwrap_or_default().into()),
            ),
            Row::made("iface", Kind::Text, "what it is attached to", "`fdc`", |_, _| Some("fdc".into())).old(&["if"]),
            Row::made("readonly", Kind::Flag, "the guest must not write", "`true`", |_, _| Some(flag(true))),
            Row::kept("diskType", Kind::Text, "what a host finds the medium as"),
            Row::kept("bootOrder", NUMBER, "no VM starts from it"),
        ]);
        rows.extend(unsaid());
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.floppy.iter().cloned().collect()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        if state.vm.floppy.is_some() {
            return Err("a second floppy drive, which a VM has no place for");
        }
        let id = self.id;
        state.vm.floppy = Some(self);
        Ok(id)
    }
}

/// What hosts are told of any drive with a medium, and follows.
pub(super) fn unsaid<D: VmDevice>() -> Vec<Row<D>> {
    vec![
        Row::kept("boot", Kind::Flag, "the VM starts from it; of before `bootOrder`"),
        Row::kept("index", NUMBER, "number of the drive among those of its `iface`"),
        Row::kept("format", Kind::Text, "format of the medium"),
        Row::kept("shared", Kind::Text, "whether others use the medium"),
        Row::kept("propagateErrors", Kind::Text, "the guest sees errors of storage"),
        Row::kept("optional", Kind::Flag, "the VM starts without the medium, too"),
        Row::kept("discard", Kind::Flag, "what the guest frees is freed on storage"),
        Row::kept("serial", Kind::Text, "serial number that the guest sees"),
        Row::kept("specParams.path", Kind::Text, "path of the medium, once more"),
        Row::runtime("volumeChain", "volumes and their leases"),
        Row::runtime("volumeInfo", "place of the volume"),
        Row::runtime("truesize", "bytes on storage"),
        Row::runtime("apparentsize", "bytes that the guest sees"),
        Row::runtime("reqsize", "bytes asked for"),
        common::custom_kept(),
    ]
}
