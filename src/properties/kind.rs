//! Kinds of value in the map, and the one form that each has.

use std::collections::BTreeSet;

use domxml_schema::report::nearest;
use domxml_schema::types::{CpuSet, CpuSetTerm, MacAddress, Uuid};
use serde_json::{Map, Value};

use super::custom;
use crate::entity::from_value;
use crate::vm::DeviceAddress;

/// More processors or NUMA nodes than any machine has; longer lists are mistakes.
const MOST_IN_A_SET: u64 = 65_536;

/// What a value is. Numbers and booleans may be texts, as engines sent them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Any text.
    Text,
    /// `true`, `yes`, `on`, `1` or `false`, `no`, `off`, `0`.
    Flag,
    /// A whole number from 0 to `most`, of a unit.
    Number { unit: &'static str, most: u64 },
    /// A whole number, also below 0, of a unit.
    Integer { unit: &'static str },
    /// A UUID.
    Id,
    /// Six UUIDs with commas between them.
    SixIds,
    /// A MAC address.
    Mac,
    /// A set of processors or nodes, `0-3,8`.
    Set,
    /// One of a few words; each is a list of words for the same, the usual one first.
    Word(&'static [&'static [&'static str]]),
    /// Attributes of an address, as an object or a text.
    Address,
    /// An object of texts.
    Texts,
    /// Custom properties: an object of texts, unmanaged devices among them.
    Custom,
    /// An object of sets of processors by the number of a virtual processor.
    Pins,
    /// A list of texts.
    TextList,
    /// A list of objects with these members.
    List(&'static [Item]),
    /// Whatever a host put there.
    Anything,
}

/// A member of the objects of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) meaning: &'static str,
}

/// Why a value is not of its kind.
#[derive(Debug)]
pub(super) struct Wrong {
    /// Where, below the value.
    pub(super) at: String,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Kind {
    /// The one form of a value: scalars are texts. What is empty or `null` says nothing, and is none.
    ///
    /// # Errors
    ///
    /// A value that is not of the kind.
    pub(super) fn normal(&self, value: &Value) -> Result<Option<Value>, Wrong> {
        if says_nothing(value) {
            return Ok(None);
        }
        Ok(match self {
            Self::Address => Some(address(value)?),
            Self::Texts | Self::Custom => members(value, |text| Ok(Some(Value::String(text))))?,
            Self::Pins => pins(value)?,
            Self::TextList => {
                let items = list(value)?.iter().enumerate();
                let texts = items.map(|(at, item)| scalar(item).ok_or_else(|| wrong(item, "a text").below_item(at)));
                Some(texts.map(|text| text.map(Value::String)).collect::<Result<_, _>>()?)
            }
            Self::List(items) => Some(Value::Array(objects(value, items)?)),
            Self::Anything => Some(value.clone()),
            _ => {
                let text = scalar(value).ok_or_else(|| wrong(value, &self.to_string()))?;
                let text = text.trim();
                let normal = self.normal_text(text).ok_or_else(|| self.wrong_text(text))?;
                (!normal.is_empty()).then_some(Value::String(normal))
            }
        })
    }

    /// Of a value's one form, what is compared: unmanaged devices are not the VM's business, and unknown
    /// members have a finding of their own.
    pub(super) fn comparable(&self, normal: Option<Value>) -> Option<Value> {
        let mut normal = normal?;
        match (self, &mut normal) {
            (Self::Custom, Value::Object(members)) => {
                members.retain(|name, _| custom::unmanaged_ids(name).is_none());
            }
            (Self::List(items), Value::Array(list)) => {
                for members in list.iter_mut().filter_map(Value::as_object_mut) {
                    members.retain(|name, _| items.iter().any(|item| item.name == name));
                }
            }
            _ => {}
        }
        (!says_nothing(&normal)).then_some(normal)
    }

    fn normal_text(&self, text: &str) -> Option<String> {
        Some(match self {
            Self::Flag => flag(text)?.to_string(),
            Self::Number { most, .. } => digits(text)?.parse::<u64>().ok().filter(|number| number <= most)?.to_string(),
            Self::Integer { .. } => {
                digits(text.strip_prefix('-').unwrap_or(text))?;
                text.parse::<i64>().ok()?.to_string()
            }
            Self::Id => text.parse::<Uuid>().ok()?.to_string(),
            Self::SixIds => {
                let ids: Vec<String> = text
                    .split(',')
                    .map(|id| id.trim().parse::<Uuid>().map(|id| id.to_string()))
                    .collect::<Result<_, _>>()
                    .ok()?;
                (ids.len() == 6).then(|| ids.join(","))?
            }
            Self::Mac => text.parse::<MacAddress>().ok()?.to_string(),
            Self::Set => set(text)?.into_iter().collect::<CpuSet>().to_string(),
            Self::Word(words) => {
                let same = |word: &&str| word.eq_ignore_ascii_case(text);
                (*words.iter().find(|group| group.iter().any(same))?.first()?).to_owned()
            }
            _ => text.to_owned(),
        })
    }

    fn wrong_text(&self, text: &str) -> Wrong {
        let known: Vec<&str> = match self {
            Self::Word(words) => words.iter().flat_map(|group| group.iter().copied()).collect(),
            Self::Flag => vec!["true", "false"],
            _ => Vec::new(),
        };
        if let Self::Number { unit, most } = self
            && digits(text).is_some()
        {
            let most = format!("at most {most} {unit}");
            return wrong(&Value::String(text.to_owned()), most.trim());
        }
        let help = nearest(text, known).map(|near| format!("did you mean `{near}`?"));
        Wrong { help, ..wrong(&Value::String(text.to_owned()), &self.to_string()) }
    }
}

impl std::fmt::Display for Kind {
    /// What such a value is, for people.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text => f.write_str("a text"),
            Self::Flag => f.write_str("`true` or `false`"),
            Self::Number { unit, most } => {
                let of = if unit.is_empty() { String::new() } else { format!(" of {unit}") };
                let limit = if *most < u64::from(u32::MAX) { format!(" up to {most}") } else { String::new() };
                write!(f, "a whole number{of}{limit}")
            }
            Self::Integer { unit } => write!(f, "a whole number of {unit}"),
            Self::Id => f.write_str("a UUID"),
            Self::SixIds => f.write_str("six UUIDs with commas between them"),
            Self::Mac => f.write_str("a MAC address"),
            Self::Set => f.write_str("numbers and ranges, such as `0-3,8`"),
            Self::Word(words) => {
                let words: Vec<String> =
                    words.iter().flat_map(|group| group.iter()).map(|word| format!("`{word}`")).collect();
                f.write_str(&words.join(", "))
            }
            Self::Address => f.write_str("an object with the attributes of an address"),
            Self::Texts | Self::Custom => f.write_str("an object of texts"),
            Self::Pins => f.write_str("an object of sets of processors by virtual processor"),
            Self::TextList => f.write_str("a list of texts"),
            Self::List(_) => f.write_str("a list of objects"),
            Self::Anything => f.write_str("anything"),
        }
    }
}

impl Wrong {
    fn below_item(self, at: usize) -> Self {
        Self { at: format!("[{at}]{}", self.at), ..self }
    }

    fn below_member(self, name: &str) -> Self {
        Self { at: format!(".{name}{}", self.at), ..self }
    }
}

/// Whether a value is absent for all that it says.
pub(super) fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The text of a scalar.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The members of a set that the text of a [`Kind::Set`] names; none if it is no such text.
pub(super) fn set(text: &str) -> Option<BTreeSet<u64>> {
    let terms = text.parse::<CpuSet>().ok()?;
    let mut members = BTreeSet::new();
    for term in terms.0 {
        match term {
            CpuSetTerm::One(one) => members.extend([one]),
            CpuSetTerm::Except(one) => {
                members.remove(&one);
            }
            CpuSetTerm::Range(first, last) => {
                last.checked_sub(first).filter(|length| *length < MOST_IN_A_SET)?;
                members.extend(first..=last);
            }
        }
    }
    (members.iter().all(|member| *member < MOST_IN_A_SET)).then_some(members)
}

/// A value as it can be shown in a message: on one line, and not too long.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        other => format!("`{}`", crate::generate::shown(&scalar(other).unwrap_or_else(|| other.to_string()))),
    }
}

