//! The normal form of values.

use std::collections::BTreeSet;

use domxml_schema::report::nearest;
use domxml_schema::types::{CpuSet, CpuSetTerm, MacAddress, Uuid};
use serde_json::{Map, Value};

use super::{Member, ValueType, is_blank, scalar, shown};
use crate::entity::from_value;
use crate::properties::custom;
use crate::vm::DeviceAddress;

/// More processors or NUMA nodes than any machine has.
const MAX_SET_MEMBERS: u64 = 65_536;

/// The reason why a value is not of its type.
#[derive(Debug)]
pub(in crate::properties) struct Mismatch {
    /// The path below the value.
    pub(in crate::properties) at: String,
    pub(in crate::properties) message: String,
    pub(in crate::properties) help: Option<String>,
}

impl ValueType {
    /// Returns true if a string is one of the words of this type.
    pub(in crate::properties) fn has_word(&self, word: &str) -> bool {
        matches!(self, Self::Words(list) if list.all().any(|(known, _)| known == word))
    }

    /// The normal form of a value, in which scalars are strings; none if the value is blank.
    ///
    /// # Errors
    ///
    /// A value that is not of this type.
    pub(in crate::properties) fn normal(&self, value: &Value) -> Result<Option<Value>, Mismatch> {
        if is_blank(value) {
            return Ok(None);
        }
        Ok(match self {
            Self::Address => Some(address(value)?),
            Self::Texts | Self::Custom => members(value, |text| Ok(Some(Value::String(text))))?,
            Self::Pins => pins(value)?,
            Self::TextList => {
                let items = list(value)?.iter().enumerate();
                let texts =
                    items.map(|(at, item)| scalar(item).ok_or_else(|| mismatch(item, "a string").below_item(at)));
                Some(texts.map(|text| text.map(Value::String)).collect::<Result<_, _>>()?)
            }
            Self::List(known) => Some(Value::Array(objects(value, known)?)),
            Self::Any => Some(value.clone()),
            _ => {
                let text = scalar(value).ok_or_else(|| mismatch(value, &self.to_string()))?;
                let text = text.trim();
                let normal = self.normal_text(text).ok_or_else(|| self.text_mismatch(text))?;
                (!normal.is_empty()).then_some(Value::String(normal))
            }
        })
    }

    /// The part of a value in normal form that is compared: without unmanaged devices, which are not in the VM, and
    /// unknown members, which have a finding of their own.
    pub(in crate::properties) fn comparable(&self, normal: Option<Value>) -> Option<Value> {
        let mut normal = normal?;
        match (self, &mut normal) {
            (Self::Custom, Value::Object(members)) => {
                members.retain(|name, _| custom::unmanaged_ids(name).is_none());
            }
            (Self::List(known), Value::Array(list)) => {
                for members in list.iter_mut().filter_map(Value::as_object_mut) {
                    members.retain(|name, _| known.iter().any(|member| member.name == name));
                }
            }
            _ => {}
        }
        (!is_blank(&normal)).then_some(normal)
    }

    fn normal_text(&self, text: &str) -> Option<String> {
        Some(match self {
            Self::Bool => boolean(text)?.to_string(),
            Self::Number { max, .. } => digits(text)?.parse::<u64>().ok().filter(|number| number <= max)?.to_string(),
            Self::Integer { .. } => {
                digits(text.strip_prefix('-').unwrap_or(text))?;
                text.parse::<i64>().ok()?.to_string()
            }
            Self::Uuid => text.parse::<Uuid>().ok()?.to_string(),
            Self::SixUuids => {
                let ids: Vec<String> = text
                    .split(',')
                    .map(|id| id.trim().parse::<Uuid>().map(|id| id.to_string()))
                    .collect::<Result<_, _>>()
                    .ok()?;
                (ids.len() == 6).then(|| ids.join(","))?
            }
            Self::Mac => text.parse::<MacAddress>().ok()?.to_string(),
            Self::Set => set(text)?.into_iter().collect::<CpuSet>().to_string(),
            Self::Words(list) => {
                let (_, meant) = list.all().find(|(word, _)| word.eq_ignore_ascii_case(text))?;
                meant.to_owned()
            }
            _ => text.to_owned(),
        })
    }

    fn text_mismatch(&self, text: &str) -> Mismatch {
        let known: Vec<&str> = match self {
            Self::Words(list) => list.all().map(|(word, _)| word).collect(),
            Self::Bool => vec!["true", "false"],
            _ => Vec::new(),
        };
        if let Self::Number { unit, max } = self
            && digits(text).is_some()
        {
            let limit = format!("at most {max} {unit}");
            return mismatch(&Value::String(text.to_owned()), limit.trim());
        }
        let help = nearest(text, known).map(|near| format!("did you mean `{near}`?"));
        Mismatch { help, ..mismatch(&Value::String(text.to_owned()), &self.to_string()) }
    }
}

