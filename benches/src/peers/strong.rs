//! A part of the model with strong-xml, borrowing from the text as that crate is made for.

use std::borrow::Cow;
use std::hint::black_box;

use strong_xml::{XmlRead, XmlWrite};

/// Reads a document.
pub fn parse(text: &str) -> bool {
    black_box(Domain::from_str(black_box(text))).is_ok()
}

/// Reads a document and writes what was read of it.
pub fn parse_write(text: &str) -> bool {
    Domain::from_str(black_box(text)).is_ok_and(|domain| black_box(domain.to_string()).is_ok())
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "domain")]
struct Domain<'a> {
    #[xml(attr = "type")]
    kind: Option<Cow<'a, str>>,
    #[xml(flatten_text = "name")]
    name: Option<Cow<'a, str>>,
    #[xml(flatten_text = "uuid")]
    uuid: Option<Cow<'a, str>>,
    #[xml(flatten_text = "title")]
    title: Option<Cow<'a, str>>,
    #[xml(flatten_text = "description")]
    description: Option<Cow<'a, str>>,
    #[xml(child = "memory")]
    memory: Option<Memory<'a>>,
    #[xml(child = "currentMemory")]
    current_memory: Option<CurrentMemory<'a>>,
    #[xml(child = "vcpu")]
    vcpu: Option<Vcpu<'a>>,
    #[xml(child = "os")]
    os: Option<Os<'a>>,
    #[xml(child = "cpu")]
    cpu: Option<Cpu<'a>>,
    #[xml(child = "clock")]
    clock: Option<Clock<'a>>,
    #[xml(flatten_text = "on_poweroff")]
    on_poweroff: Option<Cow<'a, str>>,
    #[xml(flatten_text = "on_reboot")]
    on_reboot: Option<Cow<'a, str>>,
    #[xml(flatten_text = "on_crash")]
    on_crash: Option<Cow<'a, str>>,
    #[xml(child = "devices")]
    devices: Option<Devices<'a>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "memory")]
struct Memory<'a> {
    #[xml(attr = "unit")]
    unit: Option<Cow<'a, str>>,
    #[xml(text)]
    value: Cow<'a, str>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "currentMemory")]
struct CurrentMemory<'a> {
    #[xml(attr = "unit")]
    unit: Option<Cow<'a, str>>,
    #[xml(text)]
    value: Cow<'a, str>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "vcpu")]
struct Vcpu<'a> {
    #[xml(attr = "placement")]
    placement: Option<Cow<'a, str>>,
    #[xml(attr = "cpuset")]
    cpuset: Option<Cow<'a, str>>,
    #[xml(attr = "current")]
    current: Option<Cow<'a, str>>,
    #[xml(text)]
    value: Cow<'a, str>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "os")]
struct Os<'a> {
    #[xml(child = "type")]
    kind: Option<OsType<'a>>,
    #[xml(flatten_text = "kernel")]
    kernel: Option<Cow<'a, str>>,
    #[xml(flatten_text = "initrd")]
    initrd: Option<Cow<'a, str>>,
    #[xml(flatten_text = "cmdline")]
    cmdline: Option<Cow<'a, str>>,
    #[xml(child = "boot")]
    boot: Vec<Boot<'a>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "type")]
struct OsType<'a> {
    #[xml(attr = "arch")]
    arch: Option<Cow<'a, str>>,
    #[xml(attr = "machine")]
    machine: Option<Cow<'a, str>>,
    #[xml(text)]
    value: Cow<'a, str>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "boot")]
struct Boot<'a> {
    #[xml(attr = "dev")]
    dev: Option<Cow<'a, str>>,
    #[xml(attr = "order")]
    order: Option<Cow<'a, str>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "cpu")]
struct Cpu<'a> {
    #[xml(attr = "mode")]
    mode: Option<Cow<'a, str>>,
    #[xml(attr = "match")]
    matching: Option<Cow<'a, str>>,
    #[xml(attr = "check")]
    check: Option<Cow<'a, str>>,
    #[xml(child = "model")]
    model: Option<CpuModel<'a>>,
    #[xml(child = "feature")]
    feature: Vec<Feature<'a>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "model")]
struct CpuModel<'a> {
    #[xml(attr = "fallback")]
    fallback: Option<Cow<'a, str>>,
    #[xml(text)]
    value: Cow<'a, str>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "feature")]
struct Feature<'a> {
    #[xml(attr = "policy")]
    policy: Option<Cow<'a, str>>,
    #[xml(attr = "name")]
    name: Option<Cow<'a, str>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "clock")]
