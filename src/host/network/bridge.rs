//! Linux bridges.

use domxml_schema::device::Interface;
use domxml_schema::device::interface::Kind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Backend, BackendError, Request, set_source};

/// A network that is a Linux bridge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Bridge {
    /// Name of the bridge; defaults to the network's.
    pub name: Option<String>,
}

impl Backend for Bridge {
    fn connect(&self, interface: &mut Interface, request: &Request<'_>) -> Result<(), BackendError> {
        let name = self.name.as_deref().unwrap_or(request.network);
        set_source(interface, Kind::Bridge, |source| source.bridge = Some(name.to_owned()));
        Ok(())
    }
}
