//! What a host fills in.

use std::fmt;
use std::str::FromStr;

use domxml_schema::report::nearest;

use super::PlaceholderKind;

/// Something that only the host knows: it stands in the template in place of the value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    /// `OS-NAME:`, name of the host's system: `sysinfo/system/entry[@name='product']`.
    OsName,
    /// `OS-VERSION:`, its version and release: `sysinfo/system/entry[@name='version']`.
    OsVersion,
    /// `HOST-SERIAL:`, the host's identity: `sysinfo/system/entry[@name='serial']`.
    HostSerial,
    /// `LEASE-PATH:<lease>:<storage domain>`, what holds a lease: `lease/target/@path`.
    LeasePath {
        /// The lease: `lease/key`.
        lease: String,
        /// Its storage domain: `lease/lockspace`.
        storage_domain: String,
    },
    /// `LEASE-OFFSET:<lease>:<storage domain>`, where in it the lease is, in bytes: `lease/target/@offset`.
    LeaseOffset {
        /// The lease: `lease/key`.
        lease: String,
        /// Its storage domain: `lease/lockspace`.
        storage_domain: String,
    },
    /// `PAYLOAD:`, the medium that the host makes of the payload in the metadata: `disk/source/@file`.
    Payload,
    /// `DISK-PATH:<pool>:<storage domain>:<image>:<volume>`, a volume as the host sees it:
    /// `disk/source/@file` or `@dev`. The host settles `disk/@type`, too.
    DiskPath {
        /// Pool of the storage domain.
        storage_pool: String,
        /// The storage domain.
        storage_domain: String,
        /// The image.
        image: String,
        /// The volume.
        volume: String,
    },
    /// `LUN-PATH:<lun>`, a unit of a storage array as the host sees it: `disk/source/@dev`.
    LunPath {
        /// Identity of the unit.
        lun: String,
    },
    /// `CHANNEL-PATH:<name>`, socket of a channel: `channel/source/@path`.
    ChannelPath {
        /// Name of the channel: `channel/target/@name`.
        name: String,
    },
    /// `CONSOLE-PATH:`, socket of the console: `console/source/@path`, `serial/source/@path`.
    ConsolePath,
    /// `LOADER-PATH:<firmware>`, code of a firmware: `os/loader`.
    LoaderPath {
        /// Name of the firmware, `ovmf` or `secure-boot`.
        firmware: String,
    },
    /// `NVRAM-TEMPLATE:<firmware>`, variables that a firmware starts with: `os/nvram/@template`.
    NvramTemplate {
        /// Name of the firmware, `ovmf` or `secure-boot`.
        firmware: String,
    },
    /// `NVRAM-PATH:`, the VM's own variables of its firmware: `os/nvram`.
    NvramPath,
    /// `NETWORK:<network>`, a network however the host provides it: `interface/source/@bridge`. The host
    /// settles the other parts of the interface that depend on it, too.
    Network {
        /// Name of the network; empty: none, the NIC is not connected.
        network: String,
    },
    /// `DISPLAY-NETWORK:<network>`, libvirt's network of that name: `graphics/listen/@network`.
    DisplayNetwork {
        /// Name of the network.
        network: String,
    },
}

impl Placeholder {
    /// Which one it is, whatever it holds.
    pub fn kind(&self) -> PlaceholderKind {
        match self {
            Self::OsName => PlaceholderKind::OsName,
            Self::OsVersion => PlaceholderKind::OsVersion,
            Self::HostSerial => PlaceholderKind::HostSerial,
            Self::LeasePath { .. } => PlaceholderKind::LeasePath,
            Self::LeaseOffset { .. } => PlaceholderKind::LeaseOffset,
            Self::Payload => PlaceholderKind::Payload,
            Self::DiskPath { .. } => PlaceholderKind::DiskPath,
            Self::LunPath { .. } => PlaceholderKind::LunPath,
            Self::ChannelPath { .. } => PlaceholderKind::ChannelPath,
            Self::ConsolePath => PlaceholderKind::ConsolePath,
            Self::LoaderPath { .. } => PlaceholderKind::LoaderPath,
            Self::NvramTemplate { .. } => PlaceholderKind::NvramTemplate,
            Self::NvramPath => PlaceholderKind::NvramPath,
            Self::Network { .. } => PlaceholderKind::Network,
            Self::DisplayNetwork { .. } => PlaceholderKind::DisplayNetwork,
        }
    }

