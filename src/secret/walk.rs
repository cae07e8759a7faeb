//! The secrets of a domain: all of its values at the places of the table.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use domxml_schema::Domain;
use domxml_schema::xml::{FieldKind, Fields, Held, Slot as Field, SlotMut, set_text};

use super::{Extent, HIDDEN, SLOTS, Slot, is_named, metadata, options};
use crate::pattern;

/// Takes the secrets out of a domain, and says where they stood. What is a secret as a whole is taken out,
/// as libvirt does it; of what is one in part, that part becomes [`HIDDEN`].
pub fn redact(domain: &mut Domain) -> Vec<String> {
    let secrets = find(domain).secrets;
    for secret in &secrets {
        secret.redact(domain);
    }
    let mut paths: Vec<String> = secrets.into_iter().map(|secret| secret.path).collect();
    paths.extend(metadata::redact(domain));
    paths
}

/// Where secrets stand in what was asked and not in what runs, although what is around them does: the
/// running XML was dumped without them, and who writes it back loses them.
pub fn missing(asked: &Domain, running: &Domain) -> Vec<String> {
    let (asked, running) = (find(asked), find(running));
    let there: BTreeSet<&str> = running.secrets.iter().map(|secret| &*secret.key).collect();
    let lost = asked.secrets.iter().filter(|secret| {
        secret.slot.guarded && !there.contains(&*secret.key) && running.devices.contains(&secret.device)
    });
    lost.map(|secret| secret.path.clone()).collect()
}

/// A value that is a secret, or has one in it.
struct Secret {
    slot: &'static Slot,
    /// Rows and indices of the elements on the way, from the root.
    address: Vec<(usize, usize)>,
    /// The field's row in the table.
    row: usize,
    path: String,
    /// The path, by what tells its elements apart wherever they stand.
    key: String,
    /// The device that it stands in, told apart alike.
    device: String,
    text: String,
}

impl Secret {
    fn redact(&self, domain: &mut Domain) {
        let mut fields: &mut dyn Fields = domain;
        for (row, index) in &self.address {
            fields = match fields.slot_mut(*row) {
                SlotMut::Element(elements) => match elements.get_mut(*index) {
                    Some(fields) => fields,
                    None => return,
                },
                _ => return,
            };
        }
        if self.slot.extent == Extent::Options {
            let name = fields.def().fields[self.row].rust_name;
            set_text(fields, name, &options::hide(&self.text));
        } else if let SlotMut::Value(value) = fields.slot_mut(self.row) {
            value.clear();
        }
    }
}

/// All secrets, in the order of the model.
fn find(domain: &Domain) -> Walk {
    let mut walk = Walk::default();
    walk.element(domain);
    walk
}

#[derive(Default)]
struct Walk {
    /// Names on the way, with the number of each among siblings of its name, from 0.
    names: Vec<(Cow<'static, str>, usize)>,
    keys: Vec<String>,
    address: Vec<(usize, usize)>,
    secrets: Vec<Secret>,
    /// All devices, by what tells them apart.
    devices: BTreeSet<String>,
}

/// No secret stands deeper: chains of images repeat the same places.
const DEPTH: usize = 384;

impl Walk {
    fn element(&mut self, fields: &dyn Fields) {
        let mut rows = Vec::new();
        fields.present(0, &mut rows);
        for Held { row, .. } in rows {
            let field = &fields.def().fields[row];
            match (field.kind, fields.slot(row)) {
                (FieldKind::Attribute(_), Field::Value(slot)) => {
                    let name = Cow::Owned(format!("@{}", field.name));
                    self.leaf(fields, row, Some(name), slot.text(0, field.format));
                }
                (FieldKind::Text(_), Field::Value(slot)) => {
                    self.leaf(fields, row, None, slot.text(0, field.format));
                }
                (FieldKind::Value { .. }, Field::Value(slot)) => {
                    self.leaf(fields, row, Some(pattern::qualified(field)), slot.text(0, field.format));
                }
                (FieldKind::Element { .. } | FieldKind::Choice { .. }, Field::Element(slot)) => {
                    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
                    for index in 0..slot.count() {
                        let Some(child) = slot.get(index).filter(|_| self.address.len() < DEPTH) else { continue };
                        let name = child.element_name().map_or_else(|| pattern::qualified(field), Cow::Borrowed);
                        let number = match child.element_name() {
                            Some(name) => {
                                let number = numbers.entry(name).or_default();
                                *number += 1;
                                *number - 1
                            }
                            None => index,
                        };
                        let key = key(child, number);
                        if matches!(field.kind, FieldKind::Choice { .. }) {
                            self.devices.insert(format!("{name} {key}"));
                        }
                        self.keys.push(key);
                        self.names.push((name, number));
                        self.address.push((row, index));
                        self.element(child);
                        self.address.pop();
                        self.keys.pop();
                        self.names.pop();
                    }
                }
                _ => {}
            }
        }
    }

    fn leaf(&mut self, fields: &dyn Fields, row: usize, name: Option<Cow<'static, str>>, text: String) {
        let names = name.iter().map(|name| &**name).chain(self.names.iter().rev().map(|(name, _)| &**name));
        let Some(slot) = SLOTS.iter().find(|slot| pattern::matches(slot.path, names.clone())) else { return };
        let is_secret = match slot.extent {
            Extent::Whole => !text.is_empty(),
            Extent::Options => options::hide(&text) != text,
            Extent::IfNamed => fields.attribute("name").is_some_and(|name| is_named(&name)),
        };
        if !is_secret || text == HIDDEN {
            return;
        }
        let step = |(name, number): &(Cow<'static, str>, usize)| match number {
            0 => format!("/{name}"),
            number => format!("/{name}[{}]", number + 1),
        };
        let mut path: String = std::iter::once("/domain".to_owned()).chain(self.names.iter().map(step)).collect();
        let mut key = format!("{} {}", slot.path, self.keys.join("/"));
        if let Some(name) = name {
            path = format!("{path}/{name}");
            key = format!("{key}/{name}");
        }
        let device = self.names.get(1).zip(self.keys.get(1)).map(|((name, _), key)| format!("{name} {key}"));
        let (address, device) = (self.address.clone(), device.unwrap_or_default());
        self.secrets.push(Secret { slot, address, row, path, key, device, text });
    }
}

/// What tells an element apart, wherever it stands.
fn key(fields: &dyn Fields, number: usize) -> String {
    let known = ["target/@dev", "@type", "@name"].iter().find_map(|path| pattern::text_at(fields, path));
    known.map_or_else(|| number.to_string(), Cow::into_owned)
}
