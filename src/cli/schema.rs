//! `domxml schema`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use clap::{Subcommand, ValueEnum};
use schemars::schema_for;
use serde::Serialize;

use crate::context::Context;
use crate::host::Facts;
use crate::schema::Domain;
use crate::schema::json;
use crate::schema::xml::{
    Circumstance, Condition, DefaultSource, ElementShape, KeywordDef, Later, MeaningShape, ValueShape, relax_ng, shape,
};
use crate::vm::Vm;

use super::input::Failure;
use super::{Outcome, output, single};

/// Show or export the model
#[derive(clap::Args)]
#[command(after_help = "Examples:
  domxml schema list | grep devices/disk
  domxml schema json --entity vm > vm.schema.json")]
pub(super) struct Args {
    #[command(subcommand)]
    export: Export,
}

#[derive(Subcommand)]
enum Export {
    /// List every element with its attributes, text and children
    List {
        /// Print a JSON array of {path, doc, since, later, text, attributes, children, repeated, open, meaning,
        /// identities, pairing}
        #[arg(long)]
        json: bool,
    },
    /// Export the model as RELAX NG
    Rng,
    /// Export the JSON form of the model as JSON Schema (2020-12)
    Json {
        /// Export the schema of a VM, a context or the facts of a host instead
        #[arg(long)]
        entity: Option<Entity>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Entity {
    Vm,
    Context,
    Facts,
}

impl Args {
    pub(super) fn run(self) -> Outcome {
        let printed = self.export.text().map_err(Failure::Io).and_then(|text| output::print(&text));
        single::outcome(match printed {
            Ok(()) => Ok(Outcome::Success),
            Err(failure) => Err(("<stdout>".to_owned(), failure)),
        })
    }
}

impl Export {
    fn text(&self) -> io::Result<String> {
        match self {
            Self::List { json: true } => {
                let rows: Vec<Row> = shape::<Domain>().iter().map(Row::new).collect();
                pretty(&rows)
            }
            Self::List { json: false } => Ok(shape::<Domain>().iter().map(plain).collect()),
            Self::Rng => Ok(relax_ng::<Domain>()),
            Self::Json { entity: None } => pretty(&json::schema()),
            Self::Json { entity: Some(Entity::Vm) } => pretty(&schema_for!(Vm)),
            Self::Json { entity: Some(Entity::Context) } => pretty(&schema_for!(Context)),
            Self::Json { entity: Some(Entity::Facts) } => pretty(&schema_for!(Facts)),
        }
    }
}

fn pretty(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

#[derive(Serialize)]
struct Row {
    path: String,
    doc: &'static str,
    since: Option<&'static str>,
    later: Vec<More>,
    repeated: bool,
    open: bool,
    text: Option<Text>,
    attributes: Vec<Attribute>,
    children: Vec<Child>,
    meaning: Meaning,
    identities: Vec<Identity>,
    pairing: &'static str,
}

/// The meaning of a place to libvirt.
#[derive(Serialize)]
struct Meaning {
    defaults: Vec<Default>,
    unit: Option<&'static str>,
    secret: Option<Secret>,
    assigned: Vec<Stage>,
    volatile: Vec<Change>,
    merge: Option<&'static str>,
}

/// A default: a fixed value, the value of another place, or for an element its own defaults.
#[derive(Serialize)]
struct Default {
    value: Option<&'static str>,
    place: Option<&'static str>,
    form: &'static str,
    when: Conditions,
}

#[derive(Serialize)]
struct Secret {
    extent: &'static str,
    guarded: bool,
}

#[derive(Serialize)]
struct Stage {
    stage: &'static str,
    when: Conditions,
}

#[derive(Serialize)]
struct Change {
    by: &'static str,
    when: Conditions,
}

#[derive(Serialize)]
struct Identity {
    by: &'static str,
    paths: &'static [&'static str],
    sure: bool,
}

type Conditions = BTreeMap<String, &'static [&'static str]>;

#[derive(Serialize)]
struct Text {
    #[serde(rename = "type")]
    kind: String,
    keywords: Vec<&'static str>,
    words: Vec<Word>,
}

/// A keyword of a type.
#[derive(Serialize)]
struct Word {
    name: &'static str,
    since: Option<&'static str>,
    later: Vec<More>,
    doc: &'static str,
}

/// A release that extended an element, attribute or keyword.
#[derive(Serialize)]
struct More {
    since: &'static str,
    what: &'static str,
    hypervisors: &'static [&'static str],
    when: BTreeMap<String, &'static [&'static str]>,
}

#[derive(Serialize)]
struct Attribute {
    name: &'static str,
    #[serde(rename = "type")]
    kind: String,
    keywords: Vec<&'static str>,
    words: Vec<Word>,
    required: bool,
    since: Option<&'static str>,
    later: Vec<More>,
    doc: &'static str,
    meaning: Meaning,
}

#[derive(Serialize)]
struct Child {
    name: String,
    path: String,
    required: bool,
    repeated: bool,
}

