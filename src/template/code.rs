//! Codes of findings about templates.

use domxml_schema::report::Code;

/// A text that is meant as a placeholder and is none.
pub const INVALID_PLACEHOLDER: Code = Code::new("invalid-placeholder");
/// A placeholder where its kind is not allowed.
pub const MISPLACED_PLACEHOLDER: Code = Code::new("misplaced-placeholder");
/// The record of a template's placeholders does not agree with the document.
pub const RECORD_MISMATCH: Code = Code::new("record-mismatch");
/// A placeholder without a value, or one that is left.
pub const NOT_FILLED_IN: Code = Code::new("not-filled-in");
/// A text that is a placeholder, and that the template's record does not list.
pub const FOREIGN_PLACEHOLDER: Code = Code::new("foreign-placeholder");
/// A value for a placeholder that cannot be at its place.
pub const INVALID_REPLACEMENT: Code = Code::new("invalid-replacement");
