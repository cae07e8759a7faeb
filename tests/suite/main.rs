//! Tests of the library and of the command from outside, in one program: linking is what costs.

#[cfg(feature = "cli")]
mod cli;
mod drift;
mod fingerprint;
mod foreign;
mod generate;
mod host;
mod house;
mod import;
mod known;
mod mapping;
mod ovirt_metadata;
mod properties;
mod recover;
mod rows;
mod rules;
mod samples;
mod secret;
mod template;
