//! The fields that all devices of a VM have in common.

use domxml_schema::types::Uuid;

use super::{DeviceAddress, LibvirtWords};

/// A device of a VM: the fields that every kind has.
pub trait VmDevice {
    /// Identity, unique in the VM.
    fn id(&self) -> Uuid;

    /// Returns whether the device is managed by the engine; unmanaged ones were found on a running VM.
    fn managed(&self) -> bool;

    /// Returns whether the device is plugged; others are only configured.
    fn plugged(&self) -> bool;

    /// The alias as last seen on the running VM: `alias/@name`.
    fn stored_alias(&self) -> Option<&str>;

    /// The address of the device in the guest, if it is known: `address`.
    fn address(&self) -> Option<&DeviceAddress>;

    /// Parts of the device that no other field represents, in libvirt's words.
    fn libvirt(&self) -> &LibvirtWords;

    /// The same, to change them.
    fn libvirt_mut(&mut self) -> &mut LibvirtWords;

    /// Sets the identity.
    fn set_id(&mut self, id: Uuid);

    /// Sets whether the device is managed by the engine.
    fn set_managed(&mut self, managed: bool);

    /// Sets or removes the address.
    fn set_address(&mut self, address: Option<DeviceAddress>);

    /// Sets or removes the alias that was seen.
    fn set_stored_alias(&mut self, alias: Option<String>);

    /// Sets whether the device is plugged.
    fn set_plugged(&mut self, plugged: bool);

    /// The alias of a managed device, `ua-` and the id; libvirt keeps aliases with this prefix.
    fn user_alias(&self) -> String {
        format!("ua-{}", self.id())
    }
}

/// The default of a field: the given one, else that of its type.
macro_rules! field_default {
    () => {
        ::std::default::Default::default()
    };
    ($default:expr) => {
        $default
    };
}

/// Defines the struct of a device: the common fields, then its own, and [`VmDevice`] for it.
macro_rules! vm_device {
    ($(#[$attr:meta])* $name:ident { $($(#[$field_attr:meta])* $field:ident: $ty:ty $(= $default:expr)?,)* }) => {
        $(#[$attr])*
        #[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize, ::schemars::JsonSchema)]
        #[serde(default, rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            /// Identity, unique in the VM; the alias of the running device is derived from it.
            pub id: ::domxml_schema::types::Uuid,
            /// The device is managed by the engine; unmanaged ones were found on a running VM, and get no
            /// alias. Defaults to true.
            pub managed: bool,
            /// Plugs the device; others are only configured. Defaults to true.
            pub plugged: bool,
            /// The alias as last seen on a running VM, if it is not derived from the id: `alias/@name`.
            pub alias: Option<String>,
            /// The address of the device in the guest, if it is known: `address`.
            pub address: Option<$crate::vm::DeviceAddress>,
            /// Parts of the device that no other field represents, in libvirt's words.
            pub libvirt: $crate::vm::LibvirtWords,
            $($(#[$field_attr])* pub $field: $ty,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self {
                    id: ::std::default::Default::default(),
                    managed: true,
                    plugged: true,
                    alias: None,
                    address: None,
                    libvirt: ::std::default::Default::default(),
                    $($field: $crate::vm::device::field_default!($($default)?),)*
                }
            }
        }

        impl $crate::vm::VmDevice for $name {
            fn id(&self) -> ::domxml_schema::types::Uuid {
                self.id
            }

            fn managed(&self) -> bool {
                self.managed
            }

            fn plugged(&self) -> bool {
                self.plugged
            }

            fn stored_alias(&self) -> Option<&str> {
                self.alias.as_deref()
            }

            fn address(&self) -> Option<&$crate::vm::DeviceAddress> {
                self.address.as_ref()
            }

            fn libvirt(&self) -> &$crate::vm::LibvirtWords {
                &self.libvirt
            }

            fn libvirt_mut(&mut self) -> &mut $crate::vm::LibvirtWords {
                &mut self.libvirt
            }

            fn set_id(&mut self, id: ::domxml_schema::types::Uuid) {
                self.id = id;
            }

            fn set_managed(&mut self, managed: bool) {
                self.managed = managed;
            }

            fn set_address(&mut self, address: Option<$crate::vm::DeviceAddress>) {
                self.address = address;
            }

            fn set_stored_alias(&mut self, alias: Option<String>) {
                self.alias = alias;
            }

            fn set_plugged(&mut self, plugged: bool) {
                self.plugged = plugged;
            }
        }
    };
}

pub(crate) use field_default;
pub(crate) use vm_device;
