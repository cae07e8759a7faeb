//! Controllers.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::{Device, common, word};
use crate::properties::key::Home::Vm;
use crate::properties::key::Row;
use crate::properties::kind::Kind;
use crate::properties::state::{Read as _, State, number, text};
use crate::vm::{Controller, ControllerType};

const VIRTIO_SCSI: &str = "virtio-scsi";

const INDEX: Kind = Kind::Number { unit: "", most: u32::MAX as u64 };

impl Device for Controller {
    const TYPE: &'static str = "controller";

    fn fits(map: &Map<String, Value>) -> bool {
        controller_type(&word(map)).is_some()
    }

    fn rows() -> Vec<Row<Self>> {
        let mut rows = common::rows(Row::new(
            "device",
            Kind::Word(&[&["scsi"], &["usb"], &["virtio-serial"], &["ide"], &["sata"], &["pci"]]),
            "what it is a controller of",
            Vm("controllerType"),
            |d: &mut Self, _, v| d.controller_type = controller_type(&v.text()).unwrap_or_default(),
            |d, _| Some(type_word(d.controller_type).into()),
        ));
        rows.extend([
            Row::new(
                "model",
                Kind::Text,
                "its model, such as `virtio-scsi` or `piix3-uhci`",
                Vm("model"),
                |d: &mut Self, _, v| match v.text() {
                    model if model == VIRTIO_SCSI && d.controller_type == ControllerType::Scsi => {
                        d.controller_type = ControllerType::VirtioScsi;
                    }
                    model => d.model = Some(model),
                },
                |d, _| match d.controller_type {
                    ControllerType::VirtioScsi => Some(VIRTIO_SCSI.into()),
                    _ => text(d.model.as_deref()),
                },
            ),
            Row::new(
                "index",
                INDEX,
                "number among those of its type",
                Vm("index"),
                |d: &mut Self, _, v| d.index = Some(v.number()),
                |d, _| d.index.map(number),
            ),
            Row::new(
                "specParams.ioThreadId",
                INDEX,
                "I/O thread that serves it",
                Vm("ioThreadId"),
                |d: &mut Self, _, v| d.io_thread_id = Some(v.number()),
                |d, _| d.io_thread_id.map(number),
            )
            .old(&["ioThreadId"]),
            Row::kept("master", Kind::Anything, "the USB controller that it is a companion of"),
            common::custom_kept(),
        ]);
        rows
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.controllers.clone()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        let id = self.id;
        state.vm.controllers.push(self);
        Ok(id)
    }
}

fn controller_type(word: &str) -> Option<ControllerType> {
    Some(match word {
        "scsi" => ControllerType::Scsi,
        "usb" => ControllerType::Usb,
        "virtio-serial" => ControllerType::VirtioSerial,
        "ide" => ControllerType::Ide,
        "sata" => ControllerType::Sata,
        "pci" => ControllerType::Pci,
        _ => return None,
    })
}

fn type_word(kind: ControllerType) -> &'static str {
    match kind {
        ControllerType::VirtioScsi | ControllerType::Scsi => "scsi",
        ControllerType::Usb => "usb",
        ControllerType::VirtioSerial => "virtio-serial",
        ControllerType::Ide => "ide",
        ControllerType::Sata => "sata",
        ControllerType::Pci => "pci",
    }
}
