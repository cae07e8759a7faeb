//! Names with prefixes, and the declarations that they need.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Writer;
use super::sections::StartKept;
use super::text::escape;
use crate::xml::codec::extra::Namespaces;
use crate::xml::codec::table::{ElementDef, Namespace};
use crate::xml::text::bindings::Bindings;
use crate::xml::text::chars::is_nc_name;
use crate::xml::text::token::{XML_URI, is_reserved};

/// The declarations in scope, found by prefix and by namespace however many there are.
#[derive(Default)]
pub(super) struct Scope {
    bindings: Bindings<'static>,
    /// The declarations of each namespace, outermost first.
    of_uri: BTreeMap<Cow<'static, str>, Vec<usize>>,
}

impl Scope {
    pub(super) fn len(&self) -> usize {
        self.bindings.len()
    }

    fn push(&mut self, prefix: Cow<'static, str>, uri: Cow<'static, str>) {
        let at = self.len();
        self.of_uri.entry(uri.clone()).or_default().push(at);
        self.bindings.push(prefix, uri);
    }

    /// Ends the scope of those from a number on.
    pub(super) fn truncate(&mut self, len: usize) {
        for at in (len..self.len()).rev() {
            self.of_uri.get_mut(self.bindings.get(at).1).map(Vec::pop);
        }
        self.bindings.truncate(len);
    }

    /// The namespace that a prefix is bound to here.
    pub(super) fn bound(&self, prefix: &str) -> Option<&str> {
        self.bindings.find(prefix, self.len()).map(|(_, uri)| uri)
    }

    /// The outermost prefix that is bound to a namespace here; none may be the empty one where attributes
    /// are named.
    fn prefix_of(&self, uri: &str, element: bool) -> Option<&str> {
        let declared = self.of_uri.get(uri)?.iter().map(|at| self.bindings.get(*at).0);
        let mut prefixes = declared.filter(|prefix| element || !prefix.is_empty());
        prefixes.find(|prefix| self.bound(prefix) == Some(uri))
    }

    /// Declares a namespace that has no prefix here, by the given one if that is free.
    fn need(&mut self, prefix: &str, uri: &str) {
        if uri != XML_URI && self.prefix_of(uri, false).is_none() {
            let mut fresh = prefix.to_owned();
            while fresh.is_empty() || self.bound(&fresh).is_some() {
                fresh.push('n');
            }
            self.push(fresh.into(), uri.to_owned().into());
        }
    }
}

impl Writer<'_> {
    /// Brings the element's declarations into scope, with those that its names need besides; the error is a
    /// prefix that is declared twice.
    pub(super) fn declare(
        &mut self,
        def: &'static ElementDef,
        first: usize,
        kept: StartKept<'_>,
        namespaces: Option<&Namespaces>,
        own: Option<&'static Namespace>,
    ) -> Result<(), String> {
        let outer = self.scope.len();
        for decl in namespaces.map_or(&[][..], |namespaces| &namespaces.0).iter().chain(kept.namespaces) {
            match self.scope.bindings.find(&decl.prefix, self.scope.len()) {
                Some((at, uri)) if at >= outer && uri == &*decl.uri => {}
                Some((at, _)) if at >= outer => return Err(decl.prefix.to_string()),
                _ => self.scope.push(Cow::Owned(decl.prefix.to_string()), Cow::Owned(decl.uri.to_string())),
            }
        }
        let known = self.held[first..].iter().filter_map(|held| def.index.rows[held.row].namespace);
        for namespace in own.into_iter().chain(known) {
            self.scope.need(namespace.prefix, namespace.uri);
        }
        for attribute in kept.attributes {
            if let Some(uri) = &attribute.namespace {
                self.scope.need(&attribute.prefix, uri);
            }
        }
        Ok(())
    }

    /// A name with the prefix that its namespace has in scope.
    pub(super) fn qualified<'n>(&self, name: &'n str, uri: Option<&str>, element: bool) -> Cow<'n, str> {
        let Some(uri) = uri else {
            return Cow::Borrowed(name);
        };
        if uri == XML_URI {
            return Cow::Owned(format!("xml:{name}"));
        }
        match self.scope.prefix_of(uri, element) {
            None | Some("") => Cow::Borrowed(name),
            Some(prefix) => Cow::Owned(format!("{prefix}:{name}")),
        }
    }

    /// Writes the declarations from a number on; the error is a prefix that cannot be declared so.
    pub(super) fn declarations(&mut self, outer: usize) -> Result<(), String> {
        for at in outer..self.scope.len() {
            let (prefix, uri) = self.scope.bindings.get(at);
            if !prefix.is_empty() && (uri.is_empty() || !is_nc_name(prefix)) || is_reserved(prefix, uri) {
                return Err(prefix.to_owned());
            }
            declaration(&mut self.out, prefix, uri);
        }
        Ok(())
    }
}

/// Writes a declaration.
pub(super) fn declaration(out: &mut String, prefix: &str, uri: &str) {
    out.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
    out.push_str(prefix);
    out.push_str("='");
    let from = out.len();
    out.push_str(uri);
    // A declaration came out of a document, or is one of ours.
    let _ = escape(out, from, true);
    out.push('\'');
}
