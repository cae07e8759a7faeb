//! What a record says against its document.

use domxml_schema::Domain;
use domxml_schema::domain::{Device, Devices};
use domxml_schema::types::Uuid;
use serde_json::Value;

use crate::drift::Drift;
use crate::entity::Step;
use crate::metadata::desired::{Correction, DesiredRecord, Difference};
use crate::vm::{OtherDevice, Vm};

impl DesiredRecord {
    /// Takes out the differences that contradict the document: of values that every document has, and of devices that
    /// are there or not. Gives what they are about, and what they say.
    pub(crate) fn take_contradictions(&mut self, document: &Domain, imported: &Vm, memory_mb: u64) -> Vec<String> {
        let mut contradictions = Vec::new();
        self.0.retain(|entry| {
            let contradiction = entry.contradiction(document, imported, memory_mb);
            contradictions.extend(contradiction.clone());
            contradiction.is_none()
        });
        contradictions
    }
}

impl Difference {
    /// What it says against the document, if it does.
    fn contradiction(&self, document: &Domain, imported: &Vm, memory_mb: u64) -> Option<String> {
        let steps: Vec<&str> = self.at.steps().iter().map(name).collect();
        match (&self.correction, &steps[..]) {
            (Correction::Value { is, .. }, ["id"]) if *is != imported.id.to_string() => Some(format!("id {is}")),
            (Correction::Value { is, .. }, ["name"]) if *is != imported.name => Some(format!("name {is}")),
            (Correction::Value { is, .. }, ["memory", "sizeMb"]) => {
                let known = is.as_u64().is_some_and(|is| is == imported.memory.size_mb || is == memory_mb);
                (!known).then(|| format!("memory of {is} MiB"))
            }
            (Correction::Value { was, is }, ["disks", .., member @ ("volumeId" | "storageDomainId")]) if was != is => {
                Some(format!("{member} {is}"))
            }
            (Correction::Value { was, is }, ["otherDevices", _, "xml"]) => {
                let device = |xml: &Value| {
                    let xml = xml.as_str()?.to_owned();
                    OtherDevice { xml, managed: false, ..OtherDevice::default() }.device().ok()
                };
                (device(was) != device(is)).then(|| "another device in otherDevices".to_owned())
            }
            (Correction::Drop { .. }, [list @ ("disks" | "nics"), id]) => {
                let id: Uuid = id.parse().ok()?;
                let mut devices = imported.devices().filter(|(_, device)| device.managed());
                devices.any(|(_, device)| device.id() == id).then(|| format!("no device {id} in {list}"))
            }
            (Correction::Add { add }, [list @ ("nics" | "hostDevices"), id]) => {
                let is = |member: &str| add.get(member).and_then(Value::as_bool);
                let runs = is("plugged").unwrap_or(true) && !is("iommuPlaceholder").unwrap_or_default();
                runs.then(|| format!("a device {id} in {list}"))
            }
            (Correction::Add { add }, ["otherDevices", id]) => {
                let runs = add.get("plugged").and_then(Value::as_bool).unwrap_or(true);
                let there = add.get("xml").and_then(Value::as_str).is_some_and(|xml| has(document, xml));
                (runs && !there).then(|| format!("a device {id} in otherDevices"))
            }
            _ => None,
        }
    }
}

/// Whether a document has a device, but for what libvirt adds to it.
fn has(document: &Domain, xml: &str) -> bool {
    let other = OtherDevice { xml: xml.to_owned(), managed: false, ..OtherDevice::default() };
    let Ok(device) = other.device() else { return false };
    let with = |device: &Device| Domain {
        kind: document.kind.clone(),
        os: document.os.clone(),
        devices: Some(Devices { list: vec![device.clone()], ..Devices::default() }),
        ..Domain::default()
    };
    let list = document.devices.iter().flat_map(|devices| &devices.list);
    let mut same = list.filter(|other| other.name() == device.name());
    same.any(|other| Drift::between(&with(&device), &with(other)).is_ok_and(|drift| drift.is_none()))
}

/// The name or id of a step.
fn name(step: &Step) -> &str {
    match step {
        Step::Member(name) | Step::Id(name) => name,
        Step::Index(_) => "",
    }
}