impl Mismatch {
    fn below_item(self, at: usize) -> Self {
        Self { at: format!("[{at}]{}", self.at), ..self }
    }

    fn below_member(self, name: &str) -> Self {
        Self { at: format!(".{name}{}", self.at), ..self }
    }
}

/// The members of the set in the text of a [`ValueType::Set`]; none if the text is malformed or a range too long.
pub(in crate::properties) fn set(text: &str) -> Option<BTreeSet<u64>> {
    let terms = text.parse::<CpuSet>().ok()?;
    let mut members = BTreeSet::new();
    for term in terms.0 {
        match term {
            CpuSetTerm::One(one) => members.extend([one]),
            CpuSetTerm::Except(one) => {
                members.remove(&one);
            }
            CpuSetTerm::Range(first, last) => {
                last.checked_sub(first).filter(|length| *length < MAX_SET_MEMBERS)?;
                members.extend(first..=last);
            }
        }
    }
    (members.iter().all(|member| *member < MAX_SET_MEMBERS)).then_some(members)
}

fn mismatch(value: &Value, expected: &str) -> Mismatch {
    Mismatch { at: String::new(), message: format!("expected {expected}, found {}", shown(value)), help: None }
}

fn boolean(text: &str) -> Option<bool> {
    let is = |words: [&str; 4]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is(["true", "yes", "on", "1"]) { Some(true) } else { is(["false", "no", "off", "0"]).then_some(false) }
}

fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn list(value: &Value) -> Result<&Vec<Value>, Mismatch> {
    value.as_array().ok_or_else(|| mismatch(value, "a list"))
}

fn object<'a>(value: &'a Value, expected: &str) -> Result<&'a Map<String, Value>, Mismatch> {
    value.as_object().ok_or_else(|| mismatch(value, expected))
}

fn members(value: &Value, form: impl Fn(String) -> Result<Option<Value>, Mismatch>) -> Result<Option<Value>, Mismatch> {
    let mut normal = Map::new();
    for (name, member) in object(value, "an object of strings")? {
        let text = match member {
            Value::Null => String::new(),
            _ => scalar(member).ok_or_else(|| mismatch(member, "a string").below_member(name))?,
        };
        if let Some(form) = form(text).map_err(|mismatch| mismatch.below_member(name))? {
            normal.insert(name.clone(), form);
        }
    }
    Ok((!normal.is_empty()).then_some(Value::Object(normal)))
}

fn pins(value: &Value) -> Result<Option<Value>, Mismatch> {
    if let Some(name) = object(value, &ValueType::Pins.to_string())?.keys().find(|name| name.parse::<u32>().is_err()) {
        return Err(mismatch(&Value::String(name.clone()), "a vCPU number").below_member(name));
    }
    members(value, |text| ValueType::Set.normal(&Value::String(text)))
}

fn address(value: &Value) -> Result<Value, Mismatch> {
    let text = match value {
        Value::Object(_) => members(value, |text| Ok(Some(Value::String(text))))?.unwrap_or_default(),
        other => other.clone(),
    };
    let read: Result<DeviceAddress, _> = from_value(text.clone());
    let address = match (read, &text) {
        (Ok(address), _) => address,
        // The error of a choice between two forms has no reason; that of the text form has.
        (Err(error), Value::Object(attributes)) => {
            let parts: Vec<String> = attributes
                .iter()
                .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default()))
                .collect();
            return Err(address_error(&parts.join(","))
                .unwrap_or_else(|| Mismatch { message: error.to_string(), ..mismatch(value, "") }));
        }
        (Err(_), Value::String(text)) => {
            return Err(address_error(text).unwrap_or_else(|| mismatch(value, &ValueType::Address.to_string())));
        }
        (Err(_), _) => return Err(mismatch(value, &ValueType::Address.to_string())),
    };
    serde_json::to_value(address).map_err(|error| Mismatch { message: error.to_string(), ..mismatch(value, "") })
}

fn address_error(text: &str) -> Option<Mismatch> {
    let error = text.parse::<DeviceAddress>().err()?;
    Some(Mismatch { at: String::new(), message: error.to_string(), help: None })
}

fn objects(value: &Value, known: &[Member]) -> Result<Vec<Value>, Mismatch> {
    let mut normal = Vec::new();
    for (at, item) in list(value)?.iter().enumerate() {
        let mut members = Map::new();
        for (name, member) in object(item, "an object").map_err(|mismatch| mismatch.below_item(at))? {
            let form = match known.iter().find(|known| known.name == name) {
                Some(known) => {
                    known.value_type.normal(member).map_err(|mismatch| mismatch.below_member(name).below_item(at))?
                }
                None => Some(member.clone()),
            };
            members.extend(form.map(|form| (name.clone(), form)));
        }
        normal.push(Value::Object(members));
    }
    Ok(normal)
}
