//! What describes the whole VM: everything but devices and metadata, a file for each part.

use domxml_schema::Domain;

use super::input::Input;

/// Everything but devices and metadata.
pub(super) fn domain(input: &Input<'_>) -> Domain {
    Domain {
        kind: Some(domxml_schema::domain::Kind::Kvm),
        name: Some(input.vm.name.clone()),
        uuid: Some(input.vm.id),
        ..Domain::default()
    }
}
