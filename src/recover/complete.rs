//! The proof of an import: what its entity generates, against the document that it was read from.
//!
//! What differs is put into the entity in libvirt's words, until nothing differs or nothing more can be said. What
//! differs then is what the entity does not represent; so the account of a document and its entity agree.

mod device;
mod stated;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use domxml_schema::Domain;
use domxml_schema::path::{Path, Pattern, Step};
use domxml_schema::report::Findings;
use domxml_schema::types::Uuid;

pub(super) use self::device::take_out;
use self::words::Sides;
use super::import::{Import, is_of_engine};
use crate::context::Context;
use crate::drift::{Class, Difference, Drift};
use crate::generate::{self, Relevant};
use crate::template::Template;
use crate::vm::{Vm, VmDevice};

/// Rounds of generating and comparing at most; two suffice for nearly all documents.
const MOST_ROUNDS: usize = 12;

/// The role of the id that a domain without id and name is compared by.
const NAMELESS: &str = "a domain without an id";

/// A foreign document as an entity, with all that libvirt's words can add to it.
pub(crate) struct Completed {
    pub(crate) vm: Vm,
    pub(crate) context: Context,
    /// What the entity generates, against the document; nothing if it cannot be generated.
    pub(crate) drift: Option<Drift>,
    /// Why it cannot be generated.
    pub(crate) refused: Findings,
    /// The indices in the document of the devices, by their ids.
    pub(crate) places: BTreeMap<Uuid, usize>,
}

/// Completes an import.
pub(super) fn complete(import: Import<'_>) -> Completed {
    let mut work = Work::new(import);
    let mut result = None;
    for round in 1..=MOST_ROUNDS {
        let last = round == MOST_ROUNDS;
        match work.round(last) {
            Ok(None) => {}
            Ok(Some(drift)) => {
                result = Some((Some(drift), Findings::default()));
                break;
            }
            Err(problems) if last || !work.give_way(&problems) => {
                result = Some((None, problems));
                break;
            }
            Err(_) => {}
        }
    }
    let (drift, refused) = result.unwrap_or_default();
    Completed { vm: work.vm, context: work.context, drift, refused, places: work.origins }
}

/// Returns whether a difference is no part of the VM: the engine's own metadata, which foreign documents lack.
pub(crate) fn is_bookkeeping(difference: &Difference) -> bool {
    let path = &*difference.finding.path;
    difference.class == Class::Missing && (path == "/domain/metadata" || path.starts_with("/domain/metadata/ovirt-"))
}

/// An entity that is being completed.
struct Work<'d> {
    /// The document.
    domain: &'d Domain,
    /// The document as it is compared: its devices have the aliases that tell which entity they are.
    actual: Domain,
    vm: Vm,
    context: Context,
    /// The indices in the document of the devices of the entity, by their ids.
    origins: BTreeMap<Uuid, usize>,
    /// The devices of the entity by the indices.
    entities: BTreeMap<usize, Uuid>,
    /// The indices of the devices of the document, by their paths by number.
    places: HashMap<String, usize>,
    /// The document is not an engine's, which lets hosts decide much.
    foreign: bool,
    /// Devices of the document that were taken as they are in this round.
    settled: BTreeSet<usize>,
    /// Devices of the document that cannot be generated.
    given_up: BTreeSet<usize>,
}

impl<'d> Work<'d> {
    fn new(import: Import<'d>) -> Self {
        let origins = import.origins();
        let Import { domain, mut vm, context, .. } = import;
        let mut actual = domain.clone();
        // libvirt would give it one; the name gives always the same.
        if vm.id.is_nil() && !vm.name.is_empty() {
            vm.id = vm.role_id(&format!("domain/{}", vm.name));
        }
        actual.uuid = Some(if vm.id.is_nil() { vm.role_id(NAMELESS) } else { vm.id });
        device::aliases(&mut vm, &mut actual, &origins);
        let places = paths(domain);
        let (settled, given_up) = (BTreeSet::new(), BTreeSet::new());
        let entities = origins.iter().map(|(id, index)| (*index, *id)).collect();
        let foreign = !is_of_engine(domain);
        Self { domain, actual, vm, context, origins, entities, places, foreign, settled, given_up }
    }

    /// Generates and compares once. Gives the differences that are left, if there is nothing more to be taken into the
    /// entity.
    fn round(&mut self, last: bool) -> Result<Option<Drift>, Findings> {
        let desired = self.marked()?;
        // Both are the same VM's, and placeholders of the generator's own are right.
        let drift = Drift::of_template(&desired, &self.actual).unwrap_or_default();
        if !last && self.take(&desired, &drift) {
            return Ok(None);
        }
        // Without the aliases, devices may be taken for others.
        self.sort();
        let mut domain = Cow::Borrowed(self.domain);
        if domain.uuid != self.actual.uuid {
            domain.to_mut().uuid = self.actual.uuid;
        }
        let drift = Drift::of_template(&self.generated(self.vm.clone())?, &domain).unwrap_or_default();
        Ok((last || !self.take_kinds(&drift)).then_some(drift))
    }

