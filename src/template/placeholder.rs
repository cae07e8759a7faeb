//! What a host fills in.

use std::fmt;

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
        /// `ovmf` or `secure-boot`.
        firmware: String,
    },
    /// `NVRAM-TEMPLATE:<firmware>`, variables that a firmware starts with: `os/nvram/@template`.
    NvramTemplate {
        /// `ovmf` or `secure-boot`.
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

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OsName => f.write_str("OS-NAME:"),
            Self::OsVersion => f.write_str("OS-VERSION:"),
            Self::HostSerial => f.write_str("HOST-SERIAL:"),
            Self::LeasePath { lease, storage_domain } => write!(f, "LEASE-PATH:{lease}:{storage_domain}"),
            Self::LeaseOffset { lease, storage_domain } => write!(f, "LEASE-OFFSET:{lease}:{storage_domain}"),
            Self::Payload => f.write_str("PAYLOAD:"),
            Self::DiskPath { storage_pool, storage_domain, image, volume } => {
                write!(f, "DISK-PATH:{storage_pool}:{storage_domain}:{image}:{volume}")
            }
            Self::LunPath { lun } => write!(f, "LUN-PATH:{lun}"),
            Self::ChannelPath { name } => write!(f, "CHANNEL-PATH:{name}"),
            Self::ConsolePath => f.write_str("CONSOLE-PATH:"),
            Self::LoaderPath { firmware } => write!(f, "LOADER-PATH:{firmware}"),
            Self::NvramTemplate { firmware } => write!(f, "NVRAM-TEMPLATE:{firmware}"),
            Self::NvramPath => f.write_str("NVRAM-PATH:"),
            Self::Network { network } => write!(f, "NETWORK:{network}"),
            Self::DisplayNetwork { network } => write!(f, "DISPLAY-NETWORK:{network}"),
        }
    }
}
