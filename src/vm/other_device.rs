//! Devices that entities cannot represent.

use domxml_schema::Element as _;
use domxml_schema::domain::{Device, Devices};
use domxml_schema::shared::Alias;
use domxml_schema::shared::address::Address;
use domxml_schema::xml::KeptElement;

use super::VmDevice as _;
use super::device::vm_device;

vm_device! {
    /// A device of a kind that entities cannot represent, such as a shared folder: it was found on a running VM, and is
    /// written again as it was found.
    OtherDevice {
        /// XML of the device, without alias and address.
        xml: String,
    }
}

impl OtherDevice {
    /// The entity of a device, besides its alias and its address.
    pub(crate) fn of(device: &Device) -> Option<(Self, Option<Alias>, Option<Address>)> {
        let mut device = device.clone();
        let (alias, address) =
            alias_and_address(&mut device).map(|(alias, address)| (alias.take(), address.take())).unwrap_or_default();
        let xml = Devices { list: vec![device], ..Devices::default() }.to_xml().ok()?;
        let lines = xml.strip_prefix("<devices>\n")?.trim_end().strip_suffix("</devices>")?;
        let xml = lines.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
        Some((Self { xml, ..Self::default() }, alias, address))
    }

    /// The device, with its alias if it is managed, and its address.
    ///
    /// # Errors
    ///
    /// Invalid XML.
    pub(crate) fn device(&self) -> Result<Device, String> {
        let xml = self.xml.trim();
        // Only a single element can be put among others.
        KeptElement::from_xml(xml).map_err(|error| error.finding().message.clone())?;
        let source = format!("<devices>{xml}</devices>");
        let read = Devices::read(&source).map_err(|error| error.finding().message.clone())?;
        // What libvirt had is preserved, known or not.
        if let Some(finding) = read.findings.first().filter(|_| self.managed) {
            return Err(finding.message.clone());
        }
        let mut device = read.value.list.into_iter().next().ok_or("it is empty")?;
        if let Some((alias, address)) = alias_and_address(&mut device) {
            *alias = self.managed.then(|| Alias { name: Some(self.user_alias()), ..Alias::default() });
            *address = self.address.as_ref().map(|address| address.0.clone());
        }
        Ok(device)
    }
}

/// Alias and address of a device, if its kind has them.
fn alias_and_address(device: &mut Device) -> Option<(&mut Option<Alias>, &mut Option<Address>)> {
    macro_rules! kinds {
        ($($kind:ident)*) => {
            match device {
                $(Device::$kind(device) => Some((&mut device.alias, &mut device.address)),)*
                _ => None,
            }
        };
    }
    kinds!(
        Disk Controller Filesystem Interface Smartcard Serial Parallel Console Channel Input Tpm Sound Video Hostdev
        Redirdev Watchdog Hub Memballoon Rng Shmem Nvram Panic Crypto Memory Iommu Vsock Pstore
    )
}
