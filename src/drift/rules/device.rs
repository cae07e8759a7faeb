//! Devices that libvirt adds, and displays.

use super::super::rule::Condition::{Fresh, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, dropped};

pub(super) const RULES: &[Rule] = &[
    added(
        "implicit-device",
        &["devices/input"],
        &[When("it is a PS/2, Xen or default USB one", is_implicit_input)],
        "a machine with a display has a mouse and a keyboard",
    ),
    added("implicit-device", &["devices/memballoon"], &[Fresh], "libvirt adds a balloon unless its model is `none`"),
    added(
        "implicit-device",
        &["devices/audio"],
        &[When("none is desired, and it is the first", |case| {
            case.desired_domain().audios().next().is_none() && case.actual_text(0, "@id") == "1"
        })],
        "libvirt adds an audio backend that fits the display",
    ),
    added(
        "implicit-device",
        &["devices/watchdog"],
        &[When("it is the one of the chipset", |case| case.actual_text(0, "@model") == "itco")],
        "q35 machines have it",
    ),
    added(
        "implicit-device",
        &["devices/panic"],
        &[When("it is one of the machine", |case| {
            ["pseries", "s390", "pvpanic"].contains(&&*case.actual_text(0, "@model"))
        })],
        "the machine has it",
    ),
    added(
        "implicit-device",
        &["devices/video"],
        &[Fresh, When("none is desired", |case| case.desired_domain().videos().next().is_none())],
        "a machine with a display has a video card",
    ),
    added(
        "implicit-device",
        &["devices/iommu"],
        &[Fresh, When("none is desired", |case| case.desired_domain().iommus().next().is_none())],
        "interrupts of more than 255 vCPUs need an IOMMU",
    ),
    added("video", &["devices/video/model"], &[], "libvirt's default, which depends on its driver"),
    dropped(
        "video",
        &["devices/video/model/@primary"],
        &[When("it is not the primary one", |case| case.actual_text(0, "@primary").is_empty())],
        "there is one primary card",
    ),
    dropped(
        "video",
        &["devices/video/model/@*"],
        &[Fresh, When("the model is `none`", |case| case.actual_text(0, "@type") == "none")],
        "there is nothing to configure",
    ),
    added("display", &["devices/graphics/listen"], &[], "libvirt writes what a display listens on"),
    added(
        "display",
        &[
            "devices/graphics/@port",
            "devices/graphics/@tlsPort",
            "devices/graphics/@websocket",
            "devices/graphics/@autoport",
        ],
        &[When("ports are left to libvirt", |case| case.desired_text(0, "@autoport") != "no")],
        "libvirt allocates ports",
    ),
    any(
        "display",
        &["devices/graphics/@port", "devices/graphics/@tlsPort", "devices/graphics/@websocket"],
        &[When("ports are left to libvirt", |case| {
            case.desired() == "-1" || case.desired_text(0, "@autoport") == "yes"
        })],
        "libvirt allocates ports",
    ),
    dropped(
        "display",
        &["devices/graphics/@autoport"],
        &[When("there are no ports", |case| case.actual_text(0, "@port").is_empty())],
        "a socket has no port",
    ),
    added(
        "display",
        &["devices/graphics/@socket", "devices/graphics/listen/@socket"],
        &[Live],
        "libvirt places the socket",
    ),
];

fn is_implicit_input(case: &Case<'_>) -> bool {
    let (kind, bus) = (case.actual_text(0, "@type"), case.actual_text(0, "@bus"));
    let displays = case.actual_domain().graphics().next().is_some();
    ["mouse", "keyboard"].contains(&&*kind)
        && (["ps2", "xen", "parallels"].contains(&&*bus) || (bus == "usb" && displays && !case.domains.complete))
}
