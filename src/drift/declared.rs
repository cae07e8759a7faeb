//! Differences that the model's declarations explain: defaults, what libvirt fills in, what changes by itself, and
//! secrets that libvirt shows on request only.

use domxml_schema::Domain;
use domxml_schema::visit::{FieldDefault, Surroundings, own_condition};
use domxml_schema::xml::{Assigned, Changer, DefaultForm, FieldDef, FieldKind, Fields, Slot, Stage};

use super::frame::{Frames, Side, Sides};
use super::rule::{Effect, is_live};
use super::value::{self, Size};

/// The words by which accounts name these explanations, with their meaning.
pub const EXPLANATIONS: &[(&str, &str)] = &[
    (DEFAULT, "absent and the declared default are equal"),
    (AT_DEFINITION, "assigned at definition"),
    (AT_START, "assigned at start, for as long as the domain runs"),
    (VOLATILE, "libvirt or the host changes it while the domain runs"),
    (GUEST, "the guest changes it while the domain runs"),
    (NORMAL_FORM, "libvirt reads the same from both documents when it defines them"),
    (SECRET, "libvirt shows it only on request (`--security-info`)"),
];

pub(super) const DEFAULT: &str = "default";
const AT_DEFINITION: &str = "assigned-at-definition";
const AT_START: &str = "assigned-at-start";
const VOLATILE: &str = "volatile";
pub(super) const GUEST: &str = "guest";
pub(super) const NORMAL_FORM: &str = "normal-form";
const SECRET: &str = "secret";

/// Who may have chosen a value that is in one document only, whatever it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// libvirt, at definition or at start, the host or the guest.
    Any,
    /// Not libvirt at definition: it would have taken another one.
    AtStart,
    /// Nobody: rules say which values are libvirt's.
    None,
}

/// The place of a field: its definition, and the element that holds it on the two sides.
pub(super) struct Declared<'e> {
    field: &'static FieldDef,
    around: Sides<Surroundings<'e>>,
    domains: Sides<&'e Domain>,
}

impl<'e> Declared<'e> {
    /// A field of an element.
    pub(super) fn new(frames: &Frames<'e>, at: usize, field: &'static FieldDef, domains: Sides<&'e Domain>) -> Self {
        let surroundings = |side| frames.surroundings(at, side);
        Self { field, around: Sides::new(surroundings(Side::Desired), surroundings(Side::Actual)), domains }
    }

