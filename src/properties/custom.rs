//! Custom properties, some of which stand for devices.

use domxml_schema::types::Uuid;
use serde_json::{Map, Value};

use super::state::State;
use crate::vm::{VGpu, Vm};

/// The custom property that requests mediated devices; the engine has devices instead.
const MDEV_TYPE: &str = "mdev_type";

/// The word in it for devices without a display.
const NO_DISPLAY: &str = "nodisplay";

/// The prefix of the id in the key of an unmanaged device.
const UNMANAGED: &str = "device_";

/// An unmanaged device: the engine found it on a running VM, and described it to hosts in a custom property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnmanagedDevice {
    /// UUID of the device.
    pub id: Uuid,
    /// Key of the property: `device_` and the UUID, preceded by the keys of the devices before it, because engines
    /// appended to one text.
    pub key: String,
    /// Description by the engine, in a format of its own.
    pub description: String,
}

/// The ids in the key of an unmanaged device, of which the last is its own; none if the key is of another property.
pub(super) fn unmanaged_ids(key: &str) -> Option<Vec<Uuid>> {
    key.strip_prefix(UNMANAGED)?.split(UNMANAGED).map(|id| id.parse().ok()).collect()
}

/// The unmanaged devices of a map, by key.
pub(super) fn unmanaged(map: &Map<String, Value>) -> Vec<UnmanagedDevice> {
    let custom = map.get("custom").and_then(Value::as_object).into_iter().flatten();
    custom
        .filter_map(|(key, value)| {
            let id = unmanaged_ids(key)?.pop()?;
            Some(UnmanagedDevice { id, key: key.clone(), description: super::value_type::scalar(value)? })
        })
        .collect()
}

/// Reads custom properties: `mdev_type` as devices, and without unmanaged devices.
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

/// Writes custom properties.
pub(super) fn write(vm: &Vm) -> Option<Value> {
    let mut properties: Map<String, Value> =
        vm.custom_properties.iter().map(|(key, value)| (key.clone(), Value::from(value.as_str()))).collect();
    let vgpus: Vec<&VGpu> = vm.vgpus.iter().filter(|vgpu| vgpu.plugged).collect();
    if !vgpus.is_empty() {
        let no_display = vgpus.iter().all(|vgpu| vgpu.no_display);
        let words =
            no_display.then_some(NO_DISPLAY).into_iter().chain(vgpus.iter().map(|vgpu| vgpu.mdev_type.as_str()));
        properties.insert(MDEV_TYPE.to_owned(), words.collect::<Vec<_>>().join(",").into());
    }
    (!properties.is_empty()).then_some(Value::Object(properties))
}

/// The devices that `[nodisplay,]type[,type...]` requests.
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
    fn keys_of_unmanaged_devices_contain_those_before() {
        let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(unmanaged_ids(&format!("device_{first}")), Some(vec![first]));
        assert_eq!(unmanaged_ids(&format!("device_{first}device_{second}")), Some(vec![first, second]));
        assert_eq!(unmanaged_ids("device_tree"), None);
        assert_eq!(unmanaged_ids("sndbuf"), None);
    }
}
