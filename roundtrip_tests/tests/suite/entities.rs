//! What holds for every entity: those of the mapping's rows and the samples, and what they mix into.

mod accounts;
mod import;
mod law;
mod order;
mod validity;
