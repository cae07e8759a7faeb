//! CD drives.

use serde_json::{Map, Value};

use super::{LegacyDevice, common, device_word, disk, in_list, removable};
use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::value_type::ValueType;
use crate::vm::Cdrom;

impl LegacyDevice for Cdrom {
    const TYPE: &'static str = "disk";
    const ALWAYS_MANAGED: bool = true;

    fn fits(map: &Map<String, Value>) -> bool {
        device_word(map) == "cdrom"
    }

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("cdrom"));
        keys.push(common::boot_order());
        keys.extend([
            Key::new(
                "path",
                ValueType::Text,
                "path of the image; empty if there is no medium",
                Target::device("path"),
                |device: &mut Self, _, value| device.path = Some(String::from_map(value)),
                |device, _| Some(device.path.as_deref().unwrap_or_default().into()),
            )
            .written_if(|device, _| device.volume.is_none()),
            field!("poolID", ValueType::Uuid, "storage pool of the image", Cdrom.volume?.storage_pool_id),
            field!("domainID", ValueType::Uuid, "storage domain of the image", Cdrom.volume?.storage_domain_id),
            field!("imageID", ValueType::Uuid, "image", Cdrom.volume?.image_id),
            field!("volumeID", ValueType::Uuid, "volume of the image", Cdrom.volume?.volume_id),
            Key::new(
                "diskType",
                ValueType::words(&["file", "block", "network"]),
                "type of the medium on the host",
                Target::device("volume.block"),
                |device: &mut Self, _, value| {
                    if let Some(volume) = &mut device.volume {
                        volume.block = value == "block";
                    }
                },
                |device, _| {
                    let block = device.volume.as_ref().is_some_and(|volume| volume.block);
                    Some(if block { "block" } else { "file" }.into())
                },
            )
            .after(&["poolID", "domainID", "imageID", "volumeID"])
            .unchecked(),
            Key::derived("iface", ValueType::Text, "bus", "the bus of CD drives for the guest OS", |_, state| {
                state.effective.cd_interface.map(|interface| disk::bus(interface).into())
            })
            .old(&["if"]),
            removable::read_only(),
        ]);
        keys.extend(removable::keys());
        keys
    }

    in_list!(cdroms);
}
