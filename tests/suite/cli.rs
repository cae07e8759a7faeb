//! The command from outside: arguments and files in, documents, messages and exit codes out.

mod command;
mod complete;
mod documents;
mod drift;
mod files;
mod properties;
mod recover;
mod requires;
