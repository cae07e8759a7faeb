//! Reading a VM from its form in JSON.

use std::sync::LazyLock;

use serde_json::Value;

use super::Vm;
use crate::entity;

impl Vm {
    /// Reads the form in JSON.
    ///
    /// # Errors
    ///
    /// A form that is not a VM's.
    pub(crate) fn from_value(mut value: Value) -> Result<Self, entity::Error> {
        static DEFAULT: LazyLock<Value> = LazyLock::new(|| Vm::default().to_value());
        // Most members have their defaults, and need not be read.
        if let Value::Object(members) = &mut value {
            members.retain(|name, member| DEFAULT.get(name) != Some(&*member));
        }
        entity::from_value(value)
    }
}
