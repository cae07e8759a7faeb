//! Video cards: `video`.

use domxml_schema::device::video::{self, Kind, Model};
use domxml_schema::types::Uuid;

use crate::context::Os;
use crate::generate::common::{address, alias, plugged};
use crate::generate::input::Input;
use crate::vm::{Architecture, DisplayType, Version, Video};

/// Default of the memory of a card, in KiB.
const VRAM: u32 = 32768;

/// Memory of a qxl card's first part for each screen, in KiB; its other parts are multiples of it.
const QXL_BASE: u32 = 16384;

/// Memory of other cards that are added, in KiB.
const VIDEO_MEMORY: u32 = 16384;

/// A virtio card takes the place of VGA.
const VIRTIO_VGA: Version = Version::new(4, 7);

/// The cards, each with its id. Where a mediated device shows the display there is no card, and libvirt
/// is told so once.
pub(super) fn devices(input: &Input<'_>) -> impl Iterator<Item = (Uuid, video::Video)> {
    let by_vgpu = plugged(&input.vm.vgpus).any(|vgpu| !vgpu.no_display);
    let mut cards: Vec<&Video> = plugged(&input.vm.videos).collect();
    cards.sort_by_key(|video| video.id);
    cards.truncate(if by_vgpu { 1 } else { usize::MAX });
    cards.into_iter().map(move |card| {
        let device = if by_vgpu || card.display_type == DisplayType::None {
            video::Video::new(Kind::None)
        } else {
            video::Video {
                model: Some(Box::new(model(input, card))),
                address: address(card),
                ..video::Video::default()
            }
        };
        (card.id, video::Video { alias: alias(card), ..device })
    })
}

/// The device of a VM without a card: without it, libvirt would add a card.
pub(super) fn absent(input: &Input<'_>) -> Option<video::Video> {
    plugged(&input.vm.videos).next().is_none().then(|| video::Video::new(Kind::None))
}

fn model(input: &Input<'_>, card: &Video) -> Model {
    let kind = match card.display_type {
        DisplayType::Cirrus => Kind::Cirrus,
        DisplayType::Qxl => Kind::Qxl,
        DisplayType::Vga if has_virtio_for_vga(input) => Kind::Virtio,
        DisplayType::Vga => Kind::Vga,
        DisplayType::Bochs => Kind::Bochs,
        DisplayType::Virtio => Kind::Virtio,
        DisplayType::None => Kind::None,
    };
    Model {
        kind: Some(kind),
        vram: Some(card.vram.unwrap_or(VRAM)),
        ram: card.ram,
        vgamem: card.vgamem,
        heads: Some(card.heads.unwrap_or(1)),
        ..Model::default()
    }
}

/// Returns whether a virtio card replaces VGA: since a level, for guests that have the driver; on IBM Z and Arm
/// always, as they have no VGA.
fn has_virtio_for_vga(input: &Input<'_>) -> bool {
    match input.vm.architecture {
        Architecture::S390x | Architecture::Aarch64 => true,
        _ => input.level >= VIRTIO_VGA && !input.is_legacy_virtio(),
    }
}

/// A card with the memory that a guest OS needs of it for this number of screens, 1 if absent.
pub(in crate::generate) fn sized(id: Uuid, display_type: DisplayType, heads: Option<u32>, os: &Os) -> Video {
    let base = QXL_BASE.saturating_mul(heads.unwrap_or(1));
    let video = Video { id, display_type, heads, ..Video::default() };
    if display_type != DisplayType::Qxl {
        return Video { vram: Some(VIDEO_MEMORY), ..video };
    }
    let vram = if os.vram_multiplier == 0 { 8192 } else { base.saturating_mul(os.vram_multiplier) };
    Video {
        vram: Some(vram),
        ram: Some(base.saturating_mul(4)),
        vgamem: Some(base.saturating_mul(os.vgamem_multiplier)),
        ..video
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qxl_card_is_sized_for_its_guest() {
        let sizes = |os: &str, heads: u32| {
            let os = Os::named(os).expect("it is in the catalogue");
            let video = sized(Uuid::nil(), DisplayType::Qxl, Some(heads), &os);
            (video.ram, video.vram, video.vgamem)
        };
        assert_eq!(sizes("other", 1), (Some(65536), Some(8192), Some(16384)));
        assert_eq!(sizes("rhel_8x64", 2), (Some(131_072), Some(65536), Some(32768)));
        assert_eq!(sizes("windows_10x64", 1), (Some(65536), Some(65536), Some(32768)));
    }
}
