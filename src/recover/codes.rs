//! The codes of the notes on documents, and the notes.

use domxml_schema::report::{Code, Finding, Severity};

/// The record of the desired entity cannot be read or applied.
pub(super) const DAMAGED_RECORD: Code = Code::new("damaged-record");
/// The record of the desired entity says something else than the document.
pub(super) const CONTRADICTED_RECORD: Code = Code::new("contradicted-record");
/// A file of a payload in the metadata cannot be read.
pub(super) const DAMAGED_PAYLOAD: Code = Code::new("damaged-payload");
/// A value is not representable in an entity.
pub const NOT_REPRESENTABLE: Code = Code::new("not-representable");
/// The document has no UUID.
pub(super) const NO_UUID: Code = Code::new("no-uuid");
/// It cannot be told who changed what since the document was made.
pub(super) const UNKNOWN_AUTHOR: Code = Code::new("unknown-author");
/// The document cannot be merged into the known entity.
pub(super) const NOT_MERGEABLE: Code = Code::new("not-mergeable");
/// A disk is being copied.
pub(super) const COPY_IN_PROGRESS: Code = Code::new("copy-in-progress");
/// A disk writes to a layer that the engine does not know.
pub(super) const UNKNOWN_LAYER: Code = Code::new("unknown-layer");
/// The document was dumped without a password.
pub(super) const PASSWORD_MISSING: Code = Code::new("password-missing");

/// A note on a document.
pub(super) fn note(code: Code, message: impl Into<String>) -> Finding {
    Finding::new(code, message).severity(Severity::Note)
}
