//! Helpers of the tests over whole corpora.

pub mod canonical;
pub mod compare;
pub mod differences;
pub mod entities;
pub mod kept;
pub mod listed;
pub mod meanings;
pub mod mentions;
pub mod oracle;
pub mod random;
pub mod reference;
pub mod releases;
pub mod schema;
pub mod semantic;
