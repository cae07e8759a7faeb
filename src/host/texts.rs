//! Place-holders that become a text and nothing else.

use domxml_schema::report::nearest;

use super::facts::{Firmware, Pattern};
use super::resolve::Run;
use crate::template::{Error, Found, Placeholder};

impl Run<'_> {
    /// The text for a place-holder.
    pub(super) fn text(&self, found: &Found) -> Result<String, Error> {
        let facts = self.facts;
        let os = || facts.os.as_ref().ok_or_else(|| found.missing("os", "say the host's `name` and `version`"));
        match &found.placeholder {
            Placeholder::OsName => Ok(os()?.name.clone()),
            Placeholder::OsVersion => Ok(os()?.full_version()),
            Placeholder::HostSerial => {
                let serial = facts.identity.guest_serial().map(str::to_owned);
                serial.ok_or_else(|| found.missing("identity", "say the host's `uuid` or `serial`"))
            }
            Placeholder::LeasePath { lease, storage_domain } => {
                self.lease(lease, storage_domain).map(|(path, _)| path).ok_or_else(|| no_lease(found))
            }
            Placeholder::LeaseOffset { lease, storage_domain } => {
                self.lease(lease, storage_domain).map(|(_, offset)| offset.to_string()).ok_or_else(|| no_lease(found))
            }
            Placeholder::ChannelPath { name } => {
                self.pattern(found, facts.sockets.channel.as_ref(), "sockets.channel", &[("channel", name)])
            }
            Placeholder::ConsolePath => self.pattern(found, facts.sockets.console.as_ref(), "sockets.console", &[]),
            Placeholder::NvramPath => self.pattern(found, facts.nvram.as_ref(), "nvram", &[]),
            Placeholder::LoaderPath { firmware } => {
                self.firmware(found, firmware, "loader", |files| files.loader.as_deref())
            }
            Placeholder::NvramTemplate { firmware } => {
                self.firmware(found, firmware, "nvramTemplate", |files| files.nvram_template.as_deref())
            }
            Placeholder::DisplayNetwork { network } => self.display_network(found, network),
            // These are more than a text.
            Placeholder::Payload
            | Placeholder::DiskPath { .. }
            | Placeholder::LunPath { .. }
            | Placeholder::Network { .. } => Err(found.place.error("is not filled in", "report it")),
        }
    }

    /// A path by a pattern of the facts.
    pub(super) fn pattern(
        &self,
        found: &Found,
        pattern: Option<&Pattern>,
        fact: &str,
        values: &[(&str, &str)],
    ) -> Result<String, Error> {
        let pattern = pattern.ok_or_else(|| found.missing(fact, &format!("add `{fact}`, a path")))?;
        let vm = self.vm.as_deref().map(|vm| ("vm", vm));
        let values: Vec<(&str, &str)> = values.iter().copied().chain(vm).collect();
        let text =
            pattern.fill(&values).map_err(|message| found.wrong(fact, &message, &format!("correct `{fact}`")))?;
        self.absolute(found, fact, text)
    }

    /// A path that libvirt takes.
    pub(super) fn absolute(&self, found: &Found, fact: &str, path: String) -> Result<String, Error> {
        if path.starts_with('/') {
            return Ok(path);
        }
        let message = format!("would become `{path}`, which is not an absolute path");
        Err(found.wrong(fact, &message, &format!("begin `{fact}` with `/`")))
    }

    fn firmware(
        &self,
        found: &Found,
        name: &str,
        file: &str,
        path: impl Fn(&Firmware) -> Option<&str>,
    ) -> Result<String, Error> {
        let fact = format!("firmware.{name}.{file}");
        let files = self.facts.firmware.get(name).and_then(path);
        let Some(text) = files else {
            let remedy = match nearest(name, self.facts.firmware.keys().map(String::as_str)) {
                Some(near) if near != name => format!("did you mean the firmware `{near}`?"),
                _ => format!("add `{fact}`, a path"),
            };
            return Err(found.missing(&fact, &remedy));
        };
        self.absolute(found, &fact, text.to_owned())
    }

    fn display_network(&self, found: &Found, network: &str) -> Result<String, Error> {
        if let Some(name) = self.facts.display_networks.get(network) {
            return Ok(name.clone());
        }
        let fact = format!("displayNetworks.{network}");
        match &self.facts.other_display_networks {
            Some(pattern) => pattern
                .fill(&[("network", network)])
                .map_err(|message| found.wrong("otherDisplayNetworks", &message, "correct `otherDisplayNetworks`")),
            None => Err(found.missing(&fact, &network_remedy(network, self.facts.display_networks.keys(), &fact))),
        }
    }
}

/// What to do about a network that the facts do not know.
pub(super) fn network_remedy<'a>(network: &str, known: impl Iterator<Item = &'a String>, fact: &str) -> String {
    match nearest(network, known.map(String::as_str)) {
        Some(near) => format!("did you mean the network `{near}`? Else add `{fact}`"),
        None => format!("add `{fact}`"),
    }
}

fn no_lease(found: &Found) -> Error {
    found.missing("leases", "add the lease with its `path` and `offset`")
}
