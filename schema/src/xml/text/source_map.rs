//! Places of elements and attributes, found in the source when they are asked for.

use std::collections::HashMap;
use std::ops::Range;

use crate::report::Position;
use crate::xml::text::token::{Token, Tokens};

/// Finds the place of an element or attribute of a parsed document by its path.
///
/// Nothing is recorded while parsing: a look-up walks the source.
#[derive(Clone, Copy, Debug)]
pub struct SourceMap<'s> {
    source: &'s str,
}

impl<'s> SourceMap<'s> {
    /// The map of a document.
    pub fn new(source: &'s str) -> Self {
        Self { source }
    }

    /// The document.
    pub fn source(&self) -> &'s str {
        self.source
    }

    /// The place of a path such as `/domain/devices/disk[2]/target/@bus`; siblings of one name count
    /// from 1, and a name without a number means the first.
    pub fn place(&self, path: &str) -> Option<Position> {
        self.places(&[path]).pop()?
    }

    /// The places of paths, in one walk over the document.
    pub fn places(&self, paths: &[&str]) -> Vec<Option<Position>> {
        let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, path) in paths.iter().enumerate() {
            wanted.entry(path.replace("[1]", "")).or_default().push(index);
        }
        let mut found: Vec<(Vec<usize>, Range<usize>)> = Vec::new();
        let mut key = String::new();
        walk(self.source, |path, tokens, attribute, at| {
            key.clear();
            key.push_str(path);
            if let Some(name) = attribute {
                key.push_str("/@");
                key.push_str(name);
            }
            if let Some(indices) = wanted.remove(&key) {
                let range = match attribute {
                    None => tokens.span.clone(),
                    Some(name) => at..at + name.len(),
                };
                found.push((indices, range));
            }
            !wanted.is_empty()
        });
        let mut places = vec![None; paths.len()];
        let positions = Position::all(self.source, found.iter().map(|(_, range)| range.clone()));
        for ((indices, _), place) in found.iter().zip(positions) {
            indices.iter().for_each(|index| places[*index] = Some(place.clone()));
        }
        places
    }
}

/// The path of the element or attribute at an offset.
pub(crate) fn path_at(source: &str, at: usize) -> String {
    paths_at(source, &[at]).pop().unwrap_or_default()
}

/// The paths of ascending offsets.
pub(crate) fn paths_at(source: &str, offsets: &[usize]) -> Vec<String> {
    let mut paths = vec![String::new(); offsets.len()];
    let mut next = 0;
    let mut last = String::new();
    walk(source, |path, _, attribute, here| {
        // Everything before this place belongs to what was seen last.
        while next < offsets.len() && offsets[next] < here {
            paths[next].clone_from(&last);
            next += 1;
        }
        last.clear();
        last.push_str(path);
        if let Some(name) = attribute {
            last.push_str("/@");
            last.push_str(name);
        }
        next < offsets.len()
    });
    for path in &mut paths[next..] {
        path.clone_from(&last);
    }
    paths
}

fn offset(source: &str, part: &str) -> usize {
    part.as_ptr() as usize - source.as_ptr() as usize
}

/// Calls `visit` with the path of the innermost open element and the offset at each token, behind the
/// end of each element, and for each attribute of a start tag with its name; ends when `visit` says
/// so, at an error, or at the end.
fn walk<'s>(source: &'s str, mut visit: impl FnMut(&str, &Tokens<'s>, Option<&'s str>, usize) -> bool) {
    let mut tokens = Tokens::quiet(source);
    let mut path = String::new();
    let mut open: Vec<(usize, HashMap<&'s str, usize>)> = vec![(0, HashMap::new())];
    while let Ok(token) = tokens.next() {
        match token {
            Token::Start { empty } => {
                let name = tokens.current().map_or("", |open| open.name);
                let length = path.len();
                path.push('/');
                path.push_str(name);
                if let Some((_, counts)) = open.last_mut() {
                    let count = counts.entry(name).or_default();
                    *count += 1;
                    if *count > 1 {
                        path.push_str(&format!("[{count}]"));
                    }
                }
                open.push((length, HashMap::new()));
                if !visit(&path, &tokens, None, tokens.span.start) {
                    return;
                }
                let attributes: Vec<&'s str> = tokens.attributes().iter().map(|attr| attr.name).collect();
                for name in attributes {
                    if !visit(&path, &tokens, Some(name), offset(tokens.source, name)) {
                        return;
                    }
                }
                if empty {
                    open.pop();
                    path.truncate(length);
                }
                if !visit(&path, &tokens, None, tokens.span.end) {
                    return;
                }
            }
            Token::End => {
                if !visit(&path, &tokens, None, tokens.span.start) {
                    return;
                }
                if let Some((length, _)) = open.pop() {
                    path.truncate(length);
                }
                if !visit(&path, &tokens, None, tokens.span.end) {
                    return;
                }
            }
            Token::Eof => return,
            _ => {
                if !visit(&path, &tokens, None, tokens.span.start) {
                    return;
                }
            }
        }
    }
}
