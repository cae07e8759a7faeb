//! Open vSwitch.

use domxml_schema::device::Interface;
use domxml_schema::device::interface::Kind;
use domxml_schema::shared::network::{Tag, VirtualPortKind, Vlan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Backend, BackendError, Request, set_source};

/// A network that is a VLAN on a bridge of Open vSwitch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenVSwitch {
    /// Name of the bridge.
    pub bridge: String,
    /// VLAN id, 0 to 4094; if absent, packets are not tagged.
    pub vlan: Option<u16>,
}

impl Backend for OpenVSwitch {
    fn connect(&self, interface: &mut Interface, _: &Request<'_>) -> Result<(), BackendError> {
        if let Some(vlan) = self.vlan.filter(|vlan| *vlan > 4094) {
            let message = format!("VLAN id {vlan} is out of range (0 to 4094)");
            return Err(BackendError { message, help: "correct `vlan`".to_owned() });
        }
        set_source(interface, Kind::Bridge, |source| source.bridge = Some(self.bridge.clone()));
        interface.virtualport.get_or_insert_default().kind = Some(VirtualPortKind::OpenVSwitch);
        let tag = |id| Tag { id: Some(id), ..Tag::default() };
        interface.vlan = self.vlan.map(|id| Vlan { tags: vec![tag(id)], ..Vlan::default() }).map(Box::new);
        Ok(())
    }
}
