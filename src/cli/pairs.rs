//! What belongs to a running domain: one document, or the one of a folder with its UUID or its name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::schema::types::Uuid;

use super::Outcome;
use super::input::{self, Failure, Input};
use super::report;

/// Documents of machines, to be found by what runs.
pub(super) struct Known<T> {
    all: Vec<Entry<T>>,
    by_id: BTreeMap<Uuid, usize>,
    by_name: BTreeMap<String, usize>,
    /// Whether there is one that belongs to whatever runs.
    single: bool,
    used: Mutex<Vec<bool>>,
}

/// A document of a machine.
pub(super) struct Entry<T> {
    /// How messages call it.
    pub(super) label: String,
    pub(super) value: T,
}

impl<T: Send> Known<T> {
    /// Reads the document at a path, or those of a folder, on all cores; what cannot be read is reported, and
    /// is the outcome. Of several with one UUID, the first counts.
    pub(super) fn read(
        path: &Path,
        extensions: &[&str],
        read: impl Fn(&Input) -> Result<(Option<Uuid>, T), Failure> + Sync,
    ) -> (Self, Outcome) {
        let mut known = Self {
            all: Vec::new(),
            by_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
            single: !path.is_dir(),
            used: Mutex::default(),
        };
        let mut outcome = Outcome::Good;
        input::each(input::gather_files(&[path.to_owned()], extensions), read, |result| match result {
            Ok((input, Ok((id, value)))) => {
                let (label, at) = (input.label(), known.all.len());
                if let Some(first) = id.and_then(|id| known.by_id.get(&id)) {
                    let text = format!("is of the same machine as {}; take one of them out", known.all[*first].label);
                    report::failure(&label, &Failure::Other(text));
                    outcome = Outcome::Failed;
                    return;
                }
                known.by_id.extend(id.map(|id| (id, at)));
                known.by_name.entry(stem(input)).or_insert(at);
                known.all.push(Entry { label, value });
            }
            Ok((input, Err(failure))) => {
                report::failure(&input.label(), &failure);
                outcome = Outcome::Failed;
            }
            Err((label, failure)) => {
                report::failure(label, failure);
                outcome = Outcome::Failed;
            }
        });
        known.used = Mutex::new(vec![false; known.all.len()]);
        (known, outcome)
    }

    /// The document of a running domain.
    pub(super) fn find(&self, input: &Input, id: Option<Uuid>) -> Option<&Entry<T>> {
        let by_name = || self.by_name.get(&stem(input));
        let at = match self.single {
            true => 0,
            false => *id.and_then(|id| self.by_id.get(&id)).or_else(by_name)?,
        };
        let entry = self.all.get(at)?;
        if let Ok(mut used) = self.used.lock() {
            used[at] = true;
        }
        Some(entry)
    }

    /// The documents that nothing was found for.
    pub(super) fn unused(&self) -> Vec<&str> {
        let used = self.used.lock().map(|used| used.clone()).unwrap_or_default();
        let unused = self.all.iter().zip(used).filter(|(_, used)| !used);
        unused.map(|(entry, _)| &*entry.label).collect()
    }
}

/// The name of the file without its ending.
fn stem(input: &Input) -> String {
    let name = PathBuf::from(input.name());
    name.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
