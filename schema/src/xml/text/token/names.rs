//! Names, and the namespaces that their prefixes are bound to.

use std::borrow::Cow;
use std::ops::Range;

use super::Tokens;
use crate::report::Code;
use crate::xml::codec::extra::NamespaceDecl;
use crate::xml::text::chars::{is_nc_name, shorten, split};
use crate::xml::text::error::Error;

pub(crate) const XML_URI: &str = "http://www.w3.org/XML/1998/namespace";

const XMLNS_URI: &str = "http://www.w3.org/2000/xmlns/";

/// Returns `true` if a prefix or namespace is XML's own, so that neither is bound to the other.
pub(crate) fn is_reserved(prefix: &str, uri: &str) -> bool {
    prefix == "xmlns" || uri == XMLNS_URI || (prefix == "xml") != (uri == XML_URI)
}

/// Prefix and local part of a name, given the length of the prefix.
pub(super) fn parts(name: &str, prefix: usize) -> (&str, &str) {
    if prefix == 0 { ("", name) } else { (&name[..prefix], &name[prefix + 1..]) }
}

impl<'s> Tokens<'s> {
    /// The bindings of prefixes just outside of the open element at a level.
    pub(crate) fn bindings_outside(&self, level: usize) -> Vec<NamespaceDecl> {
        let end = self.open.get(level).map_or(self.bindings.len(), |open| open.bindings);
        let counting = self.bindings.iter(end).filter(|(_, uri)| !uri.is_empty());
        counting.map(|(prefix, uri)| NamespaceDecl { prefix: prefix.into(), uri: uri.into() }).collect()
    }

    /// URI that a prefix is bound to at this place, and whether the binding lies outside of the
    /// element at the given level; `None` for the empty prefix without default namespace.
    pub(crate) fn resolve(&self, prefix: &str, level: usize) -> Option<(&str, bool)> {
        if prefix == "xml" {
            return Some((XML_URI, false));
        }
        let outer = self.open.get(level).map_or(self.bindings.len(), |open| open.bindings);
        let (at, uri) = self.bindings.find(prefix, self.bindings.len())?;
        Some((uri, at < outer)).filter(|(uri, _)| !uri.is_empty())
    }

    /// Returns `true` if any namespace declaration is in scope.
    pub(crate) fn has_bindings(&self) -> bool {
        self.bindings.len() > 0
    }

    /// URI of an element's namespace, for a qualified name.
    pub(crate) fn uri_of_element(&self, name: &str) -> Option<&str> {
        if !self.has_bindings() {
            return None;
        }
        self.resolve(split(name).0, self.open.len()).map(|(uri, _)| uri)
    }

    /// Checks the names of a start tag that no table knows.
    pub(crate) fn check_names(&self) -> Result<(), Error> {
        let Some(open) = self.open.last() else {
            return Ok(());
        };
        for name in [open.name].into_iter().chain(self.attributes().iter().map(|attr| attr.name)) {
            self.check_name(name)?;
        }
        Ok(())
    }

    /// Checks that a text is a qualified name.
    pub(crate) fn check_name(&self, name: &str) -> Result<(), Error> {
        let (prefix, local) = split(name);
        let good = is_nc_name(local) && (prefix.is_empty() && !name.starts_with(':') || is_nc_name(prefix));
        if good {
            return Ok(());
        }
        let at = name.as_ptr() as usize - self.source.as_ptr() as usize;
        let message = format!("invalid XML name `{}`", shorten(name));
        Err(self.error_at(Code::ILL_FORMED, message, at..at + name.len(), "names begin with a letter or `_`"))
    }

    /// Checks the names of a start tag in which prefixes stand.
    pub(super) fn check_prefixes(&self, name: &str) -> Result<(), Error> {
        let attributes = self.attributes().iter().filter(|attr| attr.declares().is_none()).map(|attr| attr.name);
        for name in [name].into_iter().chain(attributes) {
            let prefix = split(name).0;
            if !prefix.is_empty() && self.resolve(prefix, 0).is_none() {
                let at = name.as_ptr() as usize - self.source.as_ptr() as usize;
                let message = format!("unknown namespace prefix `{}`", shorten(prefix));
                let help = format!("declare it: `xmlns:{}='URI'` on this or an outer element", shorten(prefix));
                return Err(self.error_at(Code::ILL_FORMED, message, at..at + name.len(), &help));
            }
            if name.contains(':') {
                self.check_name(name)?;
            }
        }
        let declared = self.attributes().iter().filter(|attr| attr.declares().is_some());
        declared.filter(|attr| attr.name != "xmlns").try_for_each(|attr| self.check_name(attr.name))
    }

    /// Brings a declaration into scope.
    pub(super) fn bind(&mut self, prefix: &'s str, uri: Cow<'s, str>, span: Range<usize>) -> Result<(), Error> {
        if (!prefix.is_empty() && uri.is_empty()) || is_reserved(prefix, &uri) {
            let message = format!("prefix `{prefix}` cannot be bound to the namespace `{uri}`");
            return Err(self.error_at(Code::ILL_FORMED, message, span, "choose another prefix, or a URI"));
        }
        self.bindings.push(prefix.into(), uri);
        Ok(())
    }
}
