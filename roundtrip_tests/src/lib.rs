//! Helpers of the tests over whole corpora.

pub mod canonical;
pub mod compare;
pub mod differences;
pub mod kept;
pub mod oracle;
pub mod random;
pub mod reference;
pub mod semantic;
