//! The list of devices: `<devices>`.

use crate::Element;
use crate::device::{
    audio, channel, console, controller, crypto, disk, filesystem, graphics, hostdev, hub, input, interface, iommu,
    lease, memballoon, memory, nvram, panic, parallel, pstore, redirdev, redirfilter, rng, serial, shmem, smartcard,
    sound, tpm, video, vsock, watchdog,
};
use crate::domain::Domain;
use crate::shared::{Address, Alias, Boot};
use crate::types::ABS_FILE_PATH;
use crate::xml::{Extra, Fields, KeptElement};

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

/// A part of a device, if it is among those that the row of its kind names.
macro_rules! part {
    (alias, $view:ident, $device:ident, alias $(, $rest:ident)*) => { $device.alias.$view() };
    (address, $view:ident, $device:ident, address $(, $rest:ident)*) => { $device.address.$view() };
    (boot, $view:ident, $device:ident, boot $(, $rest:ident)*) => { $device.boot.$view() };
    ($part:ident, $view:ident, $device:ident, $other:ident $(, $rest:ident)*) => {
        part!($part, $view, $device $(, $rest)*)
    };
    ($part:ident, $view:ident, $device:ident) => { None };
}

/// A part of a device to change, if it is among those that the row of its kind names.
macro_rules! part_mut {
    (alias, $device:ident, alias $(, $rest:ident)*) => { Some(&mut $device.alias) };
    (address, $device:ident, address $(, $rest:ident)*) => { Some(&mut $device.address) };
    (boot, $device:ident, boot $(, $rest:ident)*) => { Some(&mut $device.boot) };
    ($part:ident, $device:ident, $other:ident $(, $rest:ident)*) => { part_mut!($part, $device $(, $rest)*) };
    ($part:ident, $device:ident) => { None };
}

