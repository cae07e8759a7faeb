//! Writing: one ordinary writer that walks the tables, in libvirt's own formatting.

mod content;
mod frame;
mod names;
mod sections;
mod text;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use crate::xml::codec::extra::{Extra, KeptAttribute, Place};
use crate::xml::codec::index::Class;
use crate::xml::codec::slot::{Element, Fields, Held, Slot};
use crate::xml::codec::table::{Case, Namespace};
use crate::xml::text::chars::is_nc_name;
use crate::xml::text::error::Error;
use crate::xml::text::token::Limits;
use frame::{Frame, not_a_name, not_writable, twice};
use names::Scope;
use sections::Sections;

/// Writes an element as a document: UTF-8, no XML declaration, two blanks of indentation.
///
/// # Errors
/// If a value holds a character that XML cannot carry, or elements are nested deeper than
/// [`Limits::MAX_DEPTH`].
pub fn write<T: Element>(value: &T) -> Result<String, Error> {
    write_any(value, T::DEF.name, T::DEF.namespace)
}

/// Writes an element of any type under a name.
pub(crate) fn write_any(
    value: &dyn Fields,
    name: &str,
    namespace: Option<&'static Namespace>,
) -> Result<String, Error> {
    let mut writer = Writer::new(String::with_capacity(4096));
    let frame = Frame::root(value, value.element_name().unwrap_or(name));
    let outside = |wanted: Place| {
        let nodes = value.extra().and_then(Extra::kept).map_or(&[][..], |kept| &kept.nodes);
        nodes.iter().filter(move |kept| kept.place == wanted).map(|kept| &kept.node)
    };
    for node in outside(Place::Prolog) {
        writer.node(node, &frame)?;
        writer.out.push('\n');
    }
    writer.any_element(&frame, value, namespace, 0)?;
    writer.out.push('\n');
    for node in outside(Place::Epilog) {
        writer.node(node, &frame)?;
        writer.out.push('\n');
    }
    Ok(writer.out)
}

/// Writes an element of any type as it is within others, at a depth.
pub(crate) fn write_within(
    value: &dyn Fields,
    name: &str,
    namespace: Option<&'static Namespace>,
    depth: usize,
) -> Result<String, Error> {
    let mut writer = Writer::new(String::new());
    let frame = Frame::root(value, value.element_name().unwrap_or(name));
    writer.any_element(&frame, value, namespace, depth)?;
    Ok(writer.out)
}

struct Writer<'a> {
    out: String,
    /// Namespace declarations that are in scope.
    scope: Scope,
    /// Fields that hold something, of all elements being written.
    held: Vec<Held<'a>>,
    /// The contents of elements that are written in sections, by the addresses of what they keep.
    sections: HashMap<usize, Rc<Sections<'a>>>,
}

impl<'a> Writer<'a> {
    fn new(out: String) -> Self {
        Self { out, scope: Scope::default(), held: Vec::with_capacity(64), sections: HashMap::new() }
    }

    /// An element, or one that the model does not know.
    fn any_element(
        &mut self,
        frame: &Frame<'_, 'a>,
        value: &'a dyn Fields,
        namespace: Option<&'static Namespace>,
        depth: usize,
    ) -> Result<(), Error> {
        if let Some(kept) = value.kept() {
            self.kept_element(kept);
            return Ok(());
        }
        self.element(frame, namespace, depth)
    }

