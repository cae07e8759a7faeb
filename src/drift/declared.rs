//! Differences that the model's declarations explain: defaults, what libvirt fills in, what changes by itself, and
//! secrets that libvirt shows on request only.

use domxml_schema::visit::{FieldDefault, Surroundings, is_about_itself};
use domxml_schema::xml::{Assigned, DefaultForm, FieldDef, FieldKind, Fields, Stage};

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
    pub(super) fn element(&self, effect: Effect, fields: &dyn Fields) -> Option<&'static str> {
        self.presence(effect).filter(|_| is_made_by_libvirt(fields))
    }

    /// Whether an element that is there on one side only may be one whose parts have their defaults: the text that it
    /// has then, if it must have a certain one.
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
            let side = |assigned: &Assigned| {
                let own = is_about_itself(&assigned.when, self.field);
                self.actual.holds(&assigned.when) == Some(true)
                    || (!own && self.desired.holds(&assigned.when) == Some(true))
            };
            if let Some(assigned) = meaning.assigned.iter().find(|assigned| side(assigned)) {
                return match assigned.stage {
                    Stage::Definition => Some(AT_DEFINITION),
                    Stage::Start => Some(AT_START),
                };
            }
        } else {
            if meaning.secret.is_some_and(|secret| secret.guarded) {
                return Some(SECRET);
            }
            let at_start = self.desired.assigned(self.field).is_some_and(|it| it.stage == Stage::Start);
            if at_start && !self.is_live() {
                return Some(AT_START);
            }
        }
        self.volatile()
    }

    fn differs(&self) -> Option<&'static str> {
        let own = |assigned: &&Assigned| {
            is_about_itself(&assigned.when, self.field)
                && [&self.desired, &self.actual].iter().all(|side| side.holds(&assigned.when) == Some(true))
        };
        self.field.meaning.assigned.iter().find(own).map(|_| AT_START).or_else(|| self.volatile())
    }

    fn volatile(&self) -> Option<&'static str> {
        let volatile = [&self.desired, &self.actual].iter().any(|side| side.volatile(self.field).is_some());
        (volatile && self.is_live()).then_some(VOLATILE)
    }
}

/// Whether no value in an element is one that libvirt would not make: an alias that a user gave.
fn is_made_by_libvirt(fields: &dyn Fields) -> bool {
    let around = Surroundings::new(vec![Some(fields)]);
    value::rows(fields).into_iter().all(|row| {
        let field = &fields.def().fields[row];
        let mut own = field.meaning.assigned.iter().filter(|it| is_about_itself(&it.when, field)).peekable();
        own.peek().is_none() || own.any(|it| around.holds(&it.when) != Some(false))
    })
}
