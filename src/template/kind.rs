//! The kinds of place-holders: their words, and who fills them in.

/// What a place-holder stands for, whatever its parameters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceholderKind {
    /// Name of the host's system.
    OsName,
    /// Its version and release.
    OsVersion,
    /// The host's identity.
    HostSerial,
    /// What holds a lease.
    LeasePath,
    /// Where in it the lease is.
    LeaseOffset,
    /// The medium that the host makes of a payload.
    Payload,
    /// A volume of a storage domain.
    DiskPath,
    /// A unit of a storage array.
    LunPath,
    /// Socket of a channel.
    ChannelPath,
    /// Socket of a console.
    ConsolePath,
    /// Code of a firmware.
    LoaderPath,
    /// Variables that a firmware starts with.
    NvramTemplate,
    /// The VM's own variables of its firmware.
    NvramPath,
    /// A network.
    Network,
    /// A network that displays listen on.
    DisplayNetwork,
}

/// What there is to know of one kind.
struct Row {
    kind: PlaceholderKind,
    word: &'static str,
    parameters: &'static [&'static str],
    fact: &'static str,
}

const fn row(
    kind: PlaceholderKind,
    word: &'static str,
    parameters: &'static [&'static str],
    fact: &'static str,
) -> Row {
    Row { kind, word, parameters, fact }
}

const ROWS: &[Row] = &[
    row(PlaceholderKind::OsName, "OS-NAME", &[], "os"),
    row(PlaceholderKind::OsVersion, "OS-VERSION", &[], "os"),
    row(PlaceholderKind::HostSerial, "HOST-SERIAL", &[], "identity"),
    row(PlaceholderKind::LeasePath, "LEASE-PATH", &["lease", "storage domain"], "leases"),
    row(PlaceholderKind::LeaseOffset, "LEASE-OFFSET", &["lease", "storage domain"], "leases"),
    row(PlaceholderKind::Payload, "PAYLOAD", &[], "payloads"),
    row(PlaceholderKind::DiskPath, "DISK-PATH", &["storage pool", "storage domain", "image", "volume"], "storage"),
    row(PlaceholderKind::LunPath, "LUN-PATH", &["lun"], "storage.lunDirectory"),
    row(PlaceholderKind::ChannelPath, "CHANNEL-PATH", &["name"], "sockets.channel"),
    row(PlaceholderKind::ConsolePath, "CONSOLE-PATH", &[], "sockets.console"),
    row(PlaceholderKind::LoaderPath, "LOADER-PATH", &["firmware"], "firmware"),
    row(PlaceholderKind::NvramTemplate, "NVRAM-TEMPLATE", &["firmware"], "firmware"),
    row(PlaceholderKind::NvramPath, "NVRAM-PATH", &[], "nvram"),
    row(PlaceholderKind::Network, "NETWORK", &["network"], "networks"),
    row(PlaceholderKind::DisplayNetwork, "DISPLAY-NETWORK", &["network"], "displayNetworks"),
];

/// Words of old documents, and what they have become.
const OLD_WORDS: [(&str, PlaceholderKind); 2] =
    [("NIC-BRIDGE", PlaceholderKind::Network), ("SERIAL", PlaceholderKind::HostSerial)];

impl PlaceholderKind {
    /// All of them.
    pub const ALL: &'static [Self] = &{
        let mut all = [Self::OsName; ROWS.len()];
        let mut at = 0;
        while at < ROWS.len() {
            all[at] = ROWS[at].kind;
            at += 1;
        }
        all
    };

    /// The word before the first colon.
    pub fn word(self) -> &'static str {
        self.row().word
    }

    /// Names of the parameters behind it.
    pub fn parameters(self) -> &'static [&'static str] {
        self.row().parameters
    }

    /// The key of the host's facts that it is filled in from.
    pub fn fact(self) -> &'static str {
        self.row().fact
    }

    /// How it is spelled, such as `LEASE-PATH:<lease>:<storage domain>`.
    pub fn form(self) -> String {
        let parameters: Vec<String> = self.parameters().iter().map(|name| format!("<{name}>")).collect();
        format!("{}:{}", self.word(), parameters.join(":"))
    }

    /// The kind with a word, present or past.
    pub fn of_word(word: &str) -> Option<Self> {
        let known = ROWS.iter().map(|row| (row.word, row.kind)).chain(OLD_WORDS);
        known.into_iter().find(|(known, _)| *known == word).map(|(_, kind)| kind)
    }

    /// Words that were once used for it.
    pub fn old_words(self) -> impl Iterator<Item = &'static str> {
        OLD_WORDS.iter().filter(move |(_, kind)| *kind == self).map(|(word, _)| *word)
    }

    fn row(self) -> &'static Row {
        // The rows are in the order of the variants; a test looks.
        &ROWS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_the_order_of_the_variants() {
        for kind in PlaceholderKind::ALL {
            assert_eq!(kind.row().kind, *kind);
            assert_eq!(PlaceholderKind::of_word(kind.word()), Some(*kind));
        }
        assert_eq!(PlaceholderKind::ALL.len(), PlaceholderKind::DisplayNetwork as usize + 1);
    }
}
