//! Files that are written whole or not at all.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Mutex;

/// Temporary files of this moment: a signal removes them.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Exit code of a process that an interrupt ended, as shells have it.
const INTERRUPTED: i32 = 130;

/// Lets signals that end the process remove what is unfinished.
pub(super) fn clean_up_on_signals() {
    // Without a handler the default applies, which ends the process, too.
    let _ = ctrlc::set_handler(|| {
        if let Ok(unfinished) = UNFINISHED.lock() {
            unfinished.iter().for_each(|path| drop(fs::remove_file(path)));
        }
        process::exit(INTERRUPTED);
    });
}

/// Writes a file by way of a temporary one beside it: there is the old file or the new one, whatever happens.
///
/// # Errors
///
/// If the file cannot be written, or there is something at its path that is no regular file.
pub(super) fn write(path: &Path, text: &str) -> io::Result<()> {
    let existing = match fs::symlink_metadata(path) {
        Ok(existing) if existing.is_file() => Some(existing.permissions()),
        Ok(existing) => {
            let kind = if existing.is_symlink() { "a symbolic link" } else { "not a regular file" };
            return Err(io::Error::other(format!("it is {kind}; remove it, or write to another path")));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = builder().tempfile_in(folder)?;
    let entry = Unfinished::new(file.path());
    file.write_all(text.as_bytes())?;
    if let Some(permissions) = existing {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    drop(entry);
    // What a folder holds is on the disk when the folder is.
    fs::File::open(folder)?.sync_all()
}

/// Temporary files get the permissions of new files.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".domxml-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(<Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o666));
    builder
}

/// An entry among the unfinished files.
struct Unfinished(PathBuf);

impl Unfinished {
    fn new(path: &Path) -> Self {
        if let Ok(mut unfinished) = UNFINISHED.lock() {
            unfinished.insert(path.to_owned());
        }
        Self(path.to_owned())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Ok(mut unfinished) = UNFINISHED.lock() {
            unfinished.remove(&self.0);
        }
    }
}

/// Creates the folders that a file below a folder is in; none of them may be a symbolic link.
///
/// # Errors
///
/// If a folder cannot be created, or is a symbolic link.
pub(super) fn create_folders(root: &Path, name: &Path) -> io::Result<()> {
    fs::create_dir_all(root)?;
    let mut folder = root.to_owned();
    for part in name.parent().into_iter().flat_map(Path::components) {
        folder.push(part);
        match fs::symlink_metadata(&folder) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(io::Error::other(format!("`{}` is not a folder", folder.display()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::create_dir(&folder) {
                // Another document was faster.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                result => result?,
            },
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Returns `true` if two paths lead to the same file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    one == other || fs::canonicalize(one).is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}
