//! JSON as a located tree.

use std::collections::HashMap;

use domxml_schema::json::{Tree, TreeKind, positions};
use domxml_schema::report::{Code, Position};
use domxml_schema::xml::Limits;
use serde_json::Number;

use super::error::duplicate;
use super::node::{Member, Node, NodeKind, Scalar};
use super::{Error, Path, Step};

/// Reads a text that holds one value.
pub(super) fn parse(text: &str) -> Result<Node, Error> {
    let limits = Limits { depth: 112, ..Limits::default() };
    let tree = Tree::read(text, limits).map_err(|error| match error.findings() {
        [first, ..] => Error::new(first.code, first.message.clone(), &Path::root(), &first.position),
        [] => Error::new(Code::ILL_FORMED, error.to_string(), &Path::root(), &Position::default()),
    })?;
    Converter { positions: positions(text), path: Path::root() }.node(tree)
}

struct Converter {
    /// Of all tokens.
    positions: Vec<Position>,
    path: Path,
}

impl Converter {
    fn node(&mut self, tree: Tree) -> Result<Node, Error> {
        let kind = match tree.kind {
            TreeKind::Null => NodeKind::Scalar(Scalar::Null),
            TreeKind::Bool(value) => NodeKind::Scalar(Scalar::Bool(value)),
            TreeKind::Whole(number) => NodeKind::Scalar(Scalar::Number(whole(number))),
            TreeKind::Other(number) => NodeKind::Scalar(Number::from_f64(number).map_or(Scalar::Null, Scalar::Number)),
            TreeKind::Text(text) => NodeKind::Scalar(Scalar::Text(text)),
            TreeKind::List(items) => {
                let items = items.into_iter().enumerate();
                NodeKind::Sequence(items.map(|(at, item)| self.below(Step::Index(at), item)).collect::<Result<_, _>>()?)
            }
            TreeKind::Object(members) => {
                let mut lines = HashMap::new();
                let mut list = Vec::with_capacity(members.len());
                for member in members {
                    let at = self.position(member.token);
                    if let Some(line) = lines.insert(member.key.clone(), at.line) {
                        return Err(duplicate(&self.path, &member.key, &at, line));
                    }
                    let value = self.below(Step::Member(member.key.clone()), member.value)?;
                    list.push(Member { key: Node::scalar(at, Scalar::Quoted(member.key)), value });
                }
                NodeKind::Mapping(list)
            }
        };
        Ok(Node::new(self.position(tree.token), kind))
    }

    fn below(&mut self, step: Step, tree: Tree) -> Result<Node, Error> {
        self.path.push(step);
        let node = self.node(tree)?;
        self.path.pop();
        Ok(node)
    }

    fn position(&self, token: usize) -> Position {
        self.positions.get(token).cloned().unwrap_or_default()
    }
}

/// The nearest number that JSON values can hold.
fn whole(number: i128) -> Number {
    Number::from_i128(number).unwrap_or_else(|| 0.into())
}
