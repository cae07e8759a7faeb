//! VM -> map.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::devices;
use super::kept::Parts;
use super::key;
use super::state::State;
use super::vm_keys;
use crate::context::Context;
use crate::generate::{Effective, Problems};
use crate::vm::Vm;

/// The map of a VM in its context, for hosts that take such. What was kept of the map that the VM was read from
/// comes back.
///
/// # Errors
///
/// A guest system that is not in the catalogue.
pub fn write(vm: &Vm, context: &Context) -> Result<Value, Problems> {
    let made = parts(vm, context)?;
    let map = match &vm.legacy_properties {
        Some(kept) => kept.restore(&made),
        None => made.into_map(),
    };
    Ok(Value::Object(map))
}

/// A map as a text; ends with a line feed.
pub fn to_text(map: &Value) -> String {
    format!("{map:#}\n")
}

/// What the VM in its context says, without what was kept.
pub(super) fn parts(vm: &Vm, context: &Context) -> Result<Parts, Problems> {
    let effective = Effective::new(vm, context)?;
    let state = State {
        vm: effective.vm.clone(),
        context: context.clone(),
        effective,
        listed: true,
        boot_order: BTreeMap::new(),
    };
    let members: Map<String, Value> = key::write(&vm_keys::rows(), &(), &state);
    let devices = devices::kinds().iter().flat_map(|kind| (kind.write)(&state)).collect();
    Ok(Parts { members, devices })
}
