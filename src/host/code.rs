//! Codes of findings about filling in.

use domxml_schema::report::Code;

/// A fact that the template needs is missing.
pub const MISSING_FACT: Code = Code::new("missing-fact");
/// A fact does not give a usable value.
pub const INVALID_FACT: Code = Code::new("invalid-fact");
/// An interface cannot be connected to its network.
pub const NOT_CONNECTED: Code = Code::new("not-connected");
/// The metadata of the template cannot be read, or is ambiguous.
pub const INVALID_METADATA: Code = Code::new("invalid-metadata");
/// A hook of the host refused a device.
pub const REFUSED_BY_HOOK: Code = Code::new("refused-by-hook");
/// A hook of the host removed a device.
pub const REMOVED_BY_HOOK: Code = Code::new("removed-by-hook");
/// A device without placeholders was changed.
pub const CORRECTED: Code = Code::new("corrected");
/// A device could not be checked, for want of a fact.
pub const NOT_CORRECTED: Code = Code::new("not-corrected");
/// An interface lost settings that its network cannot have.
pub const LOST_SETTINGS: Code = Code::new("lost-settings");
/// The domain needs something that the host may not offer.
pub const NOT_OFFERED: Code = Code::new("not-offered");
