//! The medium with initialization data for the guest, which the host creates.

use std::collections::BTreeMap;

use crate::generate::input::Input;
use crate::vm::{Initialization, PayloadDevice, Version};

/// Label by which guests know a configuration drive.
pub(crate) const CONFIG_DRIVE: &str = "config-2";
/// Path of the user data in a configuration drive.
pub(crate) const USER_DATA: &str = "openstack/latest/user_data";

/// The newest level at which guest OSes are assumed to have a driver for floppies.
const NEWEST_WITH_FLOPPY: Version = Version::new(4, 3);

/// A medium that the host creates: `disk` with the source `PAYLOAD:`; its content is in the metadata.
pub(in crate::generate) struct Payload<'a> {
    pub(in crate::generate) device: PayloadDevice,
    /// Its label.
    pub(in crate::generate) volume_id: Option<&'a str>,
    /// Text of its files, by their path.
    pub(in crate::generate) files: BTreeMap<&'a str, &'a str>,
}

/// The medium of this run; none if it would be empty.
///
/// Configuration drives are CDs. Windows Setup gets its answers on a floppy if the guest OS has a driver for one.
pub(in crate::generate) fn of<'a>(input: &'a Input<'_>) -> Option<Payload<'a>> {
    let cd = |files| Payload { device: PayloadDevice::Cdrom, volume_id: Some(CONFIG_DRIVE), files };
    let payload = match input.vm.initialization.as_ref()? {
        Initialization::CloudInit(files) => cd(borrowed(files)),
        Initialization::Ignition(configuration) => cd(BTreeMap::from([(USER_DATA, configuration.as_str())])),
        Initialization::Sysprep(answers) => {
            let device = if has_floppy_driver(input) { PayloadDevice::Floppy } else { PayloadDevice::Cdrom };
            let files = BTreeMap::from([(input.os.sysprep_file_name(), answers.as_str())]);
            Payload { device, volume_id: None, files }
        }
        Initialization::Payload(payload) => {
            Payload { device: payload.device, volume_id: payload.volume_id.as_deref(), files: borrowed(&payload.files) }
        }
    };
    (!payload.files.is_empty()).then_some(payload)
}

/// Returns whether the guest OS has a driver for floppies.
fn has_floppy_driver(input: &Input<'_>) -> bool {
    input.is_x86() && input.os.floppy.unwrap_or(input.level <= NEWEST_WITH_FLOPPY)
}

fn borrowed(files: &BTreeMap<String, String>) -> BTreeMap<&str, &str> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}
