//! Video cards.

use serde_json::{Map, Value};

use super::{LegacyDevice, common, device_word, in_list};
use crate::properties::key::{Key, field};
use crate::properties::value_type::ValueType;
use crate::vm::{DisplayType, Video};

/// The kinds of card that maps have.
const CARD: ValueType = ValueType::words_of::<DisplayType>().except("none");

const KIB: ValueType = ValueType::number("KiB");

impl LegacyDevice for Video {
    const TYPE: &'static str = "video";

    fn fits(map: &Map<String, Value>) -> bool {
        CARD.has_word(&device_word(map))
    }

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(field!("device", CARD, "kind of card", Video.display_type));
        keys.extend([
            field!("specParams.vram", KIB, "video memory", Video.vram),
            field!("specParams.ram", KIB, "secondary memory (qxl)", Video.ram),
            field!("specParams.vgamem", KIB, "VGA memory (qxl)", Video.vgamem),
            field!("specParams.heads", ValueType::number("screens"), "number of screens", Video.heads),
            common::custom(),
        ]);
        keys
    }

    in_list!(videos);
}
