//! Facts of the machine that this program runs on.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use super::facts::{Cpu, Facts, Identity, OsRelease};
use crate::vm::Architecture;

/// The facts that were read from a machine.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThisMachine {
    /// The facts; those that could not be read are absent.
    pub facts: Facts,
    /// The facts that could not be read.
    pub unread: Vec<Unread>,
}

/// A fact that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The key of the facts.
    pub fact: &'static str,
    /// The file that should contain it.
    pub path: PathBuf,
    /// The reason.
    pub reason: String,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fact `{}` is unknown: {}: {}", self.fact, self.path.display(), self.reason)
    }
}

impl Facts {
    /// Reads the OS, identity, architecture and CPU of this machine. Never fails as a whole; some of it only root may
    /// read.
    pub fn from_this_machine() -> ThisMachine {
        ThisMachine::below(Path::new("/"))
    }

    /// Adds absent facts from another source.
    pub fn or(mut self, other: Self) -> Self {
        self.os = self.os.or(other.os);
        self.identity.uuid = self.identity.uuid.or(other.identity.uuid);
        self.identity.serial = self.identity.serial.or(other.identity.serial);
        self.architecture = self.architecture.or(other.architecture);
        self.cpu = self.cpu.or(other.cpu);
        self
    }
}

impl ThisMachine {
    /// Reads the files of a machine whose root is mounted at a directory; the architecture is that of this
    /// program.
    pub fn below(root: &Path) -> Self {
        let mut machine = Self::default();
        machine.facts.os = machine.read(root, "os", &["etc/os-release", "usr/lib/os-release"], os_release);
        let uuid = ["etc/vdsm/vdsm.id", "sys/class/dmi/id/product_uuid", "proc/device-tree/system-id"];
        let uuid = machine.read(root, "identity.uuid", &uuid, identifier);
        machine.facts.identity = Identity { uuid, serial: None };
        machine.facts.cpu = machine.read(root, "cpu", &["proc/cpuinfo"], cpu);
        machine.facts.architecture = architecture(std::env::consts::ARCH, cfg!(target_endian = "little"));
        machine
    }

    /// Reads the first of several files that contains the fact.
    fn read<T>(
        &mut self,
        root: &Path,
        fact: &'static str,
        paths: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let mut unread = None;
        for path in paths.iter().map(|path| root.join(path)) {
            let reason = match fs::read(&path) {
                Ok(bytes) => match read(&String::from_utf8_lossy(&bytes)) {
                    Some(value) => return Some(value),
                    None => "not in the file".to_owned(),
                },
                Err(error) => error.to_string(),
            };
            // A file that is there and cannot be read tells more than one that is not.
            if unread.is_none() || path.exists() {
                unread = Some(Unread { fact, path, reason });
            }
        }
        self.unread.extend(unread);
        None
    }
}

/// The OS, from `os-release`.
pub fn os_release(text: &str) -> Option<OsRelease> {
    let value = |key: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(key)?.strip_prefix('='))?;
        Some(unquote(line.trim()))
    };
    let version = value("VERSION_ID").unwrap_or_default();
    let release = value("BUILD_ID").or_else(|| value("IMAGE_VERSION")).unwrap_or_default();
    Some(OsRelease { name: value("NAME").filter(|name| !name.is_empty())?, version, release })
}

