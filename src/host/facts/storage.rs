//! Access of a host to storage.

use domxml_schema::report::nearest;
use domxml_schema::shared::storage::{Protocol, Source, SourceKind, StorageFormat};
use domxml_schema::xml::Keyword;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Pattern;
use crate::template::is_path_part;
use crate::vm::VolumeFormat;

/// The access of a host to storage. A volume is looked up in [`Storage::volumes`], then its storage domain in
/// [`Storage::mounts`], first by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Storage {
    /// Storage domains.
    pub mounts: Vec<Mount>,
    /// Single volumes, for what is not where its domain would have it.
    pub volumes: Vec<Volume>,
    /// Directory of the LUNs, by their id, such as `/dev/mapper`.
    pub lun_directory: Option<String>,
}

/// The access to the volumes of a storage domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mount {
    /// The storage domain; if absent, all that have no mount of their own.
    pub domain: Option<String>,
    /// The place of a volume. Texts may contain `{pool}`, `{domain}`, `{image}`, `{volume}`.
    pub source: VolumeSource,
}

/// A single volume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Volume {
    /// Its storage domain; any if absent.
    pub domain: Option<String>,
    /// Its image; any if absent.
    pub image: Option<String>,
    /// The volume.
    pub volume: String,
    /// Its place.
    pub source: VolumeSource,
    /// Its format, if it differs from the engine's: `disk/driver/@type`.
    pub format: Option<VolumeFormat>,
}

/// The place of a volume on a host: `disk/@type`, `disk/source`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum VolumeSource {
    /// A file of this path.
    File(Pattern),
    /// A block device of this path.
    Block(Pattern),
    /// An image that the hypervisor opens over the network.
    Network(NetworkSource),
}

/// An image that the hypervisor opens over the network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NetworkSource {
    /// The protocol, such as `gluster` or `rbd`: `source/@protocol`.
    pub protocol: String,
    /// The image: `source/@name`.
    pub name: Pattern,
    /// Servers: `source/host`.
    #[serde(default)]
    pub hosts: Vec<Host>,
}

/// A server of storage: `source/host`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Host {
    /// Name or address: `@name`.
    pub name: String,
    /// Port; defaults to the protocol's: `@port`.
    pub port: Option<u32>,
}

/// The place of the data of a disk.
#[derive(Clone, Debug, PartialEq)]
pub struct Located {
    /// `disk/@type`.
    pub kind: SourceKind,
    /// The parts of `disk/source` that locate it.
    pub source: Source,
    /// `disk/driver/@type`, if the facts have it.
    pub format: Option<StorageFormat>,
}

impl Storage {
    /// The place of a volume on this host; nothing if there is no fact.
    ///
    /// # Errors
    ///
    /// A wrong fact: an unknown protocol, a name in braces without a value.
    pub fn locate(&self, pool: &str, domain: &str, image: &str, volume: &str) -> Option<Result<Located, String>> {
        let is = |fact: &Option<String>, value: &str| fact.as_deref().is_none_or(|fact| fact == value);
        let values = [("pool", pool), ("domain", domain), ("image", image), ("volume", volume)];
        let single = self
            .volumes
            .iter()
            .find(|fact| fact.volume == volume && is(&fact.domain, domain) && is(&fact.image, image));
        if let Some(fact) = single {
            return Some(fact.source.located(&values, fact.format));
        }
        let own = self.mounts.iter().find(|mount| mount.domain.as_deref() == Some(domain));
        let mount = own.or_else(|| self.mounts.iter().find(|mount| mount.domain.is_none()))?;
        Some(mount.source.located(&values, None))
    }

    /// The place of a LUN on this host; nothing if there is no fact.
    ///
    /// # Errors
    ///
    /// An id that is no name of a file, such as `..`.
    pub fn locate_lun(&self, lun: &str) -> Option<Result<Located, String>> {
        let directory = self.lun_directory.as_deref()?.trim_end_matches('/');
        if !is_path_part(lun) {
            return Some(Err(format!("`{lun}` is not a possible id of a LUN")));
        }
        let source = Source { dev: Some(format!("{directory}/{lun}")), ..Source::default() };
        Some(Ok(Located { kind: SourceKind::Block, source, format: None }))
    }

    /// The directories that files and devices of volumes are below.
    pub(in crate::host) fn directories(&self) -> impl Iterator<Item = &str> {
        let sources = self.mounts.iter().map(|mount| &mount.source);
        sources.chain(self.volumes.iter().map(|volume| &volume.source)).filter_map(VolumeSource::directory)
    }
}

impl VolumeSource {
    /// The directory that its files or devices are below.
    fn directory(&self) -> Option<&str> {
        match self {
            Self::File(path) | Self::Block(path) => Some(path.directory()),
            Self::Network(_) => None,
        }
    }

    fn located(&self, values: &[(&str, &str)], format: Option<VolumeFormat>) -> Result<Located, String> {
        let format = format.map(|format| match format {
            VolumeFormat::Cow => StorageFormat::Qcow2,
            VolumeFormat::Raw => StorageFormat::Raw,
        });
        let mut source = Source::default();
        let kind = match self {
            Self::File(path) => {
                source.file = Some(path.fill(values)?);
                SourceKind::File
            }
            Self::Block(path) => {
                source.dev = Some(path.fill(values)?);
                SourceKind::Block
            }
            Self::Network(image) => {
                source.protocol = Some(protocol(&image.protocol)?);
                source.name = Some(image.name.fill(values)?);
                let host = |host: &Host| domxml_schema::shared::storage::Host::tcp(&*host.name, host.port);
                source.hosts = image.hosts.iter().map(host).collect();
                SourceKind::Network
            }
        };
        Ok(Located { kind, source, format })
    }
}

fn protocol(word: &str) -> Result<Protocol, String> {
    let protocol = Protocol::from(word);
    if !protocol.is_other() {
        return Ok(protocol);
    }
    let words = || Protocol::ALL.iter().map(Keyword::as_str);
    Err(match nearest(word, words()) {
        Some(near) => format!("unknown protocol `{word}`; did you mean `{near}`?"),
        None => format!("unknown protocol `{word}`; known are {}", words().collect::<Vec<_>>().join(", ")),
    })
}
