//! Weights and limits of block I/O: `<blkiotune>`.

use crate::Element;
use crate::types::WEIGHT;
use crate::xml::{Datatype, Extra, KeywordDef, Term};

const DEVICE_PATH: Datatype = Datatype {
    name: "blkioDevicePath",
    doc: "An absolute path, or * for all devices.",
    terms: &[
        Term::Keyword(KeywordDef { name: "*", doc: "All devices of the domain.", since: Some("12.3.0"), later: &[] }),
        Term::Pattern(r"(/|[a-zA-Z]:\\).+"),
    ],
};

/// Weights and limits of block I/O, set on the domain's control group: `<blkiotune>`.
///
/// ```xml
/// <blkiotune>
///   <weight>700</weight>
///   <device>
///     <path>/dev/sdc</path>
///     <read_bytes_sec>52428800</read_bytes_sec>
///   </device>
/// </blkiotune>
/// ```
#[derive(Element, Clone, Debug, Default, PartialEq)]
pub struct Blkiotune {
    /// Weight of the domain, from 100 to 1000; kernels after 2.6.39 accept 10 and more.
    #[xml(value, datatype = WEIGHT)]
    pub weight: Option<u32>,
    /// Weights and limits of single block devices of the host.
    #[xml(children, since = "0.9.8")]
    pub devices: Vec<Device>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

/// Weight and limits of a block device of the host: `<device>`.
///
/// They apply to all disks of the domain on this device together.
#[derive(Element, Clone, Debug, Default, PartialEq)]
#[xml(identity("name", "path"))]
pub struct Device {
    /// Path of the device on the host; `*` for all devices of the domain (bhyve).
    #[xml(value, required, datatype = DEVICE_PATH)]
    pub path: Option<String>,
    /// Weight on this device, from 100 to 1000; kernels after 2.6.39 accept 10 and more.
    #[xml(value, since = "0.9.8", datatype = WEIGHT, dropped = "0")]
    pub weight: Option<u32>,
    /// Maximum read operations per second.
    #[xml(value, since = "1.2.2", dropped = "0", unit = "operations/s")]
    pub read_iops_sec: Option<u32>,
    /// Maximum write operations per second.
    #[xml(value, since = "1.2.2", dropped = "0", unit = "operations/s")]
    pub write_iops_sec: Option<u32>,
    /// Maximum bytes read per second.
    #[xml(value, since = "1.2.2", dropped = "0", unit = "bytes/s")]
    pub read_bytes_sec: Option<u64>,
    /// Maximum bytes written per second.
    #[xml(value, since = "1.2.2", dropped = "0", unit = "bytes/s")]
    pub write_bytes_sec: Option<u64>,
    /// Unrecognized content, preserved.
    #[xml(extra)]
    pub extra: Extra,
}

impl Device {
    /// Creates an entry for the device at a path of the host, without weight and limits.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// Creates an entry for all devices of the domain, without weight and limits.
    pub fn all() -> Self {
        Self::new("*")
    }
}
