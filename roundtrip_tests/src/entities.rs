//! Entities to test with: those of the mapping's rows and the samples, each with its context, and a host on
//! which each of them can run.

use std::path::{Path, PathBuf};

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::host::Facts;
use domxml::host::facts::Lease;
use domxml::template::Template;
use domxml::vm::{Memory, Vm};
use domxml_schema::domain::Device;
use domxml_schema::types::Uuid;
use serde::Deserialize;
use serde::de::DeserializeOwned;

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
