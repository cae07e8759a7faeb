//! Network interfaces: what they are connected to.

use domxml_schema::device::Interface;
use domxml_schema::device::interface::Kind;
use domxml_schema::domain::Device;
use domxml_schema::xml::Fields;

use super::network::{Backend, Request, Unplugged};
use super::resolve::Run;
use super::texts::network_remedy;
use crate::template::{Error, Found, UNPLUGGED_BRIDGE};

impl<'a> Run<'a> {
    /// Connects an interface to a network.
    pub(super) fn fill_interface(&mut self, found: &Found, network: &str) {
        let Some(index) = found.place.device() else { return };
        let fact = format!("networks.{network}");
        let Some(backend) = self.backend(network) else {
            let remedy = network_remedy(network, self.facts.networks.keys(), &fact);
            return self.errors.0.push(found.missing(&fact, &remedy));
        };
        if let Err((message, remedy)) = self.connect(index, network, backend) {
            self.errors.0.push(found.wrong(&fact, &message, &remedy));
        }
    }

    /// An interface whose bridge an engine predicted: the name of its network. Where the host provides
    /// that in another way, it is connected so; else it stays. The bridge that stands for no network is
    /// none that libvirt's schema has a word for.
    pub(super) fn correct_interface(&mut self, index: usize) {
        let Some(Device::Interface(interface)) = self.device(index) else { return };
        let bridge = interface.source.as_ref().and_then(|source| source.bridge.clone());
        let Some(bridge) = bridge.filter(|_| interface.kind == Some(Kind::Bridge)) else { return };
        let network = if bridge == UNPLUGGED_BRIDGE { String::new() } else { bridge };
        let Some(backend) = self.backend(&network) else { return };
        if let Err((message, remedy)) = self.connect(index, &network, backend) {
            let path = format!("{}/source/@bridge", self.path(index));
            let fact = Some(format!("networks.{network}"));
            self.errors.0.push(Error { path, placeholder: network, message, remedy, fact, ..Error::default() });
        }
    }

    /// How a network is provided.
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

    fn connect(&mut self, index: usize, network: &str, backend: &dyn Backend) -> Result<(), (String, String)> {
        let count = self.connected.entry(network.to_owned()).or_default();
        let request = Request { network, index: *count };
        *count += 1;
        let path = self.path(index);
        let Some(Device::Interface(interface)) = self.device(index) else { return Ok(()) };
        let before = interface.clone();
        backend.connect(interface, &request).map_err(|error| (error.message, error.remedy))?;
        let gone = gone(&before, interface);
        if !gone.is_empty() {
            let message = format!("lost {}, which the network `{network}` cannot have here", gone.join(", "));
            self.note(path, message);
        }
        Ok(())
    }
}

/// What an interface no longer has, by name.
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
