//! The keys that imply devices, in maps without a list of devices.

use crate::properties::key::Key;
use crate::properties::value_type::ValueType;

pub(super) fn keys() -> Vec<Key<()>> {
    vec![
        Key::preserved(
            "display",
            ValueType::words(&["vnc", "qxl", "qxlnc"]),
            "graphics and video card, if there are no `devices`",
        ),
        Key::preserved("keyboardLayout", ValueType::Text, "VNC keyboard layout, if there are no `devices`"),
        Key::preserved("spiceSecureChannels", ValueType::Text, "encrypted SPICE channels, if there are no `devices`"),
        Key::preserved("soundDevice", ValueType::Text, "model of the sound card, if there are no `devices`"),
        Key::preserved("cdrom", ValueType::Text, "path of the CD image, if there are no `devices`"),
        Key::preserved("floppy", ValueType::Text, "path of the floppy image, if there are no `devices`"),
        Key::preserved("hda", ValueType::Text, "path of the first IDE disk; known only by this path"),
        Key::preserved("hdb", ValueType::Text, "path of the second IDE disk"),
        Key::preserved("hdc", ValueType::Text, "path of the third IDE disk"),
        Key::preserved("hdd", ValueType::Text, "path of the fourth IDE disk"),
        Key::preserved("drives", ValueType::Any, "list of disks with the keys of disks, if there are no `devices`"),
        Key::preserved("macAddr", ValueType::Text, "comma-separated MAC addresses of NICs, if there are no `devices`"),
        Key::preserved("nicModel", ValueType::Text, "comma-separated models of NICs, in the order of `macAddr`"),
        Key::preserved("bridge", ValueType::Text, "comma-separated networks of NICs, in the order of `macAddr`"),
    ]
}
