//! Hooks: a host's own changes to single devices.

use domxml_schema::domain::Device;
use domxml_schema::types::Uuid;

use crate::metadata::ovirt::Properties;

/// A host's own changes to single devices, made when everything is filled in.
///
/// Hooks see every device, in the order of the document, and each hook sees what those before it made.
/// Devices keep their order.
///
/// ```
/// use domxml::host::{Action, Hook, HookContext};
/// use domxml::schema::domain::Device;
/// use domxml::schema::types::YesNo;
///
/// /// NICs with the property `promiscuous` may change their address.
/// struct Promiscuous;
///
/// impl Hook for Promiscuous {
///     fn device(&self, device: &mut Device, context: &HookContext<'_>) -> Result<Action, String> {
///         if let Device::Interface(interface) = device
///             && context.property("promiscuous") == Some("true")
///         {
///             interface.trust_guest_rx_filters = Some(YesNo::Yes);
///         }
///         Ok(Action::Keep)
///     }
/// }
/// ```
pub trait Hook {
    /// Changes or replaces a device, or asks for its removal.
    ///
    /// # Errors
    ///
    /// The reason why the VM must not start.
    fn device(&self, device: &mut Device, context: &HookContext<'_>) -> Result<Action, String>;
}

/// The fate of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is kept, with its changes.
    Keep,
    /// It is removed.
    Remove,
}

/// The context of a device: the VM, and the metadata of both.
#[derive(Clone, Copy, Debug)]
pub struct HookContext<'a> {
    /// The VM's UUID.
    pub vm: Option<Uuid>,
    /// The VM's name.
    pub vm_name: Option<&'a str>,
    /// The VM's custom properties, from the metadata.
    pub vm_custom: Option<&'a Properties>,
    /// The device's custom properties, from the metadata; absent if the engine gave it none.
    pub custom: Option<&'a Properties>,
}

impl<'a> HookContext<'a> {
    /// A custom property of the device, else of the VM.
    pub fn property(&self, key: &str) -> Option<&'a str> {
        let of = |custom: Option<&'a Properties>| custom.and_then(|custom| custom.get(key));
        of(self.custom).or_else(|| of(self.vm_custom))
    }
}
