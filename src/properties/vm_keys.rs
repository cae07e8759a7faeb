//! The keys of the VM itself.

use super::cpu_keys;
use super::custom;
use super::key::Home::{Context, Vm};
use super::key::Row;
use super::kind::Kind;
use super::state::{Read as _, State, display, flag, number, text};
use crate::vm::{Architecture, BiosType, BootDevice, BootSequence, SerialNumber};

/// MiB, up to what 64 bits of KiB hold.
const MIB: Kind = Kind::Number { unit: "MiB", most: u64::MAX / 1024 };

/// A Windows of the catalogue that has no rules of its own: hosts were only told that it is one.
const SOME_WINDOWS: &str = "windows_2008x64";

/// Seconds of an hour.
const HOUR: i64 = 3600;

/// All keys of the VM, in the order that they are read: later ones look at what earlier ones have said.
pub(super) fn rows() -> Vec<Row<()>> {
    let mut rows = vec![
        Row::new(
            "vmId",
            Kind::Id,
            "identity",
            Vm("id"),
            |_, s, v| s.vm.id = v.parsed().unwrap_or_default(),
            |_, s| (!s.vm.id.is_nil()).then(|| display(s.vm.id)),
        ),
        Row::new(
            "vmName",
            Kind::Text,
            "name",
            Vm("name"),
            |_, s, v| s.vm.name = v.text(),
            |_, s| text(Some(&s.vm.name)),
        ),
    ];
    rows.extend(machine());
    rows.extend(memory());
    rows.extend(cpu_keys::rows());
    rows.extend(start());
    rows.extend(display_of_old());
    rows.extend(rest());
    rows
}

fn machine() -> Vec<Row<()>> {
    vec![
        Row::made("vmType", Kind::Text, "what runs the VM", "`kvm`", |_, _| Some("kvm".into())).firm(),
        Row::made("kvmEnable", Kind::Flag, "with the help of hardware", "`true`", |_, _| Some(flag(true))).firm(),
        Row::new(
            "emulatedMachine",
            Kind::Text,
            "machine type; tells architecture and chipset, too",
            Vm("firmware.customEmulatedMachine"),
            |_, s, v| set_machine(s, &v.text()),
            |_, s| text(Some(&s.effective.machine)),
        ),
        Row::new(
            "arch",
            Kind::Word(&[&["x86_64"], &["ppc64"], &["ppc64le"], &["s390x"], &["aarch64"]]),
            "architecture, as a host says it; else it follows from the machine type",
            Vm("architecture"),
            |_, s, v| {
                let same = |one: &Architecture| Some(one.as_str()) == v.as_str();
                s.vm.architecture = ARCHITECTURES.into_iter().find(same).unwrap_or_default();
            },
            |_, s| Some(s.vm.architecture.as_str().into()),
        ),
        Row::new(
            "acpiEnable",
            Kind::Flag,
            "power management tables",
            Vm("firmware.acpi"),
            |_, s, v| s.vm.firmware.acpi = v.flag(),
            |_, s| Some(flag(s.vm.firmware.acpi)),
        )
        .default("true"),
        Row::new(
            "hypervEnable",
            Kind::Flag,
            "the guest is Windows, and told so",
            Vm("os"),
            |_, s, v| {
                if v.flag() {
                    s.vm.os = SOME_WINDOWS.to_owned();
                }
            },
            |_, s| s.effective.hyperv.then(|| flag(true)),
        )
        .default("false"),
        Row::new(
            "timeOffset",
            Kind::Integer { unit: "seconds" },
            "how far the guest's clock is ahead of UTC; whole hours from -12 to 14 are a time zone",
            Vm("timeZone"),
            |_, s, v| s.vm.time_zone = v.parsed().and_then(zone),
            |_, s| Some(display(s.effective.time_offset)),
        )
        .default("0"),
        Row::new(
            "serial",
            Kind::Text,
            "serial number that the guest sees; else the host's identity",
            Vm("serialNumber"),
            |_, s, v| {
                let own = v.parsed().is_some_and(|id: domxml_schema::types::Uuid| id == s.vm.id);
                s.vm.serial_number = Some(if own { SerialNumber::VmId } else { SerialNumber::Custom(v.text()) });
            },
            |_, s| match s.vm.serial_number.as_ref().or(s.context.cluster.serial_number.as_ref())? {
                SerialNumber::HostId => None,
                SerialNumber::VmId => Some(display(s.vm.id)),
                SerialNumber::Custom(serial) => text(Some(serial)),
            },
        ),
    ]
}

const ARCHITECTURES: [Architecture; 5] =
    [Architecture::X86_64, Architecture::Ppc64, Architecture::Ppc64le, Architecture::S390x, Architecture::Aarch64];

