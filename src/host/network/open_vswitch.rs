//! Open vSwitch.

use domxml_schema::device::Interface;
use domxml_schema::device::interface::Kind;
use domxml_schema::shared::network::{Tag, VirtualPortKind, Vlan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Backend, BackendError, Request, set_source};

/// A network is a VLAN of a bridge of Open vSwitch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenVSwitch {
    /// Name of the bridge.
    pub bridge: String,
    /// Tag of the VLAN; absent: packets have no tag.
    pub vlan: Option<u16>,
}

impl Backend for OpenVSwitch {
    fn connect(&self, interface: &mut Interface, _: &Request<'_>) -> Result<(), BackendError> {
        if let Some(vlan) = self.vlan.filter(|vlan| *vlan > 4094) {
            let message = format!("would get the VLAN {vlan}, which there is not");
            return Err(BackendError { message, remedy: "give `vlan` a number up to 4094".to_owned() });
        }
        set_source(interface, Kind::Bridge, |source| source.bridge = Some(self.bridge.clone()));
        interface.virtualport.get_or_insert_default().kind = Some(VirtualPortKind::OpenVSwitch);
        let tag = |id| Tag { id: Some(id), ..Tag::default() };
        interface.vlan = self.vlan.map(|id| Vlan { tags: vec![tag(id)], ..Vlan::default() }).map(Box::new);
        Ok(())
    }
}
