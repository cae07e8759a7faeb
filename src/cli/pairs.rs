//! Documents that belong to running domains: one, or those of a folder, found by UUID or name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::schema::types::Uuid;

use super::Outcome;
use super::input::{self, Failure, Input};

/// Documents of domains, to be found by the running domain.
pub(super) struct Counterparts<T> {
    all: Vec<Counterpart<T>>,
    by_id: BTreeMap<Uuid, usize>,
    by_name: BTreeMap<String, usize>,
    /// There is one document, which belongs to any running domain.
    single: bool,
    used: Mutex<Vec<bool>>,
}

/// A document of a domain.
pub(super) struct Counterpart<T> {
    /// Its name in messages.
    pub(super) label: String,
    pub(super) value: T,
}

impl<T: Send> Counterparts<T> {
    /// Reads the document at a path, or those of a folder, on all cores. A document that cannot be read, or with the
    /// UUID of another one, is reported.
    pub(super) fn read(
        path: &Path,
        extensions: &[&str],
        read: impl Fn(&Input) -> Result<(Option<Uuid>, T), Failure> + Sync,
    ) -> (Self, Outcome) {
        let mut counterparts = Self {
            all: Vec::new(),
            by_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
            single: !path.is_dir(),
            used: Mutex::default(),
        };
        let inputs = input::gather_files(&[path.to_owned()], extensions);
        let tally = input::each(inputs, read, |input, (id, value)| counterparts.add(input, id, value));
        counterparts.used = Mutex::new(vec![false; counterparts.all.len()]);
        (counterparts, tally.worst())
    }

    fn add(&mut self, input: &Input, id: Option<Uuid>, value: T) -> Result<Outcome, Failure> {
        let (label, at) = (input.label(), self.all.len());
        if let Some(id) = id {
            if let Some(first) = self.by_id.get(&id) {
                let other = &self.all[*first].label;
                return Err(Failure::Other(format!("UUID `{id}` is already used by `{other}`; remove one of them")));
            }
            self.by_id.insert(id, at);
        }
        self.by_name.entry(stem(input)).or_insert(at);
        self.all.push(Counterpart { label, value });
        Ok(Outcome::Success)
    }

    /// The document of a running domain.
    pub(super) fn find(&self, input: &Input, id: Option<Uuid>) -> Option<&Counterpart<T>> {
        let by_name = || self.by_name.get(&stem(input));
        let at = match self.single {
            true => 0,
            false => *id.and_then(|id| self.by_id.get(&id)).or_else(by_name)?,
        };
        let counterpart = self.all.get(at)?;
        if let Ok(mut used) = self.used.lock() {
            used[at] = true;
        }
        Some(counterpart)
    }

    /// The documents without a running domain.
    pub(super) fn unused(&self) -> Vec<&str> {
        let used = self.used.lock().map(|used| used.clone()).unwrap_or_default();
        let unused = self.all.iter().zip(used).filter(|(_, used)| !used);
        unused.map(|(counterpart, _)| &*counterpart.label).collect()
    }
}

/// The name of the file without its extension.
fn stem(input: &Input) -> String {
    let name = PathBuf::from(input.name());
    name.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
