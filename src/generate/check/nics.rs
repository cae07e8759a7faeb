//! Network interfaces.

use super::disks::machine;
use super::label::named;
use super::storage::pci_device;
use super::text::shown;
use super::unique::Unique;
use super::vnic_profiles;
use crate::generate::input::Input;
use crate::generate::nics::{SNDBUF_PROPERTY, VHOST_PROPERTY, standby_alias, vhost};
use crate::generate::problem::Problems as _;
use crate::vm::{Architecture, Nic, NicModel};
use domxml_schema::report::Findings;

pub(super) fn check(input: &Input<'_>, problems: &mut Findings) {
    let mut macs = Unique::new("MAC address", "give each NIC a MAC address of its own");
    let help = "use a failover vNIC profile of its own for each of them: its id becomes an alias";
    let mut standbys = Unique::new("alias of a standby NIC", help);
    let mut functions = Unique::new("virtual function", "choose a virtual function for each NIC");
    for (at, nic) in input.vm.nics.iter().enumerate().filter(|(_, nic)| nic.plugged) {
        let device = format!("nics[{at}]");
        mac(input, problems, &mut macs, nic, &device);
        model(input, problems, nic, &device);
        parameters(problems, nic, &device);
        vnic_profiles::check(input, problems, nic, &device);
        function(input, problems, &mut functions, nic, &device);
        if let Some(alias) = standby_alias(input, nic) {
            standbys.see(input, problems, &alias, &alias, (&device, ".vnicProfile"));
        }
    }
    properties(input, problems);
}

fn mac(input: &Input<'_>, problems: &mut Findings, macs: &mut Unique<[u8; 6]>, nic: &Nic, device: &str) {
    let Some(mac) = nic.mac_address else {
        let message = format!("NIC {} has no MAC address", named(&nic.name, nic.id));
        return problems.add(format!("{device}.macAddress"), "", message, "give it one, such as `56:6f:00:00:00:01`");
    };
    if mac.is_multicast() {
        let message = format!("MAC address `{mac}` is a multicast address");
        let help = "use a unicast address, whose second digit is even";
        problems.add(format!("{device}.macAddress"), mac, message, help);
    }
    macs.see(input, problems, &mac.0, mac, (device, ".macAddress"));
}

fn model(input: &Input<'_>, problems: &mut Findings, nic: &Nic, device: &str) {
    let architecture = input.vm.architecture;
    let (name, available) = match nic.model {
        NicModel::Pv | NicModel::PciPassthrough => return,
        NicModel::SpaprVlan => ("spapr-vlan", architecture.is_ppc()),
        other => {
            let name = match other {
                NicModel::Rtl8139Pv => "rtl8139-pv",
                NicModel::Rtl8139 => "rtl8139",
                NicModel::E1000 => "e1000",
                _ => "e1000e",
            };
            (name, !matches!(architecture, Architecture::S390x | Architecture::Aarch64))
        }
    };
    if !available {
        let message = format!("NIC model `{name}` is not available on {}", machine(input));
        problems.add(format!("{device}.model"), name, message, "use `pv`");
    }
}

/// Names and values of parameters are those that libvirt's network filters accept.
fn parameters(problems: &mut Findings, nic: &Nic, device: &str) {
    let mut word = |field: String, part: &str, text: &str, more: &[u8], help: &str| {
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || more.contains(&byte);
        if text.is_empty() {
            problems.add(field, text, format!("the filter parameter has no {part}"), "give it one, or remove it");
        } else if !text.bytes().all(legal) {
            problems.add(field, text, format!("invalid {part} `{}` of a filter parameter", shown(text)), help);
        }
    };
    for (at, parameter) in nic.filter_parameters.iter().enumerate() {
        let field = format!("{device}.filterParameters[{at}]");
        word(format!("{field}.name"), "name", &parameter.name, b"", "use only letters, digits and `_`");
        let help = "use only letters, digits, `_`, `.` and `:`";
        word(format!("{field}.value"), "value", &parameter.value, b".:", help);
    }
}

fn function(input: &Input<'_>, problems: &mut Findings, functions: &mut Unique<String>, nic: &Nic, device: &str) {
    if nic.model != NicModel::PciPassthrough {
        return;
    }
    let Some(host) = &input.context.host else {
        if !input.full_placeholders() {
            let message = "NIC model `pci-passthrough` needs a virtual function of the host, but no host is chosen";
            problems.add(format!("{device}.model"), "pci-passthrough", message, "choose the host: set `context.host`");
        }
        return;
    };
    match host.virtual_functions.get(&nic.id) {
        Some(name) => {
            let field = format!("context.host.virtualFunctions.{}", nic.id);
            pci_device(input, problems, name, &field);
            functions.see(input, problems, name, name, (device, ".id"));
        }
        None => {
            let message = format!("NIC {} has no virtual function on the host", named(&nic.name, nic.id));
            problems.add(format!("{device}.id"), nic.id, message, "add one to `context.host.virtualFunctions`");
        }
    }
}

/// Custom properties of the VM that configure its NICs.
fn properties(input: &Input<'_>, problems: &mut Findings) {
    let custom = &input.vm.custom_properties;
    if let Some(size) = custom.get(SNDBUF_PROPERTY).filter(|size| size.parse::<u32>().is_err()) {
        let message = format!("invalid size of the send buffer `{}`", shown(size));
        problems.add(format!("customProperties.{SNDBUF_PROPERTY}"), size, message, "give a number of bytes");
    }
    let wrong = vhost(input).is_some_and(|mut networks| networks.any(|setting| setting.is_none()));
    if wrong {
        let value = custom.get(VHOST_PROPERTY).map(String::as_str).unwrap_or_default();
        let message = format!("invalid vhost setting `{}`", shown(value));
        let help = "write it like `NETWORK:true,NETWORK:false`";
        problems.add(format!("customProperties.{VHOST_PROPERTY}"), value, message, help);
    }
}
