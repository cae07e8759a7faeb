//! The kinds of placeholders: one definition each.

/// The definition of a kind of placeholder.
pub(super) struct Definition {
    /// The word before the first colon.
    pub(super) word: &'static str,
    /// Words that older documents use for it.
    old_words: &'static [&'static str],
    /// The arguments behind the word, separated by colons.
    pub(super) arguments: &'static [Argument],
    /// Older documents have text without meaning behind the word.
    pub(super) ignores_text: bool,
    /// Places where it is allowed, as patterns of paths; an element stands for its text.
    pub(super) placements: &'static [&'static str],
    /// The value that replaces it.
    pub(super) value: ValueKind,
    /// The key of the host's facts that it is filled in from.
    fact: &'static str,
    /// Its meaning.
    meaning: &'static str,
}

const DEFAULTS: Definition = Definition {
    word: "",
    old_words: &[],
    arguments: &[],
    ignores_text: false,
    placements: &[],
    value: ValueKind::Path,
    fact: "",
    meaning: "",
};

/// An argument of a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name, for people.
    pub name: &'static str,
    /// The texts that it may be.
    pub kind: ArgumentKind,
}

/// The texts that an argument of a placeholder may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    /// A name that may be a part of a path: not empty, not `.` or `..`, without slashes, colons and control characters.
    Id,
    /// As [`Id`](Self::Id); as the last argument it may contain colons.
    Name,
    /// A text that is not empty, without control characters; as the last argument it may contain colons.
    Text,
    /// As [`Text`](Self::Text), or empty.
    OptionalText,
}

/// Returns `true` if a text may be one part of a path: nothing else can be reached with it.
pub(crate) fn is_path_part(text: &str) -> bool {
    !matches!(text, "" | "." | "..") && !text.contains(|c: char| c == '/' || c.is_control())
}

impl ArgumentKind {
    /// Returns `true` if an argument may be this text.
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::Id => is_path_part(text) && !text.contains(':'),
            Self::Name => is_path_part(text),
            Self::Text => !text.is_empty() && !text.contains(char::is_control),
            Self::OptionalText => !text.contains(char::is_control),
        }
    }
}

/// The value that replaces a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Any text. A value at its places may look like anything.
    Text,
    /// The name of something on the host.
    Name,
    /// An absolute path.
    Path,
    /// An absolute path of the volume that the arguments name.
    VolumePath,
    /// A number.
    Number,
}

impl ValueKind {
    /// The kind for people, such as `a number`.
    pub fn description(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Name => "a name",
            Self::Path => "an absolute path",
            Self::VolumePath => "the path of a volume",
            Self::Number => "a number",
        }
    }
}

const fn id(name: &'static str) -> Argument {
    Argument { name, kind: ArgumentKind::Id }
}

const fn name(name: &'static str) -> Argument {
    Argument { name, kind: ArgumentKind::Name }
}

const fn text(name: &'static str) -> Argument {
    Argument { name, kind: ArgumentKind::Text }
}

/// Makes the enum and the table of definitions from one list: `KIND: "meaning", { fields }`.
macro_rules! kinds {
    ($($kind:ident: $meaning:literal, { $($field:ident: $value:expr),* $(,)? })*) => {
        /// The kind of value that a placeholder stands for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum PlaceholderKind {
            $(#[doc = $meaning] $kind,)*
        }

        impl PlaceholderKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            pub(super) fn definition(self) -> &'static Definition {
                match self {
                    $(Self::$kind => {
                        const DEFINITION: &Definition =
                            &Definition { meaning: $meaning, $($field: $value,)* ..DEFAULTS };
                        DEFINITION
                    })*
                }
            }
        }
    };
}

