//! The model inside of structs that derive yaserde's traits.
//!
//! ```
//! use domxml_schema::Domain;
//! use yaserde::{YaDeserialize, YaSerialize};
//!
//! #[derive(YaDeserialize, YaSerialize)]
//! #[yaserde(rename = "inventory")]
//! struct Inventory {
//!     site: String,
//!     #[yaserde(rename = "domain")]
//!     domains: Vec<Domain>,
//! }
//!
//! let source = "<inventory><site>Brno</site><domain type='kvm'><name>web</name><sparkle/></domain></inventory>";
//! let inventory: Inventory = domxml_schema::interop::yaserde::from_str(source)?;
//! assert_eq!(inventory.domains[0].name.as_deref(), Some("web"));
//! assert!(yaserde::ser::to_string(&inventory)?.contains("<sparkle/>"));
//! # Ok::<(), yaserde::Error>(())
//! ```
//!
//! A field takes the element that yaserde matches with it, and writes it under the field's name. What
//! yaserde takes away before the model sees it is lost: comments and processing instructions always,
//! blanks around texts unless the document is read with [`from_str`]. The layout of unknown elements
//! becomes uniform. `flatten`, and tuple variants of enums, are refused: they have no place for the
//! attributes.

use std::io::{Read, Write};

use ::xml::reader::{EventReader, XmlEvent};
use ::xml::{Encoding, ParserConfig};
use ::yaserde::de::Deserializer;
use ::yaserde::ser::Serializer;
use ::yaserde::{Error, Result, YaDeserialize, YaSerialize};

use crate::xml::{self, Element, KeptElement, Limits, NamespaceDecl, Tree, TreeNode};

/// Items that the implementations refer to.
#[doc(hidden)]
pub use {::xml as events, ::yaserde as krate};

/// Attributes and namespace declarations that a parent would take over.
#[doc(hidden)]
pub type Attributes = (Vec<::xml::attribute::OwnedAttribute>, ::xml::namespace::Namespace);

/// Reads a document without taking the blanks off its texts, and to its end.
///
/// `yaserde::de::from_str` trims every text, and looks at nothing behind the root element.
///
/// # Errors
/// If the text is not well-formed, or its content is not what the type expects.
pub fn from_str<T: YaDeserialize>(source: &str) -> Result<T> {
    read_document(source, false)
}

/// Reads a document, with or without blanks around its texts.
pub(crate) fn read_document<T: YaDeserialize>(source: &str, trimmed: bool) -> Result<T> {
    let config = ParserConfig::new()
        .trim_whitespace(trimmed)
        .whitespace_to_characters(true)
        .cdata_to_characters(true)
        .ignore_comments(true)
        .coalesce_characters(true)
        // What the declaration says of the encoding was true of bytes, not of this text.
        .override_encoding(Some(Encoding::Utf8))
        .ignore_invalid_encoding_declarations(true);
    let mut reader = Deserializer::new(EventReader::new_with_config(source.as_bytes(), config));
    let value = T::deserialize(&mut reader)?;
    loop {
        match reader.next_event()? {
            XmlEvent::EndDocument => return Ok(value),
            XmlEvent::EndElement { .. } => {}
            XmlEvent::Characters(text) if text.trim().is_empty() => {}
            event => return Err(Error::custom(format!("unexpected {event:?}; the type has no field for it"))),
        }
    }
}

impl YaDeserialize for KeptElement {
    fn deserialize<R: Read>(reader: &mut Deserializer<R>) -> Result<Self> {
        capture(reader)?.to_kept(0).map_err(|error| describe(&error))
    }
}

impl YaSerialize for KeptElement {
    fn serialize<W: Write>(&self, writer: &mut Serializer<W>) -> Result<()> {
        write(self, writer)
    }

    fn serialize_attributes(
        &self,
        _: Vec<::xml::attribute::OwnedAttribute>,
        _: ::xml::namespace::Namespace,
    ) -> Result<Attributes> {
        flattened()
    }
}

/// Reads the next element.
#[doc(hidden)]
pub fn read<T: Element, R: Read>(reader: &mut Deserializer<R>) -> Result<T> {
    let nested = reader.depth() > 0;
    let mut tree = capture(reader)?;
    if nested {
        adopt::<T>(&mut tree);
    }
    let text = tree.to_kept(0).and_then(|kept| kept.to_xml()).map_err(|error| describe(&error))?;
    T::parse(&text).map_err(|error| describe(&error))
}

/// Writes an element, under the name that the parent gave if there is one.
#[doc(hidden)]
pub fn write<T: Element, W: Write>(value: &T, writer: &mut Serializer<W>) -> Result<()> {
    if writer.skip_start_end() {
        return flattened();
    }
    let text = match writer.get_start_event_name() {
        Some(name) => xml::write_any(value, &name, None),
        None => value.to_xml(),
    };
    let text = text.map_err(|error| describe(&error))?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Ok(writer.write(::xml::writer::XmlEvent::RawCharacters(text))?)
}

/// The model's elements are not dissolved in their parent.
#[doc(hidden)]
pub fn flattened<T>() -> Result<T> {
    Err(Error::custom(
        "an element of the model cannot be flattened, nor used in a tuple variant of an enum; give it a named field",
    ))
}

