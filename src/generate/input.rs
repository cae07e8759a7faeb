//! What all parts of the generator look at.

use std::borrow::Cow;

use domxml_schema::xml::nearest;

use super::problem::Problems;
use crate::context::{Context, Os, PlaceholderSet};
use crate::vm::{Architecture, Version, Vm};

/// The VM as it is run this time, its context, and what many rules derive from them.
pub(super) struct Input<'a> {
    /// The VM, what holds for this run only already in it.
    pub(super) vm: Cow<'a, Vm>,
    pub(super) context: &'a Context,
    /// The guest system.
    pub(super) os: Os,
    /// The level that the VM is held at.
    pub(super) level: Version,
}

impl<'a> Input<'a> {
    /// Everything as it is for this run.
    ///
    /// # Errors
    ///
    /// A guest system that is not in the catalogue.
    pub(super) fn new(vm: &'a Vm, context: &'a Context) -> Result<Self, Problems> {
        let Some(os) = context.os(vm) else {
            let mut names: Vec<&str> = Os::names().collect();
            names.extend(context.os.keys().map(String::as_str));
            let remedy = match nearest(&vm.os, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name one of the catalogue, or add it to the context's `os`".to_owned(),
            };
            let mut problems = Problems::default();
            problems.add("os", &vm.os, "is not in the catalogue of guest systems", remedy);
            return Err(problems);
        };
        Ok(Self { vm: Cow::Borrowed(vm), context, os, level: context.compatibility_version(vm) })
    }

    pub(super) fn is_x86(&self) -> bool {
        self.vm.architecture == Architecture::X86_64
    }

    /// Whether the chipset is Q35; other architectures have none.
    pub(super) fn is_q35(&self) -> bool {
        self.is_x86() && self.vm.firmware.bios_type.is_q35()
    }

    /// Whether virtio devices must also be of the kind before version 1.0.
    pub(super) fn is_legacy_virtio(&self) -> bool {
        self.os.is_legacy_virtio(self.vm.architecture, self.vm.firmware.bios_type)
    }

    /// Whether the cluster's hosts fill in all that is their business.
    pub(super) fn full_placeholders(&self) -> bool {
        self.context.cluster.placeholders == PlaceholderSet::Full
    }
}
