//! Values that hold for one run of a domain only: libvirt gives them at start, and takes them back.

use std::borrow::Cow;

use domxml_schema::Domain;
use domxml_schema::domain::{Device, Devices};
use domxml_schema::visit::{Surroundings, visit_mut};
use domxml_schema::xml::Stage;

/// Folders in which libvirt has the sockets of running domains.
const SOCKETS: [&str; 3] = ["/run/libvirt/", "/var/run/libvirt/", "/var/lib/libvirt/qemu/channel/"];

/// A device of a running domain without the values of this run; the alias stays, as it tells which device it is.
pub(super) fn forget<'d>(domain: &Domain, device: &'d Device) -> Cow<'d, Device> {
    if domain.id.is_none() {
        return Cow::Borrowed(device);
    }
    let devices = Devices { list: vec![device.clone()], ..Devices::default() };
    let mut alone = Domain { kind: domain.kind.clone(), devices: Some(devices), ..Domain::default() };
    visit_mut(
        &mut alone,
        "domain",
        |node| {
            let Some(field) = node.field().filter(|_| !node.is_element()) else { return false };
            let assigned = Surroundings::of(node).assigned(field).is_some_and(|it| it.stage == Stage::Start);
            let alias = node.path().parent().is_some_and(|path| path.name() == "alias");
            (assigned && !alias) || is_of_a_run(&node.text())
        },
        |node| {
            node.remove();
        },
    );
    alone.devices.and_then(|devices| devices.list.into_iter().next()).map_or(Cow::Borrowed(device), Cow::Owned)
}

/// Whether a text is the path of a socket that libvirt makes for one run of a domain.
pub(super) fn is_of_a_run(text: &str) -> bool {
    SOCKETS.iter().any(|folder| text.starts_with(folder))
}
