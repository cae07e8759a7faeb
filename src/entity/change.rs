//! Differences of trees: finding, applying, merging.

use std::collections::{BTreeSet, HashMap};
use std::mem::discriminant;

use serde::Serialize;
use serde_json::{Map, Value};

use super::path::{child_mut, identities, identity, position};
use super::{Path, Step};

/// A value that differs between two trees.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The path of the value.
    pub path: Path,
    /// The value in the first tree; none if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Value>,
    /// The value in the second tree; none if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Value>,
}

impl Change {
    /// Returns `true` if a tree has the value that the first tree had.
    pub fn holds(&self, root: &Value) -> bool {
        self.path.get(root) == self.from.as_ref()
    }

    /// Gives a tree the value of the second tree, whatever it has there; false if there is nothing that could have the
    /// value.
    pub fn apply(&self, root: &mut Value) -> bool {
        set(root, &self.path, self.to.clone())
    }
}

/// The differences between two trees, which make the second from the first.
///
/// Mappings are compared member by member, in the order of the names; two mappings of one member each with different
/// names, such as the variants of a choice, differ as a whole. Items of lists with identities are paired by them, and
/// their order does not count; items of other lists are compared by their positions if the lists are equally long,
/// else the lists differ as a whole.
///
/// ```
/// use domxml::entity::{apply, diff};
/// use serde_json::json;
///
/// let mut vm = json!({"name": "web", "disks": [{"id": "a"}, {"id": "b", "boot": true}]});
/// let other = json!({"name": "web", "disks": [{"id": "b"}, {"id": "c"}, {"id": "a"}]});
/// let changes = diff(&vm, &other);
/// let paths: Vec<String> = changes.iter().map(|change| change.path.to_string()).collect();
/// assert_eq!(paths, ["disks[b].boot", "disks[c]"]);
/// assert!(apply(&mut vm, &changes).is_empty());
/// assert!(diff(&vm, &other).is_empty());
/// ```
pub fn diff(from: &Value, to: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    compare(&mut Path::root(), Some(from), Some(to), &mut changes);
    changes
}

/// Applies changes in their order; gives those for which the tree has no place.
pub fn apply<'a>(root: &mut Value, changes: &'a [Change]) -> Vec<&'a Change> {
    changes.iter().filter(|change| !change.apply(root)).collect()
}

/// Takes into a tree what another one has, as far as `accept` agrees to each change; gives the accepted changes.
///
/// With `|change| change.path.get(base) == change.from.as_ref()`, this is a merge of three trees in which the first
/// one wins where both have changed since `base`.
pub fn merge(root: &mut Value, other: &Value, accept: impl FnMut(&Change) -> bool) -> Vec<Change> {
    let mut changes = diff(root, other);
    changes.retain(accept);
    changes.retain(|change| change.apply(root));
    changes
}

/// Takes a value out of a tree: a member of a mapping, or an item of a list.
pub fn remove(root: &mut Value, path: &Path) -> Option<Value> {
    let (last, parent) = path.steps().split_last()?;
    match (parent.iter().try_fold(root, child_mut)?, last) {
        (Value::Object(members), Step::Member(name)) => members.remove(name),
        (Value::Array(items), step) => position(items, step).map(|at| items.remove(at)),
        _ => None,
    }
}

/// Gives the place at a path a value, or none; false if there is no such place.
fn set(root: &mut Value, path: &Path, value: Option<Value>) -> bool {
    let Some(value) = value else { return remove(root, path).is_some() };
    let Some((last, parent)) = path.steps().split_last() else {
        *root = value;
        return true;
    };
    match (parent.iter().try_fold(root, child_mut), last) {
        (Some(Value::Object(members)), Step::Member(name)) => {
            members.insert(name.clone(), value);
            true
        }
        (Some(Value::Array(items)), step) => match position(items, step) {
            Some(at) => {
                items[at] = value;
                true
            }
            None if identity(&value).as_ref() == Some(step) || *step == Step::Index(items.len()) => {
                items.push(value);
                true
            }
            None => false,
        },
        _ => false,
    }
}

fn compare(path: &mut Path, from: Option<&Value>, to: Option<&Value>, changes: &mut Vec<Change>) {
    if from == to {
        return;
    }
    match (from, to) {
        (Some(Value::Object(from)), Some(Value::Object(to))) if !are_variants(from, to) => {
            let names: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
            for name in names {
                compare_below(path, Step::Member(name.clone()), from.get(name), to.get(name), changes);
            }
        }
        (Some(Value::Array(from)), Some(Value::Array(to))) if compare_items(path, from, to, changes) => {}
        _ => changes.push(Change { path: path.clone(), from: from.cloned(), to: to.cloned() }),
    }
}

fn compare_below(path: &mut Path, step: Step, from: Option<&Value>, to: Option<&Value>, changes: &mut Vec<Change>) {
    path.push(step);
    compare(path, from, to, changes);
    path.pop();
}

/// Compares two lists item by item; false if they differ as a whole.
fn compare_items(path: &mut Path, from: &[Value], to: &[Value], changes: &mut Vec<Change>) -> bool {
    if let (Some(steps), Some(others)) = (identities(from), identities(to))
        && steps.first().zip(others.first()).is_none_or(|(one, other)| discriminant(one) == discriminant(other))
    {
        let mut rest: HashMap<&Step, &Value> = others.iter().zip(to).collect();
        for (step, item) in steps.iter().zip(from) {
            compare_below(path, step.clone(), Some(item), rest.remove(step), changes);
        }
        for (step, item) in others.iter().zip(to).filter(|(step, _)| rest.contains_key(step)) {
            compare_below(path, step.clone(), None, Some(item), changes);
        }
        return true;
    }
    // With identities of some items, positions would not lead to the same items while changes are applied.
    let positions = from.len() == to.len() && from.iter().chain(to).all(|item| identity(item).is_none());
    for (at, (from, to)) in from.iter().zip(to).enumerate().filter(|_| positions) {
        compare_below(path, Step::Index(at), Some(from), Some(to), changes);
    }
    positions
}

