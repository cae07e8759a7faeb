//! Map -> VM and context.

use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::report::nearest;
use domxml_schema::types::Uuid;
use domxml_schema::xml;
use serde_json::{Map, Value};

use super::custom::{self, UnmanagedDevice};
use super::finding::{Error, Errors, Finding, FindingKind};
use super::kept::{ListedDevice, Parts};
use super::key::{self, Key};
use super::kind::{scalar, shown};
use super::state::State;
use super::{cpu_keys, devices, json, oldest, vm_keys, write};
use crate::context::{Context, HostNumaNode};
use crate::engine::generate;
use crate::generate::{Effective, Problems};
use crate::template::Template;
use crate::vm::{BiosType, BootDevice, Firmware, LegacyProperties, UsbPolicy, Vm};

/// What a map says.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The VM; what it has no fields for is in its `legacy_properties`.
    pub vm: Vm,
    /// The context that was given, and what the map says of the VM's surroundings.
    pub context: Context,
    /// What is not known, and what the VM cannot say; all of it is kept.
    pub findings: Vec<Finding>,
    /// Devices that the engine found on the running VM and did not make; kept as custom properties.
    pub unmanaged: Vec<UnmanagedDevice>,
    /// The domain XML that the map brings; a host takes it instead of all other keys.
    pub xml: Option<String>,
}

impl Imported {
    /// The domain: the map's own XML if it brings one, else generated of the VM.
    ///
    /// # Errors
    ///
    /// All that keeps the VM from becoming a domain, or what is wrong with the map's XML.
    pub fn template(&self) -> Result<Template, NoTemplate> {
        match &self.xml {
            Some(xml) => Ok(Template::parse(xml)?),
            None => Ok(generate(&self.vm, &self.context)?),
        }
    }
}

