//! Where place-holders may stand: one table, and the walk that finds its places in a domain.

use domxml_schema::Domain;
use domxml_schema::xml::{FieldDef, FieldKind, Fields, Outcome, Slot as Field, SlotMut, kept_text, set_text};

use super::PlaceholderKind;

/// A place where a kind of place-holder may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The place-holder.
    pub kind: PlaceholderKind,
    /// Names from below `<domain>`, with an attribute to tell elements apart if need be; the last one is an
    /// attribute (`@path`), or else the element's text is meant.
    pub path: &'static str,
}

const fn slot(kind: PlaceholderKind, path: &'static str) -> Slot {
    Slot { kind, path }
}

/// Every place where a place-holder may stand.
pub const SLOTS: &[Slot] = &[
    slot(PlaceholderKind::OsName, "sysinfo/system/entry[@name='product']"),
    slot(PlaceholderKind::OsVersion, "sysinfo/system/entry[@name='version']"),
    slot(PlaceholderKind::HostSerial, "sysinfo/system/entry[@name='serial']"),
    slot(PlaceholderKind::LoaderPath, "os/loader"),
    slot(PlaceholderKind::NvramPath, "os/nvram"),
    slot(PlaceholderKind::NvramTemplate, "os/nvram/@template"),
    slot(PlaceholderKind::DiskPath, "devices/disk/source/@file"),
    slot(PlaceholderKind::DiskPath, "devices/disk/source/@dev"),
    slot(PlaceholderKind::Payload, "devices/disk[@device='cdrom']/source/@file"),
    slot(PlaceholderKind::Payload, "devices/disk[@device='floppy']/source/@file"),
    slot(PlaceholderKind::LunPath, "devices/disk/source/@dev"),
    slot(PlaceholderKind::Network, "devices/interface/source/@bridge"),
    slot(PlaceholderKind::ChannelPath, "devices/channel/source/@path"),
    slot(PlaceholderKind::ConsolePath, "devices/console/source/@path"),
    slot(PlaceholderKind::ConsolePath, "devices/serial/source/@path"),
    slot(PlaceholderKind::DisplayNetwork, "devices/graphics/listen/@network"),
    slot(PlaceholderKind::LeasePath, "devices/lease/target/@path"),
    slot(PlaceholderKind::LeaseOffset, "devices/lease/target/@offset"),
];

/// A slot of a document: where it is, and what stands there.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Rows and indices of the elements on the way, from the root.
    address: Vec<(usize, usize)>,
    /// The field, by its row, which is its place in the order of writing.
    row: usize,
    field: &'static FieldDef,
    /// The path in the table.
    slot: &'static str,
    /// The path in the document, such as `/domain/devices/lease[2]/target/@offset`.
    pub(crate) path: String,
    /// What may stand there.
    pub(crate) kinds: Vec<PlaceholderKind>,
    /// What stands there.
    pub(crate) text: String,
}

impl Place {
    /// The type of the value that belongs there, by the schema's name.
    pub(crate) fn value_type(&self) -> &'static str {
        match self.field.kind {
            FieldKind::Attribute(datatype) | FieldKind::Text(datatype) | FieldKind::Value { datatype, .. } => {
                datatype.name
            }
            _ => "",
        }
    }

    /// Whether any text is of that type.
    pub(crate) fn is_free_text(&self) -> bool {
        self.slot.starts_with("sysinfo/")
    }

    /// Index in the list of devices, if it is in a device.
    pub(crate) fn device(&self) -> Option<usize> {
        if self.slot.starts_with("devices/") { self.address.get(1).map(|(_, index)| *index) } else { None }
    }

    /// Puts a text there; what came of it, unless the place is no longer there.
    pub(crate) fn fill(&self, domain: &mut Domain, text: &str) -> Option<Outcome> {
        let mut fields: &mut dyn Fields = domain;
        for (row, index) in &self.address {
            fields = match fields.slot_mut(*row) {
                SlotMut::Element(elements) => elements.get_mut(*index)?,
                _ => return None,
            };
        }
        set_text(fields, self.field.rust_name, text)
    }
}

