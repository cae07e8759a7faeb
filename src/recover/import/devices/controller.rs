//! Controllers: `controller`.

use domxml_schema::Keyword;
use domxml_schema::device::controller::{self, Kind, Model};

use crate::recover::import::identity::is_named_by_an_engine;
use crate::recover::import::state::Import;
use crate::vm::{Controller, ControllerType};

/// PCI controllers are left to libvirt; so are, in a document with a record, all without an alias of the engine's.
pub(super) fn read(import: &mut Import<'_>, controller: &controller::Controller) -> bool {
    let virtio_scsi = matches!(controller.model, Some(Model::VirtioScsi | Model::VirtioTransitional));
    let controller_type = match controller.kind {
        Some(Kind::Scsi) if virtio_scsi => ControllerType::VirtioScsi,
        Some(Kind::Scsi) => ControllerType::Scsi,
        Some(Kind::VirtioSerial) => ControllerType::VirtioSerial,
        Some(Kind::Usb) => ControllerType::Usb,
        Some(Kind::Ide) => ControllerType::Ide,
        Some(Kind::Sata) => ControllerType::Sata,
        Some(Kind::Pci) => ControllerType::Pci,
        _ => return true,
    };
    let named = is_named_by_an_engine(controller.alias.as_ref());
    if !named && (import.has_record || controller_type == ControllerType::Pci) {
        return true;
    }
    let model = controller.model.as_ref().map(|model| model.as_str().to_owned());
    let implied = matches!(controller_type, ControllerType::VirtioScsi | ControllerType::VirtioSerial);
    let found = Controller {
        controller_type,
        model: model.filter(|_| !implied),
        index: controller.index.filter(|_| controller_type != ControllerType::VirtioScsi),
        io_thread_id: controller.driver.as_ref().and_then(|driver| driver.iothread),
        ..Controller::default()
    };
    let natural = format!("controller {} {}", controller_type as u8, import.vm.controllers.len());
    let controller = import.identified(found, controller.alias.as_ref(), controller.address.as_ref(), &natural);
    import.vm.controllers.push(controller);
    true
}