    /// What the entity generates, each device with the alias that tells which entity it is.
    fn marked(&self) -> Result<Template, Findings> {
        let mut vm = self.vm.clone();
        for (kind, device) in vm.devices_mut() {
            if let Some(index) = self.origins.get(&device.id()) {
                device.set_id(device::proof_id(kind, device.id(), *index));
            }
            device.set_managed(true);
        }
        // Unknown content is refused in devices of users.
        for other in vm.other_devices.iter_mut().filter(|other| other.device().is_err()) {
            other.managed = false;
            if other.device().is_ok_and(|mut device| device.alias_mut().is_some()) {
                let alias = other.user_alias();
                device::give_alias(other, &alias);
            }
        }
        self.generated(vm)
    }

    /// What an entity generates.
    fn generated(&self, mut vm: Vm) -> Result<Template, Findings> {
        if vm.id.is_nil() {
            vm.id = vm.role_id(NAMELESS);
        }
        if vm.name.is_empty() {
            "unnamed".clone_into(&mut vm.name);
        }
        Ok(Template::new(generate::domain(&Relevant::new(&vm, &self.context))?))
    }

    /// Takes differences into the entity; returns whether that may have changed what it generates.
    fn take(&mut self, desired: &Template, drift: &Drift) -> bool {
        let mut changed = false;
        let mut sides = Sides::new(self.domain, &desired.domain);
        let pairs: HashMap<usize, usize> = drift.devices.iter().map(|pair| (pair.actual, pair.desired)).collect();
        self.settled.clear();
        for difference in drift.findings.iter().filter(|difference| !is_bookkeeping(difference)) {
            let Ok(path) = difference.finding.path.parse::<Path>() else { continue };
            changed |= match device::device_of(&path) {
                Some(_) => self.take_device(&mut sides, &pairs, difference, &path),
                None => sides.of_domain(&path).is_some_and(|change| change.put(&mut self.vm.libvirt)),
            };
        }
        changed || (self.foreign && self.take_stated(&mut sides, desired, &pairs))
    }

    /// Gives up values and devices that are refused, for libvirt's words to take their places; returns whether
    /// anything was.
    fn give_way(&mut self, problems: &Findings) -> bool {
        let before = self.vm.clone();
        let paths: Vec<String> = problems.0.iter().map(|problem| problem.path.clone()).collect();
        let about = |place: &str, device: &dyn VmDevice| {
            let of_it = paths.iter().filter_map(|path| path.strip_prefix(place));
            let mut of_it = of_it.filter(|rest| rest.is_empty() || rest.starts_with('.')).peekable();
            of_it.peek()?;
            Some((device.id(), of_it.all(|rest| rest == ".address") && device.address().is_some()))
        };
        let refused: Vec<(Uuid, bool)> =
            self.vm.devices().filter_map(|(place, device)| about(&place, device)).collect();
        for (id, only_address) in refused {
            if only_address {
                let mut devices = self.vm.devices_mut().map(|(_, device)| device);
                devices.find(|device| device.id() == id).into_iter().for_each(|device| device.set_address(None));
            } else if !self.as_it_is(id) {
                self.drop(id);
            }
        }
        let fields = paths.iter().filter(|path| !path.contains('['));
        self.vm = words::without(&self.vm, fields.map(String::as_str));
        self.vm != before
    }

    /// Brings the devices that were taken as they are into the order of the document.
    fn sort(&mut self) {
        let origins = &self.origins;
        self.vm.other_devices.sort_by_key(|other| origins.get(&other.id));
    }

    /// Takes all devices as they are of whose kinds one was taken for another; returns whether there are any.
    fn take_kinds(&mut self, drift: &Drift) -> bool {
        let paths = drift.findings.iter().filter_map(|difference| difference.finding.path.parse::<Path>().ok());
        let kinds: BTreeSet<String> = paths
            .filter(|path| device::device_of(path).is_some())
            .map(|path| path.steps()[2].name.to_string())
            .collect();
        let list = self.domain.devices.as_ref().map_or(&[][..], |devices| &devices.list);
        let of_kinds = |index: usize| list.get(index).is_some_and(|device| kinds.contains(device.name()));
        let ids: Vec<Uuid> = self.entities.iter().filter(|(index, _)| of_kinds(**index)).map(|(_, id)| *id).collect();
        let mut taken = false;
        for id in ids {
            taken |= self.as_it_is(id);
        }
        taken
    }
}

/// The indices of all devices, by their paths by number.
pub(super) fn paths(domain: &Domain) -> HashMap<String, usize> {
    let Ok(pattern) = "devices/*".parse::<Pattern>() else { return HashMap::new() };
    let nodes = pattern.find(domain).filter(|node| node.is_element());
    nodes.filter_map(|node| Some((node.numbered_path().to_string(), node.device_index()?))).collect()
}

/// The path of the device around a place.
pub(super) fn device_path(path: &Path) -> Path {
    let steps: Vec<Step> = path.steps().iter().take(3).cloned().collect();
    let mut steps = steps.into_iter();
    let root = steps.next().map_or_else(Path::default, |step| Path::root(step.name));
    steps.fold(root, Path::child)
}
