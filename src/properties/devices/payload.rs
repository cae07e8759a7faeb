//! Payloads: files for the guest on a medium that the host makes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{Device, common, drive, word};
use crate::properties::key::Home::Vm;
use crate::properties::key::{Row, at};
use crate::properties::kind::{Kind, says_nothing};
use crate::properties::state::{Read as _, State, flag, text};
use crate::vm::device::vm_device;
use crate::vm::{Initialization, Payload, PayloadDevice};

vm_device! {
    /// The drive that a map has for a payload; the VM's is an [`Initialization`].
    #[allow(unreachable_pub, reason = "devices of the VM, for which the macro is, are public")]
    PayloadDrive {
        /// The payload.
        payload: Payload,
        /// Whether all files are texts.
        texts: bool = true,
    }
}

impl Device for PayloadDrive {
    const TYPE: &'static str = "disk";
    const ALWAYS_MANAGED: bool = true;

    fn fits(map: &Map<String, Value>) -> bool {
        ["cdrom", "floppy"].contains(&word(map).as_str())
            && at(map, "specParams.vmPayload").is_some_and(|payload| !says_nothing(payload))
    }

    fn rows() -> Vec<Row<Self>> {
        let device = Row::new(
            "device",
            Kind::Word(&[&["cdrom"], &["floppy"]]),
            "what the files are on",
            Vm("initialization.payload.device"),
            |d: &mut Self, _, v| {
                let floppy = v.text() == "floppy";
                d.payload.device = if floppy { PayloadDevice::Floppy } else { PayloadDevice::Cdrom };
            },
            |d, _| Some(if d.payload.device == PayloadDevice::Floppy { "floppy" } else { "cdrom" }.into()),
        );
        let mut rows = vec![device];
        rows.extend(common::identity());
        rows.extend([
            Row::new(
                "specParams.vmPayload.volId",
                Kind::Text,
                "label of the medium",
                Vm("initialization.payload.volumeId"),
                |d: &mut Self, _, v| d.payload.volume_id = v.filled(),
                |d, _| text(d.payload.volume_id.as_deref()),
            ),
            Row::new(
                "specParams.vmPayload.file",
                Kind::Texts,
                "texts by their path, in Base64",
                Vm("initialization.payload.files"),
                |d: &mut Self, _, v| {
                    for (path, encoded) in v.as_object().into_iter().flatten() {
                        match decoded(&encoded.text()) {
                            Some(text) => {
                                d.payload.files.insert(path.clone(), text);
                            }
                            None => d.texts = false,
                        }
                    }
                },
                |d, _| {
                    let encoded = |(path, text): (&String, &String)| (path.clone(), STANDARD.encode(text).into());
                    Some(Value::Object(d.payload.files.iter().map(encoded).collect()))
                },
            ),
            Row::made("iface", Kind::Text, "what it is attached to", "as CD and floppy drives", |d: &Self, s| match d
                .payload
                .device
            {
                PayloadDevice::Floppy => Some("fdc".into()),
                PayloadDevice::Cdrom => s.effective.cd_interface.map(|one| super::disk::interface(one).into()),
            })
            .old(&["if"]),
            Row::made("path", Kind::Text, "path of the medium; the host knows it", "empty", |_, _| Some("".into())),
            Row::made("readonly", Kind::Flag, "the guest must not write", "`true`", |_, _| Some(flag(true))),
            Row::kept("diskType", Kind::Text, "what a host finds the medium as"),
            Row::kept("address", Kind::Address, "where it sits in the guest"),
            Row::kept("alias", Kind::Text, "its name in libvirt"),
            Row::kept("bootOrder", Kind::Anything, "no VM starts from it"),
        ]);
        rows.extend(drive::unsaid());
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        let drive = |payload: &Payload| Self { id: role(state), payload: payload.clone(), ..Self::default() };
        state.effective.payload.iter().map(drive).collect()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        if !self.texts {
            return Err("a payload with a file that is no text in Base64, and a VM has no place for such");
        }
        if self.payload.files.is_empty() {
            return Err("a payload without files, which no VM is given");
        }
        if state.vm.initialization.is_some() {
            return Err("a second payload, which a VM has no place for");
        }
        state.vm.initialization = Some(Initialization::Payload(self.payload));
        Ok(role(state))
    }
}

/// The id by which the payload of a VM is known; it is no device of the VM.
fn role(state: &State) -> Uuid {
    state.vm.role_id("payload")
}

fn decoded(encoded: &str) -> Option<String> {
    let plain: String = encoded.split_ascii_whitespace().collect();
    String::from_utf8(STANDARD.decode(plain).ok()?).ok()
}
