//! Entities to test with: those of the mapping's rows and the samples, each with its context, and a host on
//! which each of them can run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domxml::context::{Context, PlaceholderSet};
use domxml::entity::{self, Format};
use domxml::host::Facts;
use domxml::host::facts::Lease;
use domxml::template::Template;
use domxml::vm::{Memory, Version, Vm};
use domxml_schema::domain::Device;
use domxml_schema::types::Uuid;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An entity and its context.
#[derive(Clone, Debug)]
pub struct Case {
    /// The row or sample that it comes from.
    pub name: String,
    /// The entity.
    pub vm: Vm,
    /// What surrounds it.
    pub context: Context,
}

/// A row of the mapping, as far as it is an entity.
#[derive(Deserialize)]
struct Row {
    vm: Option<Vm>,
    #[serde(default)]
    context: Context,
}

/// All entities of the rows and the samples, in the order of their names.
///
/// # Panics
/// If a file cannot be read.
pub fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut cases: Vec<Case> = files(&root.join("tests/rows")).iter().filter_map(|file| row(&root, file)).collect();
    for file in files(&root.join("samples/vm")) {
        let vm: Vm = read(&file);
        let context = root.join("samples/context").join(vm.architecture.as_str()).with_extension("yaml");
        cases.push(Case { name: name(&root, &file), vm, context: read(&context) });
    }
    assert!(cases.len() > 100, "the rows of the mapping are not where they were");
    cases
}

/// What a host knows on which a VM can run: each volume has a path, each network a bridge, each lease a
/// place.
///
/// # Panics
/// If the facts cannot be read.
pub fn host_for(template: &Template) -> Facts {
    let facts: Facts = entity::read(HOST, Format::Yaml).expect("the facts can be read");
    let devices = template.domain.devices.iter().flat_map(|devices| &devices.list);
    let leases = devices.filter_map(|device| match device {
        Device::Lease(lease) => Some(Lease {
            lease: lease.key.clone()?,
            storage_domain: lease.lockspace.clone()?,
            path: "/run/storage/leases".to_owned(),
            offset: 1_048_576,
        }),
        _ => None,
    });
    Facts { leases: leases.collect(), ..facts }
}

const HOST: &str = "
os: { name: oVirt Node, version: '4.5', release: 7.el9 }
identity: { uuid: 8f2a1c3e-5d4b-4f6a-9b7c-0e1d2c3b4a59 }
storage:
  mounts: [{ source: { file: '/run/storage/{domain}/images/{image}/{volume}' } }]
  lunDirectory: /dev/mapper
sockets:
  channel: '/var/lib/libvirt/qemu/channels/{vm}.{channel}'
  console: '/run/ovirt-vmconsole-console/{vm}.sock'
firmware:
  ovmf: { loader: /usr/share/OVMF/OVMF_CODE.fd, nvramTemplate: /usr/share/OVMF/OVMF_VARS.fd }
  secure-boot: { loader: /usr/share/OVMF/OVMF_CODE.secboot.fd, nvramTemplate: /usr/share/OVMF/OVMF_VARS.secboot.fd }
nvram: '/var/lib/libvirt/qemu/nvram/{vm}.fd'
payloads:
  cdrom: '/run/payload/{vm}.{target}.iso'
  floppy: '/run/payload/{vm}.{target}.img'
otherNetworks: { bridge: {} }
otherDisplayNetworks: 'vdsm-{network}'
";

fn row(root: &Path, file: &Path) -> Option<Case> {
    let row: Row = read(file);
    let mut vm = row.vm?;
    // Rows leave out what they are not about.
    if vm.id.is_nil() {
        vm.id = Uuid::from_u128(0x1d0f_3a52_7c1e_4b6d_8e2f_90a1_b2c3_d4e5);
    }
    if vm.name.is_empty() {
        vm.name = "web".to_owned();
    }
    if vm.memory == Memory::default() {
        vm.memory.size_mb = 1024;
    }
    Some(Case { name: name(root, file), vm, context: row.context })
}

fn name(root: &Path, file: &Path) -> String {
    file.strip_prefix(root).unwrap_or(file).with_extension("").display().to_string()
}

fn read<T: DeserializeOwned>(file: &Path) -> T {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    entity::read(&text, Format::Yaml).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .into_iter()
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect()
}

/// Numbers that look random, the same for the same seed.
#[derive(Clone, Debug)]
pub struct Random(pub u64);

