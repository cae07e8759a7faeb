//! What a foreign document states where a comparison accepts whatever fits: values in the places of placeholders, and
//! listeners of displays.

use std::collections::HashMap;

use domxml_schema::device::graphics::{Graphics, Listen};
use domxml_schema::domain::Device;
use domxml_schema::path::{Path, Step};

use super::Work;
use super::device::device_of;
use super::words::Sides;
use crate::recover::runtime;
use crate::template::{PlaceholderKind, Template};

impl Work<'_> {
    /// Takes what the document states into the entity; returns whether that may have changed what it generates.
    pub(super) fn take_stated(
        &mut self,
        sides: &mut Sides<'_>,
        desired: &Template,
        pairs: &HashMap<usize, usize>,
    ) -> bool {
        let changed = self.take_filled_in(sides, desired, pairs);
        self.take_listeners(sides, desired, pairs) || changed
    }

    /// Takes the values that are where placeholders were generated. Networks and volumes are known by their names.
    fn take_filled_in(&mut self, sides: &mut Sides<'_>, desired: &Template, pairs: &HashMap<usize, usize>) -> bool {
        let actual_of: HashMap<usize, usize> = pairs.iter().map(|(actual, desired)| (*desired, *actual)).collect();
        let mut changed = false;
        for open in desired.placeholders().unwrap_or_default() {
            let path = open.path();
            if device_of(path).is_none() {
                changed |= sides.of_domain(path).is_some_and(|change| change.put(&mut self.vm.libvirt));
                continue;
            }
            if !matches!(open.placeholder().kind(), PlaceholderKind::ConsolePath | PlaceholderKind::ChannelPath) {
                continue;
            }
            let generated = open.numbered_path().find(&desired.domain).and_then(|node| node.device_index());
            let Some((generated, index)) = generated.and_then(|it| Some((it, *actual_of.get(&it)?))) else { continue };
            if !self.settled.contains(&index) && self.states(sides, index, generated, path) {
                changed |= match self.entities.get(&index).copied() {
                    Some(id) => self.say(sides, id, (index, generated), path),
                    None => self.replace(&desired.domain, index, generated),
                };
            }
        }
        changed
    }

    /// Whether a device of the document has a value of its own at a place, not one of this run.
    fn states(&self, sides: &mut Sides<'_>, index: usize, generated: usize, path: &Path) -> bool {
        let list = self.domain.devices.as_ref().map_or(&[][..], |devices| &devices.list);
        let change = list.get(index).and_then(|device| sides.of_device(index, device, generated, path));
        change.is_some_and(|change| change.value().is_some_and(|value| !runtime::is_of_a_run(value)))
    }

    /// Takes the listeners of displays that would listen elsewhere.
    fn take_listeners(&mut self, sides: &mut Sides<'_>, desired: &Template, pairs: &HashMap<usize, usize>) -> bool {
        let display =
            ["devices", "graphics"].into_iter().fold(Path::root("domain"), |path, name| path.child(Step::new(name)));
        let places = [display.clone().child(Step::new("listen")), display.with_attribute("listen")];
        let graphics = |device: Option<&Device>| match device {
            Some(Device::Graphics(graphics)) => Some(listeners(graphics)),
            _ => None,
        };
        let [actual, generated] =
            [self.domain, &desired.domain].map(|it| it.devices.as_ref().map_or(&[][..], |devices| &devices.list));
        let moved = pairs
            .iter()
            .filter(|(at, generated_at)| graphics(actual.get(**at)) != graphics(generated.get(**generated_at)));
        let moved: Vec<(usize, usize)> = moved.map(|(actual, generated)| (*actual, *generated)).collect();
        let mut changed = false;
        for (index, generated) in moved {
            for path in &places {
                let id = self.entities.get(&index).copied();
                changed |= id.is_some_and(|id| self.say(sides, id, (index, generated), path));
            }
        }
        changed
    }
}

/// Kinds and places of the listeners of a display. A display without any listens at its address; the address of a
/// network and the socket of a run are libvirt's.
fn listeners(graphics: &Graphics) -> Vec<(&'static str, Option<String>)> {
    if graphics.listens.is_empty() {
        return vec![("address", graphics.listen.clone())];
    }
    let listener = |listen: &Listen| match listen {
        Listen::Address(it) => ("address", it.address.clone()),
        Listen::Network(_) => ("network", None),
        Listen::Socket(it) => ("socket", it.socket.clone().filter(|socket| !runtime::is_of_a_run(socket))),
        Listen::None(_) => ("none", None),
        Listen::Other(_) => ("other", None),
    };
    graphics.listens.iter().map(listener).collect()
}