fn wrong(value: &Value, expected: &str) -> Wrong {
    Wrong { at: String::new(), message: format!("expected {expected}, found {}", shown(value)), help: None }
}

fn flag(text: &str) -> Option<bool> {
    let is = |words: [&str; 4]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is(["true", "yes", "on", "1"]) { Some(true) } else { is(["false", "no", "off", "0"]).then_some(false) }
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn list(value: &Value) -> Result<&Vec<Value>, Wrong> {
    value.as_array().ok_or_else(|| wrong(value, "a list"))
}

fn object<'a>(value: &'a Value, expected: &str) -> Result<&'a Map<String, Value>, Wrong> {
    value.as_object().ok_or_else(|| wrong(value, expected))
}

fn members(value: &Value, form: impl Fn(String) -> Result<Option<Value>, Wrong>) -> Result<Option<Value>, Wrong> {
    let mut normal = Map::new();
    for (name, member) in object(value, "an object of texts")? {
        let text = match member {
            Value::Null => String::new(),
            _ => scalar(member).ok_or_else(|| wrong(member, "a text").below_member(name))?,
        };
        if let Some(form) = form(text).map_err(|wrong| wrong.below_member(name))? {
            normal.insert(name.clone(), form);
        }
    }
    Ok((!normal.is_empty()).then_some(Value::Object(normal)))
}

