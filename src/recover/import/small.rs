//! Devices that have little to say.

use domxml_schema::device::controller::{self, Kind as ControllerKind, Model as ControllerModel};
use domxml_schema::device::graphics::{self, Listen};
use domxml_schema::device::memory::{self, Memory};
use domxml_schema::device::rng;
use domxml_schema::device::tpm::{Backend, Version};
use domxml_schema::device::video;
use domxml_schema::domain::Device;
use domxml_schema::types::{Unit, YesNo};
use domxml_schema::{Keyword, device};

use super::{Import, id_of_alias};
use crate::context::Network;
use crate::vm::{
    Balloon, Console, ConsoleType, Controller, ControllerType, DisplayType, Graphics, GraphicsType, MemoryDevice,
    Redir, Rng, RngSource, Smartcard, Sound, Tpm, Video, Watchdog, WatchdogAction,
};

/// Bytes of a MiB.
const MIB: u64 = 1 << 20;

/// Reads a device that is of one of these kinds; false if there is no word for it.
pub(super) fn read(import: &mut Import<'_>, device: &Device) -> bool {
    match device {
        Device::Memballoon(balloon) => read_balloon(import, balloon),
        Device::Watchdog(watchdog) => read_watchdog(import, watchdog),
        Device::Sound(sound) => read_sound(import, sound),
        Device::Rng(rng) => return read_rng(import, rng),
        Device::Tpm(tpm) => return read_tpm(import, tpm),
        Device::Redirdev(redir) => return read_redir(import, redir),
        Device::Smartcard(smartcard) => read_smartcard(import, smartcard),
        Device::Console(console) => return read_console(import, console),
        Device::Video(video) => return read_video(import, video),
        Device::Graphics(graphics) => return read_graphics(import, graphics),
        Device::Controller(controller) => read_controller(import, controller),
        Device::Memory(module) => return read_module(import, module),
        _ => return false,
    }
    true
}

fn read_sound(import: &mut Import<'_>, sound: &device::sound::Sound) {
    let model = sound.model.as_ref().map(|model| model.as_str().to_owned());
    let natural = format!("sound {}", import.vm.sounds.len());
    let own = Sound { model, ..Sound::default() };
    let sound = import.identified(own, sound.alias.as_ref(), sound.address.as_ref(), &natural);
    import.vm.sounds.push(sound);
}

/// Modules of the host, or of another emulator, are others.
fn read_tpm(import: &mut Import<'_>, tpm: &device::tpm::Tpm) -> bool {
    let Some(Backend::Emulator(emulator)) = &tpm.backend else { return false };
    if emulator.version.as_ref().is_some_and(|version| *version != Version::V2_0) {
        return false;
    }
    let natural = format!("tpm {}", import.vm.tpms.len());
    let tpm = import.identified(Tpm::default(), tpm.alias.as_ref(), None, &natural);
    import.vm.tpms.push(tpm);
    true
}

fn read_redir(import: &mut Import<'_>, redir: &device::redirdev::Redirdev) -> bool {
    if redir.chardev.kind.as_ref().is_none_or(|kind| kind.as_str() != "spicevmc") {
        return false;
    }
    let natural = format!("redirdev {}", import.vm.redirs.len());
    let redir = import.identified(Redir::default(), redir.alias.as_ref(), redir.address.as_ref(), &natural);
    import.vm.redirs.push(redir);
    true
}

/// A balloon of model `none` is libvirt's word for none.
fn read_balloon(import: &mut Import<'_>, balloon: &device::memballoon::Memballoon) {
    let model = balloon.model.as_ref().map(Keyword::as_str).unwrap_or_default();
    let named = balloon.alias.as_ref().and_then(|alias| id_of_alias(alias.name.as_deref()?)).is_some();
    if model == "none" && !named {
        return;
    }
    let own =
        Balloon { model: Some(model.to_owned()).filter(|model| !model.starts_with("virtio")), ..Balloon::default() };
    let natural = format!("balloon {}", import.vm.balloons.len());
    let balloon = import.identified(own, balloon.alias.as_ref(), balloon.address.as_ref(), &natural);
    import.vm.balloons.push(balloon);
}

