//! The devices that older keys imply, in maps without a list of devices.

use serde_json::{Map, Value, json};

use super::value_type::scalar;

/// A device that older keys imply.
pub(super) struct ImpliedDevice {
    /// The path of the keys.
    pub(super) path: String,
    /// The device as a list of devices has it.
    pub(super) map: Map<String, Value>,
}

/// The devices that a map without a list of devices implies.
pub(super) fn devices(map: &Map<String, Value>) -> Vec<ImpliedDevice> {
    let mut devices = display(map);
    let mut add = |key: &str, device: Value| devices.push(implied(key.to_owned(), device));
    if let Some(model) = text(map, "soundDevice") {
        add("soundDevice", json!({"type": "sound", "device": model}));
    }
    for drive in ["cdrom", "floppy"] {
        if let Some(path) = text(map, drive) {
            add(drive, json!({"type": "disk", "device": drive, "path": path}));
        }
    }
    for (index, drive) in ["hda", "hdb", "hdc", "hdd"].into_iter().enumerate() {
        if let Some(path) = text(map, drive) {
            add(drive, json!({"type": "disk", "device": "disk", "iface": "ide", "index": index, "path": path}));
        }
    }
    devices.extend(drives(map));
    devices.extend(interfaces(map));
    devices
}

fn implied(path: String, device: Value) -> ImpliedDevice {
    let Value::Object(map) = device else { return ImpliedDevice { path, map: Map::new() } };
    ImpliedDevice { path, map }
}

fn text(map: &Map<String, Value>, key: &str) -> Option<String> {
    scalar(map.get(key)?).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Graphics and their card: Cirrus for VNC, qxl for SPICE.
fn display(map: &Map<String, Value>) -> Vec<ImpliedDevice> {
    let Some(display) = text(map, "display") else { return Vec::new() };
    let vnc = display.eq_ignore_ascii_case("vnc");
    let (protocol, card) = if vnc { ("vnc", "cirrus") } else { ("spice", "qxl") };
    let mut spec = Map::new();
    let keyboard = text(map, "keyboardLayout").filter(|_| vnc).map(|layout| ("keyMap", layout));
    let channels = text(map, "spiceSecureChannels").filter(|_| !vnc).map(|names| ("spiceSecureChannels", names));
    spec.extend(keyboard.into_iter().chain(channels).map(|(key, value)| (key.to_owned(), value.into())));
    vec![
        implied("display".to_owned(), json!({"type": "graphics", "device": protocol, "specParams": spec})),
        implied("display".to_owned(), json!({"type": "video", "device": card})),
    ]
}

/// Drives, which have no key `type`.
fn drives(map: &Map<String, Value>) -> Vec<ImpliedDevice> {
    let list = map.get("drives").and_then(Value::as_array).into_iter().flatten().enumerate();
    let objects = list.filter_map(|(at, drive)| Some((at, drive.as_object()?)));
    objects
        .map(|(at, drive)| {
            let mut device = drive.clone();
            device.insert("type".to_owned(), "disk".into());
            ImpliedDevice { path: format!("drives[{at}]"), map: device }
        })
        .collect()
}

/// A NIC for each MAC address, with the model and the network at the same position.
fn interfaces(map: &Map<String, Value>) -> Vec<ImpliedDevice> {
    let list = |key: &str| -> Vec<String> {
        let list = text(map, key).unwrap_or_default();
        list.split(',').map(|part| part.trim().to_owned()).collect()
    };
    let (addresses, models, networks) = (list("macAddr"), list("nicModel"), list("bridge"));
    let addresses = addresses.into_iter().enumerate().filter(|(_, address)| !address.is_empty());
    addresses
        .map(|(at, address)| {
            let mut device = json!({"type": "interface", "device": "bridge", "macAddr": address});
            let parts = [("nicModel", models.get(at)), ("network", networks.get(at))];
            for (key, part) in parts {
                if let Some(part) = part.filter(|part| !part.is_empty()) {
                    device[key] = part.as_str().into();
                }
            }
            implied("macAddr".to_owned(), device)
        })
        .collect()
}
