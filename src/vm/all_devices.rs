//! All devices of a VM, of all kinds: the one list of the fields that hold them.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{
    Balloon, Cdrom, Console, Controller, Disk, Floppy, Graphics, HostDevice, Lease, MemoryDevice, Nic, OtherDevice,
    Redir, Rng, Smartcard, Sound, Tpm, VGpu, Video, Vm, VmDevice, Watchdog,
};

/// A field of a VM that holds the devices of one kind.
pub(crate) struct DeviceField<L> {
    /// The key of the field, such as `disks`.
    pub(crate) key: &'static str,
    /// The field in a VM.
    pub(crate) get: fn(&Vm) -> &L,
    /// The field in a VM, to be changed.
    pub(crate) get_mut: fn(&mut Vm) -> &mut L,
}

/// The type of such a field: a list, or an option where a VM has at most one device of the kind.
pub(crate) trait DeviceList: Default + Serialize + DeserializeOwned {
    /// The kind.
    type Device: VmDevice + Clone + Default + PartialEq + Serialize + DeserializeOwned + 'static;

    /// There may be several devices, which paths tell apart by their ids.
    const SEVERAL: bool;

    /// The devices.
    fn as_slice(&self) -> &[Self::Device];

    /// The devices, to be changed.
    fn as_mut_slice(&mut self) -> &mut [Self::Device];

    /// Takes all devices out.
    fn take_all(&mut self) -> Vec<Self::Device>;

    /// The field with some devices; where one is allowed, with the last of them.
    fn from_all(devices: Vec<Self::Device>) -> Self;
}

/// Work on all fields that hold devices, whatever their type.
pub(crate) trait DeviceVisitor {
    /// Visits a field.
    fn visit<L: DeviceList>(&mut self, field: &DeviceField<L>);
}

impl<D> DeviceList for Vec<D>
where
    D: VmDevice + Clone + Default + PartialEq + Serialize + DeserializeOwned + 'static,
{
    type Device = D;

    const SEVERAL: bool = true;

    fn as_slice(&self) -> &[D] {
        self
    }

    fn as_mut_slice(&mut self) -> &mut [D] {
        self
    }

    fn take_all(&mut self) -> Vec<D> {
        std::mem::take(self)
    }

    fn from_all(devices: Vec<D>) -> Self {
        devices
    }
}

impl<D> DeviceList for Option<D>
where
    D: VmDevice + Clone + Default + PartialEq + Serialize + DeserializeOwned + 'static,
{
    type Device = D;

    const SEVERAL: bool = false;

    fn as_slice(&self) -> &[D] {
        Self::as_slice(self)
    }

    fn as_mut_slice(&mut self) -> &mut [D] {
        Self::as_mut_slice(self)
    }

    fn take_all(&mut self) -> Vec<D> {
        self.take().into_iter().collect()
    }

    fn from_all(devices: Vec<D>) -> Self {
        devices.into_iter().next_back()
    }
}

/// Exchanges the devices of two VMs.
pub(crate) fn swap_devices(one: &mut Vm, other: &mut Vm) {
    struct Swap<'a>(&'a mut Vm, &'a mut Vm);

    impl DeviceVisitor for Swap<'_> {
        fn visit<L: DeviceList>(&mut self, field: &DeviceField<L>) {
            std::mem::swap((field.get_mut)(self.0), (field.get_mut)(self.1));
        }
    }

    visit_devices(&mut Swap(one, other));
}

/// Makes everything of the list of fields, each with its key and type.
macro_rules! device_fields {
    ($($field:ident $key:literal $list:ty,)*) => {
        /// Visits all fields that hold devices, in the order of the list.
        pub(crate) fn visit_devices(visitor: &mut impl DeviceVisitor) {
            $(visitor.visit::<$list>(&DeviceField {
                key: $key,
                get: |vm| &vm.$field,
                get_mut: |vm| &mut vm.$field,
            });)*
        }

        impl Vm {
            /// All devices, each with the path of its field, such as `disks[1]`, kind by kind.
            pub fn devices(&self) -> impl Iterator<Item = (String, &dyn VmDevice)> {
                std::iter::empty()$(.chain(self.$field.iter().enumerate().map(|(at, device)| {
                    let several = <$list as DeviceList>::SEVERAL;
                    let path = if several { format!("{}[{at}]", $key) } else { $key.to_owned() };
                    (path, device as &dyn VmDevice)
                })))*
            }

            /// All devices, each with the key of its field, kind by kind.
            pub(crate) fn devices_mut(&mut self) -> impl Iterator<Item = (&'static str, &mut dyn VmDevice)> {
                std::iter::empty()$(.chain(self.$field.iter_mut().map(|device| ($key, device as &mut dyn VmDevice))))*
            }
        }
    };
}

device_fields! {
    disks "disks" Vec<Disk>,
    cdroms "cdroms" Vec<Cdrom>,
    nics "nics" Vec<Nic>,
    controllers "controllers" Vec<Controller>,
    videos "videos" Vec<Video>,
    graphics "graphics" Vec<Graphics>,
    consoles "consoles" Vec<Console>,
    sounds "sounds" Vec<Sound>,
    watchdogs "watchdogs" Vec<Watchdog>,
    rngs "rngs" Vec<Rng>,
    balloons "balloons" Vec<Balloon>,
    smartcards "smartcards" Vec<Smartcard>,
    tpms "tpms" Vec<Tpm>,
    redirs "redirs" Vec<Redir>,
    memory_devices "memoryDevices" Vec<MemoryDevice>,
    host_devices "hostDevices" Vec<HostDevice>,
    vgpus "vgpus" Vec<VGpu>,
    other_devices "otherDevices" Vec<OtherDevice>,
    floppy "floppy" Option<Floppy>,
    lease "lease" Option<Lease>,
}