/// All slots of a domain that hold something, in the order of the model; `root` is the path of the document.
pub(crate) fn places(domain: &Domain, root: &str) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for slot in SLOTS {
        let steps: Vec<Step<'_>> = slot.path.split('/').map(Step::new).collect();
        let mut walk = Walk { slot, address: Vec::new(), path: root.to_owned(), places: &mut places };
        walk.element(domain, &steps);
    }
    // Several place-holders may stand in one slot.
    places.sort_by(|a, b| (&a.address, a.row).cmp(&(&b.address, b.row)));
    places.dedup_by(|later, first| {
        let same = later.path == first.path;
        if same {
            first.kinds.append(&mut later.kinds);
        }
        same
    });
    places
}

/// One name of a slot's path.
struct Step<'a> {
    name: &'a str,
    condition: Option<(&'a str, &'a str)>,
}

impl<'a> Step<'a> {
    fn new(text: &'a str) -> Self {
        let (name, rest) = text.split_once("[@").unwrap_or((text, ""));
        Self { name, condition: rest.strip_suffix("']").and_then(|rest| rest.split_once("='")) }
    }

    fn holds(&self, fields: &dyn Fields) -> bool {
        self.condition.is_none_or(|(name, value)| {
            let row = fields.def().fields.iter().position(|field| is_attribute(field) && field.name == name);
            row.and_then(|row| text(fields, row)).is_some_and(|text| text == value)
        })
    }
}

struct Walk<'a> {
    slot: &'static Slot,
    address: Vec<(usize, usize)>,
    path: String,
    places: &'a mut Vec<Place>,
}

impl Walk<'_> {
    fn element(&mut self, fields: &dyn Fields, steps: &[Step<'_>]) {
        match steps {
            [] => self.leaf(fields, None),
            [step] if step.name.starts_with('@') => self.leaf(fields, Some(&step.name[1..])),
            [step, rest @ ..] => self.children(fields, step, rest),
        }
    }

    fn children(&mut self, fields: &dyn Fields, step: &Step<'_>, rest: &[Step<'_>]) {
        for (row, field) in fields.def().fields.iter().enumerate() {
            let choice = matches!(field.kind, FieldKind::Choice { .. });
            let named = matches!(field.kind, FieldKind::Element { .. }) && field.name == step.name;
            let (true, Field::Element(elements)) = (choice || named, fields.slot(row)) else { continue };
            let mut same = 0;
            for index in 0..elements.count() {
                let Some(child) = elements.get(index) else { continue };
                if choice && child.element_name() != Some(step.name) {
                    continue;
                }
                same += 1;
                if !step.holds(child) {
                    continue;
                }
                let length = self.path.len();
                self.path.push('/');
                self.path.push_str(step.name);
                if same > 1 {
                    self.path.push_str(&format!("[{same}]"));
                }
                self.address.push((row, index));
                self.element(child, rest);
                self.address.pop();
                self.path.truncate(length);
            }
        }
    }

    /// An attribute of an element, or its text.
    fn leaf(&mut self, fields: &dyn Fields, attribute: Option<&str>) {
        let wanted = |field: &FieldDef| match attribute {
            Some(name) => is_attribute(field) && field.name == name,
            None => matches!(field.kind, FieldKind::Text(_)),
        };
        let Some(row) = fields.def().fields.iter().position(wanted) else { return };
        let Some(text) = text(fields, row) else { return };
        let mut path = self.path.clone();
        if let Some(name) = attribute {
            path.push_str("/@");
            path.push_str(name);
        }
        let (address, field) = (self.address.clone(), &fields.def().fields[row]);
        let (slot, kinds) = (self.slot.path, vec![self.slot.kind]);
        self.places.push(Place { address, row, field, slot, path, kinds, text });
    }
}

fn is_attribute(field: &FieldDef) -> bool {
    matches!(field.kind, FieldKind::Attribute(_))
}

/// The text of a field: its value's, or what is kept because it is not of its type.
fn text(fields: &dyn Fields, row: usize) -> Option<String> {
    let field = &fields.def().fields[row];
    match fields.slot(row) {
        Field::Value(value) if value.count() > 0 => {
            let mut text = String::new();
            value.write(0, &mut text, field.format);
            Some(text)
        }
        _ => kept_text(fields, field.rust_name).map(str::to_owned),
    }
}
