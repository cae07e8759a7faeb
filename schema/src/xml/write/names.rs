//! Names with prefixes, and the declarations that they need.

use std::borrow::Cow;

use super::super::extra::{Kept, NamespaceDecl, Namespaces};
use super::super::table::{ElementDef, Namespace};
use super::super::token::XML_URI;
use super::Writer;

impl Writer<'_> {
    /// Brings the element's declarations into scope, with those that its names need besides.
    pub(super) fn declare(
        &mut self,
        def: &'static ElementDef,
        first: usize,
        kept: Option<&Kept>,
        namespaces: Option<&Namespaces>,
        own: Option<&'static Namespace>,
    ) -> Vec<NamespaceDecl> {
        let namespaces = namespaces.into_iter().chain(kept.map(|kept| &kept.namespaces));
        let mut declared: Vec<NamespaceDecl> = namespaces.flat_map(|namespaces| namespaces.0.iter().cloned()).collect();
        self.scope.extend(declared.iter().cloned());
        let known = self.held[first..].iter().filter_map(|held| def.index.rows[held.row].namespace);
        let known = own.into_iter().chain(known).map(|namespace| (namespace.prefix, namespace.uri));
        let unknown = kept.into_iter().flat_map(|kept| &kept.attributes);
        let unknown = unknown.filter_map(|attribute| Some((&*attribute.prefix, attribute.namespace.as_deref()?)));
        let needed: Vec<(&str, &str)> = known.chain(unknown).collect();
        for (prefix, uri) in needed {
            let is_bound = |decl: &NamespaceDecl| {
                *decl.uri == *uri && !decl.prefix.is_empty() && self.bound(&decl.prefix) == Some(uri)
            };
            if uri != XML_URI && !self.scope.iter().any(is_bound) {
                let taken = |prefix: &str| self.bound(prefix).is_some();
                let mut fresh = prefix.to_owned();
                while fresh.is_empty() || taken(&fresh) {
                    fresh.push('n');
                }
                let decl = NamespaceDecl { prefix: fresh.into(), uri: uri.into() };
                self.scope.push(decl.clone());
                declared.push(decl);
            }
        }
        declared
    }

    /// A name with the prefix that its name space has in scope.
    pub(super) fn qualified<'n>(&self, name: &'n str, uri: Option<&str>, element: bool) -> Cow<'n, str> {
        let Some(uri) = uri else {
            return Cow::Borrowed(name);
        };
        if uri == XML_URI {
            return Cow::Owned(format!("xml:{name}"));
        }
        let mut bound = self.scope.iter().filter(|decl| *decl.uri == *uri && self.bound(&decl.prefix) == Some(uri));
        match bound.find(|decl| element || !decl.prefix.is_empty()) {
            Some(decl) if decl.prefix.is_empty() => Cow::Borrowed(name),
            Some(decl) => Cow::Owned(format!("{}:{name}", decl.prefix)),
            None => Cow::Borrowed(name),
        }
    }

    /// What a prefix stands for here.
    pub(super) fn bound(&self, prefix: &str) -> Option<&str> {
        self.scope.iter().rev().find(|decl| *decl.prefix == *prefix).map(|decl| &*decl.uri)
    }

    pub(super) fn declaration(&mut self, decl: &NamespaceDecl) {
        self.out.push_str(if decl.prefix.is_empty() { " xmlns" } else { " xmlns:" });
        self.out.push_str(&decl.prefix);
        self.out.push_str("='");
        let from = self.out.len();
        self.out.push_str(&decl.uri);
        // A declaration came out of a document, or is one of ours.
        let _ = self.escape(from, true);
        self.out.push('\'');
    }
}