/// A machine type tells the architecture, and on x86 the chipset. Maps know no firmware but the BIOS.
fn set_machine(state: &mut State, machine: &str) {
    let begins = |name: &str| machine.starts_with(name);
    state.vm.architecture = match machine {
        _ if begins("pseries") => Architecture::Ppc64,
        _ if begins("s390") => Architecture::S390x,
        _ if begins("virt") => Architecture::Aarch64,
        _ => Architecture::X86_64,
    };
    if machine.contains("q35") {
        state.vm.firmware.bios_type = BiosType::Q35SeaBios;
    }
    state.vm.firmware.custom_emulated_machine = Some(machine.to_owned());
}

/// The zone that is so far ahead of UTC all year; none for the zone of UTC itself, and where there is none.
fn zone(seconds: i64) -> Option<String> {
    let hours = seconds / HOUR;
    let known = seconds % HOUR == 0 && (-12..=14).contains(&hours) && hours != 0;
    // The zones of this family count westward.
    known.then(|| format!("Etc/GMT{:+}", -hours))
}

fn memory() -> Vec<Row<()>> {
    vec![
        Row::new(
            "memSize",
            MIB,
            "memory at start",
            Vm("memory.sizeMb"),
            |_, s, v| s.vm.memory.size_mb = v.number(),
            |_, s| Some(number(s.vm.memory.size_mb)),
        )
        .default("256"),
        Row::new(
            "maxMemSize",
            MIB,
            "what memory may grow to",
            Vm("memory.maxMb"),
            |_, s, v| s.vm.memory.max_mb = Some(v.number()),
            |_, s| s.vm.memory.max_mb.map(number),
        ),
        Row::new(
            "maxMemSlots",
            Kind::Number { unit: "slots", most: u32::MAX as u64 },
            "slots for memory that is plugged",
            Context("config.maxMemorySlots"),
            |_, s, v| s.context.config.max_memory_slots = v.number(),
            |_, s| s.vm.memory.max_mb.map(|_| number(s.context.config.max_memory_slots)),
        )
        .loose(),
        Row::new(
            "memGuaranteedSize",
            MIB,
            "what the VM keeps when the host is short of memory",
            Vm("memory.guaranteedMb"),
            |_, s, v| s.vm.memory.guaranteed_mb = Some(v.number()),
            |_, s| s.vm.memory.guaranteed_mb.map(number),
        ),
        Row::new(
            "numOfIoThreads",
            Kind::Number { unit: "threads", most: u32::MAX as u64 },
            "I/O threads",
            Vm("ioThreads"),
            |_, s, v| s.vm.io_threads = v.number(),
            |_, s| (s.vm.io_threads > 0).then(|| number(s.vm.io_threads)),
        )
        .default("0"),
        Row::kept("transparentHugePages", Kind::Flag, "the host may join pages of memory"),
    ]
}

fn start() -> Vec<Row<()>> {
    vec![
        Row::new(
            "boot",
            Kind::Text,
            "kinds of device to start from: letters `a` floppy, `c` disk, `d` CD, `n` network. Where devices have \
             a `bootOrder`, that counts",
            Vm("boot.sequence"),
            |_, s, v| s.vm.boot.sequence = sequence(&v.text()).unwrap_or_default(),
            |_, s| text(Some(&s.vm.boot.sequence.to_string().to_lowercase())),
        )
        .loose(),
        Row::new(
            "kernel",
            Kind::Text,
            "kernel that is started directly",
            Vm("boot.kernel"),
            |_, s, v| s.vm.boot.kernel = v.filled(),
            |_, s| text(s.vm.boot.kernel.as_deref()),
        ),
        Row::new(
            "initrd",
            Kind::Text,
            "its initial file system",
            Vm("boot.initrd"),
            |_, s, v| s.vm.boot.initrd = v.filled(),
            |_, s| text(s.vm.boot.initrd.as_deref()),
        ),
        Row::new(
            "kernelArgs",
            Kind::Text,
            "its parameters",
            Vm("boot.kernelParams"),
            |_, s, v| s.vm.boot.kernel_params = v.filled(),
            |_, s| text(s.vm.boot.kernel_params.as_deref()),
        ),
        Row::new(
            "bootMenuEnable",
            Kind::Flag,
            "the user is asked what to start from",
            Vm("boot.menuEnabled"),
            |_, s, v| s.vm.boot.menu_enabled = v.flag(),
            |_, s| Some(flag(s.vm.boot.menu_enabled)),
        )
        .default("false"),
        Row::new(
            "launchPaused",
            Kind::Flag,
            "the VM starts paused",
            Vm("runOnce.runAndPause"),
            |_, s, v| {
                if v.flag() {
                    s.vm.run_once.get_or_insert_default().run_and_pause = true;
                }
            },
            |_, s| s.vm.run_once.as_ref().filter(|run| run.run_and_pause).map(|_| flag(true)),
        )
        .default("false"),
        Row::kept("hiberVolHandle", Kind::SixIds, "where the state of a VM is that sleeps on storage"),
        Row::kept("xml", Kind::Text, "the domain XML; a host takes it instead of all other keys"),
    ]
}

