//! From a map to a VM and its context.

use std::collections::BTreeSet;

use domxml_schema::report::{Finding, Findings};
use domxml_schema::types::Uuid;
use domxml_schema::xml;
use serde_json::{Map, Value};

use super::custom::{self, UnmanagedDevice};
use super::finding::{NOT_REPRESENTABLE, UNKNOWN_DEVICE, error, preserved};
use super::kept::{ListedDevice, WrittenMap};
use super::state::State;
use super::value_type::shown;
use super::{check, devices, implied_devices, json, key, vm_keys, write};
use crate::context::{Context, HostNumaNode};
use crate::engine::generate;
use crate::template::Template;
use crate::vm::{BiosType, BootDevice, Firmware, LegacyProperties, UsbPolicy, Vm};

/// A map that was read.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The VM. Content without a field is preserved in its `legacy_properties`.
    pub vm: Vm,
    /// The given context, completed from the map.
    pub context: Context,
    /// Unknown content, and content that the VM does not represent. All of it is preserved.
    pub findings: Vec<Finding>,
    /// Devices that the engine found on the running VM; preserved as custom properties.
    pub unmanaged: Vec<UnmanagedDevice>,
    /// The domain XML in the map, which a host uses instead of all other keys.
    pub xml: Option<String>,
}

impl Imported {
    /// Returns the domain: the XML in the map if there is any, else generated from the VM.
    ///
    /// # Errors
    ///
    /// All problems of the VM, or the error in the XML.
    pub fn template(&self) -> Result<Template, TemplateError> {
        match &self.xml {
            Some(xml) => Ok(Template::parse(xml)?),
            None => Ok(generate(&self.vm, &self.context)?),
        }
    }
}

