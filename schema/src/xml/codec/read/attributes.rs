//! Attributes: fields, declarations, and what is kept.

use super::content::find;
use super::{Reader, push_namespace};
use crate::report::{Code, nearest};
use crate::xml::codec::extra::{KeptAttribute, NamespaceDecl};
use crate::xml::codec::index::Class;
use crate::xml::codec::slot::Fields;
use crate::xml::codec::table::ElementDef;
use crate::xml::text::chars::shorten;
use crate::xml::text::error::Error;
use crate::xml::text::token::Attr;

impl<'s> Reader<'s> {
    /// The attributes of the element whose start token was the last one; see `element`.
    pub(super) fn attributes(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        tag: Option<&str>,
    ) -> Result<(), Error> {
        let (level, mut next) = (self.tokens.level(), 0);
        for i in 0..self.tokens.attributes().len() {
            let attr = self.tokens.attributes()[i];
            if tag == Some(attr.name) {
                continue;
            }
            if let Some(prefix) = attr.declares() {
                push_namespace(fields, NamespaceDecl { prefix: prefix.into(), uri: attr.value().into() });
                continue;
            }
            let (prefix, local) = attr.split();
            let uri = if prefix.is_empty() { None } else { self.tokens.resolve(prefix, 0).map(|(uri, _)| uri) };
            match find(def, next, local, uri, true) {
                Some(index) => {
                    next = index + 1;
                    let at = self.offset(attr.name);
                    self.value(fields, def, index, &attr.value(), at..at + attr.name.len(), level);
                }
                None => self.unknown_attribute(fields, def, &attr)?,
            }
        }
        Ok(())
    }

    /// Keeps an attribute that the model does not know.
    fn unknown_attribute(
        &mut self,
        fields: &mut dyn Fields,
        def: &'static ElementDef,
        attr: &Attr<'s>,
    ) -> Result<(), Error> {
        let (prefix, local) = attr.split();
        let uri = if prefix.is_empty() { None } else { self.tokens.resolve(prefix, 0).map(|(uri, _)| uri.into()) };
        let kept =
            KeptAttribute { namespace: uri, prefix: prefix.into(), name: local.into(), value: attr.value().into() };
        self.tokens.check_name(attr.name)?;
        if let Some(extra) = fields.extra_mut() {
            extra.push_attribute(kept);
        }
        if self.is_full() {
            return Ok(());
        }
        let legal = def.index.rows.iter().filter(|row| row.class == Class::Attribute).map(|row| row.name);
        let help = nearest(attr.name, legal).map(|near| format!("did you mean `{near}`?"));
        let element = self.tokens.current().map_or("", |open| open.name);
        let message = format!("unknown attribute `{}` in `<{element}>`", shorten(attr.name));
        let at = self.offset(attr.name);
        self.found(Code::UNKNOWN_ATTRIBUTE, at..at + attr.name.len(), message, help);
        Ok(())
    }
}
