//! Video cards: `video`.

use domxml_schema::Keyword;
use domxml_schema::device::video;

use crate::recover::import::identity::is_named_by_an_engine;
use crate::recover::import::state::Import;
use crate::vm::{DisplayType, Video, Words};

/// A card of type `none` stands for no card.
pub(super) fn read(import: &mut Import<'_>, video: &video::Video) -> bool {
    let model = video.model.as_ref();
    let kind = model.and_then(|model| model.kind.as_ref()).map_or("vga", Keyword::as_str);
    let Some(display_type) = DisplayType::from_word(kind) else { return false };
    let named = is_named_by_an_engine(video.alias.as_ref());
    if display_type == DisplayType::None && !named {
        return true;
    }
    let found = Video {
        display_type,
        vram: model.and_then(|model| model.vram),
        ram: model.and_then(|model| model.ram),
        vgamem: model.and_then(|model| model.vgamem),
        heads: model.and_then(|model| model.heads),
        ..Video::default()
    };
    let natural = format!("video {}", import.vm.videos.len());
    let video = import.identified(found, video.alias.as_ref(), video.address.as_ref(), &natural);
    import.vm.videos.push(video);
    true
}