/// The reason why a map has no domain.
#[derive(Clone, Debug, thiserror::Error)]
pub enum TemplateError {
    /// Problems of the VM.
    #[error("cannot generate XML from the map:\n{0}")]
    Problems(#[from] Findings),
    /// Malformed XML in the map.
    #[error("malformed `xml`: {0}")]
    Xml(#[from] xml::Error),
}

/// Reads a map in JSON: an object, or a list of one object, as hosts report it.
///
/// `base` is the context of the VM as far as it is known otherwise; [`oldest_context`](super::oldest_context) if it is
/// not.
///
/// # Errors
///
/// Malformed JSON, duplicate keys, and all values that are not of the type of their key.
pub fn read(text: &str, base: &Context) -> Result<Imported, Findings> {
    let document = json::read(text).map_err(|error| error.finding().clone())?;
    let map = single(document.value.0.clone())?;
    let mut reader = Reader::new(base);
    reader.members(&map);
    let listed = reader.devices(&map);
    reader.finish(base);
    document.locate(&mut reader.errors);
    std::mem::take(&mut reader.errors).into_result()?;
    let imported = reader.imported(&map, listed)?;
    let mut findings = Findings(imported.findings);
    document.locate(&mut findings);
    Ok(Imported { findings: findings.0, ..imported })
}

/// The map of a value, which may be a list of one map.
fn single(value: Value) -> Result<Map<String, Value>, Finding> {
    match value {
        Value::Object(map) => Ok(map),
        Value::Array(mut items) if items.len() == 1 => single(items.remove(0)),
        Value::Array(items) => {
            Err(error(format!("expected one map of properties, found a list of {}", items.len()), ""))
        }
        other => Err(error(format!("expected a map of properties, found {}", shown(&other)), "")),
    }
}

/// The devices of a map, with the ids of those that are in the VM; none if the map has no list of devices.
type Listed = Option<Vec<ListedDevice>>;

struct Reader {
    state: State,
    errors: Findings,
    findings: Findings,
    ids: BTreeSet<Uuid>,
    kinds: Vec<devices::DeviceKind>,
}

impl Reader {
    fn new(base: &Context) -> Self {
        // In a map, Q35 is only told by the machine type.
        let firmware = Firmware { bios_type: BiosType::I440fxSeaBios, ..Firmware::default() };
        let state = State { vm: Vm { firmware, ..Vm::default() }, context: base.clone(), ..State::default() };
        Self {
            state,
            errors: Findings::default(),
            findings: Findings::default(),
            ids: BTreeSet::new(),
            kinds: devices::kinds(),
        }
    }

    /// Reads the keys of the VM.
    fn members(&mut self, map: &Map<String, Value>) {
        let mut members = map.clone();
        members.remove("devices");
        check::members(&vm_keys::infos(), &members, "", &mut self.findings.0, &mut self.errors.0);
        key::read(&vm_keys::keys(), &mut (), &mut self.state, &members, "", &mut self.errors.0);
    }

    fn devices(&mut self, map: &Map<String, Value>) -> Listed {
        match map.get("devices") {
            None | Some(Value::Null) => {
                self.implied_devices(map);
                None
            }
            Some(Value::Array(list)) => Some(self.listed_devices(list)),
            Some(other) => {
                self.error(format!("expected a list of devices, found {}", shown(other)), "devices".to_owned());
                None
            }
        }
    }

    fn implied_devices(&mut self, map: &Map<String, Value>) {
        for (at, device) in implied_devices::devices(map).into_iter().enumerate() {
            let before = self.errors.0.len();
            self.device(&device.map, &device.path, at);
            // Unless the key has an object, an error in a member of the device is one of the key.
            let whole = !map.get(&device.path).is_none_or(Value::is_object);
            for error in self.errors.0.iter_mut().skip(before).filter(|_| whole) {
                error.path.clone_from(&device.path);
            }
        }
    }

    fn listed_devices(&mut self, list: &[Value]) -> Vec<ListedDevice> {
        self.state.listed = true;
        let mut listed: Vec<ListedDevice> = Vec::new();
        for (at, item) in list.iter().enumerate() {
            match item {
                Value::Object(device) => listed.push((None, device.clone())),
                other => {
                    self.error(format!("expected a device, found {}", shown(other)), format!("devices[{at}]"));
                    listed.push((None, Map::new()));
                }
            }
        }
        // The interface of disks depends on the controllers.
        let mut order: Vec<usize> = (0..listed.len()).filter(|at| list[*at].is_object()).collect();
        order.sort_by_key(|at| listed[*at].1.get("type").and_then(Value::as_str) != Some("controller"));
        for at in order {
            listed[at].0 = self.device(&listed[at].1, &format!("devices[{at}]"), at);
        }
        listed
    }

    /// Reads a device and returns its id in the VM.
    fn device(&mut self, map: &Map<String, Value>, path: &str, at: usize) -> Option<String> {
        let Some(word) = devices::type_of(map) else {
            let missing = error("`type` is missing", path).help("set the type of the device, such as `disk`");
            self.errors.0.push(missing);
            return None;
        };
        let Some(kind) = devices::kind_of(&self.kinds, map).copied() else {
            self.unknown_device(map, path, &word);
            return None;
        };
        let dotted = format!("{path}.");
        check::members(&(kind.infos)(), map, &dotted, &mut self.findings.0, &mut self.errors.0);
        let role_id = self.state.vm.role_id(&format!("legacy device {at} {word}"));
        match (kind.read)(&mut self.state, map, &dotted, role_id, &mut self.errors.0) {
            Ok(id) if self.ids.insert(id) => Some(id.to_string()),
            Ok(id) => {
                let duplicate = error(format!("duplicate id `{id}`"), format!("{path}.deviceId"));
                self.errors.0.push(duplicate.help("give each device its own id"));
                None
            }
            Err(reason) => {
                self.findings.0.push(preserved(NOT_REPRESENTABLE, reason, path));
                None
            }
        }
    }

    fn unknown_device(&mut self, map: &Map<String, Value>, path: &str, word: &str) {
        if devices::RUNTIME_TYPES.contains(&word) || devices::is_absence(map) {
            return;
        }
        let types = self.kinds.iter().map(|kind| kind.type_word);
        let finding = if types.clone().any(|known| known == word) {
            let device = map.get("device").map_or("no `device`".to_owned(), shown);
            preserved(UNKNOWN_DEVICE, format!("unknown kind of {word}: {device}"), format!("{path}.device"))
        } else {
            let message = format!("unknown device type {}", shown(&word.into()));
            preserved(UNKNOWN_DEVICE, message, format!("{path}.type")).did_you_mean(word, types)
        };
        self.findings.0.push(finding);
    }

    fn error(&mut self, message: String, path: String) {
        self.errors.0.push(error(message, path));
    }

    /// Completes the VM and its context from the map as a whole.
    fn finish(&mut self, base: &Context) {
        self.boot();
        devices::nic::name_all(&mut self.state);
        if !self.state.vm.redirs.is_empty() {
            self.state.vm.usb_policy = UsbPolicy::EnabledNative;
        }
        let State { vm, context, .. } = &mut self.state;
        // A host that is only known by its devices must not look like one without NUMA nodes.
        if let Some(host) = context.host.as_mut().filter(|_| base.host.is_none() && !vm.numa_nodes.is_empty()) {
            let mut nodes: BTreeSet<u32> =
                vm.numa_nodes.iter().flat_map(|node| node.pinned_host_nodes.clone()).collect();
            nodes.insert(0);
            host.numa_nodes =
                nodes.into_iter().map(|index| HostNumaNode { index, ..HostNumaNode::default() }).collect();
        }
    }

    /// Sets the boot sequence from the boot order of devices. Without one, the first disk is the boot device.
    fn boot(&mut self) {
        let State { vm, boot_order, .. } = &mut self.state;
        let disks = vm.disks.iter().map(|disk| (disk.id, BootDevice::Disk));
        let cdroms = vm.cdroms.iter().map(|cdrom| (cdrom.id, BootDevice::Cdrom));
        let nics = vm.nics.iter().map(|nic| (nic.id, BootDevice::Network));
        let all = disks.chain(cdroms).chain(nics);
        let mut ordered: Vec<(u64, BootDevice)> =
            all.filter_map(|(id, kind)| Some((*boot_order.get(&id)?, kind))).collect();
        ordered.sort_by_key(|(position, _)| *position);
        let kinds: Vec<BootDevice> = ordered.into_iter().map(|(_, kind)| kind).collect();
        match vm_keys::sequence_of(&kinds) {
            Some(sequence) => vm.boot.sequence = sequence,
            None if vm.disks.iter().any(|disk| disk.boot) => {}
            None => vm.disks.iter_mut().take(1).for_each(|disk| disk.boot = true),
        }
        vm.disks.sort_by_key(|disk| boot_order.get(&disk.id).copied().unwrap_or(u64::MAX));
        for (at, disk) in vm.disks.iter_mut().enumerate() {
            disk.name = format!("disk{}", at + 1);
        }
    }

    /// Compares the VM with the map, and preserves the difference.
    fn imported(mut self, map: &Map<String, Value>, listed: Listed) -> Result<Imported, Findings> {
        let State { mut vm, context, .. } = self.state;
        let written: [WrittenMap; 2] = [write::written(&vm, &Context::default())?, write::written(&vm, &context)?];
        // An empty list of devices is a member like any other.
        let listed = listed.filter(|devices| !devices.is_empty());
        let mut members = map.clone();
        if listed.is_some() {
            members.remove("devices");
        }
        check::values(&vm_keys::infos(), &members, &written[1].members, "", &mut self.findings.0);
        for (at, (id, device)) in listed.iter().flatten().enumerate() {
            let after = written[1].devices.iter().find(|(known, _)| Some(known) == id.as_ref());
            if let (Some(kind), Some((_, after))) = (devices::kind_of(&self.kinds, device), after) {
                check::values(&(kind.infos)(), device, after, &format!("devices[{at}]."), &mut self.findings.0);
            }
        }
        let xml = map.get("xml").and_then(Value::as_str).filter(|xml| !xml.is_empty()).map(str::to_owned);
        let preserved = LegacyProperties::new(&members, listed.as_deref(), &written);
        vm.legacy_properties = (preserved != LegacyProperties::default()).then(|| Box::new(preserved));
        Ok(Imported { vm, context, findings: self.findings.0, unmanaged: custom::unmanaged(map), xml })
    }
}
