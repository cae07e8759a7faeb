//! Leases.

use domxml_schema::types::Uuid;

use super::{LegacyDevice, common};
use crate::properties::field_value::FieldValue as _;
use crate::properties::info::Target;
use crate::properties::key::{Key, field};
use crate::properties::state::State;
use crate::properties::value_type::ValueType;
use crate::vm::Lease;

impl LegacyDevice for Lease {
    const TYPE: &'static str = "lease";

    fn keys() -> Vec<Key<Self>> {
        let mut keys = common::keys(common::device("lease"));
        keys.extend([
            Key::derived("lease_id", ValueType::Uuid, "leased resource", "the UUID of the VM", |_, state| {
                Some(state.vm.id.to_string().into())
            }),
            Key::new(
                "sd_id",
                ValueType::Uuid,
                "storage domain of the lease",
                Target::device("storage_domain_id"),
                |device: &mut Self, _, value| device.storage_domain_id = Uuid::from_map(value),
                |device, _| Some(device.storage_domain_id.to_string().into()),
            ),
            field!("path", ValueType::Text, "path of the lease; if absent, the host finds it", Lease.path),
            field!(
                "offset",
                ValueType::Number { unit: "bytes", max: u64::MAX },
                "offset of the lease in the path",
                Lease.offset
            ),
        ]);
        keys
    }

    fn all(state: &State) -> Vec<Self> {
        state.vm.lease.iter().cloned().collect()
    }

    fn add(self, state: &mut State) -> Result<Uuid, &'static str> {
        if state.vm.lease.is_some() {
            return Err("a VM has only one lease");
        }
        let id = self.id;
        state.vm.lease = Some(self);
        Ok(id)
    }
}