fn pins(value: &Value) -> Result<Option<Value>, Wrong> {
    if let Some(name) = object(value, &Kind::Pins.to_string())?.keys().find(|name| name.parse::<u32>().is_err()) {
        return Err(wrong(&Value::String(name.clone()), "the number of a virtual processor").below_member(name));
    }
    members(value, |text| Kind::Set.normal(&Value::String(text)))
}

fn address(value: &Value) -> Result<Value, Wrong> {
    let text = match value {
        Value::Object(_) => members(value, |text| Ok(Some(Value::String(text))))?.unwrap_or_default(),
        other => other.clone(),
    };
    let read: Result<DeviceAddress, _> = from_value(text.clone());
    let address = match (read, &text) {
        (Ok(address), _) => address,
        // The reason is lost in the choice between the two forms.
        (Err(error), Value::Object(attributes)) => {
            let parts: Vec<String> = attributes
                .iter()
                .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default()))
                .collect();
            return Err(address_error(&parts.join(","))
                .unwrap_or_else(|| Wrong { message: error.to_string(), ..wrong(value, "") }));
        }
        (Err(_), Value::String(text)) => {
            return Err(address_error(text).unwrap_or_else(|| wrong(value, &Kind::Address.to_string())));
        }
        (Err(_), _) => return Err(wrong(value, &Kind::Address.to_string())),
    };
    serde_json::to_value(address).map_err(|error| Wrong { message: error.to_string(), ..wrong(value, "") })
}

fn address_error(text: &str) -> Option<Wrong> {
    let error = text.parse::<DeviceAddress>().err()?;
    Some(Wrong { at: String::new(), message: error.to_string(), help: None })
}

fn objects(value: &Value, items: &[Item]) -> Result<Vec<Value>, Wrong> {
    let mut normal = Vec::new();
    for (at, one) in list(value)?.iter().enumerate() {
        let mut members = Map::new();
        for (name, member) in object(one, "an object").map_err(|wrong| wrong.below_item(at))? {
            let form = match items.iter().find(|item| item.name == name) {
                Some(item) => item.kind.normal(member).map_err(|wrong| wrong.below_member(name).below_item(at))?,
                None => Some(member.clone()),
            };
            members.extend(form.map(|form| (name.clone(), form)));
        }
        normal.push(Value::Object(members));
    }
    Ok(normal)
}
