//! Input device: `<input>`.

use crate::shared::{Acpi, Address, Alias, VirtioDriver, VirtioModel};
use crate::types::{ABS_FILE_PATH, OnOff};
use crate::xml::Extra;
use crate::{Element, Keyword, ThinStr};

/// An input device such as a mouse, tablet or keyboard: `<input>`.
///
/// ```xml
/// <input type='tablet' bus='usb'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(
    similar("source", "@type", "source/@evdev"),
    similar("source", "@type", "source/@dev"),
    similar("form", "@type", "@bus?"),
    similar("form", "@type"),
    pairing = "identity"
)]
pub struct Input {
    /// Kind of the device.
    #[xml(attr, required)]
    pub kind: Option<Kind>,
    /// Bus of the device.
    #[xml(
        attr,
        when("@type" = "tablet" | "mouse" | "keyboard" | "passthrough"),
        required_when("@type" = "passthrough"),
        default("virtio", "@type" = "passthrough"),
        default(
            "xen", "hypervisor" = "xen", "../../os/type" = "xen" | "linux" | "xenpvh",
            "@type" = "mouse" | "keyboard" | "tablet"
        ),
        default("virtio", "arch" = "s390x", "@type" = "mouse" | "keyboard" | "tablet"),
        default("ps2", "arch" = "x86_64" | "i686", "@type" = "mouse" | "keyboard"),
        default("usb", "@type" = "mouse" | "keyboard" | "tablet")
    )]
    pub bus: Option<Bus>,
    /// Variant of a virtio device.
    #[xml(attr, since = "5.2.0")]
    pub model: Option<VirtioModel>,
    /// Options of the virtio device.
    #[xml(child, since = "3.5.0", dropped)]
    pub driver: Option<Box<VirtioDriver>>,
    /// Host device behind the input device.
    #[xml(child, when("@type" = "passthrough" | "evdev"), required_when("@type" = "passthrough" | "evdev"))]
    pub source: Option<Box<Source>>,
    /// Alias of the device.
    #[xml(child, assigned = "start")]
    pub alias: Option<Alias>,
    /// ACPI settings of the device.
    #[xml(child, since = "7.3.0", dropped)]
    pub acpi: Option<Box<Acpi>>,
    /// Guest address of the device.
    #[xml(child, later("4.2.0", "may be of type `ccw`"), assigned = "definition")]
    pub address: Option<Address>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Kind of an input device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Tablet with absolute positions.
    Tablet,
    /// Mouse with relative movements.
    Mouse,
    /// Keyboard.
    #[xml(since = "1.2.2")]
    Keyboard,
    /// Event device of the host, passed through as a virtio device.
    #[xml(since = "1.3.0")]
    Passthrough,
    /// Event device of the host that feeds the other input devices of the guest.
    #[xml(since = "7.4.0")]
    Evdev,
    /// Any other keyword.
    Other(ThinStr),
}

/// Bus of an input device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Bus {
    /// PS/2.
    Ps2,
    /// USB.
    Usb,
    /// Xen.
    Xen,
    /// Virtuozzo.
    Parallels,
    /// virtio.
    #[xml(since = "1.3.0")]
    Virtio,
    /// Any other keyword.
    Other(ThinStr),
}

/// Host device behind an input device: `<source>`.
///
/// ```xml
/// <source dev='/dev/input/event3' grab='all' grabToggle='ctrl-ctrl' repeat='on'/>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Path of the event device; type `evdev`.
    #[xml(
        attr,
        datatype = ABS_FILE_PATH,
        when("../@type" = "evdev"),
        required_when("../@type" = "evdev")
    )]
    pub dev: Option<String>,
    /// Input devices to grab together with this one.
    #[xml(attr, when("../@type" = "evdev"))]
    pub grab: Option<Grab>,
    /// Key combination that moves the device between host and guest.
    #[xml(attr = "grabToggle", since = "7.6.0", when("../@type" = "evdev"))]
    pub grab_toggle: Option<GrabToggle>,
    /// Enables auto-repeat of keys.
    #[xml(attr, when("../@type" = "evdev"))]
    pub repeat: Option<OnOff>,
    /// Path of the event device; type `passthrough`.
    #[xml(
        attr,
        datatype = ABS_FILE_PATH,
        when("../@type" = "passthrough"),
        required_when("../@type" = "passthrough")
    )]
    pub evdev: Option<String>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Input devices to grab together with an event device.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum Grab {
    /// All input devices.
    All,
    /// Any other keyword.
    Other(ThinStr),
}

/// Key combination that moves an event device between host and guest.
#[derive(Keyword, Clone, Debug, PartialEq, Eq, Hash)]
pub enum GrabToggle {
    /// Both Ctrl keys.
    CtrlCtrl,
    /// Both Alt keys.
    AltAlt,
    /// Both Shift keys.
    ShiftShift,
    /// Both Meta keys.
    MetaMeta,
    /// Scroll Lock.
    Scrolllock,
    /// Ctrl and Scroll Lock.
    CtrlScrolllock,
    /// Any other keyword.
    Other(ThinStr),
}
