//! From a VM to a map.

use domxml_schema::report::Findings;
use serde_json::Value;

use super::kept::WrittenMap;
use super::state::State;
use super::{devices, key, vm_keys};
use crate::context::Context;
use crate::generate::Effective;
use crate::vm::Vm;

/// Writes the map of a VM in its context, for hosts that take maps. Content that was preserved from the map that the
/// VM was read from is written again.
///
/// # Errors
///
/// A guest OS that is not in the catalogue.
pub fn write(vm: &Vm, context: &Context) -> Result<Value, Findings> {
    let written = written(vm, context)?;
    let map = match &vm.legacy_properties {
        Some(preserved) => preserved.restore(&written),
        None => written.into_map(),
    };
    Ok(Value::Object(map))
}

/// Formats a map as text that ends with a line feed.
pub fn to_text(map: &Value) -> String {
    format!("{map:#}\n")
}

/// The map of a VM in its context, without preserved content.
pub(super) fn written(vm: &Vm, context: &Context) -> Result<WrittenMap, Findings> {
    let effective = Effective::new(vm, context)?;
    let state =
        State { vm: effective.vm.clone(), context: context.clone(), effective, listed: true, ..State::default() };
    let members = key::write(&vm_keys::keys(), &(), &state);
    let devices = devices::kinds().iter().flat_map(|kind| (kind.write)(&state)).collect();
    Ok(WrittenMap { members, devices })
}
