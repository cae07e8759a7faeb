//! Controllers.

use serde_json::{Map, Value};

use super::{LegacyDevice, common, device_word, in_list};
use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::value_type::ValueType;
use crate::vm::{Controller, ControllerType};

/// The model that tells virtio-scsi controllers from others of type `scsi`, and the word of their type in a VM.
const VIRTIO_SCSI: &str = "virtio-scsi";

const TYPE: ValueType = ValueType::words_of::<ControllerType>().except(VIRTIO_SCSI);

impl LegacyDevice for Controller {
    const TYPE: &'static str = "controller";

    fn fits(map: &Map<String, Value>) -> bool {
        TYPE.has_word(&device_word(map))
    }

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(Key::new(
            "device",
            TYPE,
            "type of controller",
            Target::device("controller_type"),
            |device: &mut Self, _, value| device.controller_type = ControllerType::from_map(value),
            |device, _| match device.controller_type {
                ControllerType::VirtioScsi => ControllerType::Scsi.to_map(),
                other => other.to_map(),
            },
        ));
        keys.extend([
            Key::new(
                "model",
                ValueType::Text,
                "model, such as `virtio-scsi` or `piix3-uhci`",
                Target::device("model"),
                |device: &mut Self, _, value| match String::from_map(value) {
                    model if model == VIRTIO_SCSI && device.controller_type == ControllerType::Scsi => {
                        device.controller_type = ControllerType::VirtioScsi;
                    }
                    model => device.model = Some(model),
                },
                |device, _| match device.controller_type {
                    ControllerType::VirtioScsi => Some(VIRTIO_SCSI.into()),
                    _ => device.model.to_map(),
                },
            )
            .after(&["device"]),
            field!("index", ValueType::NUMBER, "number among the controllers of its type", Controller.index),
            field!(
                "specParams.ioThreadId",
                ValueType::NUMBER,
                "I/O thread that serves the controller",
                Controller.io_thread_id
            )
            .old(&["ioThreadId"]),
            Key::preserved("master", ValueType::Any, "master of a USB companion controller"),
            common::custom(),
        ]);
        keys
    }

    in_list!(controllers);
}
