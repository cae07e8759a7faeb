//! Index of a table: the properties that reader and writer look up for every piece of a document.

use crate::xml::codec::meaning::Merge;
use crate::xml::codec::table::{Datatype, FieldDef, FieldKind, Format, Namespace};

/// The index of a table.
#[doc(hidden)]
#[derive(Debug)]
pub struct Index {
    /// A digest of each row's name, told apart for attributes and children.
    keys: &'static [u32],
    pub(crate) rows: &'static [Row],
    /// The row of the element's own text.
    pub(crate) text: Option<usize>,
    /// The row that takes children of any name.
    pub(crate) open: Option<usize>,
    /// True if a row is of a namespace.
    pub(crate) namespaced: bool,
}

/// One row: less than a cache line.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub(crate) name: &'static str,
    /// Type of a value.
    pub(crate) datatype: Option<&'static Datatype>,
    pub(crate) class: Class,
    pub(crate) repeated: bool,
    pub(crate) namespace: Option<&'static Namespace>,
    pub(crate) format: Format,
    /// True if the format depends on values.
    pub(crate) conditional: bool,
    /// That repeated elements are read as one, and which one counts of a child that can be meant once.
    pub(crate) sections: Option<Precedence>,
    /// True if it counts in whichever of several elements it is.
    pub(crate) anywhere: bool,
}

/// The one that counts of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Precedence {
    /// The first.
    #[default]
    First,
    /// The last.
    Last,
    /// The first, and only if it is in the first element; else if it counts anywhere.
    FirstElement,
}

/// Class of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Attribute,
    Text,
    Value,
    Flag,
    Element,
    Union,
    Choice,
    Any,
}

impl Index {
    /// The index over what was made of the same table.
    #[doc(hidden)]
    pub const fn new(keys: &'static [u32], rows: &'static [Row]) -> Self {
        let (mut text, mut open, mut namespaced) = (None, None, false);
        let mut i = rows.len();
        while i > 0 {
            i -= 1;
            match rows[i].class {
                Class::Text => text = Some(i),
                Class::Choice | Class::Any => open = Some(i),
                _ => {}
            }
            namespaced |= rows[i].namespace.is_some();
        }
        Self { keys, rows, text, open, namespaced }
    }

    /// The index of a table without rows.
    #[doc(hidden)]
    pub const EMPTY: Self = Self::new(&[], &[]);

    /// The row of an attribute or child without namespace, looked for from a row on: documents follow
    /// the table's order.
    pub(crate) fn find(&self, from: usize, name: &str, attribute: bool) -> Option<usize> {
        let wanted = key(name.as_bytes(), attribute);
        let behind = self.keys.get(from..).unwrap_or_default();
        if let Some(at) = behind.iter().position(|key| *key == wanted)
            && self.is(from + at, name, None)
        {
            return Some(from + at);
        }
        self.search(wanted, name, None)
    }

    /// The row of an attribute or child of a namespace.
    pub(crate) fn find_in(&self, uri: &str, name: &str, attribute: bool) -> Option<usize> {
        if self.namespaced { self.search(key(name.as_bytes(), attribute), name, Some(uri)) } else { None }
    }

    fn search(&self, wanted: u32, name: &str, uri: Option<&str>) -> Option<usize> {
        (0..self.keys.len()).find(|row| self.keys[*row] == wanted && self.is(*row, name, uri))
    }

    fn is(&self, row: usize, name: &str, uri: Option<&str>) -> bool {
        let row = &self.rows[row];
        row.name == name && row.namespace.map(|namespace| namespace.uri) == uri
    }
}

/// The digests of the names of a table.
#[doc(hidden)]
pub const fn keys<const N: usize>(fields: &[FieldDef; N]) -> [u32; N] {
    let mut keys = [0; N];
    let mut i = 0;
    while i < N {
        let name = fields[i].name.as_bytes();
        keys[i] = match class(&fields[i].kind) {
            Class::Attribute => key(name, true),
            Class::Value | Class::Flag | Class::Element | Class::Union => key(name, false),
            // Never that of a name.
            Class::Text | Class::Choice | Class::Any => 0,
        };
        i += 1;
    }
    keys
}

/// The rows of the index of a table.
#[doc(hidden)]
pub const fn rows<const N: usize>(fields: &[FieldDef; N]) -> [Row; N] {
    const NONE: Row = Row {
        name: "",
        datatype: None,
        class: Class::Any,
        repeated: false,
        namespace: None,
        format: Format::Plain,
        conditional: false,
        sections: None,
        anywhere: false,
    };
    let mut rows = [NONE; N];
    let mut i = 0;
    while i < N {
        let (datatype, repeated) = match fields[i].kind {
            FieldKind::Attribute(datatype) | FieldKind::Text(datatype) => (Some(datatype), false),
            FieldKind::Value { datatype, repeated } => (Some(datatype), repeated),
            FieldKind::Element { repeated, .. } => (None, repeated),
            FieldKind::Choice { .. } | FieldKind::Any => (None, true),
            FieldKind::Flag => (None, false),
        };
        rows[i] = Row {
            name: fields[i].name,
            datatype,
            class: class(&fields[i].kind),
            repeated,
            namespace: fields[i].namespace,
            format: fields[i].format,
            conditional: !fields[i].decimal_when.is_empty(),
            sections: sections(&fields[i]),
            anywhere: matches!(fields[i].meaning.merge, Some(Merge::Anywhere)),
        };
        i += 1;
    }
    rows
}

const fn sections(field: &FieldDef) -> Option<Precedence> {
    match (field.kind, field.meaning.merge) {
        (FieldKind::Element { union: false, repeated: false, .. }, Some(merge)) => match merge {
            Merge::Children => Some(Precedence::First),
            Merge::LastChildren => Some(Precedence::Last),
            Merge::FirstChildren => Some(Precedence::FirstElement),
            Merge::First | Merge::Anywhere | Merge::All | Merge::Refused => None,
        },
        _ => None,
    }
}

const fn class(kind: &FieldKind) -> Class {
    match kind {
        FieldKind::Attribute(_) => Class::Attribute,
        FieldKind::Text(_) => Class::Text,
        FieldKind::Value { .. } => Class::Value,
        FieldKind::Flag => Class::Flag,
        FieldKind::Element { union: false, .. } => Class::Element,
        FieldKind::Element { union: true, .. } => Class::Union,
        FieldKind::Choice { .. } => Class::Choice,
        FieldKind::Any => Class::Any,
    }
}

/// Three letters of a name and its length; never 0.
const fn key(name: &[u8], attribute: bool) -> u32 {
    let len = name.len();
    if len == 0 {
        return 1;
    }
    let letters = u32::from_le_bytes([0, name[0], name[len / 2], name[len - 1]]);
    let kind = if attribute { 0x80 } else { 0 };
    letters | kind | (len as u32 & 0x7f)
}

#[cfg(test)]
mod tests {
    use crate::types::QEMU;
    use crate::{Domain, Element};

    #[test]
    fn rows_are_found_from_anywhere() {
        let index = Domain::DEF.index;
        let row = |name: &str| Domain::DEF.fields.iter().position(|field| field.rust_name == name);
        for from in [0, row("name").unwrap(), row("os").unwrap(), index.rows.len()] {
            assert_eq!(index.find(from, "os", false), row("os"));
            assert_eq!(index.find(from, "os", true), None);
            assert_eq!(index.find(from, "commandline", false), None);
        }
        assert_eq!(index.find_in(QEMU.uri, "commandline", false), row("qemu_commandline"));
        assert_eq!(index.find_in(QEMU.uri, "os", false), None);
    }
}
