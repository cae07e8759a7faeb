//! All devices of a VM, of all kinds.

use super::{Vm, VmDevice};

/// Calls a macro with the fields of an entity that hold devices, each with its key; a `list`, or `one` or none.
macro_rules! for_each_device_kind {
    ($do:ident ($($args:tt)*)) => {
        $do! { ($($args)*)
            list disks "disks",
            list cdroms "cdroms",
            list nics "nics",
            list controllers "controllers",
            list videos "videos",
            list graphics "graphics",
            list consoles "consoles",
            list sounds "sounds",
            list watchdogs "watchdogs",
            list rngs "rngs",
            list balloons "balloons",
            list smartcards "smartcards",
            list tpms "tpms",
            list redirs "redirs",
            list memory_devices "memoryDevices",
            list host_devices "hostDevices",
            list vgpus "vgpus",
            list other_devices "otherDevices",
            one floppy "floppy",
            one lease "lease"
        }
    };
}

pub(crate) use for_each_device_kind;

macro_rules! all {
    (() $($form:ident $field:ident $key:literal),*) => {
        impl Vm {
            /// All devices, each with the path of its field, such as `disks[1]`, kind by kind.
            pub fn devices(&self) -> impl Iterator<Item = (String, &dyn VmDevice)> {
                std::iter::empty()$(.chain(self.$field.iter().enumerate().map(|(at, device)| {
                    (all!(@path $form $key at), device as &dyn VmDevice)
                })))*
            }

            /// All devices, each with the key of its field, kind by kind.
            pub(crate) fn devices_mut(&mut self) -> impl Iterator<Item = (&'static str, &mut dyn VmDevice)> {
                std::iter::empty()$(.chain(self.$field.iter_mut().map(|device| ($key, device as &mut dyn VmDevice))))*
            }
        }
    };
    (@path list $key:literal $at:ident) => { format!("{}[{}]", $key, $at) };
    (@path one $key:literal $at:ident) => {{
        let _ = $at;
        $key.to_owned()
    }};
}

for_each_device_kind!(all());
