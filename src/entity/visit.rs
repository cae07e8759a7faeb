//! Visits of all values of a tree.

use serde_json::Value;

use super::path::steps_to;
use super::{Path, Step};

/// Calls `visit` with each scalar of a tree and its path; null is one.
pub fn visit_scalars(root: &Value, visit: &mut dyn FnMut(&Path, &Value)) {
    walk(&mut Path::root(), root, &mut |path, visited| {
        if let Visited::Scalar(scalar) = visited {
            visit(path, scalar);
        }
    });
}

/// Calls `visit` with each text of a tree and its path, and with the name of each member and the path of the mapping
/// that it is in.
pub fn visit_texts(root: &Value, visit: &mut dyn FnMut(&Path, &str)) {
    walk(&mut Path::root(), root, &mut |path, visited| match visited {
        Visited::Scalar(Value::String(text)) | Visited::Name(text) => visit(path, text),
        Visited::Scalar(_) => {}
    });
}

/// Calls `visit` with each text of a tree and its path; names of members are left alone.
pub fn visit_texts_mut(root: &mut Value, visit: &mut dyn FnMut(&Path, &mut String)) {
    walk_mut(&mut Path::root(), root, visit);
}

enum Visited<'a> {
    Scalar(&'a Value),
    Name(&'a String),
}

fn walk(path: &mut Path, value: &Value, visit: &mut dyn FnMut(&Path, Visited<'_>)) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                visit(path, Visited::Name(name));
                path.push(Step::Member(name.clone()));
                walk(path, member, visit);
                path.pop();
            }
        }
        Value::Array(items) => {
            for (step, item) in steps_to(items).into_iter().zip(items) {
                path.push(step);
                walk(path, item, visit);
                path.pop();
            }
        }
        scalar => visit(path, Visited::Scalar(scalar)),
    }
}

fn walk_mut(path: &mut Path, value: &mut Value, visit: &mut dyn FnMut(&Path, &mut String)) {
    match value {
        Value::String(text) => visit(path, text),
        Value::Object(members) => {
            for (name, member) in members {
                path.push(Step::Member(name.clone()));
                walk_mut(path, member, visit);
                path.pop();
            }
        }
        Value::Array(items) => {
            for (step, item) in steps_to(items).into_iter().zip(items) {
                path.push(step);
                walk_mut(path, item, visit);
                path.pop();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn all_texts_are_visited_with_their_paths() {
        let mut tree = json!({"a b": [{"id": "x", "n": 1}, {"id": "y", "t": "z"}], "w": ["p", null]});
        let mut seen = Vec::new();
        visit_texts(&tree, &mut |path, text| seen.push(format!("{path}={text}")));
        let expected = [
            "=a b",
            "a%20b[x]=id",
            "a%20b[x].id=x",
            "a%20b[x]=n",
            "a%20b[y]=id",
            "a%20b[y].id=y",
            "a%20b[y]=t",
            "a%20b[y].t=z",
            "=w",
            "w[0]=p",
        ];
        assert_eq!(seen, expected);
        let mut scalars = Vec::new();
        visit_scalars(&tree, &mut |path, value| scalars.push(format!("{path}={value}")));
        assert_eq!(scalars[1..3], ["a%20b[x].n=1", "a%20b[y].id=\"y\""]);
        assert_eq!(scalars.last().map(String::as_str), Some("w[1]=null"));
        visit_texts_mut(&mut tree, &mut |path, text| {
            if path.steps().last() != Some(&Step::Member("id".to_owned())) {
                text.push('!');
            }
        });
        assert_eq!(tree, json!({"a b": [{"id": "x", "n": 1}, {"id": "y", "t": "z!"}], "w": ["p!", null]}));
    }
}