    fn element(
        &mut self,
        frame: &Frame<'_, 'a>,
        namespace: Option<&'static Namespace>,
        depth: usize,
    ) -> Result<(), Error> {
        if depth >= Limits::MAX_DEPTH {
            return Err(frame::too_deep(frame));
        }
        let (fields, def) = (frame.fields, frame.fields.def());
        let kept = fields.extra().and_then(Extra::kept);
        let (first, scope) = (self.held.len(), self.scope.len());
        let section = frame.section.and_then(|section| Some((self.sections(frame, kept?), section)));
        let has_attributes = match (&section, kept) {
            (Some((sections, section)), Some(kept)) if kept.attributed as usize != *section => {
                self.held.extend(sections.held(*section));
                false
            }
            _ => {
                Held::push_all(fields, &mut self.held);
                true
            }
        };
        let own = kept.map(|kept| kept.start(frame.section, has_attributes)).unwrap_or_default();
        if namespace.is_some() || kept.is_some() || def.index.namespaced || def.declares {
            self.declare(def, first, own, fields.namespaces(), namespace)
                .map_err(|prefix| twice(frame, &format!("xmlns:{prefix}")))?;
        }
        let name = namespace.map_or(Cow::Borrowed(frame.name), |it| self.qualified(frame.name, Some(it.uri), true));
        let start = self.out.len();
        self.out.push('<');
        self.out.push_str(&name);
        if def.verbatim {
            self.declarations(scope).map_err(|prefix| not_a_name(frame, &prefix))?;
        }
        if let Some((tag, value)) = frame.tag {
            self.attribute(tag, value);
            self.out.push('\'');
        }
        for at in first..self.held.len() {
            let Held { row, slot: Slot::Value(slot) } = self.held[at] else { continue };
            let field = &def.index.rows[row];
            if field.class == Class::Attribute {
                match field.namespace {
                    None => self.attribute(field.name, ""),
                    Some(namespace) => {
                        let name = self.qualified(field.name, Some(namespace.uri), false);
                        self.attribute(&name, "")
                    }
                };
                self.value(frame, kept, (row, 0), slot)
                    .map_err(|c| not_writable(frame, &format!("/@{}", field.name), c))?;
                self.out.push('\'');
            }
        }
        self.kept_attributes(frame, own.attributes, first)?;
        if def.verbatim {
            self.in_double_quotes(start);
        } else {
            self.declarations(scope).map_err(|prefix| not_a_name(frame, &prefix))?;
        }
        let content = self.out.len();
        self.out.push('>');
        let line = match section {
            Some((sections, section)) => self.section(frame, kept, &sections, (section, first), depth)?,
            None => self.content(frame, kept, first, depth)?,
        };
        let expanded = |case: &Case| case.holds(|up, name| frame.attribute(up, name));
        let expanded = def.expanded.iter().any(expanded) || kept.is_some_and(|kept| kept.expanded);
        if self.out.len() == content + 1 && !expanded {
            self.out.truncate(content);
            self.out.push_str("/>");
        } else {
            if !line {
                self.newline(depth);
            }
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
        self.scope.truncate(scope);
        self.held.truncate(first);
        Ok(())
    }

    /// Begins an attribute, up to the quote behind its value; returns where the value begins.
    fn attribute(&mut self, name: &str, value: &str) -> usize {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("='");
        let from = self.out.len();
        self.out.push_str(value);
        from
    }

    /// Attributes that the model does not know; the fields that hold something begin at `first`.
    fn kept_attributes(
        &mut self,
        frame: &Frame<'_, 'a>,
        attributes: &[KeptAttribute],
        first: usize,
    ) -> Result<(), Error> {
        let mut seen = BTreeSet::new();
        for attribute in attributes {
            let uri = attribute.namespace.as_deref();
            if !is_nc_name(&attribute.name) {
                return Err(not_a_name(frame, &attribute.name));
            }
            if !seen.insert((uri, &*attribute.name)) || self.is_held(frame, attribute, first) {
                return Err(twice(frame, &attribute.name));
            }
            let name = if !attribute.prefix.is_empty() && uri.is_some() && self.scope.bound(&attribute.prefix) == uri {
                format!("{}:{}", attribute.prefix, attribute.name)
            } else {
                self.qualified(&attribute.name, uri, false).into_owned()
            };
            let from = self.attribute(&name, &attribute.value);
            self.escape(from, true).map_err(|c| not_writable(frame, &format!("/@{name}"), c))?;
            self.out.push('\'');
        }
        Ok(())
    }

    /// Returns `true` if a field holds an attribute of this name already.
    fn is_held(&self, frame: &Frame<'_, 'a>, attribute: &KeptAttribute, first: usize) -> bool {
        let (index, name) = (frame.fields.def().index, &*attribute.name);
        let row = match attribute.namespace.as_deref() {
            None if frame.tag.is_some_and(|(tag, _)| tag == name) => return true,
            None => index.find(0, name, true),
            Some(uri) => index.find_in(uri, name, true),
        };
        row.is_some_and(|row| self.held[first..].iter().any(|held| held.row == row))
    }
}
