//! What the tables read into and write from.

use std::collections::BTreeMap;

use domxml_schema::types::Uuid;
use serde_json::Value;

use crate::context::{Cluster, Context, Network, PlaceholderSet};
use crate::generate::Effective;
use crate::vm::{Version, Vm};

/// The VM and its context, as far as they are read, or as they are written.
pub(super) struct State {
    pub(super) vm: Vm,
    pub(super) context: Context,
    /// What the rules of generation make of both. Only writing looks at it.
    pub(super) effective: Effective,
    /// Whether the map has a list of devices, which its engine gave ids.
    pub(super) listed: bool,
    /// Places of devices in the boot order, as read.
    pub(super) boot_order: BTreeMap<Uuid, u64>,
}

impl State {
    /// The name of the network that hosts call so, which is added to the context if it is not there.
    pub(super) fn network(&mut self, device: &str) -> String {
        let is_it = |network: &Network| network.vdsm_name.as_deref() == Some(device);
        let known = self.context.networks.iter().find(|(_, network)| is_it(network));
        let name = known.map_or(device, |(name, _)| name).to_owned();
        self.context.networks.entry(name.clone()).or_default();
        name
    }

    /// What hosts call a network.
    pub(super) fn network_device<'a>(&'a self, name: &'a str) -> &'a str {
        self.context.networks.get(name).and_then(|network| network.vdsm_name.as_deref()).unwrap_or(name)
    }
}

/// The context of a map of which nothing else is known: hosts that take maps are of the oldest level, and fill
/// in what they have always filled in.
pub fn oldest_context() -> Context {
    let cluster = Cluster {
        compatibility_version: Version::OLDEST,
        placeholders: PlaceholderSet::Compatible,
        ..Cluster::default()
    };
    Context { cluster, ..Context::default() }
}

/// A number, as maps have it.
pub(super) fn number(value: impl Into<u64>) -> Value {
    Value::String(value.into().to_string())
}

/// A boolean, as maps have it.
pub(super) fn flag(value: bool) -> Value {
    Value::String(value.to_string())
}

/// A text that is there and not empty.
pub(super) fn text(value: Option<&str>) -> Option<Value> {
    value.filter(|text| !text.is_empty()).map(Value::from)
}

/// Anything that has a text.
pub(super) fn display(value: impl ToString) -> Value {
    Value::String(value.to_string())
}

/// What a key of one of the scalar kinds says; its kind has been checked.
pub(super) trait Read {
    fn text(&self) -> String;
    fn filled(&self) -> Option<String>;
    fn flag(&self) -> bool;
    /// A number; the kind of the key says that it fits.
    fn number<N: TryFrom<u64> + Default>(&self) -> N;
    /// Anything that is read from a text.
    fn parsed<T: std::str::FromStr>(&self) -> Option<T>;
}

impl Read for Value {
    fn text(&self) -> String {
        self.as_str().unwrap_or_default().to_owned()
    }

    fn filled(&self) -> Option<String> {
        self.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn flag(&self) -> bool {
        self.as_str() == Some("true")
    }

    fn number<N: TryFrom<u64> + Default>(&self) -> N {
        self.parsed::<u64>().and_then(|number| N::try_from(number).ok()).unwrap_or_default()
    }

    fn parsed<T: std::str::FromStr>(&self) -> Option<T> {
        self.as_str()?.parse().ok()
    }
}
