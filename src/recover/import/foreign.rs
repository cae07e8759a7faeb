//! What documents of others say, and what in a document of this generator context and entity decide together:
//! processor, machine type, guest system, serial number.

use domxml_schema::Domain;
use domxml_schema::device::disk;
use domxml_schema::domain::Device;
use domxml_schema::domain::clock::TimerName;
use domxml_schema::domain::cpu::{Cpu, FeaturePolicy, Mode};
use domxml_schema::domain::os::BootDevice;
use domxml_schema::domain::sysinfo::{Sysinfo, SystemName};
use domxml_schema::xml::Tree;

use super::state::Import;
use crate::context::{OriginType, Os};
use crate::vm::{Architecture, GraphicsType, Origin, SerialNumber, UsbPolicy};

/// What the VM is called that an engine of this kind runs in.
const HOSTED_ENGINE: &str = "HostedEngine";

pub(super) fn read(import: &mut Import<'_>) {
    let domain = import.domain;
    let engine = import.metadata.cluster_version.as_deref();
    import.vm.origin = match engine {
        _ if import.vm.name == HOSTED_ENGINE => Origin::HostedEngine,
        Some(_) => Origin::Ovirt,
        None => Origin::External,
    };
    if let Some(level) = engine.and_then(|level| level.parse().ok()) {
        import.context.cluster.compatibility_version = level;
    }
    configured(import);
    boot_sequence(import);
    let machine = domain.os.as_ref().and_then(|os| os.machine());
    import.vm.firmware.custom_emulated_machine = machine.map(str::to_owned);
    if let Some(cpu) = &domain.cpu {
        import.vm.cpu.use_host_cpu_flags = cpu.mode == Some(Mode::HostPassthrough);
        import.vm.cpu.custom_cpu_name = name(cpu, import.vm.architecture);
    }
    let timers = domain.clock.iter().flat_map(|clock| &clock.timers);
    let tsc = timers.filter(|timer| timer.name == Some(TimerName::Tsc)).find_map(|timer| timer.frequency);
    import.vm.cpu.use_tsc_frequency = tsc.is_some();
    import.vm.serial_number = serial(import);
    import.vm.os = os(import).unwrap_or_default();
    let spice = import.vm.graphics.iter().any(|graphics| graphics.graphics_type == GraphicsType::Spice);
    if spice && !import.vm.redirs.is_empty() {
        import.vm.usb_policy = UsbPolicy::EnabledNative;
    }
}

/// The kinds of device in the order that they are tried: as they are numbered, else as they are listed.
fn boot_sequence(import: &mut Import<'_>) {
    let mut numbered: Vec<(u64, char)> = import
        .devices()
        .filter_map(|device| {
            let (boot, letter) = match device {
                Device::Disk(disk) if disk.device == Some(disk::Device::Cdrom) => (disk.boot.as_ref(), 'D'),
                Device::Disk(disk) => (disk.boot.as_ref(), 'C'),
                Device::Interface(nic) => (nic.boot.as_ref(), 'N'),
                _ => return None,
            };
            Some((boot?.order?, letter))
        })
        .collect();
    numbered.sort_unstable();
    let listed = import.domain.os.iter().flat_map(|os| &os.boots).filter_map(|boot| match boot.dev {
        Some(BootDevice::Hd) => Some('C'),
        Some(BootDevice::Cdrom) => Some('D'),
        Some(BootDevice::Network) => Some('N'),
        _ => None,
    });
    let mut letters: Vec<char> = Vec::new();
    for letter in numbered.into_iter().map(|(_, letter)| letter).chain(listed) {
        if !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    if let Ok(sequence) = letters.into_iter().collect::<String>().parse() {
        import.vm.boot.sequence = sequence;
    }
}

/// What an engine would have to be told so that it makes such documents.
fn configured(import: &mut Import<'_>) {
    let domain = import.domain;
    let config = &mut import.context.config;
    config.max_num_of_vm_cpus = domain.vcpu.as_ref().and_then(|vcpu| vcpu.count);
    config.max_num_of_cpus_coefficient = u32::MAX;
    config.send_smp_on_run_vm = domain.cpu.as_ref().is_some_and(|cpu| cpu.topology.is_some());
    config.enable_kaslr_dump = domain.features.as_ref().is_some_and(|features| features.vmcoreinfo.is_some());
    config.num_of_pci_express_ports = 0;
    let capabilities = domain.qemu_capabilities.is_some();
    if capabilities {
        import.context.host.get_or_insert_default().incremental_backup = true;
    }
    let config = &mut import.context.config;
    if entry(import.domain, &SystemName::Manufacturer).is_some_and(|maker| maker == "Red Hat") {
        config.origin_type = OriginType::Rhev;
    }
}

/// Model and flags, `model,+flag,-flag`. What the host has is not a flag that anybody asked for.
fn name(cpu: &Cpu, architecture: Architecture) -> Option<String> {
    let model = match cpu.mode {
        Some(Mode::HostPassthrough | Mode::Maximum) => return None,
        Some(Mode::HostModel) if !architecture.is_ppc() => "hostModel".to_owned(),
        _ => cpu.model.as_ref()?.name.clone()?,
    };
    let flags = cpu.features.iter().filter_map(|feature| {
        let sign = match feature.policy {
            Some(FeaturePolicy::Require | FeaturePolicy::Force) | None => '+',
            Some(FeaturePolicy::Disable | FeaturePolicy::Forbid) => '-',
            Some(_) => return None,
        };
        Some(format!(",{sign}{}", feature.name.as_deref()?))
    });
    Some(flags.fold(model, |name, flag| name + &flag))
}

fn serial(import: &Import<'_>) -> Option<SerialNumber> {
    let serial = entry(import.domain, &SystemName::Serial)?;
    Some(if serial == import.vm.id.to_string() {
        SerialNumber::VmId
    } else if serial.starts_with("HOST-SERIAL:") {
        SerialNumber::HostId
    } else {
        SerialNumber::Custom(serial.to_owned())
    })
}

/// What the guest's firmware says of its machine.
fn entry<'a>(domain: &'a Domain, name: &SystemName) -> Option<&'a str> {
    let entries = domain.sysinfo.iter().filter_map(|sysinfo| match sysinfo {
        Sysinfo::Smbios(smbios) => Some(&smbios.system.as_ref()?.entries),
        _ => None,
    });
    entries.flatten().find(|entry| entry.name.as_ref() == Some(name))?.value.as_deref()
}

/// The guest system: as a manager noted it in the vocabulary of libosinfo, else as what it is told of its
/// hypervisor shows.
fn os(import: &Import<'_>) -> Option<String> {
    let metadata = import.domain.metadata.iter();
    let noted = metadata.flat_map(|metadata| metadata.elements()).find_map(|element| {
        let tree = element.tree().ok()?;
        libosinfo(&tree)
    });
    let hyperv = import.domain.features.as_ref().is_some_and(|features| features.hyperv.is_some());
    let guess = || if hyperv { "windows_2022" } else { "other_linux" };
    let name = match noted.as_deref() {
        Some(id) if id.contains("microsoft.com") => "windows_2022",
        Some(_) => "other_linux",
        None if import.metadata.cluster_version.is_none() || hyperv => guess(),
        None => return None,
    };
    Os::named(name).map(|_| name.to_owned())
}

fn libosinfo(tree: &Tree) -> Option<String> {
    if !tree.namespace.as_deref()?.contains("libosinfo.org") {
        return None;
    }
    let os = tree.elements().find(|element| &*element.name == "os")?;
    os.attribute("id").map(str::to_owned)
}
