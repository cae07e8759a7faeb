//! The keys of display and input.

use crate::properties::info::Target;
use crate::properties::key::Key;
use crate::properties::state::State;
use crate::properties::value_type::ValueType;

pub(super) fn keys() -> Vec<Key<()>> {
    vec![
        Key::new(
            "displayNetwork",
            ValueType::Text,
            "network that displays listen on",
            Target::context("cluster.display_network"),
            |(), state, value| state.set_display_network(value),
            |(), state: &State| state.display_network(),
        ),
        Key::preserved("spiceSslCipherSuite", ValueType::Text, "TLS ciphers of SPICE"),
        Key::preserved("tabletEnable", ValueType::Bool, "USB tablet; follows from USB and VNC"),
        Key::preserved("smartcardEnable", ValueType::Bool, "smart card reader; also among the devices"),
    ]
}
