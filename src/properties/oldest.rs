//! Maps of before devices had a list: their keys, as the devices that they mean.

use serde_json::{Map, Value, json};

use super::kind::scalar;

/// A device that older keys mean, and the path of these.
pub(super) struct Implied {
    pub(super) path: String,
    pub(super) map: Map<String, Value>,
}

/// The devices that a map without a list of them means.
pub(super) fn devices(map: &Map<String, Value>) -> Vec<Implied> {
    let mut devices = display(map);
    let mut add = |key: &str, device: Value| devices.push(implied(key.to_owned(), device));
    if let Some(model) = said(map, "soundDevice") {
        add("soundDevice", json!({"type": "sound", "device": model}));
    }
    for drive in ["cdrom", "floppy"] {
        if let Some(path) = said(map, drive) {
            add(drive, json!({"type": "disk", "device": drive, "path": path}));
        }
    }
    for (index, drive) in ["hda", "hdb", "hdc", "hdd"].into_iter().enumerate() {
        if let Some(path) = said(map, drive) {
            add(drive, json!({"type": "disk", "device": "disk", "iface": "ide", "index": index, "path": path}));
        }
    }
    devices.extend(drives(map));
    devices.extend(interfaces(map));
    devices
}

fn implied(path: String, device: Value) -> Implied {
    let Value::Object(map) = device else { return Implied { path, map: Map::new() } };
    Implied { path, map }
}

fn said(map: &Map<String, Value>, key: &str) -> Option<String> {
    scalar(map.get(key)?).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// VNC shows a Cirrus card, SPICE a qxl card.
fn display(map: &Map<String, Value>) -> Vec<Implied> {
    let Some(display) = said(map, "display") else { return Vec::new() };
    let vnc = display.eq_ignore_ascii_case("vnc");
    let (protocol, card) = if vnc { ("vnc", "cirrus") } else { ("spice", "qxl") };
    let mut spec = Map::new();
    let keyboard = said(map, "keyboardLayout").filter(|_| vnc).map(|layout| ("keyMap", layout));
    let channels = said(map, "spiceSecureChannels").filter(|_| !vnc).map(|names| ("spiceSecureChannels", names));
    spec.extend(keyboard.into_iter().chain(channels).map(|(key, text)| (key.to_owned(), text.into())));
    vec![
        implied("display".to_owned(), json!({"type": "graphics", "device": protocol, "specParams": spec})),
        implied("display".to_owned(), json!({"type": "video", "device": card})),
    ]
}

/// A drive had no type.
fn drives(map: &Map<String, Value>) -> Vec<Implied> {
    let list = map.get("drives").and_then(Value::as_array).into_iter().flatten().enumerate();
    let objects = list.filter_map(|(at, drive)| Some((at, drive.as_object()?)));
    objects
        .map(|(at, drive)| {
            let mut device = drive.clone();
            device.insert("type".to_owned(), "disk".into());
            Implied { path: format!("drives[{at}]"), map: device }
        })
        .collect()
}

/// One for each hardware address, with the model and the network of the same place.
fn interfaces(map: &Map<String, Value>) -> Vec<Implied> {
    let list = |key: &str| -> Vec<String> {
        let text = said(map, key).unwrap_or_default();
        text.split(',').map(|part| part.trim().to_owned()).collect()
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
