//! Network interfaces: their connections.

use domxml_schema::device::Interface;
use domxml_schema::device::interface::Kind;
use domxml_schema::domain::Device;
use domxml_schema::path::Step;
use domxml_schema::xml::Fields;

use super::code;
use super::finding::{error, with_fact};
use super::network::{Backend, BackendError, Request, Unplugged};
use super::resolve::Resolution;
use super::texts::network_help;
use crate::template::{Open, UNPLUGGED_BRIDGE};

impl<'a> Resolution<'a> {
    /// Connects an interface to a network.
    pub(super) fn fill_interface(&mut self, open: &Open, network: &str) {
        let Some(index) = open.device() else { return };
        let fact = format!("networks.{network}");
        let Some(backend) = self.backend(network) else {
            let help = network_help(network, self.facts.networks.keys(), &fact);
            return self.errors.0.push(open.missing(&fact, &help));
        };
        if let Err(BackendError { message, help }) = self.connect(index, network, backend) {
            self.errors.0.push(open.wrong(&fact, &message, &help));
        }
    }

    /// Connects an interface whose bridge an engine predicted, by the name of its network, if the host provides that
    /// network in another way. The bridge that stands for no network is not representable in libvirt's schema.
    pub(super) fn correct_interface(&mut self, index: usize) {
        let Some(Device::Interface(interface)) = self.device(index) else { return };
        let bridge = interface.source.as_ref().and_then(|source| source.bridge.clone());
        let Some(bridge) = bridge.filter(|_| interface.kind == Some(Kind::Bridge)) else { return };
        let network = if bridge == UNPLUGGED_BRIDGE { String::new() } else { bridge };
        let Some(backend) = self.backend(&network) else { return };
        if let Err(BackendError { message, help }) = self.connect(index, &network, backend) {
            let path = self.path(index).child(Step::new("source")).with_attribute("bridge");
            let message = format!("cannot connect to the network `{network}`: {message}");
            let finding = error(code::NOT_CONNECTED, &path, message, &help).text(&*network);
            self.errors.0.push(with_fact(finding, &format!("networks.{network}"), "from this fact"));
        }
    }

    /// The backend of a network.
    fn backend(&self, network: &str) -> Option<&'a dyn Backend> {
        const UNPLUGGED: Unplugged = Unplugged { bridge: None };
        if let Some(backend) = self.resolver.backends.get(network) {
            return Some(&**backend);
        }
        match self.facts.networks.get(network) {
            Some(fact) => Some(fact),
            None if network.is_empty() => Some(&UNPLUGGED),
            None => self.facts.other_networks.as_ref().map(|fact| fact as &dyn Backend),
        }
    }

    fn connect(&mut self, index: usize, network: &str, backend: &dyn Backend) -> Result<(), BackendError> {
        let count = self.connected.entry(network.to_owned()).or_default();
        let request = Request { network, index: *count };
        *count += 1;
        let Some(Device::Interface(interface)) = self.device(index) else { return Ok(()) };
        let before = interface.clone();
        backend.connect(interface, &request)?;
        let gone = gone(&before, interface);
        if !gone.is_empty() {
            let message = format!("removed {}: not possible in the network `{network}` of this host", gone.join(", "));
            let path = self.path(index);
            self.note(code::LOST_SETTINGS, &path, message);
        }
        Ok(())
    }
}

/// The names of the elements and attributes that an interface no longer has.
fn gone(before: &Interface, after: &Interface) -> Vec<String> {
    let rows = |interface: &Interface| {
        let mut held = Vec::new();
        interface.present(0, &mut held);
        held.iter().map(|held| held.row).collect::<Vec<_>>()
    };
    let left = rows(after);
    let gone = rows(before).into_iter().filter(|row| !left.contains(row));
    gone.map(|row| format!("<{}>", before.def().fields[row].name)).collect()
}
