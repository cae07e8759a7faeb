//! Sound card: `sound`.

use domxml_schema::device::sound;

use crate::generate::common::{address, alias};
use crate::generate::input::Input;
use crate::vm::{Architecture, Sound};

/// A card: of the model that the entity says, else of the default one. None where there is no sound.
pub(super) fn device(input: &Input<'_>, card: &Sound) -> Option<sound::Sound> {
    let model = card.model.as_deref().or_else(|| default_model(input))?;
    Some(sound::Sound { alias: alias(card), address: address(card), ..sound::Sound::new(model.into()) })
}

/// The model of sound cards without a model of their own; none: the guest has no sound.
pub(in crate::generate) fn default_model<'a>(input: &'a Input<'_>) -> Option<&'a str> {
    let of_os = input.os.sound.as_deref();
    match input.vm.architecture {
        Architecture::X86_64 => Some(of_os.unwrap_or(if input.is_q35() { "ich9" } else { "ich6" })),
        Architecture::Aarch64 => Some(of_os.unwrap_or("ich9")),
        _ => None,
    }
}
