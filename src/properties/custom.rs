//! Custom properties that mean more than themselves.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::state::State;
use crate::vm::{VGpu, Vm};

/// The custom property that asked for mediated devices before they were devices of their own.
const MDEV_TYPE: &str = "mdev_type";

/// The word in it for a device that shows no display.
const NO_DISPLAY: &str = "nodisplay";

const UNMANAGED: &str = "device_";

/// A device that the engine did not make: it found it on a running VM, and told hosts of it in a custom
/// property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmanagedDevice {
    /// Its id.
    pub id: Uuid,
    /// The key: `device_` and the id. Engines never emptied the text that they made keys with, so that the
    /// ids of the devices before stand in it, too.
    pub key: String,
    /// How the engine described it, in words of its own.
    pub description: String,
}

/// The ids in the key of an unmanaged device, its own the last; none if it is another property's key.
pub(super) fn unmanaged_ids(key: &str) -> Option<Vec<Uuid>> {
    key.strip_prefix(UNMANAGED)?.split(UNMANAGED).map(|id| id.parse().ok()).collect()
}

/// The unmanaged devices of a map, by key.
pub(super) fn unmanaged(map: &Map<String, Value>) -> Vec<UnmanagedDevice> {
    let custom = map.get("custom").and_then(Value::as_object).into_iter().flatten();
    custom
        .filter_map(|(key, value)| {
            let id = unmanaged_ids(key)?.pop()?;
            Some(UnmanagedDevice { id, key: key.clone(), description: super::kind::scalar(value)? })
        })
        .collect()
}

/// Reads custom properties: `mdev_type` is devices, and unmanaged devices are no properties.
pub(super) fn read(state: &mut State, properties: &Value) {
    for (key, value) in properties.as_object().into_iter().flatten() {
        let value = value.as_str().unwrap_or_default();
        if key == MDEV_TYPE {
            state.vm.vgpus = vgpus(&state.vm, value);
        } else if unmanaged_ids(key).is_none() {
            state.vm.custom_properties.insert(key.clone(), value.to_owned());
        }
    }
}

/// Writes them.
pub(super) fn write(vm: &Vm) -> Option<Value> {
    let mut properties: Map<String, Value> =
        vm.custom_properties.iter().map(|(key, value)| (key.clone(), Value::from(value.as_str()))).collect();
    let vgpus: Vec<&VGpu> = vm.vgpus.iter().filter(|vgpu| vgpu.plugged).collect();
    if !vgpus.is_empty() {
        let none = vgpus.iter().all(|vgpu| vgpu.no_display);
        let words = none.then_some(NO_DISPLAY).into_iter().chain(vgpus.iter().map(|vgpu| vgpu.mdev_type.as_str()));
        properties.insert(MDEV_TYPE.to_owned(), words.collect::<Vec<_>>().join(",").into());
    }
    (!properties.is_empty()).then_some(Value::Object(properties))
}

/// The devices that `[nodisplay,]type[,type...]` asks for.
fn vgpus(vm: &Vm, text: &str) -> Vec<VGpu> {
    let mut words = text.split(',').map(str::trim).filter(|word| !word.is_empty()).peekable();
    let no_display = words.next_if_eq(&NO_DISPLAY).is_some();
    let vgpu = |(at, kind): (usize, &str)| VGpu {
        id: vm.role_id(&format!("mediated device {at}")),
        mdev_type: kind.to_owned(),
        no_display,
        ..VGpu::default()
    };
    words.enumerate().map(vgpu).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mediated_devices_come_back() {
        for text in ["nvidia-63", "nodisplay,nvidia-63,nvidia-64", ""] {
            let vm = Vm { vgpus: vgpus(&Vm::default(), text), ..Vm::default() };
            let written = write(&vm).and_then(|map| map[MDEV_TYPE].as_str().map(str::to_owned));
            assert_eq!(written.unwrap_or_default(), text);
        }
        assert!(vgpus(&Vm::default(), " nodisplay , a,, b ").iter().all(|vgpu| vgpu.no_display));
        assert_eq!(vgpus(&Vm::default(), " nodisplay , a,, b ").len(), 2);
    }

    #[test]
    fn keys_of_unmanaged_devices_hold_all_before() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(unmanaged_ids(&format!("device_{one}")), Some(vec![one]));
        assert_eq!(unmanaged_ids(&format!("device_{one}device_{two}")), Some(vec![one, two]));
        assert_eq!(unmanaged_ids("device_tree"), None);
        assert_eq!(unmanaged_ids("sndbuf"), None);
    }
}
