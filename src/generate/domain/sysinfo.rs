//! The system that the guest's firmware reports: `sysinfo`.

use domxml_schema::domain::sysinfo::{
    BaseBoard, BaseBoardEntry, BaseBoardName, Smbios, Sysinfo, System, SystemEntry, SystemName,
};

use crate::context::OriginType;
use crate::generate::input::Input;
use crate::template::{Placeholder, PlaceholderKind};
use crate::vm::{SerialNumber, Version};

/// The level since which guests see family and stock-keeping unit.
const FAMILY_AND_SKU: Version = Version::new(4, 4);

/// The system that the guest's firmware reports; x86 only. Name and version are those of the host's OS, which only
/// the host knows.
pub(super) fn sysinfo(input: &Input<'_>) -> Vec<Sysinfo> {
    if !input.is_x86() {
        return Vec::new();
    }
    let config = &input.context.config;
    let (maker, family) = match config.origin_type {
        OriginType::Ovirt => ("oVirt", "oVirt"),
        OriginType::Rhev => ("Red Hat", "RHV"),
    };
    let mut entries = vec![
        SystemEntry::new(SystemName::Manufacturer, maker),
        SystemEntry::new(SystemName::Product, Placeholder::new(PlaceholderKind::OsName, []).to_string()),
        SystemEntry::new(SystemName::Version, Placeholder::new(PlaceholderKind::OsVersion, []).to_string()),
        SystemEntry::new(SystemName::Serial, serial(input)),
        SystemEntry::new(SystemName::Uuid, input.vm.id.to_string()),
    ];
    let mut base_boards = Vec::new();
    if input.cluster_level() >= FAMILY_AND_SKU {
        if let Some(sku) = config.sku.as_deref().filter(|sku| !sku.is_empty()) {
            entries.push(SystemEntry::new(SystemName::Sku, sku));
            base_boards.push(BaseBoard {
                entries: vec![
                    BaseBoardEntry::new(BaseBoardName::Manufacturer, "Red Hat"),
                    BaseBoardEntry::new(BaseBoardName::Product, "RHEL-AV"),
                ],
                ..BaseBoard::default()
            });
        }
        entries.push(SystemEntry::new(SystemName::Family, family));
    }
    let system = Some(System { entries, ..System::default() });
    vec![Sysinfo::Smbios(Box::new(Smbios { system, base_boards, ..Smbios::default() }))]
}

/// The VM's serial number: its own choice, else the cluster's, else the host's identity.
fn serial(input: &Input<'_>) -> String {
    match input.vm.serial_number.as_ref().or(input.context.cluster.serial_number.as_ref()) {
        Some(SerialNumber::VmId) => input.vm.id.to_string(),
        Some(SerialNumber::Custom(text)) => text.clone(),
        Some(SerialNumber::HostId) | None => Placeholder::new(PlaceholderKind::HostSerial, []).to_string(),
    }
}