    /// What stands behind the word, in order.
    pub fn parameters(&self) -> Vec<&str> {
        match self {
            Self::OsName | Self::OsVersion | Self::HostSerial | Self::Payload | Self::ConsolePath | Self::NvramPath => {
                Vec::new()
            }
            Self::LeasePath { lease, storage_domain } | Self::LeaseOffset { lease, storage_domain } => {
                vec![lease, storage_domain]
            }
            Self::DiskPath { storage_pool, storage_domain, image, volume } => {
                vec![storage_pool, storage_domain, image, volume]
            }
            Self::LunPath { lun: one }
            | Self::ChannelPath { name: one }
            | Self::LoaderPath { firmware: one }
            | Self::NvramTemplate { firmware: one }
            | Self::Network { network: one }
            | Self::DisplayNetwork { network: one } => vec![one],
        }
    }
}

impl Placeholder {
    /// The text for slots whose values begin with a slash, such as paths of files: the place-holder behind
    /// one, so that the template is as valid as the document will be.
    pub fn to_path(&self) -> String {
        format!("/{self}")
    }

    /// Whether a text would be taken for a place-holder where one may stand, if only for a misspelt one.
    pub(crate) fn is_like(text: &str) -> bool {
        let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
        let begins = Self::without_slash(text).split_once(':').is_some_and(|(word, _)| is_word(word));
        begins && text.parse::<Self>().map_or_else(|error| error.meant().is_some(), |_| true)
    }

    /// A text without the slash of [`Placeholder::to_path`].
    pub(super) fn without_slash(text: &str) -> &str {
        let is_ours =
            |rest: &&str| rest.split_once(':').is_some_and(|(word, _)| PlaceholderKind::of_word(word).is_some());
        text.strip_prefix('/').filter(is_ours).unwrap_or(text)
    }
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind().word(), self.parameters().join(":"))
    }
}

impl FromStr for Placeholder {
    type Err = ParsePlaceholderError;

    /// A word, a colon, and the parameters with colons between; a single parameter may hold colons; a slash
    /// may stand before all. Older
    /// spellings are read, too: `NIC-BRIDGE:`, `SERIAL:`, and text behind `OS-NAME:`, `OS-VERSION:` and
    /// `HOST-SERIAL:`, which says nothing.
    ///
    /// # Errors
    ///
    /// A word that is no place-holder's, too few or too many parameters, or an empty one where it must not
    /// be.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = Self::without_slash(text);
        let (word, rest) = text.split_once(':').unwrap_or((text, ""));
        let Some(kind) = PlaceholderKind::of_word(word).filter(|_| text.contains(':')) else {
            return Err(ParsePlaceholderError { text: text.to_owned() });
        };
        let error = || ParsePlaceholderError { text: text.to_owned() };
        let own = str::to_owned;
        let one = || if rest.is_empty() { Err(error()) } else { Ok(own(rest)) };
        let nothing = |value: Self| if rest.is_empty() { Ok(value) } else { Err(error()) };
        let parts: Vec<&str> = rest.split(':').collect();
        let complete = parts.iter().all(|part| !part.is_empty());
        match kind {
            PlaceholderKind::OsName => Ok(Self::OsName),
            PlaceholderKind::OsVersion => Ok(Self::OsVersion),
            PlaceholderKind::HostSerial => Ok(Self::HostSerial),
            PlaceholderKind::Payload => nothing(Self::Payload),
            PlaceholderKind::ConsolePath => nothing(Self::ConsolePath),
            PlaceholderKind::NvramPath => nothing(Self::NvramPath),
            PlaceholderKind::LunPath => Ok(Self::LunPath { lun: one()? }),
            PlaceholderKind::ChannelPath => Ok(Self::ChannelPath { name: one()? }),
            PlaceholderKind::LoaderPath => Ok(Self::LoaderPath { firmware: one()? }),
            PlaceholderKind::NvramTemplate => Ok(Self::NvramTemplate { firmware: one()? }),
            PlaceholderKind::Network => Ok(Self::Network { network: own(rest) }),
            PlaceholderKind::DisplayNetwork => Ok(Self::DisplayNetwork { network: one()? }),
            PlaceholderKind::LeasePath => match parts[..] {
                [lease, domain] if complete => Ok(Self::LeasePath { lease: own(lease), storage_domain: own(domain) }),
                _ => Err(error()),
            },
            PlaceholderKind::LeaseOffset => match parts[..] {
                [lease, domain] if complete => Ok(Self::LeaseOffset { lease: own(lease), storage_domain: own(domain) }),
                _ => Err(error()),
            },
            PlaceholderKind::DiskPath => match parts[..] {
                [pool, domain, image, volume] if complete => Ok(Self::DiskPath {
                    storage_pool: own(pool),
                    storage_domain: own(domain),
                    image: own(image),
                    volume: own(volume),
                }),
                _ => Err(error()),
            },
        }
    }
}

