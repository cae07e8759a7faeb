//! Virtual functions of network cards.

use std::fmt;
use std::str::FromStr;

use domxml_schema::device::Interface;
use domxml_schema::device::interface::{AddressKind, Driver, DriverName, Kind, SourceAddress};
use domxml_schema::types::YesNo;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Backend, BackendError, Request, set_source};

/// Every interface in the network is a virtual function of a network card: one that libvirt takes from a
/// pool, or one of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Sriov {
    /// libvirt's network that is a pool of virtual functions.
    pub pool: Option<String>,
    /// Virtual functions, such as `0000:3b:10.2`: the VM's first interface in the network gets the first.
    pub virtual_functions: Vec<PciAddress>,
}

impl Backend for Sriov {
    fn connect(&self, interface: &mut Interface, request: &Request<'_>) -> Result<(), BackendError> {
        if let Some(pool) = &self.pool {
            set_source(interface, Kind::Network, |source| source.network = Some(pool.clone()));
            clear_software(interface);
            return Ok(());
        }
        let Some(function) = self.virtual_functions.get(request.index) else {
            return Err(BackendError {
                message: format!(
                    "the VM needs {} virtual functions, but there are {}",
                    request.index + 1,
                    self.virtual_functions.len()
                ),
                help: "add to `virtualFunctions`, or name a `pool`".to_owned(),
            });
        };
        set_source(interface, Kind::Hostdev, |source| source.address_element = Some(Box::new(function.source())));
        interface.managed = Some(YesNo::Yes);
        clear_software(interface);
        interface.driver = Some(Box::new(Driver { name: Some(DriverName::Vfio), ..Driver::default() }));
        Ok(())
    }
}

/// Removes the settings that the host's kernel applies to packets: it cannot do so for a function that belongs to the
/// guest, and libvirt refuses to start such an interface.
fn clear_software(interface: &mut Interface) {
    interface.driver = None;
    interface.bandwidth = None;
    interface.filterref = None;
    interface.tune = None;
    interface.port = None;
    interface.mtu = None;
}

/// The address of a PCI device of the host: `domain:bus:slot.function`, in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct PciAddress {
    /// PCI domain.
    pub domain: u16,
    /// Bus.
    pub bus: u8,
    /// Slot, up to 31.
    pub slot: u8,
    /// Function, up to 7.
    pub function: u8,
}

impl PciAddress {
    fn source(self) -> SourceAddress {
        SourceAddress {
            kind: Some(AddressKind::Pci),
            domain: Some(self.domain.into()),
            bus: Some(self.bus.into()),
            slot: Some(self.slot),
            function: Some(self.function),
            ..SourceAddress::default()
        }
    }
}

impl fmt::Display for PciAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04x}:{:02x}:{:02x}.{:x}", self.domain, self.bus, self.slot, self.function)
    }
}

impl FromStr for PciAddress {
    type Err = ParsePciAddressError;

    /// # Errors
    ///
    /// Anything but four hexadecimal numbers within their bounds.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let number = |part: &str| u16::from_str_radix(part, 16).ok().filter(|_| !part.starts_with('+'));
            let (place, function) = text.split_once('.')?;
            let [domain, bus, slot] = place.split(':').collect::<Vec<_>>()[..] else { return None };
            Some(Self {
                domain: number(domain)?,
                bus: number(bus)?.try_into().ok()?,
                slot: number(slot)?.try_into().ok().filter(|slot| *slot < 32)?,
                function: number(function)?.try_into().ok().filter(|function| *function < 8)?,
            })
        };
        read().ok_or_else(|| ParsePciAddressError(text.to_owned()))
    }
}

impl TryFrom<String> for PciAddress {
    type Error = ParsePciAddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PciAddress> for String {
    fn from(address: PciAddress) -> Self {
        address.to_string()
    }
}

/// A text that is not the address of a PCI device.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a PCI address; it is domain:bus:slot.function, such as 0000:3b:10.2")]
pub struct ParsePciAddressError(String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        assert_eq!(
            "0000:3b:10.2".parse::<PciAddress>().map(|address| address.to_string()).as_deref(),
            Ok("0000:3b:10.2")
        );
        for wrong in ["", "3b:10.2", "0000:3b:20.2", "0000:3b:10.8", "0000:3b:10", "0000:+b:10.1", "10000:0:0.0"] {
            assert!(wrong.parse::<PciAddress>().is_err(), "{wrong}");
        }
    }
}
