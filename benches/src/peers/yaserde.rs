//! A part of the model with yaserde.

use std::hint::black_box;

use yaserde::{YaDeserialize, YaSerialize};

/// Reads a document.
pub fn parse(text: &str) -> bool {
    black_box(yaserde::de::from_str::<Domain>(black_box(text))).is_ok()
}

/// Reads a document and writes what was read of it.
pub fn parse_write(text: &str) -> bool {
    yaserde::de::from_str::<Domain>(black_box(text))
        .is_ok_and(|domain| black_box(yaserde::ser::to_string(&domain)).is_ok())
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
#[yaserde(rename = "domain")]
struct Domain {
    #[yaserde(attribute = true, rename = "type")]
    kind: Option<String>,
    name: Option<String>,
    uuid: Option<String>,
    title: Option<String>,
    description: Option<String>,
    memory: Option<Size>,
    #[yaserde(rename = "currentMemory")]
    current_memory: Option<Size>,
    vcpu: Option<Vcpu>,
    os: Option<Os>,
    cpu: Option<Cpu>,
    clock: Option<Clock>,
    on_poweroff: Option<String>,
    on_reboot: Option<String>,
    on_crash: Option<String>,
    devices: Option<Devices>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Size {
    #[yaserde(attribute = true)]
    unit: Option<String>,
    #[yaserde(text = true)]
    value: String,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Vcpu {
    #[yaserde(attribute = true)]
    placement: Option<String>,
    #[yaserde(attribute = true)]
    cpuset: Option<String>,
    #[yaserde(attribute = true)]
    current: Option<String>,
    #[yaserde(text = true)]
    value: String,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Os {
    #[yaserde(rename = "type")]
    kind: Option<OsType>,
    kernel: Option<String>,
    initrd: Option<String>,
    cmdline: Option<String>,
    boot: Vec<Boot>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct OsType {
    #[yaserde(attribute = true)]
    arch: Option<String>,
    #[yaserde(attribute = true)]
    machine: Option<String>,
    #[yaserde(text = true)]
    value: String,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Boot {
    #[yaserde(attribute = true)]
    dev: Option<String>,
    #[yaserde(attribute = true)]
    order: Option<String>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Cpu {
    #[yaserde(attribute = true)]
    mode: Option<String>,
    #[yaserde(attribute = true, rename = "match")]
    matching: Option<String>,
    #[yaserde(attribute = true)]
    check: Option<String>,
    model: Option<CpuModel>,
    feature: Vec<Feature>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct CpuModel {
    #[yaserde(attribute = true)]
    fallback: Option<String>,
    #[yaserde(text = true)]
    value: Option<String>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Feature {
    #[yaserde(attribute = true)]
    policy: Option<String>,
    #[yaserde(attribute = true)]
    name: Option<String>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Clock {
    #[yaserde(attribute = true)]
    offset: Option<String>,
    timer: Vec<Timer>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Timer {
    #[yaserde(attribute = true)]
    name: Option<String>,
    #[yaserde(attribute = true)]
    tickpolicy: Option<String>,
    #[yaserde(attribute = true)]
    present: Option<String>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Devices {
    emulator: Option<String>,
    #[yaserde(rename = "disk")]
    disks: Vec<Disk>,
    #[yaserde(rename = "controller")]
    controllers: Vec<Controller>,
    #[yaserde(rename = "interface")]
    interfaces: Vec<Interface>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Disk {
    #[yaserde(attribute = true, rename = "type")]
    kind: Option<String>,
    #[yaserde(attribute = true)]
    device: Option<String>,
    driver: Option<Driver>,
    source: Option<Source>,
    target: Option<Target>,
    serial: Option<String>,
    boot: Option<Boot>,
    address: Option<Address>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Driver {
    #[yaserde(attribute = true)]
    name: Option<String>,
    #[yaserde(attribute = true, rename = "type")]
    kind: Option<String>,
    #[yaserde(attribute = true)]
    cache: Option<String>,
    #[yaserde(attribute = true)]
    discard: Option<String>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Source {
    #[yaserde(attribute = true)]
    file: Option<String>,
    #[yaserde(attribute = true)]
    dev: Option<String>,
    #[yaserde(attribute = true)]
    network: Option<String>,
    #[yaserde(attribute = true)]
    bridge: Option<String>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Target {
    #[yaserde(attribute = true)]
    dev: Option<String>,
    #[yaserde(attribute = true)]
    bus: Option<String>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Controller {
    #[yaserde(attribute = true, rename = "type")]
    kind: Option<String>,
    #[yaserde(attribute = true)]
    index: Option<String>,
    #[yaserde(attribute = true)]
    model: Option<String>,
    address: Option<Address>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Interface {
    #[yaserde(attribute = true, rename = "type")]
    kind: Option<String>,
    mac: Option<Mac>,
    source: Option<Source>,
    target: Option<Target>,
    model: Option<InterfaceModel>,
    boot: Option<Boot>,
    address: Option<Address>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Mac {
    #[yaserde(attribute = true)]
    address: Option<String>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct InterfaceModel {
    #[yaserde(attribute = true, rename = "type")]
    kind: Option<String>,
}

#[derive(Debug, Default, YaDeserialize, YaSerialize)]
struct Address {
    #[yaserde(attribute = true, rename = "type")]
    kind: Option<String>,
    #[yaserde(attribute = true)]
    domain: Option<String>,
    #[yaserde(attribute = true)]
    bus: Option<String>,
    #[yaserde(attribute = true)]
    slot: Option<String>,
    #[yaserde(attribute = true)]
    function: Option<String>,
    #[yaserde(attribute = true)]
    controller: Option<String>,
    #[yaserde(attribute = true)]
    target: Option<String>,
    #[yaserde(attribute = true)]
    unit: Option<String>,
}
