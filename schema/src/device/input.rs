//! Mouse, tablet, keyboard: `<input>`.

use crate::shared::{Acpi, Address, Alias, VirtioDriver, VirtioModel};
use crate::types::{ABS_FILE_PATH, OnOff};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// A device by which users act on the guest: `<input>`.
///
/// ```xml
/// <input type='tablet' bus='usb'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// What the device is.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Bus of the device; libvirt chooses one that suits the machine.
    #[xml(
        attr,
        when("@type" = "tablet" | "mouse" | "keyboard" | "passthrough"),
        required_when("@type" = "passthrough")
    )]
    pub bus: Option<Bus>,
    /// Form of a virtio device.
    #[xml(attr, since = "5.2.0")]
    pub model: Option<VirtioModel>,
    /// Options of a virtio device.
    #[xml(child, since = "3.5.0")]
    pub driver: Option<Box<VirtioDriver>>,
    /// Device of the host behind it.
    #[xml(child, when("@type" = "passthrough" | "evdev"), required_when("@type" = "passthrough" | "evdev"))]
    pub source: Option<Box<Source>>,
    /// Name of the device.
    #[xml(child)]
    pub alias: Option<Alias>,
    /// What ACPI tells the guest about the device.
    #[xml(child, since = "7.3.0")]
    pub acpi: Option<Box<Acpi>>,
    /// Where the device sits.
    #[xml(child, later("4.2.0", "may be of type `ccw`"))]
    pub address: Option<Address>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of an input device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Tablet, which sends absolute positions.
    Tablet,
    /// Mouse, which sends relative movements.
    Mouse,
    /// Keyboard.
    #[xml(since = "1.2.2")]
    Keyboard,
    /// An event device of the host, seen by the guest as it is.
    #[xml(since = "1.3.0")]
    Passthrough,
    /// An event device of the host that acts on the guest's other input devices.
    #[xml(since = "7.4.0")]
    Evdev,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Bus of an input device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bus {
    /// PS/2.
    Ps2,
    /// USB.
    Usb,
    /// That of Xen.
    Xen,
    /// That of Virtuozzo.
    Parallels,
    /// virtio.
    #[xml(since = "1.3.0")]
    Virtio,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Device of the host behind an input device: `<source>`.
///
/// ```xml
/// <source dev='/dev/input/event3' grab='all' grabToggle='ctrl-ctrl' repeat='on'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Path of the event device, of type `evdev`.
    #[xml(
        attr,
        datatype = ABS_FILE_PATH,
        when("../@type" = "evdev"),
        required_when("../@type" = "evdev")
    )]
    pub dev: Option<String>,
    /// Grabs more than this device.
    #[xml(attr, when("../@type" = "evdev"))]
    pub grab: Option<Grab>,
    /// Keys by which the user gives the device to the guest and takes it back.
    #[xml(attr = "grabToggle", since = "7.6.0", when("../@type" = "evdev"))]
    pub grab_toggle: Option<GrabToggle>,
    /// Whether a key that is held repeats.
    #[xml(attr, when("../@type" = "evdev"))]
    pub repeat: Option<OnOff>,
    /// Path of the event device, of type `passthrough`.
    #[xml(
        attr,
        datatype = ABS_FILE_PATH,
        when("../@type" = "passthrough"),
        required_when("../@type" = "passthrough")
    )]
    pub evdev: Option<String>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

/// What is grabbed together with an event device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Grab {
    /// All input devices.
    All,
    /// A word that libvirt does not know.
    Other(ThinStr),
}

/// Keys by which a user gives an event device to the guest and takes it back.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum GrabToggle {
    /// Both control keys.
    CtrlCtrl,
    /// Both alt keys.
    AltAlt,
    /// Both shift keys.
    ShiftShift,
    /// Both meta keys.
    MetaMeta,
    /// Scroll lock.
    Scrolllock,
    /// Control and scroll lock.
    CtrlScrolllock,
    /// A word that libvirt does not know.
    Other(ThinStr),
}
