//! Evaluation of the [meaning](crate::xml::Meaning) of fields in a document: defaults, and what libvirt fills in or
//! changes.

use std::borrow::Cow;

use super::look_up::{element_at, text_at};
use super::node::{Kind, Node};
use crate::xml::{
    Assigned, Circumstance, DefaultForm, DefaultSource, DefaultValue, FieldDef, FieldKind, Fields, Given, Known,
    Subject, Volatile,
};

/// The elements that a field is in, from the root to the one that holds it, some of which may be absent.
///
/// ```
/// use domxml_schema::visit::Surroundings;
/// use domxml_schema::{Domain, Element};
///
/// let domain = Domain::parse("<domain type='kvm'><devices><disk><target dev='vda'/></disk></devices></domain>")?;
/// let disk = domain.disks().next().unwrap();
/// let around = Surroundings::new(vec![Some(&domain), None, Some(disk), disk.target.as_ref().map(|it| it as _)]);
/// assert_eq!(around.text_or_default("@bus").as_deref(), Some("virtio"));
/// # Ok::<(), domxml_schema::xml::Error>(())
/// ```
#[derive(Clone)]
pub struct Surroundings<'v> {
    elements: Vec<Option<&'v dyn Fields>>,
    other: Option<&'v dyn Fields>,
    hypervisor: Option<&'v str>,
}

/// The value that libvirt takes if a field is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDefault<'v> {
    /// The text; none for an element whose own fields all have their defaults.
    pub text: Option<Cow<'v, str>>,
    /// The form in which the definition shows it.
    pub form: DefaultForm,
}

impl<'v> Surroundings<'v> {
    /// The elements from the root to the one that holds the field.
    pub fn new(elements: Vec<Option<&'v dyn Fields>>) -> Self {
        Self { elements, other: None, hypervisor: None }
    }

    /// The elements around the field that a node is.
    pub fn of(node: &Node<'v>) -> Self {
        let own = (!matches!(node.kind(), Kind::Element)).then(|| node.element());
        let mut elements: Vec<_> = own.into_iter().chain(node.ancestors()).map(Some).collect();
        elements.reverse();
        Self::new(elements)
    }

    /// With another domain that says what the root does not: hypervisor, architecture and machine.
    #[must_use]
    pub fn completed_by(self, other: &'v dyn Fields) -> Self {
        Self { other: Some(other), ..self }
    }

    /// Under this hypervisor, whatever type the domain has.
    #[must_use]
    pub fn under(self, hypervisor: &'v str) -> Self {
        Self { hypervisor: Some(hypervisor), ..self }
    }

    /// The surroundings of the fields of an element that is in the one that holds the field.
    #[must_use]
    pub fn inside(&self, element: &'v dyn Fields) -> Self {
        let mut inside = self.clone();
        inside.elements.push(Some(element));
        inside
    }