/// Why there is no domain of a map.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NoTemplate {
    /// The VM is contradictory or impossible.
    #[error("no XML can be made of it:\n{0}")]
    Problems(#[from] Problems),
    /// The map's own XML is none.
    #[error("its `xml` cannot be read: {0}")]
    Xml(#[from] xml::Error),
}

/// Reads a map in JSON: an object, or a list of one, as hosts report it.
///
/// `base` is what is known of the VM's surroundings besides the map; [`oldest_context`](super::oldest_context)
/// if nothing is.
///
/// # Errors
///
/// A text that is no JSON, a key that stands twice, and all values that are not of their kind, with their paths.
pub fn read(text: &str, base: &Context) -> Result<Imported, Errors> {
    let map = whole(json::read(text)?)?;
    let mut reader = Reader::new(base);
    reader.members(&map);
    let listed = reader.devices(&map);
    reader.finish(base);
    if !reader.errors.is_empty() {
        return Err(Errors(reader.errors.into_iter().map(|error| error.0).collect()));
    }
    reader.imported(map, listed)
}

/// The map; hosts report lists of them.
fn whole(value: Value) -> Result<Map<String, Value>, Errors> {
    let wrong = |message: String| Err(Errors::from(Error::new(message, String::new(), None).0));
    match value {
        Value::Object(map) => Ok(map),
        Value::Array(mut items) if items.len() == 1 => whole(items.remove(0)),
        Value::Array(items) => wrong(format!("expected one map of properties, found a list of {}", items.len())),
        other => wrong(format!("expected a map of properties, found {}", shown(&other))),
    }
}

/// Devices as the map lists them, with the ids of those that the VM has; none if it lists no devices.
type Listed = Option<Vec<ListedDevice>>;

struct Reader {
    state: State,
    errors: Vec<Error>,
    findings: Vec<Finding>,
    ids: BTreeSet<Uuid>,
    keys: Vec<Key>,
    kinds: Vec<devices::Kind>,
}

impl Reader {
    fn new(base: &Context) -> Self {
        // Maps know the newer chipset by the name of its machine type only.
        let firmware = Firmware { bios_type: BiosType::I440fxSeaBios, ..Firmware::default() };
        let state = State {
            vm: Vm { firmware, ..Vm::default() },
            context: base.clone(),
            effective: Effective::default(),
            listed: false,
            boot_order: BTreeMap::new(),
        };
        Self {
            state,
            errors: Vec::new(),
            findings: Vec::new(),
            ids: BTreeSet::new(),
            keys: vm_keys::rows().iter().map(|row| row.key).collect(),
            kinds: devices::kinds(),
        }
    }

    /// What the map says of the VM itself.
    fn members(&mut self, map: &Map<String, Value>) {
        let mut members = map.clone();
        members.remove("devices");
        key::check(&self.keys, &members, "", &mut self.findings, &mut self.errors);
        key::read(&vm_keys::rows(), &mut (), &mut self.state, &members, "", &mut self.errors);
        cpu_keys::finish(&mut self.state, &members);
    }

    fn devices(&mut self, map: &Map<String, Value>) -> Listed {
        let list = match map.get("devices") {
            None | Some(Value::Null) => {
                for (at, device) in oldest::devices(map).into_iter().enumerate() {
                    let before = self.errors.len();
                    self.device(&device.map, &device.path, at);
                    // A key that is a device is no object with members.
                    let whole = !map.get(&device.path).is_none_or(Value::is_object);
                    for error in self.errors.iter_mut().skip(before).filter(|_| whole) {
                        error.0.path.clone_from(&device.path);
                    }
                }
                return None;
            }
            Some(Value::Array(list)) => {
                self.state.listed = true;
                list
            }
            Some(other) => {
                let message = format!("expected a list of devices, found {}", shown(other));
                self.errors.push(Error::new(message, "devices".to_owned(), None));
                return None;
            }
        };
        let mut listed: Vec<ListedDevice> = Vec::new();
        for (at, item) in list.iter().enumerate() {
            match item {
                Value::Object(device) => listed.push((None, device.clone())),
                other => {
                    let message = format!("expected a device, found {}", shown(other));
                    self.errors.push(Error::new(message, format!("devices[{at}]"), None));
                    listed.push((None, Map::new()));
                }
            }
        }
        // What disks are depends on the controllers.
        let mut order: Vec<usize> = (0..listed.len()).collect();
        order.sort_by_key(|at| listed[*at].1.get("type").and_then(Value::as_str) != Some("controller"));
        for at in order.into_iter().filter(|at| list[*at].is_object()) {
            listed[at].0 = self.device(&listed[at].1, &format!("devices[{at}]"), at);
        }
        Some(listed)
    }

    /// Reads a device; the id of the VM's.
    fn device(&mut self, map: &Map<String, Value>, path: &str, at: usize) -> Option<String> {
        let Some(word) = map.get("type").and_then(scalar).map(|word| word.trim().to_ascii_lowercase()) else {
            let help = Some("name the kind of device".to_owned());
            self.errors.push(Error::new("the `type` is missing".to_owned(), path.to_owned(), help));
            return None;
        };
        let Some(kind) = self.kinds.iter().find(|kind| kind.word == word && (kind.fits)(map)) else {
            self.unknown_device(map, path, &word);
            return None;
        };
        let dotted = format!("{path}.");
        key::check(&(kind.keys)(), map, &dotted, &mut self.findings, &mut self.errors);
        let role = self.state.vm.role_id(&format!("legacy device {at} {word}"));
        match (kind.read)(&mut self.state, map, &dotted, role, &mut self.errors) {
            Ok(id) if self.ids.insert(id) => Some(id.to_string()),
            Ok(id) => {
                let message = format!("`{id}` is the id of another device, too");
                let help = Some("give each device an id of its own".to_owned());
                self.errors.push(Error::new(message, format!("{path}.deviceId"), help));
                None
            }
            Err(reason) => {
                let finding = Finding {
                    kind: FindingKind::Different,
                    path: path.to_owned(),
                    message: reason.to_owned(),
                    help: None,
                };
                self.findings.push(finding);
                None
            }
        }
    }

    fn unknown_device(&mut self, map: &Map<String, Value>, path: &str, word: &str) {
        if devices::RUNTIME_TYPES.contains(&word) || devices::is_absence(map) {
            return;
        }
        let known = self.kinds.iter().map(|kind| kind.word);
        let finding = if known.clone().any(|known| known == word) {
            Finding::unknown(format!("{path}.device"), &format!("no {word} that is known"), None)
        } else {
            Finding::unknown(format!("{path}.type"), "a device that is not known", nearest(word, known))
        };
        self.findings.push(finding);
    }

    /// What only the whole map says.
    fn finish(&mut self, base: &Context) {
        self.boot();
        devices::interface::name_all(&mut self.state);
        if !self.state.vm.redirs.is_empty() {
            self.state.vm.usb_policy = UsbPolicy::EnabledNative;
        }
        let State { vm, context, .. } = &mut self.state;
        // A host that is known by its devices must not look like one without NUMA nodes.
        if let Some(host) = context.host.as_mut().filter(|_| base.host.is_none() && !vm.numa_nodes.is_empty()) {
            let mut nodes: BTreeSet<u32> =
                vm.numa_nodes.iter().flat_map(|node| node.pinned_host_nodes.clone()).collect();
            nodes.insert(0);
            host.numa_nodes =
                nodes.into_iter().map(|index| HostNumaNode { index, ..HostNumaNode::default() }).collect();
        }
    }

    /// The sequence is that of the devices' kinds; where devices say nothing, the first disk is started from.
    fn boot(&mut self) {
        let State { vm, boot_order, .. } = &mut self.state;
        let disks = vm.disks.iter().map(|disk| (disk.id, BootDevice::Disk));
        let cdroms = vm.cdroms.iter().map(|cdrom| (cdrom.id, BootDevice::Cdrom));
        let nics = vm.nics.iter().map(|nic| (nic.id, BootDevice::Network));
        let all = disks.chain(cdroms).chain(nics);
        let mut places: Vec<(u64, BootDevice)> =
            all.filter_map(|(id, kind)| Some((*boot_order.get(&id)?, kind))).collect();
        places.sort_by_key(|(place, _)| *place);
        let kinds: Vec<BootDevice> = places.into_iter().map(|(_, kind)| kind).collect();
        match vm_keys::sequence_of(&kinds) {
            Some(sequence) => vm.boot.sequence = sequence,
            None if vm.disks.iter().any(|disk| disk.boot) => {}
            None => vm.disks.iter_mut().take(1).for_each(|disk| disk.boot = true),
        }
        let place = |disk: &crate::vm::Disk| boot_order.get(&disk.id).copied().unwrap_or(u64::MAX);
        vm.disks.sort_by_key(place);
        for (at, disk) in vm.disks.iter_mut().enumerate() {
            disk.name = format!("disk{}", at + 1);
        }
    }

    fn imported(mut self, map: Map<String, Value>, listed: Listed) -> Result<Imported, Errors> {
        let State { mut vm, context, .. } = self.state;
        let made = |context: &Context| {
            write::parts(&vm, context).map_err(|problems| {
                Errors(problems.0.into_iter().map(|it| Error::new(it.message, it.field, Some(it.help)).0).collect())
            })
        };
        let made: [Parts; 2] = [made(&Context::default())?, made(&context)?];
        // An empty list is a member like any other.
        let listed = listed.filter(|devices| !devices.is_empty());
        let mut members = map.clone();
        if listed.is_some() {
            members.remove("devices");
        }
        key::compare(&self.keys, &members, &made[1].members, "", &mut self.findings);
        for (at, (id, device)) in listed.iter().flatten().enumerate() {
            let kind = self.kinds.iter().find(|kind| {
                device.get("type").and_then(scalar).is_some_and(|word| word.eq_ignore_ascii_case(kind.word))
                    && (kind.fits)(device)
            });
            let fresh = made[1].devices.iter().find(|(known, _)| Some(known) == id.as_ref());
            if let (Some(kind), Some((_, fresh))) = (kind, fresh) {
                key::compare(&(kind.keys)(), device, fresh, &format!("devices[{at}]."), &mut self.findings);
            }
        }
        let unmanaged = custom::unmanaged(&map);
        let xml = map.get("xml").and_then(Value::as_str).filter(|xml| !xml.is_empty()).map(str::to_owned);
        let kept = LegacyProperties::new(&members, listed.as_deref(), &made);
        vm.legacy_properties = (kept != LegacyProperties::default()).then(|| Box::new(kept));
        Ok(Imported { vm, context, findings: self.findings, unmanaged, xml })
    }
}