/// The watchdog of the chip is there whether anybody wants it or not.
fn read_watchdog(import: &mut Import<'_>, watchdog: &device::watchdog::Watchdog) {
    use device::watchdog::{Action, Model};
    if watchdog.model == Some(Model::Itco) {
        return;
    }
    let action = match watchdog.action {
        Some(Action::Reset) => WatchdogAction::Reset,
        Some(Action::Poweroff) => WatchdogAction::Poweroff,
        Some(Action::Dump) => WatchdogAction::Dump,
        Some(Action::Pause) => WatchdogAction::Pause,
        _ => WatchdogAction::None,
    };
    let model = watchdog.model.as_ref().map(|model| model.as_str().to_owned());
    let natural = format!("watchdog {}", import.vm.watchdogs.len());
    let own = Watchdog { model, action, ..Watchdog::default() };
    let watchdog = import.identified(own, watchdog.alias.as_ref(), watchdog.address.as_ref(), &natural);
    import.vm.watchdogs.push(watchdog);
}

fn read_rng(import: &mut Import<'_>, rng: &rng::Rng) -> bool {
    let Some(rng::Backend::Random(random)) = &rng.backend else { return false };
    let source = match random.path.as_deref() {
        Some("/dev/random") => RngSource::Random,
        Some("/dev/hwrng") => RngSource::Hwrng,
        Some("/dev/urandom") | None => RngSource::Urandom,
        Some(_) => return false,
    };
    let narrow = |value: u64| u32::try_from(value).ok();
    let rate = rng.rate.as_ref();
    let own = Rng {
        source,
        bytes: rate.and_then(|rate| rate.bytes).and_then(narrow),
        period: rate.and_then(|rate| rate.period).and_then(narrow),
        ..Rng::default()
    };
    let natural = format!("rng {}", import.vm.rngs.len());
    let rng = import.identified(own, rng.alias.as_ref(), rng.address.as_ref(), &natural);
    import.vm.rngs.push(rng);
    true
}

/// The engine gives it no alias, so that its place tells whose it is.
fn read_smartcard(import: &mut Import<'_>, smartcard: &device::smartcard::Smartcard) {
    let text = |text: &str| Some(text.to_owned());
    let own = Smartcard {
        mode: smartcard.mode.as_ref().and_then(|mode| text(mode.as_str())),
        smartcard_type: smartcard.chardev.kind.as_ref().and_then(|kind| text(kind.as_str())),
        ..Smartcard::default()
    };
    let natural = format!("smartcard {}", import.vm.smartcards.len());
    let smartcard = import.identified(own, smartcard.alias.as_ref(), smartcard.address.as_ref(), &natural);
    let managed = smartcard.managed || import.own;
    import.vm.smartcards.push(Smartcard { managed, ..smartcard });
}

fn read_console(import: &mut Import<'_>, console: &device::console::Console) -> bool {
    let kind = console.target.as_ref().and_then(|target| target.kind.as_ref()).map_or("serial", Keyword::as_str);
    let console_type = match kind {
        "virtio" => ConsoleType::Virtio,
        "serial" => ConsoleType::Serial,
        "sclp" => ConsoleType::Sclp,
        _ => return false,
    };
    let enable_socket = console.chardev.kind.as_ref().is_some_and(|kind| kind.as_str() == "unix");
    let own = Console { console_type: Some(console_type), enable_socket, ..Console::default() };
    let natural = format!("console {}", import.vm.consoles.len());
    // It is known by its number; an address is that of the port that it is another name of.
    let console = import.identified(own, console.alias.as_ref(), None, &natural);
    import.vm.consoles.push(console);
    true
}

/// A card of kind `none` is libvirt's word for none.
fn read_video(import: &mut Import<'_>, video: &video::Video) -> bool {
    let model = video.model.as_ref();
    let display_type = match model.and_then(|model| model.kind.as_ref()).map(Keyword::as_str) {
        Some("cirrus") => DisplayType::Cirrus,
        Some("qxl") => DisplayType::Qxl,
        Some("bochs") => DisplayType::Bochs,
        Some("virtio") => DisplayType::Virtio,
        Some("none") => DisplayType::None,
        Some("vga") | None => DisplayType::Vga,
        Some(_) => return false,
    };
    let named = video.alias.as_ref().and_then(|alias| id_of_alias(alias.name.as_deref()?)).is_some();
    if display_type == DisplayType::None && !named {
        return true;
    }
    let own = Video {
        display_type,
        vram: model.and_then(|model| model.vram),
        ram: model.and_then(|model| model.ram),
        vgamem: model.and_then(|model| model.vgamem),
        heads: model.and_then(|model| model.heads),
        ..Video::default()
    };
    let natural = format!("video {}", import.vm.videos.len());
    let video = import.identified(own, video.alias.as_ref(), video.address.as_ref(), &natural);
    import.vm.videos.push(video);
    true
}

