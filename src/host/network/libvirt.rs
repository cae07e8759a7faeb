//! Networks of libvirt.

use domxml_schema::device::Interface;
use domxml_schema::device::interface::Kind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Backend, BackendError, Request, set_source};

/// A network that libvirt provides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Libvirt {
    /// libvirt's name for it; defaults to the network's.
    pub network: Option<String>,
    /// Its port group.
    pub portgroup: Option<String>,
}

impl Backend for Libvirt {
    fn connect(&self, interface: &mut Interface, request: &Request<'_>) -> Result<(), BackendError> {
        let name = self.network.as_deref().unwrap_or(request.network);
        set_source(interface, Kind::Network, |source| {
            source.network = Some(name.to_owned());
            source.portgroup = self.portgroup.as_deref().map(Into::into);
        });
        Ok(())
    }
}
