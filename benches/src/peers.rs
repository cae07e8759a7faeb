//! The peers: bare XML readers, and derives with a model of a part of a domain.
//!
//! Each function works through a text and tells whether the peer took it.

pub mod strong;
pub mod yaserde;

use std::hint::black_box;

use quick_xml::events::Event;
use quick_xml::{Reader, Writer, XmlVersion};

/// What the models of the derives hold: some twenty structs of strings.
pub(crate) const SUBSET: &str = "part of the model, the rest skipped";

/// quick-xml's events, not looked at.
pub fn events(text: &str) -> bool {
    let mut reader = Reader::from_str(black_box(text));
    loop {
        match black_box(reader.read_event()) {
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// quick-xml's events, copied to a writer.
pub fn copy(text: &str) -> bool {
    let mut reader = Reader::from_str(black_box(text));
    let mut writer = Writer::new(Vec::new());
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => {
                if writer.write_event(event).is_err() {
                    return false;
                }
            }
            Err(_) => return false,
        }
    }
    !black_box(writer.into_inner()).is_empty()
}

/// quick-xml's events, attributes checked for duplicates and their values decoded.
pub fn attributes(text: &str) -> bool {
    let mut reader = Reader::from_str(black_box(text));
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return true,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                for attribute in tag.attributes() {
                    let value = attribute.ok().and_then(|attribute| {
                        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
                        black_box((attribute.key, &value));
                        Some(())
                    });
                    if value.is_none() {
                        return false;
                    }
                }
            }
            Ok(event) => drop(black_box(event)),
            Err(_) => return false,
        }
    }
}

/// roxmltree's read-only tree.
pub fn tree(text: &str) -> bool {
    black_box(roxmltree::Document::parse(black_box(text))).is_ok()
}