macro_rules! devices {
    ($($(#[$attr:meta])* $variant:ident($ty:ty), $all:ident, $all_mut:ident $(, $part:ident)*;)*) => {
        /// A device of `<devices>`, by the element's name.
        #[derive(Element, Clone, Debug, PartialEq)]
        #[xml(choice)]
        pub enum Device {
            $($(#[$attr])* $variant(Box<$ty>),)*
            /// Any other element.
            #[xml(other)]
            Other(Box<KeptElement>),
        }

        impl Device {
            /// The alias, if devices of the kind have one and it is there.
            pub fn alias(&self) -> Option<&Alias> {
                match self {
                    $(Self::$variant(_device) => part!(alias, as_ref, _device $(, $part)*),)*
                    Self::Other(_) => None,
                }
            }

            /// The alias, to change or add it; none if devices of the kind have none.
            pub fn alias_mut(&mut self) -> Option<&mut Option<Alias>> {
                match self {
                    $(Self::$variant(_device) => part_mut!(alias, _device $(, $part)*),)*
                    Self::Other(_) => None,
                }
            }

            /// The address in the guest, if devices of the kind have one and it is there.
            pub fn address(&self) -> Option<&Address> {
                match self {
                    $(Self::$variant(_device) => part!(address, as_ref, _device $(, $part)*),)*
                    Self::Other(_) => None,
                }
            }

            /// The address in the guest, to change or add it; none if devices of the kind have none.
            pub fn address_mut(&mut self) -> Option<&mut Option<Address>> {
                match self {
                    $(Self::$variant(_device) => part_mut!(address, _device $(, $part)*),)*
                    Self::Other(_) => None,
                }
            }

            /// The place in the boot order, if devices of the kind have one and it is there.
            pub fn boot(&self) -> Option<&Boot> {
                match self {
                    $(Self::$variant(_device) => part!(boot, as_ref, _device $(, $part)*),)*
                    Self::Other(_) => None,
                }
            }

            /// The place in the boot order, to change or add it; none if devices of the kind have none.
            pub fn boot_mut(&mut self) -> Option<&mut Option<Boot>> {
                match self {
                    $(Self::$variant(_device) => part_mut!(boot, _device $(, $part)*),)*
                    Self::Other(_) => None,
                }
            }

            /// The name of the element, such as `disk`; that of an unknown one is as it was read.
            pub fn name(&self) -> &str {
                match self {
                    Self::Other(kept) => kept.name(),
                    device => Fields::element_name(device).unwrap_or_default(),
                }
            }
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
    Disk(disk::Disk), disks, disks_mut, alias, address, boot;
    /// Controller of a bus.
    Controller(controller::Controller), controllers, controllers_mut, alias, address;
    /// Directory of the host that is shared with the guest.
    #[xml(since = "0.3.3", later("0.8.5", "hypervisor" = "qemu"))]
    Filesystem(filesystem::Filesystem), filesystems, filesystems_mut, alias, address, boot;
    /// Network interface.
    Interface(interface::Interface), interfaces, interfaces_mut, alias, address, boot;
    /// Smart card reader.
    #[xml(since = "0.8.8")]
    Smartcard(smartcard::Smartcard), smartcards, smartcards_mut, alias, address;
    /// Serial port.
    Serial(serial::Serial), serials, serials_mut, alias, address;
    /// Parallel port.
    Parallel(parallel::Parallel), parallels, parallels_mut, alias, address;
    /// Console.
    Console(console::Console), consoles, consoles_mut, alias, address;
    /// Channel between host and guest.
    Channel(channel::Channel), channels, channels_mut, alias, address;
    /// Lease of a lock manager.
    Lease(lease::Lease), leases, leases_mut;
    /// Input device: mouse, tablet, keyboard.
    Input(input::Input), inputs, inputs_mut, alias, address;
    /// Trusted platform module.
    #[xml(since = "1.0.5")]
    Tpm(tpm::Tpm), tpms, tpms_mut, alias, address;
    /// Access to the guest's display.
    Graphics(graphics::Graphics), graphics, graphics_mut;
    /// Sound card.
    #[xml(since = "0.4.3")]
    Sound(sound::Sound), sounds, sounds_mut, alias, address;
    /// Audio backend of the host.
    #[xml(since = "6.7.0")]
    Audio(audio::Audio), audios, audios_mut;
    /// Video card.
    Video(video::Video), videos, videos_mut, alias, address;
    /// Host device assigned to the guest (passthrough).
    #[xml(since = "0.4.4")]
    Hostdev(hostdev::Hostdev), hostdevs, hostdevs_mut, alias, address, boot;
    /// Redirected USB device.
    #[xml(since = "0.9.5")]
    Redirdev(redirdev::Redirdev), redirdevs, redirdevs_mut, alias, address, boot;
    /// Watchdog.
    #[xml(since = "0.7.3", later("9.1.0", "may stand several times"))]
    Watchdog(watchdog::Watchdog), watchdogs, watchdogs_mut, alias, address;
    /// Filter of redirected USB devices.
    Redirfilter(redirfilter::Redirfilter), redirfilters, redirfilters_mut;
    /// USB hub.
    #[xml(since = "0.9.9")]
    Hub(hub::Hub), hubs, hubs_mut, alias, address;
    /// Memory balloon.
    #[xml(single, since = "0.8.3")]
    Memballoon(memballoon::Memballoon), memballoons, memballoons_mut, alias, address;
    /// Random number generator.
    #[xml(since = "1.0.3")]
    Rng(rng::Rng), rngs, rngs_mut, alias, address;
    /// Shared memory between guests.
    #[xml(since = "1.2.10")]
    Shmem(shmem::Shmem), shmems, shmems_mut, alias, address;
    /// Non-volatile memory of pSeries guests.
    #[xml(single, since = "1.0.5")]
    Nvram(nvram::Nvram), nvrams, nvrams_mut, alias, address;
    /// Panic device, which notifies of a crash of the guest.
    #[xml(since = "1.2.1")]
    Panic(panic::Panic), panics, panics_mut, alias, address;
    /// Cryptographic accelerator.
    #[xml(since = "9.0.0")]
    Crypto(crypto::Crypto), cryptos, cryptos_mut, alias, address;
    /// Memory module.
    #[xml(since = "1.2.14")]
    Memory(memory::Memory), memories, memories_mut, alias, address;
    /// I/O memory management unit.
    #[xml(since = "2.1.0")]
    Iommu(iommu::Iommu), iommus, iommus_mut, alias, address;
    /// vsock device: sockets between host and guest.
    #[xml(single, since = "4.4.0")]
    Vsock(vsock::Vsock), vsocks, vsocks_mut, alias, address;
    /// Persistent store, which survives a crash of the guest.
    #[xml(single, since = "10.6.0")]
    Pstore(pstore::Pstore), pstores, pstores_mut, alias, address;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::{FieldDef, FieldKind, StartView};

    #[test]
    fn devices_show_the_parts_that_they_have() {
        for variant in Device::DEF.variants {
            let (name, fields) = (variant.name, (variant.def)().fields);
            let is_part = |field: &FieldDef, part: &str| {
                field.rust_name == part && matches!(field.kind, FieldKind::Element { .. })
            };
            let has = |part: &str| fields.iter().any(|field| is_part(field, part));
            let mut device = Device::parse(&format!("<{name}/>")).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(device.alias_mut().is_some(), has("alias"), "alias of {name}");
            assert_eq!(device.address_mut().is_some(), has("address"), "address of {name}");
            assert_eq!(device.boot_mut().is_some(), has("boot"), "boot of {name}");
            assert_eq!(device.name(), name);
        }
        let device = Device::parse("<disk><boot order='3'/><alias name='ua-a'/><address type='usb' port='1'/></disk>");
        let device = device.expect("it is a disk");
        assert_eq!(device.boot().and_then(|boot| boot.order), Some(3));
        assert_eq!(device.alias().and_then(|alias| alias.name.as_deref()), Some("ua-a"));
        assert!(matches!(device.address(), Some(Address::Usb(_))));
    }

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