/// Returns `true` if two mappings are different variants of a choice: neither can be made from the other member by
/// member.
fn are_variants(from: &Map<String, Value>, to: &Map<String, Value>) -> bool {
    from.len() == 1 && to.len() == 1 && from.keys().next() != to.keys().next()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(changes: &[Change]) -> Vec<String> {
        changes.iter().map(|change| change.path.to_string()).collect()
    }

    /// Asserts that the differences between two trees make the second from the first.
    fn check(from: &Value, to: &Value) {
        let changes = diff(from, to);
        let mut made = from.clone();
        assert!(changes.iter().all(|change| change.holds(from)), "{from} {to}");
        assert_eq!(apply(&mut made, &changes), [] as [&Change; 0], "{from} {to}");
        assert_eq!(diff(&made, to), [], "{from} {to}: {made}");
        assert_eq!(sorted(&made), sorted(to), "{from} {to}");
    }

    /// The tree with the items of lists with identities in order.
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Array(items) => {
                let mut list: Vec<Value> = items.iter().map(sorted).collect();
                if identities(items).is_some() {
                    list.sort_by_key(identity);
                }
                list.into()
            }
            Value::Object(members) => members.iter().map(|(name, member)| (name.clone(), sorted(member))).collect(),
            scalar => scalar.clone(),
        }
    }

    /// A tree that depends on a seed.
    fn tree(seed: &mut u64, depth: usize) -> Value {
        let mut random = |below: u64| {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (*seed >> 33) % below
        };
        match random(if depth == 0 { 3 } else { 7 }) {
            0 => Value::Null,
            1 => random(3).into(),
            2 => ["", "x", "a.b"][random(3) as usize].into(),
            3 => {
                let names: Vec<&str> = ["a", "b.]", "", "id", "index"].into_iter().filter(|_| random(2) == 0).collect();
                names.into_iter().map(|name| (name.to_owned(), tree(seed, depth - 1))).collect()
            }
            4 => (0..random(4)).map(|_| tree(seed, depth - 1)).collect(),
            kind => {
                let keys: Vec<u64> = (0..random(4)).map(|_| random(5)).collect();
                let item = |key: u64| match kind {
                    5 => json!({"id": key.to_string(), "v": tree(seed, depth - 1)}),
                    _ => json!({"index": key, "v": tree(seed, depth - 1)}),
                };
                keys.into_iter().map(item).collect()
            }
        }
    }

    #[test]
    fn differences_make_the_second_tree_of_the_first() {
        let mut seed = 1;
        let trees: Vec<Value> = (0..120).map(|_| tree(&mut seed, 4)).collect();
        for from in &trees {
            trees.iter().for_each(|to| check(from, to));
        }
    }

    #[test]
    fn differences_are_small() {
        let from = json!({"disks": [{"id": "a", "boot": true}, {"id": "b"}], "nodes": [{"index": 0, "m": 1}, {"index": 1}],
            "words": ["x", "y"], "storage": {"lun": 1}, "empty": []});
        let to = json!({"disks": [{"id": "c"}, {"id": "b"}, {"id": "a"}], "nodes": [{"index": 1}, {"index": 0, "m": 2}],
            "words": ["x", "z"], "storage": {"image": 2}, "name": null, "empty": [{"id": "d"}]});
        let expected = ["disks[a].boot", "disks[c]", "empty[d]", "name", "nodes[0].m", "storage", "words[1]"];
        assert_eq!(paths(&diff(&from, &to)), expected);
        check(&from, &to);
    }

    #[test]
    fn what_has_no_place_is_refused() {
        let changes = diff(
            &json!({"a": {"b": 1}, "l": [{"id": "x", "v": 1}]}),
            &json!({"a": {"b": 2}, "l": [{"id": "x", "v": 2}]}),
        );
        let mut other = json!({"a": 5, "l": [{"id": "y", "v": 1}]});
        assert_eq!(apply(&mut other, &changes).len(), 2);
        assert_eq!(other, json!({"a": 5, "l": [{"id": "y", "v": 1}]}));
    }

    #[test]
    fn merging_three_trees_keeps_both_sides() {
        let base = json!({"name": "a", "memory": 1, "disks": [{"id": "x", "boot": true}]});
        let mut ours = json!({"name": "b", "memory": 1, "disks": [{"id": "x", "boot": true, "readOnly": true}]});
        let theirs = json!({"name": "c", "memory": 2, "disks": [{"id": "x"}, {"id": "y"}]});
        let taken = merge(&mut ours, &theirs, |change| change.path.get(&base) == change.from.as_ref());
        assert_eq!(paths(&taken), ["disks[x].boot", "disks[y]", "memory"]);
        assert_eq!(ours, json!({"name": "b", "memory": 2, "disks": [{"id": "x", "readOnly": true}, {"id": "y"}]}));
    }

    #[test]
    fn values_can_be_taken_out() {
        let mut tree = json!({"disks": [{"id": "a"}, {"id": "b"}], "words": ["x", "y"]});
        let mut take = |path: &str| remove(&mut tree, &path.parse().expect("a path"));
        assert_eq!(take("disks[a]"), Some(json!({"id": "a"})));
        assert_eq!(take("words[0]"), Some(json!("x")));
        assert_eq!(take("disks[b].id"), Some(json!("b")));
        assert_eq!((take("disks[7]"), take("name"), take("")), (None, None, None));
        assert_eq!(tree, json!({"disks": [{}], "words": ["y"]}));
    }
}