    /// The explanation of a difference of a value, if there is one.
    pub(super) fn value(
        &self,
        effect: Effect,
        desired: Option<&str>,
        actual: Option<&str>,
        choice: Choice,
    ) -> Option<&'static str> {
        let text = match effect {
            Effect::Added => actual?,
            Effect::Dropped => desired?,
            Effect::Differs => return self.differs().filter(|_| choice != Choice::None),
        };
        let equal = |default: FieldDefault<'_>| match default.text {
            Some(default) => value::same(self.field, &default, text),
            None => matches!(self.field.kind, FieldKind::Flag),
        };
        // libvirt would have written an element.
        let written = effect == Effect::Dropped && !matches!(self.field.kind, FieldKind::Attribute(_));
        if self.defaults().filter(|it| !written || it.form != DefaultForm::Written).any(equal) {
            return Some(DEFAULT);
        }
        self.presence(side_of(effect)?, choice)
    }

    /// The explanation of an element that is there on one side only, whatever is in it, if there is one.
    pub(super) fn element(&self, effect: Effect, fields: &'e dyn Fields, choice: Choice) -> Option<&'static str> {
        let side = side_of(effect)?;
        if choice == Choice::None {
            return None;
        }
        let (possible, sure) = made_by_libvirt(self.around.of(side), fields);
        let at_start = self.field.meaning.assigned.iter().any(|it| it.stage == Stage::Start);
        if sure && possible && at_start && !self.is_live(side.other()) {
            return Some(AT_START);
        }
        self.presence(side, choice).filter(|_| possible)
    }

    /// The defaults of an element, if one that is there on one side only may have them.
    pub(super) fn contents(&self, effect: Effect) -> Option<Vec<FieldDefault<'e>>> {
        let written = effect == Effect::Dropped;
        let defaults: Vec<_> = self.defaults().filter(|it| !written || it.form != DefaultForm::Written).collect();
        (!defaults.is_empty()).then_some(defaults)
    }

    /// Whether the text of an element with a size is that of a default.
    pub(super) fn is_size(&self, fields: &dyn Fields, default: &str) -> bool {
        Size::of(fields, Some(self.field)).is_some_and(|size| size.is_default(default))
    }

    fn defaults(&self) -> impl Iterator<Item = FieldDefault<'e>> {
        [&self.around.desired, &self.around.actual].into_iter().filter_map(|side| side.default_of(self.field))
    }

    fn is_live(&self, side: Side) -> bool {
        is_live(self.domains.of(side))
    }

    /// Why something is there on one side only, other than by default.
    fn presence(&self, side: Side, choice: Choice) -> Option<&'static str> {
        let (meaning, other) = (self.field.meaning, side.other());
        if choice == Choice::None {
            return None;
        }
        let around = self.around.of(side);
        if meaning.secret.is_some_and(|secret| secret.guarded) && side == Side::Desired {
            return Some(SECRET);
        }
        for assigned in meaning.assigned {
            let holds = around.holds(&assigned.when) == Some(true)
                || (!is_own(assigned, self.field) && self.around.of(other).holds(&assigned.when) == Some(true));
            let applies = match assigned.stage {
                // A value of one run does not outlive it, and is none of the definition.
                Stage::Start => self.is_live(side) || (self.is_value() && !self.is_live(other)),
                // libvirt has filled it in, and has yet to do so in the other document.
                Stage::Definition => {
                    choice == Choice::Any && (side == Side::Actual || !is_defined(self.domains.of(other)))
                }
            };
            if holds && applies {
                return Some(word(assigned.stage));
            }
        }
        self.volatile()
    }

    fn is_value(&self) -> bool {
        !matches!(self.field.kind, FieldKind::Element { .. })
    }

    fn differs(&self) -> Option<&'static str> {
        let explains = |assigned: &&Assigned| {
            let holds = self.around.map(|side| side.holds(&assigned.when) == Some(true));
            let made = |side: Side| assigned.stage == Stage::Definition || self.is_live(side);
            match own_condition(&assigned.when, self.field) {
                // Both are values that libvirt makes.
                Some(own) if own.admits(None) => holds.desired && holds.actual,
                // The one leaves the choice to libvirt, which has made the other.
                Some(_) => (holds.desired && made(Side::Actual)) || (holds.actual && made(Side::Desired)),
                None => false,
            }
        };
        self.field.meaning.assigned.iter().find(explains).map(|it| word(it.stage)).or_else(|| self.volatile())
    }

    fn volatile(&self) -> Option<&'static str> {
        let live = self.is_live(Side::Desired) || self.is_live(Side::Actual);
        let volatile =
            [&self.around.desired, &self.around.actual].into_iter().find_map(|it| it.volatile(self.field))?;
        (live && !self.is_unknown_keyword()).then_some(match volatile.by {
            Changer::Guest => GUEST,
            Changer::Host | Changer::Libvirt => VOLATILE,
        })
    }

    /// Whether the actual value is a keyword that the model does not know: no declaration is about it.
    fn is_unknown_keyword(&self) -> bool {
        self.around.actual.element().is_some_and(|element| {
            let row = element.def().fields.iter().position(|field| field.rust_name == self.field.rust_name);
            row.is_some_and(
                |row| matches!(element.slot(row), Slot::Value(slot) if slot.count() > 0 && slot.is_other(0)),
            )
        })
    }
}

/// The side that has what is there on one side only.
fn side_of(effect: Effect) -> Option<Side> {
    match effect {
        Effect::Added => Some(Side::Actual),
        Effect::Dropped => Some(Side::Desired),
        Effect::Differs => None,
    }
}

/// Whether libvirt has defined a domain: it gives every device of a bus an address.
pub(super) fn is_defined(domain: &Domain) -> bool {
    let mut devices = domain.devices.iter().flat_map(|devices| &devices.list);
    is_live(domain) || devices.any(|device| device.address().is_some())
}

fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Definition => AT_DEFINITION,
        Stage::Start => AT_START,
    }
}

fn is_own(assigned: &Assigned, field: &FieldDef) -> bool {
    own_condition(&assigned.when, field).is_some_and(|own| own.admits(None))
}

/// Whether no value in an element is one that libvirt would not make, such as an alias that a user gave; whether one
/// is one that only libvirt makes.
fn made_by_libvirt<'e>(around: &Surroundings<'e>, fields: &'e dyn Fields) -> (bool, bool) {
    let inside = around.inside(fields);
    let (mut possible, mut sure) = (true, false);
    for row in value::rows(fields) {
        let field = &fields.def().fields[row];
        if field.meaning.assigned.iter().any(|assigned| is_own(assigned, field)) {
            let made = inside.assigned(field).is_some();
            (possible, sure) = (possible && made, sure || made);
        }
    }
    (possible, sure)
}