/// A value of a shell's assignment.
fn unquote(text: &str) -> String {
    let quoted = |quote| text.strip_prefix(quote).and_then(|text: &str| text.strip_suffix(quote));
    if let Some(text) = quoted('\'') {
        return text.to_owned();
    }
    let (mut value, mut characters) = (String::new(), quoted('"').unwrap_or(text).chars());
    while let Some(character) = characters.next() {
        value.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    value
}

/// An identifier on the first line of a file, in lower case.
pub fn identifier(text: &str) -> Option<String> {
    let line = text.lines().next()?.trim_matches(|character: char| character.is_whitespace() || character == '\0');
    (!line.is_empty()).then(|| line.to_lowercase())
}

/// The CPU, from `cpuinfo`, which differs by architecture.
pub fn cpu(text: &str) -> Option<Cpu> {
    let values = |keys: &[&str]| {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        text.lines().filter_map(move |line| {
            let (key, value) = line.split_once(':')?;
            keys.iter().any(|known| known == key.trim()).then(|| value.trim().to_owned())
        })
    };
    // s390x counts them on one line.
    let count = values(&["# processors"]).find_map(|count| count.parse().ok());
    let count = count.or_else(|| u32::try_from(values(&["processor"]).count()).ok()).unwrap_or_default();
    let model = values(&["model name", "cpu"]).next();
    let vendor = values(&["vendor_id", "CPU implementer"]).next();
    let flags = values(&["flags", "Features", "features"]).next().unwrap_or_default();
    let flags = flags.split_whitespace().map(str::to_owned).collect();
    (count > 0).then_some(Cpu { model, vendor, flags, count })
}

/// The architecture by its name in Rust.
fn architecture(name: &str, little_endian: bool) -> Option<Architecture> {
    match name {
        "x86_64" => Some(Architecture::X86_64),
        "aarch64" => Some(Architecture::Aarch64),
        "s390x" => Some(Architecture::S390x),
        "powerpc64" if little_endian => Some(Architecture::Ppc64le),
        "powerpc64" => Some(Architecture::Ppc64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn os_release_is_read_as_a_shell_reads_it() {
        let text = "# a comment\nID=node\nNAME=\"Node \\\"Next\\\"\"\nVERSION_ID='4.5'\nBUILD_ID=7.el9\n";
        let os = os_release(text).expect("it says");
        assert_eq!((os.name.as_str(), os.full_version().as_str()), ("Node \"Next\"", "4.5-7.el9"));
        let os = os_release("NAME=Plain\nVERSION_ID=1\n").expect("it says");
        assert_eq!(os.full_version(), "1-");
        assert_eq!(os_release("ID=x\n"), None);
    }

    #[test]
    fn identifiers_are_in_lower_case() {
        assert_eq!(identifier("4C4C4544-0042\n").as_deref(), Some("4c4c4544-0042"));
        assert_eq!(identifier("IBM,02\0").as_deref(), Some("ibm,02"));
        assert_eq!(identifier("\n"), None);
    }

    #[test]
    fn processors_of_all_architectures_are_read() {
        let x86 = "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Some Xeon\nflags\t\t: fpu vme\n\n\
                   processor\t: 1\nvendor_id\t: GenuineIntel\nmodel name\t: Some Xeon\nflags\t\t: fpu vme\n";
        let found = cpu(x86).expect("it says");
        assert_eq!((found.model.as_deref(), found.count), (Some("Some Xeon"), 2));
        assert_eq!(found.flags, ["fpu", "vme"]);
        let power = "processor\t: 0\ncpu\t\t: POWER9, altivec supported\n\ntimebase\t: 512000000\n";
        assert_eq!(cpu(power).and_then(|cpu| cpu.model).as_deref(), Some("POWER9, altivec supported"));
        let z = "vendor_id       : IBM/S390\n# processors    : 2\nfeatures\t: esan3 zarch\nprocessor 0: version = 00\n";
        assert_eq!(cpu(z).map(|cpu| (cpu.count, cpu.flags.len())), Some((2, 2)));
        assert_eq!(cpu(""), None);
    }

    #[test]
    fn what_is_not_there_is_named() {
        let machine = ThisMachine::below(Path::new("/nowhere/at/all"));
        let unread: Vec<&str> = machine.unread.iter().map(|unread| unread.fact).collect();
        assert_eq!(unread, ["os", "identity.uuid", "cpu"]);
        assert_eq!((machine.facts.os, machine.facts.cpu), (None, None));
    }

    #[test]
    fn facts_of_a_file_go_first() {
        let os = |name: &str| Some(OsRelease { name: name.to_owned(), ..OsRelease::default() });
        let facts = Facts { os: os("a"), ..Facts::default() };
        let other = Facts { os: os("b"), architecture: Some(Architecture::S390x), ..Facts::default() };
        let both = facts.or(other);
        assert_eq!((both.os, both.architecture), (os("a"), Some(Architecture::S390x)));
    }
}
