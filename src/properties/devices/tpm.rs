//! TPMs.

use super::{LegacyDevice, common, in_list};
use crate::properties::key::Key;
use crate::properties::value_type::ValueType;
use crate::vm::Tpm;

impl LegacyDevice for Tpm {
    const TYPE: &'static str = "tpm";

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("tpm"));
        keys.extend([
            Key::preserved("specParams.model", ValueType::Text, "model"),
            Key::preserved("specParams.mode", ValueType::Text, "mode, such as passthrough of the TPM of the host"),
            Key::preserved("specParams.path", ValueType::Text, "device of the host"),
            common::custom(),
        ]);
        keys
    }

    in_list!(tpms);
}
