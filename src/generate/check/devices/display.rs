//! Cards, ways to see them, and mediated devices.

use std::net::IpAddr;

use domxml_schema::report::nearest;

use super::super::unique::Unique;
use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems;
use crate::vm::{Architecture, DisplayType, GraphicsType, Video};

pub(super) fn check(input: &Input<'_>, problems: &mut Problems) {
    for (field, video) in each("videos", &input.vm.videos) {
        card(input, &field, video, problems);
    }
    graphics(input, problems);
    display_network(input, problems);
    vgpus(input, problems);
}

fn card(input: &Input<'_>, field: &str, video: &Video, problems: &mut Problems) {
    let architecture = input.vm.architecture;
    let only_virtio = matches!(architecture, Architecture::S390x | Architecture::Aarch64);
    let of_x86 = matches!(video.display_type, DisplayType::Qxl | DisplayType::Cirrus)
        || (video.display_type == DisplayType::Bochs && architecture == Architecture::S390x);
    if only_virtio && of_x86 {
        let message = format!("is no card of {}", architecture.as_str());
        problems.add(format!("{field}.displayType"), word(video.display_type), message, "take `virtio` or `vga`");
    }
    if video.display_type != DisplayType::Qxl {
        for (key, size) in [("ram", video.ram), ("vgamem", video.vgamem)] {
            if let Some(size) = size {
                let message = "is of qxl cards only";
                problems.add(format!("{field}.{key}"), size, message, "leave it out; other cards have `vram`");
            }
        }
    }
    if video.heads == Some(0) {
        problems.add(format!("{field}.heads"), 0, "is no count of screens", "take at least 1");
    }
}

fn word(kind: DisplayType) -> &'static str {
    match kind {
        DisplayType::Cirrus => "cirrus",
        DisplayType::Qxl => "qxl",
        DisplayType::Vga => "vga",
        DisplayType::Bochs => "bochs",
        DisplayType::Virtio => "virtio",
        DisplayType::None => "none",
    }
}

/// One of each kind at most, on an address that is one.
fn graphics(input: &Input<'_>, problems: &mut Problems) {
    let mut seen = Unique::default();
    for (field, graphics) in each("graphics", &input.vm.graphics) {
        if let Some(address) = graphics.display_ip.as_deref().filter(|address| !is_address(address)) {
            let remedy = "write an IPv4 or IPv6 address or a host name";
            problems.add(format!("{field}.displayIp"), address, "is nothing to listen on", remedy);
        }
        let kind = graphics.graphics_type;
        let word = if kind == GraphicsType::Spice { "spice" } else { "vnc" };
        seen.see(problems, &kind, word, (&field, ".graphicsType"), "have one of each kind at most");
    }
}

/// An address or a host name.
fn is_address(text: &str) -> bool {
    let name = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    text.parse::<IpAddr>().is_ok() || text.split('.').all(name)
}

fn display_network(input: &Input<'_>, problems: &mut Problems) {
    let networks = &input.context.networks;
    let Some(name) =
        input.context.cluster.display_network.as_ref().filter(|name| !networks.contains_key(name.as_str()))
    else {
        return;
    };
    let remedy = match nearest(name, input.given.networks()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add it to the context's `networks`".to_owned(),
    };
    problems.add("context.cluster.displayNetwork", name, "is none of the context's networks", remedy);
}

fn vgpus(input: &Input<'_>, problems: &mut Problems) {
    let architecture = input.vm.architecture;
    for (field, vgpu) in each("vgpus", &input.vm.vgpus) {
        if !matches!(architecture, Architecture::X86_64 | Architecture::Aarch64) {
            let message = format!("is a mediated device, and {} has none", architecture.as_str());
            problems.add(field, vgpu.id, message, "remove or unplug it");
            continue;
        }
        if vgpu.mdev_type.is_empty() {
            let remedy = "name a type that the host's driver offers, such as `nvidia-63`";
            problems.add(format!("{field}.mdevType"), "", "is missing", remedy);
        }
        if !vgpu.no_display && !input.has_any_graphics() {
            let remedy = "set it to true, or add a `graphics`";
            let message = "says that the device shows the display, and nothing shows that to anybody";
            problems.add(format!("{field}.noDisplay"), "false", message, remedy);
        }
    }
}