/// Letters of kinds; a floppy has no place in a sequence, and nothing stands twice.
fn sequence(text: &str) -> Option<BootSequence> {
    let mut letters = String::new();
    for letter in text.to_ascii_uppercase().chars().filter(|letter| "CDN".contains(*letter)) {
        if !letters.contains(letter) {
            letters.push(letter);
        }
    }
    letters.parse().ok()
}

/// The sequence of the kinds of these devices.
pub(super) fn sequence_of(kinds: &[BootDevice]) -> Option<BootSequence> {
    let letter = |kind: &BootDevice| match kind {
        BootDevice::Disk => 'C',
        BootDevice::Cdrom => 'D',
        BootDevice::Network => 'N',
    };
    sequence(&kinds.iter().map(letter).collect::<String>())
}

fn display_of_old() -> Vec<Row<()>> {
    vec![
        Row::kept(
            "display",
            Kind::Word(&[&["vnc"], &["qxl"], &["qxlnc"]]),
            "how the display is shown, where there are no `devices`",
        ),
        Row::new(
            "displayNetwork",
            Kind::Text,
            "network that displays listen on",
            Context("cluster.displayNetwork"),
            |_, s, v| {
                let name = s.network(&v.text());
                s.context.cluster.display_network = Some(name);
            },
            |_, s| text(s.context.cluster.display_network.as_deref().map(|name| s.network_device(name))),
        ),
        Row::runtime("displayPort", "port of the display"),
        Row::runtime("displaySecurePort", "encrypted port of the display"),
        Row::runtime("displayIp", "address of the display"),
        Row::kept("keyboardLayout", Kind::Text, "layout of VNC clients' keyboards, where there are no `devices`"),
        Row::kept("spiceSslCipherSuite", Kind::Text, "ciphers of SPICE"),
        Row::kept("spiceSecureChannels", Kind::Text, "SPICE channels that are encrypted, where there are no `devices`"),
        Row::kept("tabletEnable", Kind::Flag, "a pointer with absolute places; follows from USB and VNC"),
        Row::kept("smartcardEnable", Kind::Flag, "there is a smart card reader; it is among the devices"),
        Row::kept("soundDevice", Kind::Text, "model of the sound card, where there are no `devices`"),
    ]
}

fn rest() -> Vec<Row<()>> {
    vec![
        Row::kept("agentChannelName", Kind::Text, "name of the agent's channel; follows from the guest system"),
        Row::kept("pitReinjection", Kind::Flag, "lost ticks of the timer are made up for"),
        Row::new(
            "custom",
            Kind::Custom,
            "custom properties; `mdev_type` is mediated devices; unmanaged devices, as `device_` and their ids",
            Vm("customProperties"),
            |_, s, v| custom::read(s, v),
            |_, s| custom::write(&s.vm),
        ),
        Row::kept("cdrom", Kind::Text, "path of the CD, where there are no `devices`"),
        Row::kept("floppy", Kind::Text, "path of the floppy, where there are no `devices`"),
        Row::kept("hda", Kind::Text, "path of a disk on IDE; nothing but its path is known of it"),
        Row::kept("hdb", Kind::Text, "likewise"),
        Row::kept("hdc", Kind::Text, "likewise"),
        Row::kept("hdd", Kind::Text, "likewise"),
        Row::kept("drives", Kind::Anything, "list of disks, with the keys of disks, where there are no `devices`"),
        Row::kept("macAddr", Kind::Text, "hardware addresses, with commas between, where there are no `devices`"),
        Row::kept("nicModel", Kind::Text, "models of NICs, in the order of `macAddr`"),
        Row::kept("bridge", Kind::Text, "networks of NICs, in the order of `macAddr`"),
        Row::runtime("status", "what the VM does"),
        Row::runtime("statusTime", "when that was"),
        Row::runtime("clientIp", "address of the display's client"),
        Row::runtime("guestDiskMapping", "the guest's names of disks"),
        Row::runtime("pid", "process"),
        Row::runtime("hash", "whether devices changed"),
        Row::runtime("elapsedTime", "how long the VM has run"),
        Row::runtime("pauseCode", "why the VM is paused"),
        Row::runtime("exitCode", "how the VM ended"),
        Row::runtime("exitReason", "why the VM ended"),
        Row::runtime("exitMessage", "the same in words"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_hours_are_zones() {
        assert_eq!(zone(3600).as_deref(), Some("Etc/GMT-1"));
        assert_eq!(zone(-5 * 3600).as_deref(), Some("Etc/GMT+5"));
        assert_eq!((zone(0), zone(1800), zone(15 * 3600)), (None, None, None));
    }

    #[test]
    fn letters_are_kinds() {
        let read = |text: &str| sequence(text).map(|sequence| sequence.to_string());
        assert_eq!(read("dcn").as_deref(), Some("DCN"));
        assert_eq!(read("acc").as_deref(), Some("C"));
        assert_eq!((read(""), read("a")), (None, None));
    }
}