#[doc(hidden)]
#[macro_export]
macro_rules! __interop_yaserde {
    ($element:ty) => {
        impl $crate::interop::yaserde::krate::YaDeserialize for $element {
            fn deserialize<R: ::std::io::Read>(
                reader: &mut $crate::interop::yaserde::krate::de::Deserializer<R>,
            ) -> $crate::interop::yaserde::krate::Result<Self> {
                $crate::interop::yaserde::read(reader)
            }
        }

        impl $crate::interop::yaserde::krate::YaSerialize for $element {
            fn serialize<W: ::std::io::Write>(
                &self,
                writer: &mut $crate::interop::yaserde::krate::ser::Serializer<W>,
            ) -> $crate::interop::yaserde::krate::Result<()> {
                $crate::interop::yaserde::write(self, writer)
            }

            #[inline]
            fn serialize_attributes(
                &self,
                _: ::std::vec::Vec<$crate::interop::yaserde::events::attribute::OwnedAttribute>,
                _: $crate::interop::yaserde::events::namespace::Namespace,
            ) -> $crate::interop::yaserde::krate::Result<$crate::interop::yaserde::Attributes> {
                $crate::interop::yaserde::flattened()
            }
        }
    };
}

/// The message without line and column: those of the text that was handed over mean nothing outside.
fn describe(error: &xml::Error) -> Error {
    let mut diagnostic = error.finding().clone();
    diagnostic.position = crate::report::Position::default();
    Error::custom(diagnostic)
}

/// The next element. Where it has a parent, its end is left for the parent to read.
fn capture<R: Read>(reader: &mut Deserializer<R>) -> Result<Tree> {
    let nested = reader.depth() > 0;
    let mut open: Vec<(Tree, ::xml::namespace::Namespace)> = Vec::new();
    loop {
        if let [(_, _)] = open[..]
            && matches!(reader.peek()?, XmlEvent::EndElement { .. })
        {
            break;
        }
        match reader.next_event()? {
            XmlEvent::StartElement { name, attributes, namespace } => {
                let depth = Limits::default().depth;
                if open.len() >= depth {
                    return Err(Error::custom(format!("elements are nested deeper than the limit of {depth}")));
                }
                let mut tree = Tree::new(&name.local_name);
                (tree.prefix, tree.namespace) = (boxed(name.prefix), name.namespace.map(Into::into));
                let outer = open.last().map(|(_, outer)| outer);
                tree.declarations = declarations(&namespace, outer);
                tree.attributes.extend(attributes.into_iter().map(|attribute| xml::KeptAttribute {
                    namespace: attribute.name.namespace.map(Into::into),
                    prefix: boxed(attribute.name.prefix),
                    name: attribute.name.local_name.into(),
                    value: attribute.value.into(),
                }));
                open.push((tree, namespace));
            }
            XmlEvent::EndElement { .. } => {
                let element = open.pop().map(|(element, _)| element);
                if let (Some(element), Some((parent, _))) = (element, open.last_mut()) {
                    parent.nodes.push(TreeNode::Element(element));
                }
            }
            XmlEvent::Characters(text) | XmlEvent::CData(text) | XmlEvent::Whitespace(text) => match open.last_mut() {
                Some((parent, _)) => parent.push_text(&text),
                None if text.trim().is_empty() => {}
                None => return Err(Error::custom("expected an element, found text")),
            },
            XmlEvent::Doctype { .. } => return Err(Error::custom("document type declarations are not allowed")),
            XmlEvent::EndDocument => return Err(Error::custom("expected an element, found the end of the document")),
            XmlEvent::StartDocument { .. } | XmlEvent::ProcessingInstruction { .. } | XmlEvent::Comment(_) => {}
        }
    }
    if !nested {
        // Nobody else would look for a second root.
        reader.next_event()?;
        if !matches!(reader.peek()?, XmlEvent::EndDocument) {
            return Err(Error::custom("unexpected content after the root element"));
        }
    }
    Ok(open.pop().map(|(tree, _)| tree).unwrap_or_default())
}

fn boxed(text: Option<String>) -> Box<str> {
    text.unwrap_or_default().into()
}

/// The declarations that are new on an element; all that are in scope without an element around it.
fn declarations(
    scope: &::xml::namespace::Namespace,
    outer: Option<&::xml::namespace::Namespace>,
) -> Vec<NamespaceDecl> {
    let new = |prefix: &str, uri: &str| outer.and_then(|outer| outer.get(prefix)) != Some(uri);
    let scope = scope.0.iter().filter(|(prefix, uri)| !matches!(prefix.as_str(), "xml" | "xmlns") && !uri.is_empty());
    let scope = scope.filter(|(prefix, uri)| new(prefix, uri));
    scope.map(|(prefix, uri)| NamespaceDecl { prefix: prefix.as_str().into(), uri: uri.as_str().into() }).collect()
}

/// The field of the parent determines that the element is one of type `T`, whatever its name; a default namespace
/// around it is the parent's.
fn adopt<T: Element>(tree: &mut Tree) {
    let wanted = T::DEF.namespace.map(|namespace| namespace.uri);
    if tree.namespace.as_deref() != wanted {
        match tree.namespace.take() {
            Some(outer) if tree.prefix.is_empty() => leave(tree, &outer),
            _ => {}
        }
        tree.namespace = wanted.map(Into::into);
        tree.prefix = T::DEF.namespace.map(|namespace| namespace.prefix).unwrap_or_default().into();
    }
    if !T::DEF.name.is_empty() {
        tree.name = T::DEF.name.into();
    }
}

/// Takes the elements without prefix out of a default namespace.
fn leave(tree: &mut Tree, outer: &str) {
    tree.declarations.retain(|decl| !decl.prefix.is_empty());
    for node in &mut tree.nodes {
        if let TreeNode::Element(element) = node
            && element.prefix.is_empty()
            && element.namespace.as_deref() == Some(outer)
        {
            element.namespace = None;
            leave(element, outer);
        }
    }
}
