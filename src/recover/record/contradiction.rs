//! What a record says against its document.

use domxml_schema::types::Uuid;
use serde_json::Value;

use crate::entity::Step;
use crate::metadata::desired::{Correction, DesiredRecord, Difference};
use crate::vm::{OtherDevice, Vm};

impl DesiredRecord {
    /// Takes out the differences that contradict the document: of values that every document has, and of devices that
    /// are there or not. Gives what they are about, and what they say.
    pub(crate) fn take_contradictions(&mut self, imported: &Vm, modules_mb: u64) -> Vec<String> {
        let mut contradictions = Vec::new();
        self.0.retain(|entry| {
            let contradiction = entry.contradiction(imported, modules_mb);
            contradictions.extend(contradiction.clone());
            contradiction.is_none()
        });
        contradictions
    }
}

impl Difference {
    /// What it says against the document, if it does.
    fn contradiction(&self, imported: &Vm, modules_mb: u64) -> Option<String> {
        let steps: Vec<&str> = self.at.steps().iter().map(name).collect();
        match (&self.correction, &steps[..]) {
            (Correction::Value { is, .. }, ["id"]) if *is != imported.id.to_string() => Some(format!("id {is}")),
            (Correction::Value { is, .. }, ["name"]) if *is != imported.name => Some(format!("name {is}")),
            (Correction::Value { is, .. }, ["memory", "sizeMb"]) => {
                let size = imported.memory.size_mb;
                let known = is.as_u64().is_some_and(|is| is == size || is == size.saturating_add(modules_mb));
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
            (Correction::Add { add }, [list @ ("nics" | "hostDevices" | "otherDevices"), id]) => {
                let is = |member: &str| add.get(member).and_then(Value::as_bool);
                let runs = is("plugged").unwrap_or(true) && !is("iommuPlaceholder").unwrap_or_default();
                runs.then(|| format!("a device {id} in {list}"))
            }
            _ => None,
        }
    }
}

/// The name or id of a step.
fn name(step: &Step) -> &str {
    match step {
        Step::Member(name) | Step::Id(name) => name,
        Step::Index(_) => "",
    }
}