/// A text that is no place-holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePlaceholderError {
    text: String,
}

impl ParsePlaceholderError {
    /// The place-holder that was probably meant. It is looked for here: most texts are tried as place-holders,
    /// and few are meant as one.
    pub fn meant(&self) -> Option<PlaceholderKind> {
        let word = self.text.split_once(':').map_or(&*self.text, |(word, _)| word);
        let near = nearest(word, PlaceholderKind::ALL.iter().map(|kind| kind.word()));
        PlaceholderKind::of_word(word).or_else(|| near.and_then(PlaceholderKind::of_word))
    }
}

impl fmt::Display for ParsePlaceholderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a place-holder", self.text)?;
        match self.meant() {
            Some(meant) => write!(f, "; did you mean `{}`?", meant.form()),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ParsePlaceholderError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for text in [
            "OS-NAME:",
            "OS-VERSION:",
            "HOST-SERIAL:",
            "LEASE-PATH:a:b",
            "LEASE-OFFSET:a:b",
            "PAYLOAD:",
            "DISK-PATH:a:b:c:d",
            "LUN-PATH:36001",
            "CHANNEL-PATH:org.qemu.guest_agent.0",
            "CONSOLE-PATH:",
            "LOADER-PATH:ovmf",
            "NVRAM-TEMPLATE:secure-boot",
            "NVRAM-PATH:",
            "NETWORK:a:b c",
            "NETWORK:",
            "DISPLAY-NETWORK:red",
        ] {
            let read: Placeholder = text.parse().expect(text);
            assert_eq!(read.to_string(), text);
        }
    }

    #[test]
    fn older_spellings_are_read() {
        for (old, new) in [
            ("NIC-BRIDGE:red", "NETWORK:red"),
            ("SERIAL:", "HOST-SERIAL:"),
            ("/PAYLOAD:", "PAYLOAD:"),
            ("OS-NAME:NAME", "OS-NAME:"),
            ("OS-VERSION:VERSION", "OS-VERSION:"),
            ("HOST-SERIAL:SERIAL", "HOST-SERIAL:"),
        ] {
            assert_eq!(old.parse::<Placeholder>().map(|read| read.to_string()).as_deref(), Ok(new));
        }
    }

    #[test]
    fn anything_else_names_what_was_meant() {
        for (text, meant) in [
            ("LEASE-PATH:a", Some("LEASE-PATH:<lease>:<storage domain>")),
            ("LEASE-OFFSET:a:b:c", Some("LEASE-OFFSET:<lease>:<storage domain>")),
            ("DISK-PATH:a:b::d", Some("DISK-PATH:<storage pool>:<storage domain>:<image>:<volume>")),
            ("PAYLOAD:x", Some("PAYLOAD:")),
            ("LUN-PATH:", Some("LUN-PATH:<lun>")),
            ("OS-NAMES:", Some("OS-NAME:")),
            ("OS-NAME", Some("OS-NAME:")),
            ("/images/a:b", None),
            ("", None),
        ] {
            let error = text.parse::<Placeholder>().expect_err(text);
            assert_eq!(error.meant().map(|kind| kind.form()).as_deref(), meant, "{text}");
        }
    }
}
