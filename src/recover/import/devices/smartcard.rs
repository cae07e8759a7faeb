//! Smart card readers: `smartcard`.

use domxml_schema::Keyword;
use domxml_schema::device::smartcard;

use crate::recover::import::state::Import;
use crate::vm::Smartcard;

/// The engine gives it no alias, so that the document tells whether it is managed.
pub(super) fn read(import: &mut Import<'_>, smartcard: &smartcard::Smartcard) -> bool {
    let text = |text: &str| Some(text.to_owned());
    let found = Smartcard {
        mode: smartcard.mode.as_ref().and_then(|mode| text(mode.as_str())),
        smartcard_type: smartcard.chardev.kind.as_ref().and_then(|kind| text(kind.as_str())),
        ..Smartcard::default()
    };
    let natural = format!("smartcard {}", import.vm.smartcards.len());
    let smartcard = import.identified(found, smartcard.alias.as_ref(), smartcard.address.as_ref(), &natural);
    let managed = smartcard.managed || import.has_record;
    import.vm.smartcards.push(Smartcard { managed, ..smartcard });
    true
}
