//! Slots for USB redirection.

use super::{LegacyDevice, common, in_list};
use crate::properties::key::Key;
use crate::properties::value_type::ValueType;
use crate::vm::Redir;

impl LegacyDevice for Redir {
    const TYPE: &'static str = "redir";

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("spicevmc"));
        keys.push(Key::constant("bus", ValueType::Text, "bus", "usb"));
        keys.push(common::custom());
        keys
    }

    in_list!(redirs);
}
