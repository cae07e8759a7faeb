//! What becomes of devices of any kind, and of those that libvirt adds.

use super::super::matching::is_user_alias;
use super::super::rule::Condition::{Actual, Desired, Fresh, Live, When};
use super::super::rule::{Case, Rule};
use super::{added, any, differs, dropped};

pub(super) const RULES: &[Rule] = &[
    added(
        "alias",
        &["devices/*/alias"],
        &[When("no user gave it", |case| !is_user_alias(&case.actual_text(0, "@name")))],
        "libvirt names the devices of what runs",
    ),
    differs(
        "alias",
        &["devices/*/alias/@name"],
        &[When("no user gave either", |case| !is_user_alias(case.desired()) && !is_user_alias(case.actual()))],
        "libvirt's names last for one run",
    ),
    dropped(
        "alias",
        &["devices/*/alias"],
        &[When("no user gave it", |case| !is_user_alias(&case.desired_text(0, "@name")))],
        "libvirt's names last for one run",
    ),
    added("address", &["devices/*/address"], &[], "libvirt gives an address to a device that has none"),
    added(
        "address",
        &["devices/*/address/@*"],
        &[When("it is zero, or no coordinates were desired", is_free_coordinate)],
        "libvirt completes addresses",
    ),
    added(
        "address",
        &["devices/*/address/zpci", "devices/*/address/zpci/@*"],
        &[],
        "libvirt gives addresses on s390 an identity",
    ),
    added(
        "implicit-device",
        &["devices/input"],
        &[When("it is a PS/2, Xen or default USB one", is_implicit_input)],
        "a machine with a display has a mouse and a keyboard",
    ),
    added("implicit-device", &["devices/memballoon"], &[Fresh], "libvirt adds a balloon unless `none` is desired"),
    added(
        "implicit-device",
        &["devices/audio"],
        &[When("none was desired, and it is the first", |case| {
            case.desired_domain().audios().next().is_none() && case.actual_text(0, "@id") == "1"
        })],
        "libvirt adds an audio backend that fits the display",
    ),
    added(
        "implicit-device",
        &["devices/watchdog"],
        &[When("it is the one of the chipset", |case| case.actual_text(0, "@model") == "itco")],
        "Q35 machines have it",
    ),
    added(
        "implicit-device",
        &["devices/panic"],
        &[When("it is one of the machine", |case| {
            ["pseries", "s390", "pvpanic"].contains(&&*case.actual_text(0, "@model"))
        })],
        "the machine reports panics by itself",
    ),
    added(
        "implicit-device",
        &["devices/video"],
        &[Fresh, When("none was desired", |case| case.desired_domain().videos().next().is_none())],
        "a machine with a display has a video card",
    ),
    added(
        "implicit-device",
        &["devices/iommu"],
        &[Fresh, When("many processors need it", |case| case.desired_domain().iommus().next().is_none())],
        "interrupts of many processors need an IOMMU",
    ),
    added(
        "video",
        &["devices/video/model", "devices/video/model/@*"],
        &[],
        "libvirt's defaults, which depend on the machine",
    ),
    added("video", &["devices/video/model/@primary"], &[Actual(&["yes"])], "the first card is the primary one"),
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
        "there is nothing to be configured",
    ),
    added(
        "default-model",
        &[
            "devices/panic/@model",
            "devices/tpm/@model",
            "devices/tpm/backend/@version",
            "devices/vsock/@model",
            "devices/sound/@streams",
            "devices/hub/@type",
            "devices/rng/backend",
            "devices/memballoon/@model",
        ],
        &[],
        "libvirt's default",
    ),
    added(
        "default-model",
        &[
            "devices/shmem/size",
            "devices/shmem/msi",
            "devices/shmem/msi/@ioeventfd",
            "devices/shmem/msi/@vectors",
            "devices/shmem/model",
        ],
        &[],
        "libvirt's default",
    ),
    added("memory-module", &["devices/memory/target/node"], &[Actual(&["0"])], "there is one node"),
    added("host-device", &["devices/hostdev/@managed"], &[Actual(&["no"])], "libvirt's default"),
    added(
        "host-device",
        &["devices/hostdev/@display", "devices/hostdev/@ramfb"],
        &[Actual(&["off"])],
        "libvirt's default",
    ),
    added(
        "host-device",
        &["devices/hostdev/driver", "devices/hostdev/driver/@name"],
        &[Live, When("it is the kernel's", |case| case.actual_text(0, "@name") == "vfio")],
        "what passes devices through",
    ),
    added("file-system", &["devices/filesystem/@accessmode"], &[Actual(&["passthrough"])], "libvirt's default"),
    added("file-system", &["devices/filesystem/@type"], &[Actual(&["mount"])], "libvirt's default"),
    added("display", &["devices/graphics/listen"], &[], "libvirt says on what a display listens"),
    added(
        "display",
        &["devices/graphics/listen/@address", "devices/graphics/@listen"],
        &[Live],
        "the address of the network, or libvirt's default",
    ),
    added(
        "display",
        &["devices/graphics/@listen"],
        &[When("it is that of the listener", |case| case.actual == case.actual_at(0, "listen/@address").as_deref())],
        "libvirt writes it in the old place, too",
    ),
    added(
        "display",
        &[
            "devices/graphics/@port",
            "devices/graphics/@tlsPort",
            "devices/graphics/@websocket",
            "devices/graphics/@autoport",
        ],
        &[When("ports were left to libvirt", |case| case.desired_text(0, "@autoport") != "no")],
        "libvirt finds free ports",
    ),
    any(
        "display",
        &["devices/graphics/@port", "devices/graphics/@tlsPort", "devices/graphics/@websocket"],
        &[When("ports were left to libvirt", |case| {
            case.desired() == "-1" || case.desired_text(0, "@autoport") == "yes"
        })],
        "libvirt finds free ports",
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
    added(
        "display",
        &["devices/graphics/@socket"],
        &[When("it is that of the listener", |case| case.actual == case.actual_at(0, "listen/@socket").as_deref())],
        "libvirt writes it in the old place, too",
    ),
    dropped("redirection-filter", &["devices/redirfilter/usbdev/@*"], &[Desired(&["-1"])], "a number that means any"),
];

/// Whether a coordinate was left open: it is zero, or nothing but the kind of bus was asked.
fn is_free_coordinate(case: &Case<'_>) -> bool {
    let zero = case.actual().trim_start_matches("0x").bytes().all(|byte| byte == b'0');
    let coordinates = ["@slot", "@bus", "@unit", "@port", "@controller", "@reg", "@devno", "@iobase", "@base"];
    zero || case.actual() == "on" || !coordinates.iter().any(|name| !case.desired_text(0, name).is_empty())
}

fn is_implicit_input(case: &Case<'_>) -> bool {
    let (kind, bus) = (case.actual_text(0, "@type"), case.actual_text(0, "@bus"));
    let displays = case.actual_domain().graphics().next().is_some();
    ["mouse", "keyboard"].contains(&&*kind)
        && (["ps2", "xen", "parallels"].contains(&&*bus) || (bus == "usb" && displays && !case.domains.complete))
}
