//! Memory balloon: `memballoon`.

use domxml_schema::Keyword;
use domxml_schema::device::memballoon::Memballoon;

use crate::recover::import::identity::is_named_by_an_engine;
use crate::recover::import::state::Import;
use crate::vm::Balloon;

/// A balloon of model `none` stands for no balloon.
pub(super) fn read(import: &mut Import<'_>, balloon: &Memballoon) -> bool {
    let model = balloon.model.as_ref().map(Keyword::as_str).unwrap_or_default();
    let named = is_named_by_an_engine(balloon.alias.as_ref());
    if model == "none" && !named {
        return true;
    }
    let found =
        Balloon { model: Some(model.to_owned()).filter(|model| !model.starts_with("virtio")), ..Balloon::default() };
    let natural = format!("balloon {}", import.vm.balloons.len());
    let balloon = import.identified(found, balloon.alias.as_ref(), balloon.address.as_ref(), &natural);
    import.vm.balloons.push(balloon);
    true
}
