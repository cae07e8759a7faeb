//! The keys that drives with removable media share.

use super::common;
use crate::properties::key::Key;
use crate::properties::value_type::ValueType;

/// Media are read-only.
pub(super) fn read_only<D>() -> Key<D> {
    Key::constant("readonly", ValueType::Bool, "read-only for the guest", "true")
}

/// The keys of any drive whose values follow from others.
pub(super) fn keys<D>() -> Vec<Key<D>> {
    vec![
        Key::preserved("boot", ValueType::Bool, "boot device; predecessor of `bootOrder`"),
        Key::preserved("index", ValueType::NUMBER, "number among the drives of its `iface`"),
        Key::preserved("format", ValueType::Text, "format of the medium"),
        Key::preserved("shared", ValueType::Text, "shared use of the medium"),
        Key::preserved("propagateErrors", ValueType::Text, "reporting of storage errors to the guest"),
        Key::preserved("optional", ValueType::Bool, "start without the medium if it is missing"),
        Key::preserved("discard", ValueType::Bool, "discard of freed blocks"),
        Key::preserved("serial", ValueType::Text, "serial number"),
        Key::preserved("specParams.path", ValueType::Text, "path of the medium again"),
        Key::runtime("volumeChain", "volumes and their leases"),
        Key::runtime("volumeInfo", "location of the volume"),
        Key::runtime("truesize", "size on storage, in bytes"),
        Key::runtime("apparentsize", "size in the guest, in bytes"),
        Key::runtime("reqsize", "requested size, in bytes"),
        common::custom(),
    ]
}
