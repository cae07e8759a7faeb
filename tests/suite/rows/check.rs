//! Runs one row: reads its input, generates, and compares the places that the row is about.

use std::fmt::Write as _;
use std::path::Path;

use domxml::context::Context;
use domxml::entity::{self, Format};
use domxml::generate;
use domxml::generate::{hot_plug_disk, hot_plug_memory, hot_plug_nic, hot_unplug, update_nic};
use domxml::host::{self, Facts};
use domxml::schema::report::{Finding, Findings};
use domxml::schema::types::Uuid;
use domxml::schema::xml::Error;
use domxml::schema::{Domain, Element};
use domxml::template::Template;
use domxml::vm::{Memory, Vm};
use serde::Deserialize;

/// What goes into a row.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default)]
    vm: Vm,
    #[serde(default)]
    context: Context,
    /// A template in XML, instead of the one that is generated.
    #[serde(default)]
    template: Option<String>,
    /// What the host knows: it fills in the template.
    #[serde(default)]
    facts: Option<Facts>,
    /// A document for one device, by its id; absent: the whole domain.
    #[serde(default)]
    action: Option<Action>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Action {
    HotPlugNic(Uuid),
    HotPlugDisk(Uuid),
    HotPlugMemory(Uuid),
    UpdateNic(Uuid),
    HotUnplug(Uuid),
}

/// The document that a row asks for; the error is what is wrong with the row's input.
fn output(row: &Row) -> Result<String, String> {
    let (vm, context) = (&row.vm, &row.context);
    let problems = |problems: Findings| {
        let line = |it: &Finding| format!("{}: {}; {}", it.path, it.message, it.help.as_deref().unwrap_or_default());
        problems.0.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let xml = |error: Error| error.to_string();
    let template = match (&row.template, &row.action) {
        (Some(template), _) => Template::parse(template).map_err(xml)?,
        (None, None) => generate(vm, context).map_err(problems)?,
        (None, Some(Action::HotPlugNic(id))) => hot_plug_nic(vm, context, *id).map_err(problems)?,
        (None, Some(Action::HotPlugDisk(id))) => hot_plug_disk(vm, context, *id).map_err(problems)?,
        (None, Some(Action::HotPlugMemory(id))) => hot_plug_memory(vm, context, *id).map_err(problems)?,
        (None, Some(Action::UpdateNic(id))) => update_nic(vm, context, *id).map_err(problems)?,
        (None, Some(Action::HotUnplug(id))) => {
            return hot_unplug(vm, context, *id).map_err(problems)?.to_xml().map_err(xml);
        }
    };
    match &row.facts {
        Some(facts) => {
            let resolved = host::resolve(&template, facts).map_err(problems)?;
            resolved.to_xml().map_err(xml)
        }
        // The record of open slots is not what rows are about.
        None if row.action.is_none() => template.domain.to_xml().map_err(xml),
        None => template.to_xml().map_err(xml),
    }
}

/// What every VM must have, where the row does not say: rows are about other things.
fn complete(vm: &mut Vm) {
    if vm.id.is_nil() {
        vm.id = Uuid::from_u128(0x5f0c_1f0e_2c44_4f0c_9a5e_0f4a_3c1b_7d10);
    }
    if vm.name.is_empty() {
        vm.name = "web".to_owned();
    }
    if vm.memory == Memory::default() {
        vm.memory.size_mb = 1024;
    }
}

fn text(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(input: &Path) -> Result<Row, String> {
    let mut row: Row =
        entity::read(&text(input)?, Format::Yaml).map_err(|error| format!("{}: {error}", input.display()))?;
    complete(&mut row.vm);
    Ok(row)
}

/// The domain that is generated for a row; none if it is not about one, or its entity is refused.
pub(crate) fn domain(input: &Path) -> Option<Domain> {
    let row = read(input).ok()?;
    let is_whole = row.template.is_none() && row.action.is_none();
    is_whole.then(|| generate(&row.vm, &row.context).ok()).flatten().map(|template| template.domain)
}

/// Whether a row gives what it must.
pub(crate) fn check(input: &Path) -> Result<(), String> {
    let row = read(input)?;
    let expected = text(&input.with_extension("xml"))?;
    let expected = roxmltree::Document::parse(&expected).map_err(|error| error.to_string())?;
    let output = match output(&row) {
        Ok(output) => output,
        Err(problems) => return compare("problem", &problem(&expected), &problems),
    };
    if !problem(&expected).is_empty() {
        return Err(format!("no problem was found, but:\n{output}"));
    }
    let document = roxmltree::Document::parse(&output).map_err(|error| format!("{error}:\n{output}"))?;
    let places: Vec<_> = expected.root_element().children().filter(|node| node.has_tag_name("at")).collect();
    if places.is_empty() {
        return Err("the row looks at nothing".to_owned());
    }
    for place in places {
        let path = place.attribute("path").ok_or("an <at> has no path")?;
        let wanted: String = place.children().filter(roxmltree::Node::is_element).map(|node| render(node, 0)).collect();
        let found: String = at(document.root_element(), path).into_iter().map(|node| render(node, 0)).collect();
        compare(path, &wanted, &found)?;
    }
    Ok(())
}

fn problem(expected: &roxmltree::Document<'_>) -> String {
    let lines = expected.root_element().children().filter(|node| node.has_tag_name("problem"));
    let lines = lines.filter_map(|node| node.text()).flat_map(|text| text.trim().lines());
    lines.map(str::trim).collect::<Vec<_>>().join("\n")
}

fn compare(place: &str, wanted: &str, found: &str) -> Result<(), String> {
    if wanted == found {
        return Ok(());
    }
    Err(format!("at {place}:\n{}", pretty_assertions::StrComparison::new(wanted, found)))
}

/// The elements at a path.
fn at<'a>(root: roxmltree::Node<'a, 'a>, path: &str) -> Vec<roxmltree::Node<'a, 'a>> {
    path.split('/').fold(vec![root], |parents, step| {
        let (name, condition) = step.split_once("[@").map_or((step, None), |(name, rest)| {
            (name, rest.strip_suffix("']").and_then(|rest| rest.split_once("='")))
        });
        let name = name.rsplit_once(':').map_or(name, |(_, local)| local);
        let children = parents.into_iter().flat_map(|parent| parent.children());
        let children = children.filter(|node| node.is_element() && node.tag_name().name() == name);
        children.filter(|node| condition.is_none_or(|(key, value)| node.attribute(key) == Some(value))).collect()
    })
}

/// An element in one form: attributes sorted, blank text dropped.
fn render(node: roxmltree::Node<'_, '_>, level: usize) -> String {
    let name = |namespace: Option<&str>, name: &str| match namespace {
        Some(uri) => format!("{{{uri}}}{name}"),
        None => name.to_owned(),
    };
    let tag = node.tag_name();
    let mut out = format!("{:indent$}<{}", "", name(tag.namespace(), tag.name()), indent = level * 2);
    let mut attributes: Vec<_> = node.attributes().map(|a| (name(a.namespace(), a.name()), a.value())).collect();
    attributes.sort();
    for (name, value) in attributes {
        let _ = write!(out, " {name}={value:?}");
    }
    out.push_str(">\n");
    for child in node.children() {
        match child.text().map(str::trim).filter(|text| child.is_text() && !text.is_empty()) {
            Some(text) => {
                let _ = writeln!(out, "{:indent$}{text:?}", "", indent = level * 2 + 2);
            }
            None if child.is_element() => out.push_str(&render(child, level + 1)),
            None => {}
        }
    }
    out
}
