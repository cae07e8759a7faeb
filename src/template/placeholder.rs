//! Placeholders as values.

use std::fmt;
use std::str::FromStr;

use domxml_schema::report::nearest;

use super::{PlaceholderKind, ValueKind};

/// Something that only the host knows, in place of the value: a kind, and arguments that say which one.
///
/// ```
/// use domxml::template::{Placeholder, PlaceholderKind};
///
/// let placeholder: Placeholder = "LEASE-PATH:web:red".parse()?;
/// assert_eq!(placeholder.kind(), PlaceholderKind::LeasePath);
/// assert_eq!(placeholder.arguments(), ["web", "red"]);
/// # Ok::<(), domxml::template::ParsePlaceholderError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placeholder {
    kind: PlaceholderKind,
    arguments: Vec<String>,
}

impl Placeholder {
    /// A placeholder with the arguments of its kind, in their order.
    pub fn new(kind: PlaceholderKind, arguments: impl IntoIterator<Item = String>) -> Self {
        let arguments: Vec<String> = arguments.into_iter().collect();
        debug_assert_eq!(arguments.len(), kind.arguments().len(), "{}", kind.syntax());
        Self { kind, arguments }
    }

    /// Its kind.
    pub fn kind(&self) -> PlaceholderKind {
        self.kind
    }

    /// Its arguments, in the order of [`PlaceholderKind::arguments`].
    pub fn arguments(&self) -> &[String] {
        &self.arguments
    }

    /// Returns `true` if a text is a possible value for it.
    pub fn fits(&self, text: &str) -> bool {
        match self.kind.value() {
            ValueKind::Text | ValueKind::Name => !text.is_empty(),
            ValueKind::Path => text.starts_with('/'),
            ValueKind::Number => text.parse::<u64>().is_ok(),
            ValueKind::VolumePath => match (volume_of(text), &self.arguments[..]) {
                (Some(found), [.., image, volume]) => found == (image.as_str(), volume.as_str()),
                _ => !text.is_empty(),
            },
        }
    }

    /// The text for places whose values begin with a slash, such as paths of files: the placeholder behind one, so
    /// that the template is as valid as the document will be.
    pub fn to_path(&self) -> String {
        format!("/{self}")
    }

    /// Returns `true` if a text would be taken for a placeholder where one is allowed, if only for a misspelled one.
    pub(crate) fn is_like(text: &str) -> bool {
        let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-');
        let begins = Self::without_slash(text).split_once(':').is_some_and(|(word, _)| is_word(word));
        begins && text.parse::<Self>().map_or_else(|error| error.meant().is_some(), |_| true)
    }

    /// A text without the slash of [`Placeholder::to_path`].
    pub(super) fn without_slash(text: &str) -> &str {
        let is_placeholder =
            |rest: &&str| rest.split_once(':').is_some_and(|(word, _)| PlaceholderKind::of_word(word).is_some());
        text.strip_prefix('/').filter(is_placeholder).unwrap_or(text)
    }
}

/// Image and volume that a path in a storage domain names: `.../images/<image>/<volume>`.
fn volume_of(path: &str) -> Option<(&str, &str)> {
    let (above, volume) = path.rsplit_once('/')?;
    let (above, image) = above.rsplit_once('/')?;
    above.ends_with("/images").then_some((image, volume))
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.word(), self.arguments.join(":"))
    }
}

impl FromStr for Placeholder {
    type Err = ParsePlaceholderError;

    /// A word, a colon, and the arguments with colons between; a slash may be in front. Older spellings are read,
    /// too: `NIC-BRIDGE:`, `SERIAL:`, and text behind `OS-NAME:`, `OS-VERSION:` and `HOST-SERIAL:`, which says
    /// nothing.
    ///
    /// # Errors
    ///
    /// An unknown word, too few or too many arguments, or an empty one where it must not be.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = Self::without_slash(text);
        let error = || ParsePlaceholderError { text: text.to_owned() };
        let (word, rest) = text.split_once(':').ok_or_else(error)?;
        let kind = PlaceholderKind::of_word(word).ok_or_else(error)?;
        let definition = kind.definition();
        let known = definition.arguments;
        let parts: Vec<&str> = if known.is_empty() { Vec::new() } else { rest.splitn(known.len(), ':').collect() };
        let accepted = parts.len() == known.len()
            && parts.iter().zip(known).all(|(part, argument)| argument.kind.accepts(part))
            && (!known.is_empty() || rest.is_empty() || definition.ignores_text);
        if !accepted {
            return Err(error());
        }
        Ok(Self { kind, arguments: parts.into_iter().map(str::to_owned).collect() })
    }
}

/// A text that is not a placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePlaceholderError {
    text: String,
}

impl ParsePlaceholderError {
    /// The kind of placeholder that was probably meant. It is looked for only here: most texts are tried as
    /// placeholders, and few are meant as one.
    pub fn meant(&self) -> Option<PlaceholderKind> {
        let word = self.text.split_once(':').map_or(&*self.text, |(word, _)| word);
        let near = nearest(word, PlaceholderKind::ALL.iter().map(|kind| kind.word()));
        PlaceholderKind::of_word(word).or_else(|| near.and_then(PlaceholderKind::of_word))
    }
}

impl fmt::Display for ParsePlaceholderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a placeholder", self.text)?;
        match self.meant() {
            Some(meant) => write!(f, "; did you mean `{}`?", meant.syntax()),
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
            assert_eq!(error.meant().map(|kind| kind.syntax()).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn values_fit_or_do_not() {
        for (placeholder, text, fits) in [
            ("DISK-PATH:pool:sd:image:volume", "/rhev/data-center/pool/sd/images/image/volume", true),
            ("DISK-PATH:pool:sd:image:volume", "/rhev/data-center/pool/sd/images/image/other", false),
            // Hosts may keep volumes elsewhere.
            ("DISK-PATH:pool:sd:image:volume", "/dev/mapper/managed", true),
            ("DISK-PATH:pool:sd:image:volume", "", false),
            ("LEASE-OFFSET:a:b", "4096", true),
            ("LEASE-OFFSET:a:b", "many", false),
            ("LEASE-PATH:a:b", "leases", false),
            ("NETWORK:", "br0", true),
            ("OS-NAME:", "", false),
        ] {
            assert_eq!(placeholder.parse::<Placeholder>().expect(placeholder).fits(text), fits, "{placeholder} {text}");
        }
    }
}
