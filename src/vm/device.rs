//! What all devices of a VM have in common.

use domxml_schema::types::Uuid;

use super::DeviceAddress;

/// A device of a VM: the fields that every kind has.
pub trait VmDevice {
    /// Identity, unique in the VM.
    fn id(&self) -> Uuid;

    /// Whether the engine made the device; unmanaged ones were found on a running VM.
    fn managed(&self) -> bool;

    /// Whether the device is in the VM; others are configured only.
    fn plugged(&self) -> bool;

    /// The alias as last seen on the running VM: `alias/@name`.
    fn stored_alias(&self) -> Option<&str>;

    /// Where the device sits in the guest, if that is settled: `address`.
    fn address(&self) -> Option<&DeviceAddress>;

    /// Gives the device an identity.
    fn set_id(&mut self, id: Uuid);

    /// Says whether the engine made the device.
    fn set_managed(&mut self, managed: bool);

    /// Settles or forgets where the device sits.
    fn set_address(&mut self, address: Option<DeviceAddress>);

    /// Remembers the alias that was seen.
    fn set_stored_alias(&mut self, alias: Option<String>);

    /// Says whether the device is in the VM.
    fn set_plugged(&mut self, plugged: bool);

    /// The alias that a managed device gets, `ua-` and the id; libvirt keeps aliases that begin so.
    fn user_alias(&self) -> String {
        format!("ua-{}", self.id())
    }
}

/// The default of a field: what is given, else that of its type.
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
            /// Identity, unique in the VM; the alias of the running device is made from it.
            pub id: ::domxml_schema::types::Uuid,
            /// Whether the engine made the device; unmanaged ones were found on a running VM and get no
            /// alias from it. Default true.
            pub managed: bool,
            /// Whether the device is in the VM. Default true.
            pub plugged: bool,
            /// The alias as last seen on a running VM, where it is not the one made from the id:
            /// `alias/@name`.
            pub alias: Option<String>,
            /// Where the device sits in the guest, if that is settled: `address`.
            pub address: Option<$crate::vm::DeviceAddress>,
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
