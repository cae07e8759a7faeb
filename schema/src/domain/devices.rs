//! The list of devices: `<devices>`.

use crate::Element;
use crate::device::{
    audio, channel, console, controller, crypto, disk, filesystem, graphics, hostdev, hub, input, interface, iommu,
    lease, memballoon, memory, nvram, panic, parallel, pstore, redirdev, redirfilter, rng, serial, shmem, smartcard,
    sound, tpm, video, vsock, watchdog,
};
use crate::domain::Domain;
use crate::types::ABS_FILE_PATH;
use crate::xml::{Extra, KeptElement};

/// The emulator and all devices, in the order of the document: `<devices>`.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(expanded)]
pub struct Devices {
    /// Path of the emulator (device model) on the host.
    #[xml(value, datatype = ABS_FILE_PATH, assigned("definition", "hypervisor" = "qemu" | "kvm"), merge = "first")]
    pub emulator: Option<String>,
    /// The devices, in order.
    #[xml(choice)]
    pub list: Vec<Device>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

macro_rules! devices {
    ($($(#[$attr:meta])* $variant:ident($ty:ty), $all:ident, $all_mut:ident;)*) => {
        /// A device of `<devices>`, by the element's name.
        #[derive(Element, Clone, Debug, PartialEq)]
        #[xml(choice)]
        pub enum Device {
            $($(#[$attr])* $variant(Box<$ty>),)*
            /// Any other element.
            #[xml(other)]
            Other(Box<KeptElement>),
        }

        impl Devices {
            $(
                #[doc = concat!("Returns the `Device::", stringify!($variant), "` devices, in order.")]
                pub fn $all(&self) -> impl Iterator<Item = &$ty> {
                    self.list.iter().filter_map(|device| match device {
                        Device::$variant(device) => Some(&**device),
                        _ => None,
                    })
                }

                #[doc = concat!("Returns the `Device::", stringify!($variant), "` devices, in order, mutably.")]
                pub fn $all_mut(&mut self) -> impl Iterator<Item = &mut $ty> {
                    self.list.iter_mut().filter_map(|device| match device {
                        Device::$variant(device) => Some(&mut **device),
                        _ => None,
                    })
                }
            )*
        }

        impl Domain {
            $(
                #[doc = concat!("Returns the `Device::", stringify!($variant), "` devices, in order.")]
                pub fn $all(&self) -> impl Iterator<Item = &$ty> {
                    self.devices.iter().flat_map(Devices::$all)
                }

                #[doc = concat!("Returns the `Device::", stringify!($variant), "` devices, in order, mutably.")]
                pub fn $all_mut(&mut self) -> impl Iterator<Item = &mut $ty> {
                    self.devices.iter_mut().flat_map(Devices::$all_mut)
                }
            )*
        }
    };
}

devices! {
    /// Disk, CD-ROM or floppy.
    #[xml(since = "0.0.3")]
    Disk(disk::Disk), disks, disks_mut;
    /// Controller of a bus.
    Controller(controller::Controller), controllers, controllers_mut;
    /// Directory of the host that is shared with the guest.
    #[xml(since = "0.3.3", later("0.8.5", "hypervisor" = "qemu"))]
    Filesystem(filesystem::Filesystem), filesystems, filesystems_mut;
    /// Network interface.
    Interface(interface::Interface), interfaces, interfaces_mut;
    /// Smart card reader.
    #[xml(since = "0.8.8")]
    Smartcard(smartcard::Smartcard), smartcards, smartcards_mut;
    /// Serial port.
    Serial(serial::Serial), serials, serials_mut;
    /// Parallel port.
    Parallel(parallel::Parallel), parallels, parallels_mut;
    /// Console.
    Console(console::Console), consoles, consoles_mut;
    /// Channel between host and guest.
    Channel(channel::Channel), channels, channels_mut;
    /// Lease of a lock manager.
    Lease(lease::Lease), leases, leases_mut;
    /// Input device: mouse, tablet, keyboard.
    Input(input::Input), inputs, inputs_mut;
    /// Trusted platform module.
    #[xml(since = "1.0.5")]
    Tpm(tpm::Tpm), tpms, tpms_mut;
    /// Access to the guest's display.
    Graphics(graphics::Graphics), graphics, graphics_mut;
    /// Sound card.
    #[xml(since = "0.4.3")]
    Sound(sound::Sound), sounds, sounds_mut;
    /// Audio backend of the host.
    #[xml(since = "6.7.0")]
    Audio(audio::Audio), audios, audios_mut;
    /// Video card.
    Video(video::Video), videos, videos_mut;
    /// Host device assigned to the guest (passthrough).
    #[xml(since = "0.4.4")]
    Hostdev(hostdev::Hostdev), hostdevs, hostdevs_mut;
    /// Redirected USB device.
    #[xml(since = "0.9.5")]
    Redirdev(redirdev::Redirdev), redirdevs, redirdevs_mut;
    /// Watchdog.
    #[xml(since = "0.7.3", later("9.1.0", "may stand several times"))]
    Watchdog(watchdog::Watchdog), watchdogs, watchdogs_mut;
    /// Filter of redirected USB devices.
    Redirfilter(redirfilter::Redirfilter), redirfilters, redirfilters_mut;
    /// USB hub.
    #[xml(since = "0.9.9")]
    Hub(hub::Hub), hubs, hubs_mut;
    /// Memory balloon.
    #[xml(single, since = "0.8.3")]
    Memballoon(memballoon::Memballoon), memballoons, memballoons_mut;
    /// Random number generator.
    #[xml(since = "1.0.3")]
    Rng(rng::Rng), rngs, rngs_mut;
    /// Shared memory between guests.
    #[xml(since = "1.2.10")]
    Shmem(shmem::Shmem), shmems, shmems_mut;
    /// Non-volatile memory of pSeries guests.
    #[xml(single, since = "1.0.5")]
    Nvram(nvram::Nvram), nvrams, nvrams_mut;
    /// Panic device, which notifies of a crash of the guest.
    #[xml(since = "1.2.1")]
    Panic(panic::Panic), panics, panics_mut;
    /// Cryptographic accelerator.
    #[xml(since = "9.0.0")]
    Crypto(crypto::Crypto), cryptos, cryptos_mut;
    /// Memory module.
    #[xml(since = "1.2.14")]
    Memory(memory::Memory), memories, memories_mut;
    /// I/O memory management unit.
    #[xml(since = "2.1.0")]
    Iommu(iommu::Iommu), iommus, iommus_mut;
    /// vsock device: sockets between host and guest.
    #[xml(single, since = "4.4.0")]
    Vsock(vsock::Vsock), vsocks, vsocks_mut;
    /// Persistent store, which survives a crash of the guest.
    #[xml(single, since = "10.6.0")]
    Pstore(pstore::Pstore), pstores, pstores_mut;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::StartView;

    #[test]
    fn devices_are_small() {
        assert!(size_of::<Device>() <= 16);
        for variant in Device::DEF.variants {
            let value = ((variant.def)().create)(&StartView { name: variant.name, attrs: &[] });
            let size = size_of_val(&*value);
            assert!(size <= 560, "<{}> takes {size} bytes: box its large children", variant.name);
        }
    }
}