impl Row {
    fn new(shape: &ElementShape) -> Self {
        let words = |value: &ValueShape, since| value.words(since).into_iter().map(Word::new).collect();
        let text = |value: &ValueShape| Text {
            kind: value.name(),
            keywords: value.keywords(),
            words: words(value, shape.since),
        };
        let attributes = shape.attributes.iter().map(|attribute| Attribute {
            name: attribute.name,
            kind: attribute.value.name(),
            keywords: attribute.value.keywords(),
            words: words(&attribute.value, attribute.since),
            required: attribute.required,
            since: attribute.since,
            later: attribute.later.iter().copied().map(More::new).collect(),
            doc: attribute.doc,
            meaning: Meaning::new(&attribute.meaning),
        });
        let identities = shape.identities.iter().map(|it| Identity { by: it.by, paths: it.paths, sure: it.sure });
        let children = shape.children.iter().map(|child| Child {
            name: child.name.clone(),
            path: child.path.clone(),
            required: child.required,
            repeated: child.repeated,
        });
        Self {
            path: shape.path.clone(),
            doc: shape.doc,
            since: shape.since,
            later: shape.later.iter().copied().map(More::new).collect(),
            repeated: shape.repeated,
            open: shape.open,
            text: shape.text.as_ref().map(text),
            attributes: attributes.collect(),
            children: children.collect(),
            meaning: Meaning::new(&shape.meaning),
            identities: identities.collect(),
            pairing: shape.pairing.as_str(),
        }
    }
}

impl Meaning {
    fn new(shape: &MeaningShape) -> Self {
        let defaults = shape.defaults.iter().map(|default| {
            let (value, place) = match default.source {
                DefaultSource::Text(text) => (Some(text), None),
                DefaultSource::Place(place) => (None, Some(place)),
                DefaultSource::Contents => (None, None),
            };
            Default { value, place, form: default.form.as_str(), when: conditions(&default.when) }
        });
        let assigned = shape.assigned.iter().map(|it| Stage { stage: it.stage.as_str(), when: conditions(&it.when) });
        let volatile = shape.volatile.iter().map(|it| Change { by: it.by.as_str(), when: conditions(&it.when) });
        Self {
            defaults: defaults.collect(),
            unit: shape.unit.map(|unit| unit.as_str()),
            secret: shape.secret.map(|it| Secret { extent: it.extent.as_str(), guarded: it.guarded }),
            assigned: assigned.collect(),
            volatile: volatile.collect(),
            merge: shape.merge.map(|merge| merge.as_str()),
        }
    }
}

fn conditions(circumstance: &Circumstance) -> Conditions {
    circumstance.0.iter().map(|given| (given.subject.to_string(), given.values)).collect()
}

impl Word {
    fn new(keyword: KeywordDef) -> Self {
        let KeywordDef { name, since, later, doc } = keyword;
        Self { name, since, later: later.iter().map(More::new).collect(), doc }
    }
}

impl More {
    fn new(later: &Later) -> Self {
        let Later { since, what, hypervisors, when } = *later;
        let location = |condition: &Condition| format!("{}@{}", "../".repeat(condition.up.into()), condition.attribute);
        let when = when.0.iter().map(|condition| (location(condition), condition.values)).collect();
        Self { since, what, hypervisors, when }
    }
}

/// An element on one line, with its attributes, their types and their meaning.
fn plain(shape: &ElementShape) -> String {
    let mut line = shape.path.clone();
    for attribute in &shape.attributes {
        let mark = if attribute.required { "!" } else { "" };
        let _ = write!(line, " @{}{mark}:{}", attribute.name, attribute.value.name());
        line.push_str(&in_brackets(facts(&attribute.meaning)));
    }
    if let Some(text) = &shape.text {
        let _ = write!(line, " text:{}", text.name());
    }
    let identities = shape.identities.iter().map(|it| format!("identity={}:{}", it.by, it.paths.join("+")));
    let facts: Vec<String> = identities.chain(facts(&shape.meaning)).collect();
    if !facts.is_empty() {
        let _ = write!(line, " meaning:{}", in_brackets(facts));
    }
    line.push('\n');
    line
}

/// The meaning in words without blanks; what holds in some cases only has a question mark.
fn facts(meaning: &MeaningShape) -> Vec<String> {
    let mark = |when: &Circumstance| if when.0.is_empty() { "" } else { "?" };
    let defaults = meaning.defaults.iter().map(|default| {
        let value = match default.source {
            DefaultSource::Text(text) | DefaultSource::Place(text) => format!("={text}"),
            DefaultSource::Contents => String::new(),
        };
        format!("{}{value}{}", default.form.as_str(), mark(&default.when))
    });
    let unit = meaning.unit.map(|unit| format!("unit={}", unit.as_str().replace(' ', "-")));
    let secret = meaning.secret.map(|_| "secret".to_owned());
    let assigned = meaning.assigned.iter().map(|it| format!("assigned={}{}", it.stage.as_str(), mark(&it.when)));
    let volatile = meaning.volatile.iter().map(|it| format!("volatile={}{}", it.by.as_str(), mark(&it.when)));
    let merge = meaning.merge.map(|merge| format!("merge={}", merge.as_str()));
    defaults.chain(unit).chain(secret).chain(assigned).chain(volatile).chain(merge).collect()
}

fn in_brackets(facts: Vec<String>) -> String {
    if facts.is_empty() { String::new() } else { format!("({})", facts.join(",")) }
}