    /// The element that holds the field, if it is there.
    pub fn element(&self) -> Option<&'v dyn Fields> {
        *self.elements.last()?
    }

    /// The known value of the subject of a condition.
    pub fn look_up(&self, subject: Subject) -> Known<'v> {
        let (up, place) = match subject {
            Subject::Place { up, path } => (usize::from(up), path),
            Subject::Hypervisor => {
                let hypervisor = self.hypervisor.map(Cow::Borrowed).or_else(|| self.of_domain("@type"));
                return hypervisor.map_or(Known::Unknown, Known::Value);
            }
            Subject::Architecture => return self.of_domain("os/type/@arch").map_or(Known::Unknown, Known::Value),
            Subject::Machine if self.domain().is_none() && self.other.is_none() => return Known::Unknown,
            Subject::Machine => return self.of_domain("os/type/@machine").map_or(Known::Absent, Known::Value),
        };
        let Some(element) = self.up(up) else { return Known::Unknown };
        element.and_then(|element| text_at(element, place)).map_or(Known::Absent, Known::Value)
    }

    /// Returns `true` if a circumstance holds; nothing if it depends on what is not known.
    pub fn holds(&self, circumstance: &Circumstance) -> Option<bool> {
        circumstance.holds(|subject| self.look_up(subject))
    }

    /// The default of a field of the element, if it has one here and it is known.
    pub fn default_of(&self, field: &FieldDef) -> Option<FieldDefault<'v>> {
        for DefaultValue { source, form, when } in field.meaning.defaults {
            if !self.holds(when)? {
                continue;
            }
            let text = match source {
                DefaultSource::Contents => None,
                DefaultSource::Text(text) => Some(Cow::Borrowed(*text)),
                DefaultSource::Place(place) => Some(self.text_at(place)?),
            };
            return Some(FieldDefault { text, form: *form });
        }
        None
    }

    /// The stage at which libvirt fills in a field of the element, if it does so here.
    pub fn assigned(&self, field: &FieldDef) -> Option<&'static Assigned> {
        field.meaning.assigned.iter().find(|assigned| self.holds(&assigned.when) == Some(true))
    }

    /// The cause of changes of a field of the element while the domain runs, if it changes here.
    pub fn volatile(&self, field: &FieldDef) -> Option<&'static Volatile> {
        field.meaning.volatile.iter().find(|volatile| self.holds(&volatile.when) == Some(true))
    }

    /// The text at a place in the element, such as `target/@bus`, or its default if what it is in is there.
    pub fn text_or_default(&self, place: &str) -> Option<Cow<'v, str>> {
        let element = self.element()?;
        if let Some(text) = text_at(element, place) {
            return Some(text);
        }
        let (around, last) = match place.rsplit_once('/') {
            Some((path, last)) => (self.below(path)?, last),
            None => (self.clone(), place),
        };
        let holder = around.element()?;
        let field = holder.def().fields.iter().find(|field| match (last.strip_prefix('@'), field.kind) {
            (Some(name), FieldKind::Attribute(_)) => field.name == name,
            (None, FieldKind::Value { .. }) => field.qualified_name() == last,
            _ => false,
        })?;
        around.default_of(field)?.text
    }

    /// The surroundings of the fields of an element below, if it is there.
    pub fn below(&self, path: &str) -> Option<Self> {
        let mut below = self.clone();
        for name in path.split('/') {
            let element = below.element()?;
            below.elements.push(Some(element_at(element, name)?));
        }
        Some(below)
    }

    /// The element so many levels above the one that holds the field, if it is part of the surroundings.
    fn up(&self, levels: usize) -> Option<Option<&'v dyn Fields>> {
        let at = self.elements.len().checked_sub(levels + 1)?;
        self.elements.get(at).copied()
    }

    /// The text at a place relative to the element: `@start`, `./memory`, `../../memoryBacking/access/@mode`.
    fn text_at(&self, place: &str) -> Option<Cow<'v, str>> {
        let (mut levels, mut place) = (0, place.trim_start_matches("./"));
        while let Some(rest) = place.strip_prefix("../") {
            (levels, place) = (levels + 1, rest);
        }
        text_at(self.up(levels)??, place)
    }

    fn domain(&self) -> Option<&'v dyn Fields> {
        (*self.elements.first()?).filter(|root| root.def().name == "domain")
    }

    /// A text of the domain, or of the one that completes it.
    fn of_domain(&self, place: &str) -> Option<Cow<'v, str>> {
        self.domain().into_iter().chain(self.other).find_map(|root| text_at(root, place))
    }
}

/// The condition of a circumstance on the field itself, an attribute. One that admits absence is about the values
/// that libvirt makes (`ua-*` is no alias of libvirt's); another one is about values that leave the choice to it
/// (a port of `-1`).
pub fn own_condition<'c>(circumstance: &'c Circumstance, field: &FieldDef) -> Option<&'c Given> {
    let own = |given: &&Given| matches!(given.subject, Subject::Place { up: 0, path } if path.strip_prefix('@') == Some(field.name));
    circumstance.0.iter().find(own).filter(|_| matches!(field.kind, FieldKind::Attribute(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit::{Flow, visit};
    use crate::{Domain, Element};

    /// The defaults of all fields that are there, with their paths.
    fn defaults(xml: &str) -> Vec<(String, Option<String>)> {
        let domain = Domain::parse(xml).expect("it is a domain");
        let mut found = Vec::new();
        visit(&domain, "domain", |node| {
            if let Some(field) = node.field()
                && let Some(default) = Surroundings::of(node).default_of(field)
            {
                found.push((node.numbered_path().to_string(), default.text.map(Cow::into_owned)));
            }
            Flow::Enter
        });
        found
    }

    #[test]
    fn defaults_depend_on_what_is_around() {
        let found = defaults(
            "<domain type='kvm'><memory>8</memory><currentMemory>4</currentMemory><devices>
               <disk><driver name='x' cache='none'/><target dev='sda' bus='usb'/></disk>
               <interface type='bridge'><model type='e1000'/></interface></devices></domain>",
        );
        let of = |path: &str| found.iter().find(|(at, _)| at == path).map(|(_, text)| text.as_deref());
        assert_eq!(of("/domain/currentMemory"), Some(Some("8")));
        assert_eq!(of("/domain/devices"), Some(None));
        assert_eq!(of("/domain/devices/disk/driver/@name"), Some(Some("qemu")));
        assert_eq!(of("/domain/devices/disk/target/@bus"), Some(Some("scsi")));
        assert_eq!(of("/domain/devices/interface/model/@type"), None, "the architecture is not known");
    }
}