kinds! {
    OsName: "name of the host's operating system", {
        word: "OS-NAME",
        ignores_text: true,
        placements: &["sysinfo/system/entry[@name='product']"],
        value: ValueKind::Text,
        fact: "os",
    }
    OsVersion: "version and release of the host's operating system", {
        word: "OS-VERSION",
        ignores_text: true,
        placements: &["sysinfo/system/entry[@name='version']"],
        value: ValueKind::Text,
        fact: "os",
    }
    HostSerial: "serial number of the host, by default its UUID", {
        word: "HOST-SERIAL",
        old_words: &["SERIAL"],
        ignores_text: true,
        placements: &["sysinfo/system/entry[@name='serial']"],
        value: ValueKind::Text,
        fact: "identity",
    }
    LeasePath: "file or device that holds a lease", {
        word: "LEASE-PATH",
        arguments: &[id("lease"), id("storage domain")],
        placements: &["devices/lease/target/@path"],
        fact: "leases",
    }
    LeaseOffset: "offset of a lease in that file or device, in bytes", {
        word: "LEASE-OFFSET",
        arguments: &[id("lease"), id("storage domain")],
        placements: &["devices/lease/target/@offset"],
        value: ValueKind::Number,
        fact: "leases",
    }
    DiskPath: "a volume of a storage domain; the host decides `disk/@type`, too", {
        word: "DISK-PATH",
        arguments: &[id("storage pool"), id("storage domain"), id("image"), id("volume")],
        placements: &["devices/disk/source/@file", "devices/disk/source/@dev"],
        value: ValueKind::VolumePath,
        fact: "storage",
    }
    Payload: "medium that the host makes from the payload in the metadata", {
        word: "PAYLOAD",
        placements: &[
            "devices/disk[@device='cdrom']/source/@file",
            "devices/disk[@device='floppy']/source/@file",
        ],
        fact: "payloads",
    }
    LunPath: "a LUN of a storage array", {
        word: "LUN-PATH",
        arguments: &[name("lun")],
        placements: &["devices/disk/source/@dev"],
        fact: "storage.lunDirectory",
    }
    ChannelPath: "socket of a channel", {
        word: "CHANNEL-PATH",
        arguments: &[name("name")],
        placements: &["devices/channel/source/@path"],
        fact: "sockets.channel",
    }
    ConsolePath: "socket of the console", {
        word: "CONSOLE-PATH",
        placements: &["devices/console/source/@path", "devices/serial/source/@path"],
        fact: "sockets.console",
    }
    LoaderPath: "code of a firmware (`ovmf`, `secure-boot`)", {
        word: "LOADER-PATH",
        arguments: &[name("firmware")],
        placements: &["os/loader"],
        fact: "firmware",
    }
    NvramTemplate: "initial variables of a firmware", {
        word: "NVRAM-TEMPLATE",
        arguments: &[name("firmware")],
        placements: &["os/nvram/@template"],
        fact: "firmware",
    }
    NvramPath: "the VM's own firmware variables", {
        word: "NVRAM-PATH",
        placements: &["os/nvram"],
        fact: "nvram",
    }
    Network: "a network, however the host provides it; empty for a NIC that is not connected", {
        word: "NETWORK",
        old_words: &["NIC-BRIDGE"],
        arguments: &[Argument { name: "network", kind: ArgumentKind::OptionalText }],
        placements: &["devices/interface/source/@bridge"],
        value: ValueKind::Name,
        fact: "networks",
    }
    DisplayNetwork: "libvirt's network that a display listens on", {
        word: "DISPLAY-NETWORK",
        arguments: &[text("network")],
        placements: &["devices/graphics/listen/@network"],
        value: ValueKind::Name,
        fact: "displayNetworks",
    }
}

impl PlaceholderKind {
    /// The word before the first colon.
    pub fn word(self) -> &'static str {
        self.definition().word
    }

    /// The arguments behind the word.
    pub fn arguments(self) -> &'static [Argument] {
        self.definition().arguments
    }

    /// The value that replaces it.
    pub fn value(self) -> ValueKind {
        self.definition().value
    }

    /// The key of the host's facts that it is filled in from.
    pub fn fact(self) -> &'static str {
        self.definition().fact
    }

    /// Its meaning, for people.
    pub fn meaning(self) -> &'static str {
        self.definition().meaning
    }

    /// Its syntax, such as `LEASE-PATH:<lease>:<storage domain>`.
    pub fn syntax(self) -> String {
        let arguments: Vec<String> = self.arguments().iter().map(|argument| format!("<{}>", argument.name)).collect();
        format!("{}:{}", self.word(), arguments.join(":"))
    }

    /// The kind with a word, current or old.
    pub fn of_word(word: &str) -> Option<Self> {
        let is = |kind: &&Self| kind.word() == word || kind.old_words().contains(&word);
        Self::ALL.iter().find(is).copied()
    }

    /// Words that older documents use for it.
    pub fn old_words(self) -> &'static [&'static str] {
        self.definition().old_words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_unique() {
        for kind in PlaceholderKind::ALL {
            assert_eq!(PlaceholderKind::of_word(kind.word()), Some(*kind));
            for word in kind.old_words() {
                assert_eq!(PlaceholderKind::of_word(word), Some(*kind));
            }
        }
    }

    #[test]
    fn only_the_last_argument_may_contain_colons() {
        for kind in PlaceholderKind::ALL {
            let [inner @ .., _] = kind.arguments() else { continue };
            assert!(inner.iter().all(|argument| argument.kind == ArgumentKind::Id), "{kind:?}");
        }
    }
}
