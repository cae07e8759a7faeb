//! Sound card: `sound`.

use domxml_schema::device::sound;

use crate::generate::common::{address, alias};
use crate::generate::input::Input;
use crate::vm::Sound;

/// A card: as the entity says, else as the guest system's catalogue does. None where there is no sound.
pub(super) fn device(input: &Input<'_>, card: &Sound) -> Option<sound::Sound> {
    let model = card.model.as_deref().or_else(|| input.os.sound(input.vm.architecture, input.vm.firmware.bios_type))?;
    Some(sound::Sound { alias: alias(card), address: address(card), ..sound::Sound::new(model.into()) })
}
