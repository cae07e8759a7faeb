//! Generation id: `<genid>`.

use crate::Element;
use crate::types::Uuid;
use crate::xml::Extra;

/// Generation id: `<genid>`. It changes whenever the guest may go back to an earlier state, as after a revert to a
/// snapshot, a restore or a clone.
///
/// ```xml
/// <genid>43dc0cf8-809b-4adb-9bea-a9abb5f3d90e</genid>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Genid {
    /// The id; libvirt generates one if the element is empty.
    #[xml(text, assigned = "definition")]
    pub value: Option<Uuid>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Genid {
    /// Creates a generation id with a value.
    pub fn new(value: Uuid) -> Self {
        Self { value: Some(value), ..Self::default() }
    }
}
