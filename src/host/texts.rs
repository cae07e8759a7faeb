//! Placeholders that become a text and nothing else.

use domxml_schema::report::{Finding, nearest};

use super::facts::{Firmware, Pattern};
use super::resolve::Resolution;
use crate::template::{Open, PlaceholderKind};

impl Resolution<'_> {
    /// The text for a placeholder.
    pub(super) fn text(&self, open: &Open) -> Result<String, Finding> {
        let facts = self.facts;
        let os = || facts.os.as_ref().ok_or_else(|| open.missing("os", "add the host's `name` and `version`"));
        match (open.placeholder().kind(), open.placeholder().arguments()) {
            (PlaceholderKind::OsName, _) => Ok(os()?.name.clone()),
            (PlaceholderKind::OsVersion, _) => Ok(os()?.full_version()),
            (PlaceholderKind::HostSerial, _) => {
                let serial = facts.identity.guest_serial().map(str::to_owned);
                serial.ok_or_else(|| open.missing("identity", "add the host's `uuid` or `serial`"))
            }
            (PlaceholderKind::LeasePath, [lease, storage_domain]) => {
                self.lease(lease, storage_domain).map(|(path, _)| path).ok_or_else(|| no_lease(open))
            }
            (PlaceholderKind::LeaseOffset, [lease, storage_domain]) => {
                self.lease(lease, storage_domain).map(|(_, offset)| offset.to_string()).ok_or_else(|| no_lease(open))
            }
            (PlaceholderKind::ChannelPath, [name]) => {
                self.pattern(open, facts.sockets.channel.as_ref(), "sockets.channel", &[("channel", name)])
            }
            (PlaceholderKind::ConsolePath, _) => {
                self.pattern(open, facts.sockets.console.as_ref(), "sockets.console", &[])
            }
            (PlaceholderKind::NvramPath, _) => self.pattern(open, facts.nvram.as_ref(), "nvram", &[]),
            (PlaceholderKind::LoaderPath, [firmware]) => {
                self.firmware(open, firmware, "loader", |files| files.loader.as_deref())
            }
            (PlaceholderKind::NvramTemplate, [firmware]) => {
                self.firmware(open, firmware, "nvramTemplate", |files| files.nvram_template.as_deref())
            }
            (PlaceholderKind::DisplayNetwork, [network]) => self.display_network(open, network),
            _ => Err(open.unknown_rule()),
        }
    }

    /// A path by a pattern of the facts.
    pub(super) fn pattern(
        &self,
        open: &Open,
        pattern: Option<&Pattern>,
        fact: &str,
        values: &[(&str, &str)],
    ) -> Result<String, Finding> {
        let pattern = pattern.ok_or_else(|| open.missing(fact, &format!("add `{fact}`, a path")))?;
        let vm = self.vm.as_deref().map(|vm| ("vm", vm));
        let values: Vec<(&str, &str)> = values.iter().copied().chain(vm).collect();
        let text = pattern.fill(&values).map_err(|message| open.wrong(fact, &message, &format!("correct `{fact}`")))?;
        self.absolute(open, fact, text)
    }

    /// A path that libvirt accepts.
    pub(super) fn absolute(&self, open: &Open, fact: &str, path: String) -> Result<String, Finding> {
        if path.starts_with('/') {
            return Ok(path);
        }
        let message = format!("`{path}` is not an absolute path");
        Err(open.wrong(fact, &message, &format!("begin `{fact}` with `/`")))
    }

    fn firmware(
        &self,
        open: &Open,
        name: &str,
        file: &str,
        path: impl Fn(&Firmware) -> Option<&str>,
    ) -> Result<String, Finding> {
        let fact = format!("firmware.{name}.{file}");
        let files = self.facts.firmware.get(name).and_then(path);
        let Some(text) = files else {
            let help = match nearest(name, self.facts.firmware.keys().map(String::as_str)) {
                Some(near) if near != name => format!("did you mean the firmware `{near}`?"),
                _ => format!("add `{fact}`, a path"),
            };
            return Err(open.missing(&fact, &help));
        };
        self.absolute(open, &fact, text.to_owned())
    }

    fn display_network(&self, open: &Open, network: &str) -> Result<String, Finding> {
        if let Some(name) = self.facts.display_networks.get(network) {
            return Ok(name.clone());
        }
        let fact = format!("displayNetworks.{network}");
        match &self.facts.other_display_networks {
            Some(pattern) => pattern
                .fill(&[("network", network)])
                .map_err(|message| open.wrong("otherDisplayNetworks", &message, "correct `otherDisplayNetworks`")),
            None => Err(open.missing(&fact, &network_help(network, self.facts.display_networks.keys(), &fact))),
        }
    }
}

/// The help for a network that is not among the facts.
pub(super) fn network_help<'a>(network: &str, known: impl Iterator<Item = &'a String>, fact: &str) -> String {
    match nearest(network, known.map(String::as_str)) {
        Some(near) => format!("did you mean the network `{near}`? else add `{fact}`"),
        None => format!("add `{fact}`"),
    }
}

fn no_lease(open: &Open) -> Finding {
    open.missing("leases", "add the lease with its `path` and `offset`")
}
