//! Differences that the model's declarations explain: defaults, what libvirt fills in, what changes by itself, and
//! secrets that libvirt shows on request only.

use domxml_schema::visit::{FieldDefault, Surroundings, own_condition};
use domxml_schema::xml::{Assigned, DefaultForm, FieldDef, FieldKind, Fields, Slot, Stage};

use super::frame::{Frames, Side};
use super::rule::{Domains, Effect};
use super::value::{self, Size};

/// The words by which accounts name these explanations, with their meaning.
pub const EXPLANATIONS: &[(&str, &str)] = &[
    (DEFAULT, "absent and the declared default are equal"),
    (AT_DEFINITION, "assigned at definition"),
    (AT_START, "assigned at start, for as long as the domain runs"),
    (VOLATILE, "changes by itself while the domain runs"),
    (SECRET, "libvirt shows it only on request (`--security-info`)"),
];

pub(super) const DEFAULT: &str = "default";
const AT_DEFINITION: &str = "assigned-at-definition";
const AT_START: &str = "assigned-at-start";
const VOLATILE: &str = "volatile";
const SECRET: &str = "secret";

/// The place of a field: its definition, and the element that holds it on the two sides.
pub(super) struct Declared<'c, 'e> {
    field: &'static FieldDef,
    desired: Surroundings<'e>,
    actual: Surroundings<'e>,
    domains: &'c Domains<'e>,
}

impl<'c, 'e> Declared<'c, 'e> {
    /// A field of an element.
    pub(super) fn new(frames: &Frames<'e>, at: usize, field: &'static FieldDef, domains: &'c Domains<'e>) -> Self {
        let surroundings = |side| frames.surroundings(at, side);
        Self { field, desired: surroundings(Side::Desired), actual: surroundings(Side::Actual), domains }
    }

    /// The explanation of a difference of a value, if there is one.
    pub(super) fn value(&self, effect: Effect, desired: Option<&str>, actual: Option<&str>) -> Option<&'static str> {
        let text = match effect {
            Effect::Added => actual?,
            Effect::Dropped => desired?,
            Effect::Differs => return self.differs(),
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
        self.presence(effect)
    }

    /// The explanation of an element that is there on one side only, whatever is in it, if there is one.
    pub(super) fn element(&self, effect: Effect, fields: &'e dyn Fields) -> Option<&'static str> {
        let around = if effect == Effect::Dropped { &self.desired } else { &self.actual };
        let (possible, sure) = made_by_libvirt(around, fields);
        let at_start = self.field.meaning.assigned.iter().any(|it| it.stage == Stage::Start);
        if effect == Effect::Dropped && sure && possible && at_start && !self.is_live() {
            return Some(AT_START);
        }
        self.presence(effect).filter(|_| possible)
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
        [&self.desired, &self.actual].into_iter().filter_map(|side| side.default_of(self.field))
    }

    fn is_live(&self) -> bool {
        self.domains.actual.id.is_some()
    }

    /// Why something is there on one side only, other than by default.
    fn presence(&self, effect: Effect) -> Option<&'static str> {
        let meaning = self.field.meaning;
        if effect == Effect::Added {
            let holds = |assigned: &&Assigned| {
                self.actual.holds(&assigned.when) == Some(true)
                    || (!self.is_own(assigned) && self.desired.holds(&assigned.when) == Some(true))
            };
            if let Some(assigned) = meaning.assigned.iter().find(holds) {
                return Some(word(assigned.stage));
            }
        } else {
            if meaning.secret.is_some_and(|secret| secret.guarded) {
                return Some(SECRET);
            }
            let value = !matches!(self.field.kind, FieldKind::Element { .. });
            if (value || self.domains.desired.id.is_some()) && self.is_made_at_start() && !self.is_live() {
                return Some(AT_START);
            }
        }
        self.volatile()
    }

    /// Whether libvirt makes desired values at start, for one run.
    fn is_made_at_start(&self) -> bool {
        self.desired.assigned(self.field).is_some_and(|assigned| assigned.stage == Stage::Start)
    }

    fn differs(&self) -> Option<&'static str> {
        let explains = |assigned: &&Assigned| {
            let [desired, actual] = [&self.desired, &self.actual].map(|side| side.holds(&assigned.when) == Some(true));
            match own_condition(&assigned.when, self.field) {
                // Both are values that libvirt makes.
                Some(own) if own.admits(None) => desired && actual,
                // The desired one leaves the choice to libvirt.
                Some(_) => desired && (assigned.stage == Stage::Definition || self.is_live()),
                None => false,
            }
        };
        self.field.meaning.assigned.iter().find(explains).map(|it| word(it.stage)).or_else(|| self.volatile())
    }

    fn volatile(&self) -> Option<&'static str> {
        let volatile = [&self.desired, &self.actual].iter().any(|side| side.volatile(self.field).is_some());
        (volatile && self.is_live() && !self.is_unknown_keyword()).then_some(VOLATILE)
    }

    /// Whether the actual value is a keyword that the model does not know: no declaration is about it.
    fn is_unknown_keyword(&self) -> bool {
        self.actual.element().is_some_and(|element| {
            let row = element.def().fields.iter().position(|field| field.rust_name == self.field.rust_name);
            row.is_some_and(
                |row| matches!(element.slot(row), Slot::Value(slot) if slot.count() > 0 && slot.is_other(0)),
            )
        })
    }

    /// Whether an assignment tells the values that libvirt makes from those of users.
    fn is_own(&self, assigned: &Assigned) -> bool {
        is_own(assigned, self.field)
    }
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
