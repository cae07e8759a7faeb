//! All devices of a VM, whatever they are.

use super::{Vm, VmDevice};

macro_rules! all_devices {
    ($($field:ident $key:literal),* $(,)?) => {
        impl Vm {
            /// All devices with the field that each stands in, such as `disks[1]`, kind by kind.
            pub fn devices(&self) -> impl Iterator<Item = (String, &dyn VmDevice)> {
                std::iter::empty()
                    $(.chain(self.$field.iter().enumerate().map(|(at, device)| {
                        (format!("{}[{at}]", $key), device as &dyn VmDevice)
                    })))*
                    .chain(self.floppy.iter().map(|floppy| ("floppy".to_owned(), floppy as &dyn VmDevice)))
                    .chain(self.lease.iter().map(|lease| ("lease".to_owned(), lease as &dyn VmDevice)))
            }
        }
    };
}

all_devices! {
    disks "disks",
    cdroms "cdroms",
    nics "nics",
    controllers "controllers",
    videos "videos",
    graphics "graphics",
    consoles "consoles",
    sounds "sounds",
    watchdogs "watchdogs",
    rngs "rngs",
    balloons "balloons",
    smartcards "smartcards",
    tpms "tpms",
    redirs "redirs",
    memory_devices "memoryDevices",
    host_devices "hostDevices",
    vgpus "vgpus",
}
