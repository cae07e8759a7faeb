//! Sound cards: `sound`.

use domxml_schema::Keyword;
use domxml_schema::device::sound;

use crate::recover::import::state::Import;
use crate::vm::Sound;

pub(super) fn read(import: &mut Import<'_>, sound: &sound::Sound) -> bool {
    let model = sound.model.as_ref().map(|model| model.as_str().to_owned());
    let natural = format!("sound {}", import.vm.sounds.len());
    let found = Sound { model, ..Sound::default() };
    let sound = import.identified(found, sound.alias.as_ref(), sound.address.as_ref(), &natural);
    import.vm.sounds.push(sound);
    true
}