/// libvirt's schema gives it no alias, so that its type tells whose it is.
fn read_graphics(import: &mut Import<'_>, graphics: &graphics::Graphics) -> bool {
    let graphics_type = match graphics.kind {
        Some(graphics::Kind::Spice) => GraphicsType::Spice,
        Some(graphics::Kind::Vnc) => GraphicsType::Vnc,
        _ => return false,
    };
    let display = &mut import.vm.display;
    if graphics_type == GraphicsType::Spice {
        let no = Some(YesNo::No);
        display.spice_file_transfer_enabled =
            graphics.filetransfer.as_ref().is_none_or(|transfer| transfer.enable != no);
        display.spice_copy_paste_enabled =
            graphics.clipboard.as_ref().is_none_or(|clipboard| clipboard.copypaste != no);
    } else {
        display.vnc_keyboard_layout.clone_from(&graphics.keymap);
    }
    // `0` is every address, which nobody asks for by its name; of a network libvirt notes the address that it has
    // there.
    let display_ip = match graphics.listens.first() {
        Some(Listen::Network(listen)) => {
            let network = listen.network.as_deref().filter(|_| !import.own);
            let name = network.map(|name| name.strip_prefix("vdsm-").unwrap_or(name).to_owned());
            import.context.networks.extend(name.iter().map(|name| (name.clone(), Network::default())));
            import.context.cluster.display_network = name;
            None
        }
        listen => listen.and_then(Listen::as_address).filter(|address| *address != "0").map(str::to_owned),
    };
    let natural = format!("graphics {graphics_type:?} {}", import.vm.graphics.len());
    let own = Graphics { graphics_type, display_ip, managed: import.own, ..Graphics::default() };
    let graphics = Graphics { id: import.vm.role_id(&natural), ..own };
    import.vm.graphics.push(graphics);
    true
}

/// PCI controllers are libvirt's business; so are, in an engine's own documents, all that it did not name.
fn read_controller(import: &mut Import<'_>, controller: &controller::Controller) {
    let virtio_scsi =
        matches!(controller.model, Some(ControllerModel::VirtioScsi | ControllerModel::VirtioTransitional));
    let controller_type = match controller.kind {
        Some(ControllerKind::Scsi) if virtio_scsi => ControllerType::VirtioScsi,
        Some(ControllerKind::Scsi) => ControllerType::Scsi,
        Some(ControllerKind::VirtioSerial) => ControllerType::VirtioSerial,
        Some(ControllerKind::Usb) => ControllerType::Usb,
        Some(ControllerKind::Ide) => ControllerType::Ide,
        Some(ControllerKind::Sata) => ControllerType::Sata,
        Some(ControllerKind::Pci) => ControllerType::Pci,
        _ => return,
    };
    let named = controller.alias.as_ref().and_then(|alias| id_of_alias(alias.name.as_deref()?)).is_some();
    if !named && (import.own || controller_type == ControllerType::Pci) {
        return;
    }
    let model = controller.model.as_ref().map(|model| model.as_str().to_owned());
    let implied = matches!(controller_type, ControllerType::VirtioScsi | ControllerType::VirtioSerial);
    let own = Controller {
        controller_type,
        model: model.filter(|_| !implied),
        index: controller.index.filter(|_| controller_type != ControllerType::VirtioScsi),
        io_thread_id: controller.driver.as_ref().and_then(|driver| driver.iothread),
        ..Controller::default()
    };
    let natural = format!("controller {} {}", controller_type as u8, import.vm.controllers.len());
    let controller = import.identified(own, controller.alias.as_ref(), controller.address.as_ref(), &natural);
    import.vm.controllers.push(controller);
}

/// A module of memory; one of the host's is a device of the host.
fn read_module(import: &mut Import<'_>, module: &Memory) -> bool {
    if module.model != Some(memory::Model::Dimm) {
        return false;
    }
    let target = module.target.as_ref();
    let size = target.and_then(|target| target.size.as_ref()).and_then(|size| size.bytes(Unit::KiB));
    let own = MemoryDevice {
        size_mb: size.unwrap_or_default() / MIB,
        node: target.and_then(|target| target.node).unwrap_or_default(),
        ..MemoryDevice::default()
    };
    let natural = format!("memory {}", import.vm.memory_devices.len());
    let module = import.identified(own, module.alias.as_ref(), module.address.as_ref(), &natural);
    import.vm.memory_devices.push(module);
    true
}
