//! Documents in which a declared default holds: with the field absent, with the default written out, and with
//! another value.

mod built;

use domxml_schema::report::Code;
use domxml_schema::visit::{Flow, Surroundings, visit};
use domxml_schema::xml::{
    Datatype, DefaultForm, DefaultSource, DefaultValue, FieldDef, FieldKind, Given, Slot, Subject, Term,
};
use domxml_schema::{Domain, Element};

use super::{Step, places};
use built::Built;

/// The documents of one default.
#[derive(Clone, Debug)]
pub struct Documents {
    /// Short path of the field, and the default with its conditions.
    pub name: String,
    /// Short path of the field.
    pub path: String,
    /// What the definition shows of the default.
    pub form: DefaultForm,
    /// Whether libvirt also fills the field in or changes it, so that other values are no difference.
    pub is_filled: bool,
    /// The field is absent.
    pub absent: String,
    /// The default is written out.
    pub written: String,
    /// Another value is written.
    pub other: String,
}

/// The documents of every default that has a fixed text.
///
/// # Errors
/// For a default that holds in no document, what holds instead.
pub fn documents() -> Vec<Result<Documents, String>> {
    let mut all = Vec::new();
    for place in places() {
        for field in place.def.fields {
            let Some(datatype) = datatype(field) else { continue };
            for (at, default) in field.meaning.defaults.iter().enumerate() {
                let DefaultSource::Text(text) = default.source else { continue };
                if is_of_other_variants(&place.steps, default) {
                    continue;
                }
                let name = format!("{} {} `{text}` {}", place.path_of(field), default.form.as_str(), default.when);
                let earlier = &field.meaning.defaults[..at];
                let mut ways = [&place.steps].into_iter().chain(&place.others);
                let found = ways.find_map(|steps| Setting { steps, field, datatype, text }.find(default, earlier));
                all.push(match found {
                    Some([absent, written, other]) => {
                        let is_filled = !field.meaning.assigned.is_empty() || !field.meaning.volatile.is_empty();
                        Ok(Documents {
                            name,
                            path: place.path_of(field),
                            form: default.form,
                            is_filled,
                            absent,
                            written,
                            other,
                        })
                    }
                    None => {
                        let built = Built::new(&place.steps, &default.when, &[]).write();
                        let value = effective(&built, &place.steps, field);
                        Err(format!("{name}: {value:?} in {built}"))
                    }
                });
            }
        }
    }
    all
}

/// A field at a place, with the default in question.
struct Setting<'a> {
    steps: &'a [Step],
    field: &'static FieldDef,
    datatype: &'static Datatype,
    text: &'static str,
}

impl Setting<'_> {
    /// The documents, if there are any at this place in which the default counts.
    fn find(&self, default: &DefaultValue, earlier: &[DefaultValue]) -> Option<[String; 3]> {
        let value = |built: &Built| effective(&built.write(), self.steps, self.field);
        let holds = |built: &Built| value(built) == Ok(Some(self.text.to_owned()));
        // Those before it must not hold: one of their conditions is violated, or all are.
        let violated: Vec<Given> = earlier.iter().flat_map(|default| default.when.0).copied().collect();
        let ways = [&[][..], &violated[..]].into_iter().chain(violated.chunks(1));
        let mut built = ways.map(|violated| Built::new(self.steps, &default.when, violated));
        let absent = built.find(|built| holds(built))?;
        let with = |text: &str| {
            let mut built = absent.clone();
            let name = match self.field.kind {
                FieldKind::Attribute(_) => format!("@{}", self.field.name),
                FieldKind::Text(_) => String::new(),
                _ => self.field.qualified_name().into_owned(),
            };
            built.put(&names(self.steps)[1..], &name, text);
            built
        };
        let written = Some(with(self.text)).filter(holds)?;
        let differs = |built: &Built| value(built).is_ok_and(|value| value.as_deref() != Some(self.text));
        let other = others(self.datatype, self.text).iter().map(|text| with(text)).find(differs)?;
        Some([absent.write(), written.write(), other.write()])
    }
}

/// Returns `true` if a default of fields that several variants share is about others than the one at the end of the
/// steps.
fn is_of_other_variants(steps: &[Step], default: &DefaultValue) -> bool {
    let Some((tag, value)) = steps.last().and_then(|step| step.tag) else { return false };
    default.when.0.iter().any(|given| match given.subject {
        Subject::Place { up: 0, path } => path.strip_prefix('@') == Some(tag) && !given.admits(Some(value)),
        _ => false,
    })
}

fn datatype(field: &FieldDef) -> Option<&'static Datatype> {
    match field.kind {
        FieldKind::Attribute(datatype) | FieldKind::Text(datatype) => Some(datatype),
        FieldKind::Value { datatype, repeated: false } => Some(datatype),
        _ => None,
    }
}

/// Texts one of which is likely a valid value that is not the default.
fn others(datatype: &Datatype, text: &str) -> Vec<String> {
    // These leave the choice to libvirt, as absence does.
    let keywords = datatype.keywords().map(|keyword| keyword.name);
    let keywords = keywords.filter(|name| *name != text && !matches!(*name, "auto" | "default"));
    let hex = text.strip_prefix("0x").and_then(|digits| u64::from_str_radix(digits, 16).ok());
    let number = text.parse::<i64>().ok();
    let numbers = number.into_iter().flat_map(|number| [number + 1, number - 1]).map(|number| number.to_string());
    let is_number = datatype.terms.iter().any(|term| matches!(term, Term::Integer { .. }));
    keywords
        .map(str::to_owned)
        .chain(hex.map(|number| format!("0x{:x}", number + 1)))
        .chain(numbers)
        .chain((!is_number).then(|| ["other".to_owned(), format!("{text}a")]).into_iter().flatten())
        .chain(["1.00".to_owned()])
        .collect()
}

/// The value of a field in a document: as it is written, or the default that counts there.
fn effective(source: &str, steps: &[Step], field: &FieldDef) -> Result<Option<String>, String> {
    let parsed = Domain::read(source).map_err(|error| error.to_string())?;
    // A field with a single keyword has no other value that is known.
    if let Some(finding) = parsed.findings.iter().find(|finding| finding.code != Code::UNKNOWN_KEYWORD) {
        return Err(finding.to_string());
    }
    let holder = names(steps);
    let mut value = Err("there is no such element".to_owned());
    visit(&parsed.value, "domain", |node| {
        let path = node.numbered_path();
        let is_holder = node.is_element() && path.steps().iter().map(|step| &*step.name).eq(holder.iter().copied());
        if !is_holder {
            return Flow::Enter;
        }
        let mut around: Vec<_> = [node.element()].into_iter().chain(node.ancestors()).map(Some).collect();
        around.reverse();
        let row = node.element().def().fields.iter().position(|it| it.rust_name == field.rust_name);
        let written = match row.map(|row| node.element().slot(row)) {
            Some(Slot::Value(slot)) if slot.count() > 0 => Some(slot.text(0, field.format)),
            _ => None,
        };
        let default = || Some(Surroundings::new(around).default_of(field)?.text?.into_owned());
        value = Ok(written.or_else(default));
        Flow::Stop
    });
    value
}

fn names(steps: &[Step]) -> Vec<&str> {
    steps.iter().map(|step| step.name.as_str()).collect()
}
