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
use crate::schema::xml::{Condition, ElementShape, KeywordDef, Later, ValueShape, relax_ng, shape};
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
        /// Print a JSON array of {path, doc, since, later, text, attributes, children, repeated, open}
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
}

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
        });
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
        }
    }
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

/// An element on one line, with its attributes and their types.
fn plain(shape: &ElementShape) -> String {
    let mut line = shape.path.clone();
    for attribute in &shape.attributes {
        let mark = if attribute.required { "!" } else { "" };
        let _ = write!(line, " @{}{mark}:{}", attribute.name, attribute.value.name());
    }
    if let Some(text) = &shape.text {
        let _ = write!(line, " text:{}", text.name());
    }
    line.push('\n');
    line
}
