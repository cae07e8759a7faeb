//! Video cards.

use super::each;
use crate::generate::input::Input;
use crate::generate::problem::Problems as _;
use crate::vm::{Architecture, DisplayType, Video};
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    for (field, video) in each("videos", &input.vm.videos) {
        display_type(input, &field, video, problems);
        if video.display_type != DisplayType::Qxl {
            for (key, size) in [("ram", video.ram), ("vgamem", video.vgamem)] {
                if let Some(size) = size {
                    let message = format!("`{key}` applies to qxl video cards only");
                    problems.add(format!("{field}.{key}"), size, message, "remove it; other cards have `vram`");
                }
            }
        }
        if video.heads == Some(0) {
            problems.add(format!("{field}.heads"), 0, "`heads` is 0", "use at least 1");
        }
    }
}

fn display_type(input: &Input<'_>, field: &str, video: &Video, problems: &mut Findings) {
    let architecture = input.vm.architecture;
    let word = match video.display_type {
        DisplayType::Cirrus => "cirrus",
        DisplayType::Qxl => "qxl",
        DisplayType::Bochs if architecture == Architecture::S390x => "bochs",
        DisplayType::Bochs | DisplayType::Vga | DisplayType::Virtio | DisplayType::None => return,
    };
    if matches!(architecture, Architecture::S390x | Architecture::Aarch64) {
        let message = format!("video card `{word}` is not available on {}", architecture.as_str());
        problems.add(format!("{field}.displayType"), word, message, "use `virtio` or `vga`");
    }
}
