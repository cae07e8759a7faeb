//! Serial console: `console`, and `serial` for a serial port.

use domxml_schema::device::console;
use domxml_schema::device::serial::{Serial, Target, TargetKind};
use domxml_schema::shared::chardev::Chardev;

use crate::generate::common::{alias, plugged};
use crate::generate::input::Input;
use crate::template::{Placeholder, PlaceholderKind};
use crate::vm::{Architecture, Console, ConsoleType};

/// The type of consoles without a type of their own.
pub(in crate::generate) fn default_type(architecture: Architecture) -> ConsoleType {
    if architecture == Architecture::S390x { ConsoleType::Sclp } else { ConsoleType::Serial }
}

/// A console. It has no address: libvirt knows it by its number.
pub(super) fn device(input: &Input<'_>, console: &Console) -> console::Console {
    let kind = match input.console_type(console) {
        ConsoleType::Virtio => TargetKind::Virtio,
        ConsoleType::Serial => TargetKind::Serial,
        ConsoleType::Sclp => TargetKind::Sclp,
    };
    console::Console {
        chardev: chardev(input, console),
        target: Some(Target { port: Some("0".to_owned()), ..Target::new(kind) }),
        alias: alias(console),
        ..console::Console::default()
    }
}

/// The serial port that a console of type `serial` is only another name of.
pub(super) fn serials(input: &Input<'_>) -> impl Iterator<Item = Serial> {
    let serial = plugged(&input.vm.consoles).filter(|console| input.console_type(console) == ConsoleType::Serial);
    serial.map(|console| Serial {
        chardev: chardev(input, console),
        target: Some(Target { port: Some("0".to_owned()), ..Target::default() }),
        ..Serial::default()
    })
}

/// The host's side: a socket for its console service, or a pseudo-terminal.
fn chardev(input: &Input<'_>, console: &Console) -> Chardev {
    if !console.enable_socket {
        return Chardev::pty();
    }
    Chardev::listen_unix(if input.full_placeholders() {
        Placeholder::new(PlaceholderKind::ConsolePath, []).to_string()
    } else {
        format!("/var/run/ovirt-vmconsole-console/{}.sock", input.vm.id)
    })
}
