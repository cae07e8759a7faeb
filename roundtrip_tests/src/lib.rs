//! Helpers of the tests over whole corpora.

pub mod compare;
pub mod fragments;
pub mod oracle;
pub mod reference;
pub mod semantic;
