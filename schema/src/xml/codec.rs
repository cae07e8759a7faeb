//! The codec: the tables that the derives emit, the values behind them, and one reader and one writer that walk
//! both.

pub(crate) mod extra;
pub(crate) mod field_text;
pub(crate) mod index;
pub(crate) mod link;
pub(crate) mod meaning;
pub(crate) mod read;
pub(crate) mod sections;
pub(crate) mod slot;
pub(crate) mod table;
pub(crate) mod thin_str;
pub(crate) mod tree;
pub(crate) mod unit;
pub(crate) mod value;
pub(crate) mod write;