impl Random {
    /// A number below a bound that is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap_or_default()
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    fn id(&mut self) -> String {
        let half = |random: &mut Self| u64::try_from(random.below(usize::MAX)).unwrap_or_default();
        let bits = (u128::from(half(self)) << 64) | u128::from(half(self));
        Uuid::from_u128(bits & !(0xf << 76) | (4 << 76)).to_string()
    }
}

/// An entity mixed from several: fields and devices of one architecture, with values changed here and there. It
/// need not make sense; a generator says whether it does.
///
/// # Panics
/// If what was an entity no longer is one: the mixture is wrong.
pub fn mixed(cases: &[Case], random: &mut Random) -> Option<Case> {
    let base = random.pick(cases);
    let mut vm = tree(&base.vm);
    let mut context = tree(&base.context);
    let mates: Vec<&Case> = cases.iter().filter(|case| case.vm.architecture == base.vm.architecture).collect();
    for _ in 0..random.below(4) {
        let mate = *random.pick(&mates);
        let donor = tree(&mate.vm);
        for (name, value) in donor.as_object().into_iter().flatten() {
            match (vm.get_mut(name), value) {
                _ if matches!(&**name, "id" | "architecture" | "customCompatibilityVersion") => {}
                (Some(Value::Array(items)), Value::Array(more)) => items.extend(more.iter().cloned()),
                (Some(place), value) if random.below(3) == 0 => *place = value.clone(),
                _ => {}
            }
        }
        adopt(&mut context, &tree(&mate.context));
    }
    // Ids are a VM's own; what was copied from elsewhere gets others.
    let mut ids = BTreeSet::new();
    for (_, list) in vm.as_object_mut()? {
        for item in list.as_array_mut().into_iter().flatten() {
            let known = item.get("id").and_then(Value::as_str).map(str::to_owned);
            if known.is_some_and(|id| !ids.insert(id)) {
                item["id"] = Value::String(random.id());
            }
            if item.get("macAddress").is_some_and(|mac| mac.is_string()) {
                let tail = random.below(1 << 24);
                let [_, a, b, c] = u32::try_from(tail).unwrap_or_default().to_be_bytes();
                item["macAddress"] = Value::String(format!("56:6f:1a:{a:02x}:{b:02x}:{c:02x}"));
            }
        }
    }
    vm["id"] = Value::String(random.id());
    for _ in 0..random.below(4) {
        change(&mut vm, random);
    }
    let vm: Vm = serde_json::from_value(vm).ok()?;
    let mut context: Context = serde_json::from_value(context).expect("contexts stay contexts");
    if random.below(2) == 0 {
        context.cluster.compatibility_version = Version::new(4, *random.pick(&[2, 3, 4, 5, 6, 7, 8]));
    }
    if random.below(4) == 0 {
        context.cluster.placeholders = PlaceholderSet::Compatible;
    }
    Some(Case { name: base.name.clone(), vm, context })
}

/// Adds to a context what another one has by name.
fn adopt(context: &mut Value, other: &Value) {
    let (Value::Object(members), Value::Object(others)) = (context, other) else { return };
    for (name, other) in others {
        match members.get_mut(name) {
            Some(member) if member.is_object() => adopt(member, other),
            Some(Value::Null) | None => drop(members.insert(name.clone(), other.clone())),
            Some(_) => {}
        }
    }
}

/// Changes one value somewhere.
fn change(place: &mut Value, random: &mut Random) {
    const TEXTS: [&str; 7] = ["", "a", "two words", "<&'\">", "OS-NAME:", "ä\u{1F600}", "  blank  "];
    match place {
        Value::Object(members) => {
            let count = members.len().max(1);
            let at = random.below(count);
            if let Some((name, member)) = members.iter_mut().nth(at)
                && !matches!(&**name, "id" | "macAddress" | "architecture")
            {
                change(member, random);
            }
        }
        Value::Array(items) if items.is_empty() => {}
        Value::Array(items) => match random.below(6) {
            0 => items.reverse(),
            1 => drop(items.pop()),
            _ => {
                let at = random.below(items.len());
                change(&mut items[at], random);
            }
        },
        Value::Bool(value) => *value = !*value,
        Value::Number(number) => {
            let twice = number.as_u64().unwrap_or(1).saturating_mul(2);
            *place = Value::from(twice.saturating_add(random.below(3) as u64));
        }
        Value::String(text) => match random.below(3) {
            0 => *text = (*random.pick(&TEXTS)).to_owned(),
            1 => text.push('x'),
            _ => {}
        },
        Value::Null => {}
    }
}

fn tree<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).expect("entities have a JSON form")
}