struct Clock<'a> {
    #[xml(attr = "offset")]
    offset: Option<Cow<'a, str>>,
    #[xml(child = "timer")]
    timer: Vec<Timer<'a>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "timer")]
struct Timer<'a> {
    #[xml(attr = "name")]
    name: Option<Cow<'a, str>>,
    #[xml(attr = "tickpolicy")]
    tickpolicy: Option<Cow<'a, str>>,
    #[xml(attr = "present")]
    present: Option<Cow<'a, str>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "devices")]
struct Devices<'a> {
    #[xml(flatten_text = "emulator")]
    emulator: Option<Cow<'a, str>>,
    #[xml(child = "disk")]
    disks: Vec<Disk<'a>>,
    #[xml(child = "controller")]
    controllers: Vec<Controller<'a>>,
    #[xml(child = "interface")]
    interfaces: Vec<Interface<'a>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "disk")]
struct Disk<'a> {
    #[xml(attr = "type")]
    kind: Option<Cow<'a, str>>,
    #[xml(attr = "device")]
    device: Option<Cow<'a, str>>,
    #[xml(child = "driver")]
    driver: Option<Driver<'a>>,
    #[xml(child = "source")]
    source: Option<Source<'a>>,
    #[xml(child = "target")]
    target: Option<Target<'a>>,
    #[xml(flatten_text = "serial")]
    serial: Option<Cow<'a, str>>,
    #[xml(child = "boot")]
    boot: Option<Boot<'a>>,
    #[xml(child = "address")]
    address: Option<Address<'a>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "driver")]
struct Driver<'a> {
    #[xml(attr = "name")]
    name: Option<Cow<'a, str>>,
    #[xml(attr = "type")]
    kind: Option<Cow<'a, str>>,
    #[xml(attr = "cache")]
    cache: Option<Cow<'a, str>>,
    #[xml(attr = "discard")]
    discard: Option<Cow<'a, str>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "source")]
struct Source<'a> {
    #[xml(attr = "file")]
    file: Option<Cow<'a, str>>,
    #[xml(attr = "dev")]
    dev: Option<Cow<'a, str>>,
    #[xml(attr = "network")]
    network: Option<Cow<'a, str>>,
    #[xml(attr = "bridge")]
    bridge: Option<Cow<'a, str>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "target")]
struct Target<'a> {
    #[xml(attr = "dev")]
    dev: Option<Cow<'a, str>>,
    #[xml(attr = "bus")]
    bus: Option<Cow<'a, str>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "controller")]
struct Controller<'a> {
    #[xml(attr = "type")]
    kind: Option<Cow<'a, str>>,
    #[xml(attr = "index")]
    index: Option<Cow<'a, str>>,
    #[xml(attr = "model")]
    model: Option<Cow<'a, str>>,
    #[xml(child = "address")]
    address: Option<Address<'a>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "interface")]
struct Interface<'a> {
    #[xml(attr = "type")]
    kind: Option<Cow<'a, str>>,
    #[xml(child = "mac")]
    mac: Option<Mac<'a>>,
    #[xml(child = "source")]
    source: Option<Source<'a>>,
    #[xml(child = "target")]
    target: Option<Target<'a>>,
    #[xml(child = "model")]
    model: Option<InterfaceModel<'a>>,
    #[xml(child = "boot")]
    boot: Option<Boot<'a>>,
    #[xml(child = "address")]
    address: Option<Address<'a>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "mac")]
struct Mac<'a> {
    #[xml(attr = "address")]
    address: Option<Cow<'a, str>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "model")]
struct InterfaceModel<'a> {
    #[xml(attr = "type")]
    kind: Option<Cow<'a, str>>,
}

#[derive(XmlRead, XmlWrite)]
#[xml(tag = "address")]
struct Address<'a> {
    #[xml(attr = "type")]
    kind: Option<Cow<'a, str>>,
    #[xml(attr = "domain")]
    domain: Option<Cow<'a, str>>,
    #[xml(attr = "bus")]
    bus: Option<Cow<'a, str>>,
    #[xml(attr = "slot")]
    slot: Option<Cow<'a, str>>,
    #[xml(attr = "function")]
    function: Option<Cow<'a, str>>,
    #[xml(attr = "controller")]
    controller: Option<Cow<'a, str>>,
    #[xml(attr = "target")]
    target: Option<Cow<'a, str>>,
    #[xml(attr = "unit")]
    unit: Option<Cow<'a, str>>,
}
