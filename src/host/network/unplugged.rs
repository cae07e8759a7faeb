//! No network.

use domxml_schema::device::Interface;
use domxml_schema::device::interface::{Kind, Link, LinkState};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Backend, BackendError, Request, set_source};

/// No network: the link of an interface is down, and its device on the host belongs to no bridge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Unplugged {
    /// A bridge without uplink, for hosts that have one; if absent, there is no bridge.
    pub bridge: Option<String>,
}

impl Backend for Unplugged {
    fn connect(&self, interface: &mut Interface, _: &Request<'_>) -> Result<(), BackendError> {
        match &self.bridge {
            Some(bridge) => set_source(interface, Kind::Bridge, |source| source.bridge = Some(bridge.clone())),
            None => {
                interface.kind = Some(Kind::Ethernet);
                interface.source = None;
            }
        }
        interface.link = Some(Box::new(Link { state: Some(LinkState::Down), ..Link::default() }));
        Ok(())
    }
}
