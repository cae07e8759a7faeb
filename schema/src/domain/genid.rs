//! Generation identifier: `<genid>`.

use crate::Element;
use crate::types::Uuid;
use crate::xml::Extra;

/// Generation identifier: it changes when the guest may find itself run again from the past, as after
/// a snapshot, a restore or a clone: `<genid>`.
///
/// ```xml
/// <genid>43dc0cf8-809b-4adb-9bea-a9abb5f3d90e</genid>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Genid {
    /// The identifier; libvirt makes one if it is not there.
    #[xml(text)]
    pub value: Option<Uuid>,
    /// What the model does not know.
    #[xml(extra)]
    pub extra: Extra,
}

impl Genid {
    /// A given identifier.
    pub fn new(value: Uuid) -> Self {
        Self { value: Some(value), ..Self::default() }
    }
}
